import { useState } from 'react';
import {
  Button,
  DateText,
  EntityLink,
  Money,
  SimpleTable,
  Stack,
  StatusTag,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiPages, useSession } from '@demarc/web-kit';
import { type CustomerPayment, CustomerPaymentsDocument } from './billing.graphql';
import { customerBillingTexts } from './billing-texts';
import { PdfLink } from './invoices-section';
import { PagedSection } from './paged-section';
import { ReversePayment } from './reverse-payment';

const pageSize = 20;

export function PaymentsSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerBillingTexts);
  const { can } = useSession();
  const [reversing, setReversing] = useState<CustomerPayment | null>(null);
  const pages = useApiPages({
    document: CustomerPaymentsDocument,
    variables: (after) => ({ id: customerId, first: pageSize, after }),
    page: ({ customer: { payments } }) => ({
      rows: payments.nodes,
      endCursor: payments.pageInfo.endCursor,
      hasMore: payments.pageInfo.hasNextPage,
    }),
  });
  const reverses = can('billing.payment.reverse');
  return (
    <PagedSection title={t('payments')} empty={t('noPayments')} {...pages}>
      {(rows) => (
        <>
          <SimpleTable
            label={t('payments')}
            rows={rows}
            rowId={({ id }) => id}
            columns={[
              {
                id: 'number',
                header: t('number'),
                cell: ({ id, receiptNumber }) => <EntityLink href={`/payments/${id}`}>{receiptNumber}</EntityLink>,
              },
              { id: 'received', header: t('received'), cell: ({ receivedOn }) => <DateText value={receivedOn} /> },
              { id: 'method', header: t('method'), cell: ({ methodName }) => methodName },
              { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
              { id: 'settled', header: t('settled'), cell: (payment) => <Settled payment={payment} /> },
              { id: 'by', header: t('by'), cell: ({ recordedBy }) => recordedBy },
              {
                id: 'pdf',
                header: t('pdf'),
                cell: ({ id, receiptNumber }) => (
                  <PdfLink href={`/documents/receipts/${id}.pdf`} number={receiptNumber} />
                ),
              },
              {
                id: 'verbs',
                header: '',
                align: 'end',
                cell: (payment) =>
                  reverses && payment.status === 'RECORDED' ? (
                    <Button
                      size="small"
                      aria-label={t('reverseOf', { number: payment.receiptNumber })}
                      onClick={() => setReversing(payment)}
                    >
                      {t('reverse')}
                    </Button>
                  ) : null,
              },
            ]}
          />
          {reversing !== null && <ReversePayment payment={reversing} onClose={() => setReversing(null)} />}
        </>
      )}
    </PagedSection>
  );
}

function Settled({ payment }: { payment: CustomerPayment }) {
  const t = useTexts(customerBillingTexts);
  const format = useFormat();
  if (payment.status === 'REVERSED')
    return <StatusTag kind="payment" value="REVERSED" quiet detail={payment.reversedReason ?? undefined} />;
  const left = /[1-9]/.test(payment.unallocated.amount)
    ? t('unallocated', { amount: format.money(payment.unallocated) })
    : null;
  const words = payment.allocations.map(({ invoiceNumber, amount }) => `${invoiceNumber} ${format.money(amount)}`);
  return (
    <Stack gap="none">
      {[...words, ...(left === null ? [] : [left])].map((word) => (
        <Text key={word} as="span" size="small">
          {word}
        </Text>
      ))}
    </Stack>
  );
}
