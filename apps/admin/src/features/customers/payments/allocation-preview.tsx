import type { ReactNode } from 'react';
import {
  ErrorState,
  FactList,
  isDecimalText,
  Money,
  Notice,
  RefreshBar,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  StatusTag,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { Customer } from '../record/use-customer';
import type { ChosenAllocation } from '../../finance/payments/open-invoice-parts';
import { PreviewPaymentDocument } from './pay.graphql';
import { payTexts } from './pay-texts';

/** Without `allocations` the oldest invoices are settled first. */
export function usePaymentPreview(
  customerId: string,
  amount: string,
  allocations: readonly ChosenAllocation[] | undefined,
) {
  const enabled = isDecimalText(amount) && !amount.startsWith('-') && /[1-9]/.test(amount);
  const input = { customerId, amount, ...(allocations === undefined ? {} : { allocations: [...allocations] }) };
  const query = useApiQuery(PreviewPaymentDocument, { input }, { enabled, keepPrevious: true });
  return { ...query, data: enabled ? query.data : undefined, enabled };
}

interface PreviewProps {
  readonly customer: Customer;
  readonly action?: ReactNode;
  readonly preview: ReturnType<typeof usePaymentPreview>;
}

export function AllocationPreview({ customer, preview, action }: PreviewProps) {
  const t = useTexts(payTexts);
  const { data, enabled, failure, refreshing, retry } = preview;
  return (
    <Section title={t('what')} level={3} actions={action}>
      {!enabled && <Text tone="secondary">{t('waiting')}</Text>}
      {enabled && failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {enabled && failure === null && data === undefined && <Skeleton lines={3} />}
      {data !== undefined && failure === null && (
        <Stack>
          <RefreshBar active={refreshing} />
          <Figures customer={customer} result={data.previewPayment} />
        </Stack>
      )}
    </Section>
  );
}

type Result = NonNullable<PreviewProps['preview']['data']>['previewPayment'];

function Figures({ customer, result }: { customer: Customer; result: Result }) {
  const t = useTexts(payTexts);
  const some = ({ amount }: { readonly amount: string }) => /[1-9]/.test(amount);
  const opens = customer.account?.status === 'BLOCKED' && result.standingAfter === 'GOOD';
  const held = (customer.account?.openHolds ?? 0) > 0;
  return (
    <>
      {result.allocations.length > 0 && (
        <SimpleTable
          label={t('what')}
          rows={result.allocations}
          rowId={({ invoiceId }) => invoiceId}
          columns={[
            { id: 'invoice', header: t('invoice'), cell: ({ invoiceNumber }) => invoiceNumber },
            { id: 'pays', header: t('pays'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
            {
              id: 'stays',
              header: t('stays'),
              align: 'end',
              cell: ({ openAfter }) => (some(openAfter) ? <Money value={openAfter} /> : t('paid')),
            },
          ]}
        />
      )}
      <FactList
        columns={2}
        facts={[
          ...(some(result.left) ? [{ id: 'left', label: t('left'), value: <Money value={result.left} /> }] : []),
          some(result.creditBalanceAfter)
            ? { id: 'after', label: t('afterCredit'), value: <Money value={result.creditBalanceAfter} tone="good" /> }
            : { id: 'after', label: t('afterDue'), value: <Money value={result.balanceDueAfter} /> },
          {
            id: 'standing',
            label: t('standing'),
            value: <StatusTag kind="standing" value={result.standingAfter} quiet />,
          },
        ]}
      />
      {opens && !held && <Notice family="good">{t('unblocks')}</Notice>}
      {held && <Notice family="attention">{t('holdStays')}</Notice>}
    </>
  );
}
