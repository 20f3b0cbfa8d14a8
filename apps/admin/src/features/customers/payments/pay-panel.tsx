import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  DateField,
  EmptyState,
  ErrorState,
  Form,
  isDecimalText,
  MoneyField,
  SelectField,
  SidePanel,
  showToast,
  Skeleton,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { useCurrency } from '../../../frame/use-operator';
import type { PanelProps } from '../record/panel-props';
import { AllocationPreview, usePaymentPreview } from './allocation-preview';
import { chosenAllocations, type Parts } from '../../finance/payments/open-invoice-parts';
import { ByHand } from './by-hand';
import { PaymentMethodsDocument, RecordPaymentDocument } from './pay.graphql';
import { payTexts } from './pay-texts';

const formId = 'take-payment';
type PayInput = VariablesOf<typeof RecordPaymentDocument>['input'];

interface Values {
  readonly amount: string;
  readonly methodId: string;
  readonly receivedOn: string;
  readonly receiptNumber: string;
  readonly note: string;
}

/** Records a payment. What it settles, oldest first, is on the screen before it is saved. */
export function PayPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(payTexts);
  const format = useFormat();
  const currency = useCurrency();
  const { can } = useSession();
  const [typed] = useUrlParam('amount');
  const methods = useApiQuery(PaymentMethodsDocument, {});
  const usable = (methods.data?.paymentMethods ?? []).filter(({ active }) => active);
  const due = customer.account?.balanceDue;
  const command = useMutationCommand(RecordPaymentDocument, {
    onDone: ({ recordPayment: { amount, receiptNumber } }) => {
      showToast({ message: t('done', { amount: format.money(amount), receipt: receiptNumber }) });
      onClose();
    },
  });
  const start = typed !== null && isDecimalText(typed) ? typed : due && /[1-9]/.test(due.amount) ? due.amount : '';
  const [parts, setParts] = useState<Parts | null>(null);
  const rested = useResting(parts);
  const filled = useCommandForm<Values, unknown, PayInput>(
    command,
    { amount: start, methodId: '', receivedOn: '', receiptNumber: '', note: '' },
    (values) => payInput(customer.id, values, parts),
  );
  const first = usable[0]?.id;
  useEffect(() => {
    if (first !== undefined && filled.form.getValues('methodId') === '') filled.form.setValue('methodId', first);
  }, [first, filled.form]);
  const amount = useResting(useWatch({ control: filled.form.control, name: 'amount' }));
  const preview = usePaymentPreview(customer.id, amount, rested === null ? undefined : chosenAllocations(rested));
  const waits = preview.refreshing || rested !== parts;
  const figure = preview.data === undefined ? null : format.money({ amount, currency });
  return (
    <SidePanel
      title={t('title', { name: customer.name })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            tone="primary"
            shortcut="Ctrl ⏎"
            busy={filled.running}
            refusal={waits ? t('working') : null}
          >
            {figure === null ? t('submit') : t('submitAmount', { amount: figure })}
          </Button>
        </>
      }
    >
      {methods.status === 'loading' && <Skeleton lines={6} />}
      {methods.failure !== null && <ErrorState compact failure={methods.failure} onRetry={methods.retry} />}
      {methods.status === 'ready' && usable.length === 0 && (
        <EmptyState compact title={t('noMethods')} description={t('noMethodsText')} />
      )}
      {usable.length > 0 && (
        <Form
          id={formId}
          form={filled.form}
          onSubmit={filled.onSubmit}
          failure={filled.failure}
          labels={{
            amount: t('amount'),
            methodId: t('method'),
            receivedOn: t('received'),
            receiptNumber: t('receipt'),
            note: t('note'),
          }}
        >
          <Columns>
            <MoneyField
              name="amount"
              label={t('amount')}
              currency={currency}
              autoFocus
              description={due && /[1-9]/.test(due.amount) ? t('due', { amount: format.money(due) }) : t('nothingDue')}
            />
            <SelectField
              name="methodId"
              label={t('method')}
              emptyLabel={t('choose')}
              choices={usable.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <DateField name="receivedOn" label={t('received')} optional description={t('receivedHelp')} />
            <TextField
              name="receiptNumber"
              label={t('receipt')}
              optional
              maxLength={64}
              description={t('receiptHelp')}
            />
          </Columns>
          <TextField name="note" label={t('note')} optional maxLength={500} />
          {parts !== null && (
            <ByHand customerId={customer.id} parts={parts} onChange={setParts} onOldestFirst={() => setParts(null)} />
          )}
          <AllocationPreview
            customer={customer}
            preview={preview}
            action={
              parts === null &&
              can('billing.invoice.view') && (
                <Button size="small" onClick={() => setParts({})}>
                  {t('chooseByHand')}
                </Button>
              )
            }
          />
        </Form>
      )}
    </SidePanel>
  );
}

function payInput(
  customerId: string,
  { amount, methodId, receivedOn, receiptNumber, note }: Values,
  parts: Parts | null,
): PayInput {
  return {
    customerId,
    amount,
    methodId,
    ...(parts === null ? {} : { allocations: [...chosenAllocations(parts)] }),
    ...(receivedOn === '' ? {} : { receivedOn }),
    ...(receiptNumber.trim() === '' ? {} : { receiptNumber: receiptNumber.trim() }),
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  };
}

const restMs = 250;

/** The value once the fingers rest. */
function useResting<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
