import { useWatch } from 'react-hook-form';
import { Columns, DateField, NumberField, SelectField, TextField, useTexts } from '@demarc/ui';
import type { DiscountValues } from './service-discount-values';
import { serviceDiscountTexts } from './services-texts';

/** The main discount of a service, of a new one as of one that runs. */
export function DiscountFields() {
  const t = useTexts(serviceDiscountTexts);
  const { discountKind: kind } = useWatch<DiscountValues>();
  return (
    <Columns min="sm">
      <SelectField
        name="discountKind"
        label={t('kind')}
        optional
        choices={[
          { value: '', label: t('nothing') },
          { value: 'PERCENT', label: t('PERCENT') },
          { value: 'FIXED', label: t('FIXED') },
        ]}
      />
      {kind !== '' && <NumberField name="discountValue" label={t('value')} maxDecimals={4} />}
      {kind !== '' && <DateField name="discountFrom" label={t('from')} optional />}
      {kind !== '' && <DateField name="discountThrough" label={t('through')} optional />}
      {kind !== '' && <TextField name="discountText" label={t('text')} optional maxLength={200} />}
    </Columns>
  );
}
