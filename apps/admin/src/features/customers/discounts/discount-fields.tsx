import { Columns, DateField, NumberField, SelectField, TextField, useTexts } from '@demarc/ui';
import { discountTexts } from './discount-texts';

/** The fields of one discount, for a service or for many. */
export function DiscountFields() {
  const t = useTexts(discountTexts);
  return (
    <>
      <Columns>
        <SelectField
          name="order"
          label={t('order')}
          choices={[
            { value: 'additional', label: t('additional') },
            { value: 'main', label: t('main') },
          ]}
        />
        <SelectField
          name="kind"
          label={t('how')}
          choices={[
            { value: 'PERCENT', label: t('percent') },
            { value: 'FIXED', label: t('fixed') },
          ]}
        />
        <NumberField name="value" label={t('value')} maxDecimals={4} />
      </Columns>
      <Columns>
        <DateField name="from" label={t('from')} description={t('fromHelp')} optional />
        <DateField name="through" label={t('through')} description={t('throughHelp')} optional />
      </Columns>
      <TextField name="text" label={t('text')} optional maxLength={200} />
    </>
  );
}
