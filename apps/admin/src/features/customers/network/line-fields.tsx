import { useWatch } from 'react-hook-form';
import { Columns, SelectField, SwitchField, TextField, useTexts } from '@demarc/ui';
import { deviceRules } from './access-values';
import { accessTexts } from './network-texts';

/** What a line is known by where nobody types a password: the access node says it (DHCP option 82), or the device does. */
export function LineFields() {
  const t = useTexts(accessTexts);
  const method: unknown = useWatch({ name: 'method' });
  if (method === 'HOTSPOT')
    return <SwitchField name="macLogin" label={t('macLogin')} description={t('macLoginHelp')} />;
  if (method !== 'IPOE') return null;
  return (
    <Columns>
      <TextField
        name="circuitId"
        label={t('circuit')}
        optional
        mono
        autoComplete="off"
        maxLength={500}
        description={t('circuitHelp')}
      />
      <TextField
        name="remoteId"
        label={t('remote')}
        optional
        mono
        autoComplete="off"
        maxLength={500}
        description={t('remoteHelp')}
      />
      <SelectField
        name="deviceRule"
        label={t('deviceRule')}
        description={t('deviceRuleHelp')}
        choices={deviceRules.map((value) => ({ value, label: t(value) }))}
      />
    </Columns>
  );
}
