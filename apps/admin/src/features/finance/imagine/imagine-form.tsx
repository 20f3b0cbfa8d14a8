import {
  Button,
  Columns,
  DateField,
  Form,
  NumberField,
  Section,
  SelectField,
  SwitchField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { usePartners } from '../use-partners';
import { imaginedInput, type ImaginedValues, type ImagineInput, nothingImagined } from './imagine-values';
import { ImagineChoicesDocument, ImagineMonthDocument } from './imagine.graphql';
import { imagineTexts } from './imagine-texts';

/** What would be otherwise; what is left empty stays as it is. */
export function ImagineForm({ onImagined }: { onImagined: (id: string) => void }) {
  const t = useTexts(imagineTexts);
  const { now, timeZone } = useFormat();
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now());
  const command = useMutationCommand(ImagineMonthDocument, {
    onDone: ({ imagineMonth }) => onImagined(imagineMonth.id),
  });
  const filled = useCommandForm<ImaginedValues, unknown, ImagineInput>(
    command,
    { ...nothingImagined, month: today },
    imaginedInput,
  );
  return (
    <Section
      title={t('form')}
      actions={
        <Button type="submit" form="imagine" tone="primary" busy={filled.running}>
          {t('submit')}
        </Button>
      }
    >
      <Form
        id="imagine"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ month: t('month'), percent: t('percent'), planPrice: t('planPrice'), taxPercent: t('taxPercent') }}
      >
        <Fields />
      </Form>
    </Section>
  );
}

function Fields() {
  const t = useTexts(imagineTexts);
  const partners = usePartners();
  const { data } = useApiQuery(ImagineChoicesDocument, {});
  return (
    <Columns>
      <DateField name="month" label={t('month')} />
      <NumberField name="percent" label={t('percent')} description={t('percentHelp')} optional />
      <SelectField
        name="planId"
        label={t('plan')}
        emptyLabel={t('planEmpty')}
        optional
        choices={(data?.plans ?? []).map(({ id, title }) => ({ value: id, label: title }))}
      />
      <NumberField name="planPrice" label={t('planPrice')} optional />
      <SelectField
        name="taxRateId"
        label={t('tax')}
        emptyLabel={t('taxEmpty')}
        optional
        choices={(data?.taxRates ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <NumberField name="taxPercent" label={t('taxPercent')} optional />
      <SelectField
        name="dayCount"
        label={t('dayCount')}
        emptyLabel={t('asNow')}
        optional
        choices={[
          { value: 'ACTUAL', label: t('ACTUAL') },
          { value: 'THIRTY', label: t('THIRTY') },
        ]}
      />
      <SelectField
        name="taxRounding"
        label={t('taxRounding')}
        emptyLabel={t('asNow')}
        optional
        choices={[
          { value: 'LINE', label: t('LINE') },
          { value: 'DOCUMENT', label: t('DOCUMENT') },
        ]}
      />
      {partners.length > 1 && (
        <SelectField
          name="partnerId"
          label={t('partner')}
          emptyLabel={t('allPartners')}
          optional
          choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <SwitchField name="noDiscounts" label={t('noDiscounts')} />
    </Columns>
  );
}
