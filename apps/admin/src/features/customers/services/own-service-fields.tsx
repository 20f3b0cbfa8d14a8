import { Columns, SelectField, TextField, useTexts } from '@demarc/ui';
import { CustomFieldInputs, type CustomFieldRule } from '../custom-field-inputs';
import { directions } from './own-service-values';
import { ownServiceTexts } from './services-texts';

interface OwnFieldsProps {
  readonly isVoice: boolean;
  readonly fields: readonly CustomFieldRule[];
}

/** The number of a voice line; the place of the service where it is not the customer's; the operator's own fields. */
export function OwnServiceFields({ isVoice, fields }: OwnFieldsProps) {
  const t = useTexts(ownServiceTexts);
  return (
    <Columns min="sm">
      {isVoice && (
        <>
          <TextField
            name="voiceNumber"
            label={t('number')}
            description={t('numberHelp')}
            optional
            mono
            autoComplete="off"
            maxLength={40}
          />
          <SelectField
            name="voiceDirection"
            label={t('direction')}
            choices={directions.map((value) => ({ value, label: t(value) }))}
          />
          <TextField name="voiceDevice" label={t('device')} optional maxLength={100} />
        </>
      )}
      <CustomFieldInputs fields={fields} emptyLabel={t('none')} />
      <TextField name="gps" label={t('gps')} description={t('gpsHelp')} optional mono maxLength={60} />
    </Columns>
  );
}
