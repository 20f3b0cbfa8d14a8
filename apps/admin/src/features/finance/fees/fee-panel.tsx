import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  Form,
  MoneyField,
  NumberField,
  SelectField,
  SidePanel,
  showToast,
  Text,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { useCurrency } from '../../../frame/use-operator';
import { usePartners } from '../use-partners';
import { feeTexts } from './fee-texts';
import { DefineFeeDocument, type TaxRate } from './fees.graphql';

type FeeInput = VariablesOf<typeof DefineFeeDocument>['input'];

interface Values {
  readonly title: string;
  readonly kind: string;
  readonly as: string;
  readonly partnerId: string;
  readonly amount: string;
  readonly percent: string;
  readonly taxRateId: string;
  readonly afterDays: string;
  readonly everyDays: string;
  readonly times: string;
}

const kinds = ['LATE', 'UNPAID', 'RECONNECTION', 'RETURNED_PAYMENT'] as const;
const ways = ['FUTURE_ITEM', 'INVOICE'] as const;
const empty: Values = {
  title: '',
  kind: 'LATE',
  as: 'FUTURE_ITEM',
  partnerId: '',
  amount: '',
  percent: '',
  taxRateId: '',
  afterDays: '0',
  everyDays: '',
  times: '1',
};

/** A fee for invoices from today on. */
export function FeePanel({ taxRates, onClose }: { taxRates: readonly TaxRate[]; onClose: () => void }) {
  const t = useTexts(feeTexts);
  const currency = useCurrency();
  const partners = usePartners();
  const command = useMutationCommand(DefineFeeDocument, {
    onDone: (_, input) => {
      showToast({ message: t('saved', { title: input.title }) });
      onClose();
    },
  });
  const filled = useCommandForm<Values, unknown, FeeInput>(command, empty, feeInput);
  const kind = useWatch({ control: filled.form.control, name: 'kind' });
  const repeats = kind === 'LATE' || kind === 'UNPAID';
  return (
    <SidePanel
      title={t('panelTitle')}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="fee" tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form
        id="fee"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ title: t('name'), kind: t('kind'), amount: t('amount'), percent: t('percent') }}
      >
        <Text tone="secondary">{t('panelText')}</Text>
        <TextField name="title" label={t('name')} description={t('nameHelp')} maxLength={200} autoFocus />
        <Columns>
          <SelectField name="kind" label={t('kind')} choices={kinds.map((value) => ({ value, label: t(value) }))} />
          <SelectField name="as" label={t('by')} choices={ways.map((value) => ({ value, label: t(value) }))} />
          <MoneyField name="amount" label={t('amount')} description={t('beforeTax')} currency={currency} optional />
          {kind !== 'RECONNECTION' && (
            <TextField name="percent" label={t('percent')} description={t('percentHelp')} optional maxLength={10} />
          )}
          <SelectField
            name="taxRateId"
            label={t('tax')}
            emptyLabel={t('noTax')}
            choices={taxRates.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="partnerId"
            label={t('partner')}
            emptyLabel={t('everybody')}
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Columns>
        {repeats && (
          <Columns>
            <NumberField name="afterDays" label={t('afterDays')} />
            <NumberField name="everyDays" label={t('everyDays')} description={t('everyDaysHelp')} optional />
            <NumberField name="times" label={t('times')} />
          </Columns>
        )}
      </Form>
    </SidePanel>
  );
}

function feeInput(values: Values): FeeInput {
  const kind = kinds.find((one) => one === values.kind) ?? 'LATE';
  const repeats = kind === 'LATE' || kind === 'UNPAID';
  return {
    title: values.title.trim(),
    kind,
    as: ways.find((one) => one === values.as) ?? 'FUTURE_ITEM',
    ...(values.amount === '' ? {} : { amount: values.amount }),
    ...(values.percent.trim() === '' || kind === 'RECONNECTION' ? {} : { percent: values.percent.trim() }),
    ...(values.taxRateId === '' ? {} : { taxRateId: values.taxRateId }),
    ...(values.partnerId === '' ? {} : { partnerId: values.partnerId }),
    ...(repeats && values.afterDays !== '' ? { afterDays: Number(values.afterDays) } : {}),
    ...(repeats && values.everyDays !== '' ? { everyDays: Number(values.everyDays), times: Number(values.times) } : {}),
  };
}
