import { useWatch } from 'react-hook-form';
import { CheckListField, Columns, NumberField, TextField, useTexts } from '@demarc/ui';
import { gardenTexts } from '../garden/garden-texts';
import { gardenListNames } from './router-values';
import { routersTexts } from './routers-texts';

/** Who is let in with little in place of being refused, and onto which list of the router. */
export function RouterGardenFields() {
  const t = useTexts(routersTexts);
  const garden = useTexts(gardenTexts);
  const ticked: unknown = useWatch({ name: 'gardenLists' });
  const lists = gardenListNames.filter((name) => Array.isArray(ticked) && ticked.includes(name));
  return (
    <>
      <CheckListField
        name="gardenLists"
        label={t('garden')}
        hideLabel
        description={t('gardenHelp')}
        optional
        choices={gardenListNames.map((value) => ({ value, label: garden(`list${value}`) }))}
      />
      {lists.map((list) => (
        <Columns key={list}>
          <TextField name={`gardenNames.${list}`} label={t('gardenList', { reason: garden(`list${list}`) })} mono />
          <TextField
            name={`gardenPools.${list}`}
            label={t('gardenPool')}
            description={t('gardenPoolHelp')}
            optional
            mono
          />
        </Columns>
      ))}
      {lists.length > 0 && (
        <NumberField name="gardenSeconds" label={t('gardenSeconds')} description={t('gardenSecondsHelp')} />
      )}
    </>
  );
}
