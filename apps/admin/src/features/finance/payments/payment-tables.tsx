import { lazy, Suspense, useState } from 'react';
import {
  Button,
  DateTimeText,
  EmptyState,
  EntityLink,
  Money,
  Row,
  Section,
  SimpleTable,
  Stack,
  StatusTag,
  Text,
  useTexts,
} from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { UndoDialog } from '../invoices/invoice-allocations';
import type { LoadedPayment, Payment } from './payment.graphql';
import { paymentTexts } from './payment-texts';
import { faultInWords } from './refund-answer';
import { stepTexts } from './step-texts';

const MovePanel = lazy(async () => ({ default: (await import('./move-panel')).MovePanel }));

type Allocation = Payment['allocations'][number];

export function PaymentAllocations({ payment }: { payment: Payment }) {
  const t = useTexts(paymentTexts);
  const { can } = useSession();
  const s = useTexts(stepTexts);
  const [undoing, setUndoing] = useState<Allocation | null>(null);
  const [moving, setMoving] = useState<Allocation | null>(null);
  const undoes = can('billing.payment.allocate') && payment.status === 'RECORDED';
  const free = /[1-9]/.test(payment.unallocated.amount);
  return (
    <Section title={t('allocations')} flush={payment.allocations.length > 0}>
      <SimpleTable
        label={t('allocations')}
        rows={payment.allocations}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t(free ? 'noAllocations' : 'nothingLeft')} />}
        columns={[
          {
            id: 'invoice',
            header: t('invoice'),
            cell: ({ invoiceId, invoiceNumber }) => (
              <EntityLink href={`/invoices/${invoiceId}`}>{invoiceNumber}</EntityLink>
            ),
          },
          { id: 'when', header: t('when'), cell: ({ madeAt }) => <DateTimeText value={madeAt} /> },
          { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
          ...(undoes
            ? [
                {
                  id: 'undo',
                  header: '',
                  align: 'end' as const,
                  cell: (one: Allocation) => (
                    <Row gap="sm">
                      <Button
                        size="small"
                        aria-label={s('moveOf', { number: one.invoiceNumber })}
                        onClick={() => setMoving(one)}
                      >
                        {s('move')}
                      </Button>
                      <Button size="small" onClick={() => setUndoing(one)}>
                        {t('undo')}
                      </Button>
                    </Row>
                  ),
                },
              ]
            : []),
        ]}
      />
      {moving !== null && (
        <Suspense fallback={null}>
          <MovePanel
            customerId={payment.customerId}
            currency={payment.amount.currency}
            allocation={moving}
            onClose={() => setMoving(null)}
          />
        </Suspense>
      )}
      {undoing !== null && (
        <UndoDialog
          allocation={{ ...undoing, receiptNumber: payment.receiptNumber }}
          onClose={() => setUndoing(null)}
        />
      )}
    </Section>
  );
}

export function PaymentRefunds({ refunds }: { refunds: LoadedPayment['refunds'] }) {
  const t = useTexts(paymentTexts);
  return (
    <Section title={t('refunds')} flush>
      <SimpleTable
        label={t('refunds')}
        rows={refunds}
        rowId={({ id }) => id}
        columns={[
          { id: 'kind', header: t('kind'), cell: ({ kind }) => t(`kind_${kind}`) },
          { id: 'amount', header: t('amount'), align: 'end', cell: ({ amount }) => <Money value={amount} /> },
          { id: 'reason', header: t('reason'), cell: ({ reason }) => reason },
          { id: 'by', header: t('by'), cell: ({ requestedBy }) => requestedBy },
          { id: 'when', header: t('when'), cell: ({ createdAt }) => <DateTimeText value={createdAt} /> },
          {
            id: 'state',
            header: t('answer'),
            cell: ({ state, fault }) => (
              <Stack gap="xs">
                <StatusTag kind="refund" value={state} quiet />
                {fault !== null && <Text size="small">{faultInWords(fault)}</Text>}
              </Stack>
            ),
          },
          { id: 'since', header: t('answeredAt'), cell: ({ updatedAt }) => <DateTimeText value={updatedAt} /> },
        ]}
      />
    </Section>
  );
}
