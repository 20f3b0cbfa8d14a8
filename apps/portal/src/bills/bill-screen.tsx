import { useParams } from '@tanstack/react-router';
import {
  DateText,
  DateTimeText,
  ErrorState,
  ExplainPopover,
  FactList,
  Money,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  StatusTag,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { billState, PdfLink } from './bill-table';
import { BillDocument } from './bills.graphql';
import { billsTexts } from './bills-texts';
import { PayOnline, PayOtherwise } from './pay';

type Bill = NonNullable<ResultOf<typeof BillDocument>['invoice']>;

/** One bill: each line with its reason in plain words. */
export function BillScreen() {
  const t = useTexts(billsTexts);
  const { invoiceId } = useParams({ strict: false });
  const { data, status, failure, retry } = useApiQuery(BillDocument, { id: invoiceId ?? '' });
  if (status === 'failed' && failure) return <ErrorState failure={failure} onRetry={retry} />;
  const bill = data?.invoice;
  if (!bill) return <Skeleton lines={8} />;
  const isOpen = bill.status === 'ISSUED' && bill.settlement !== 'PAID';
  return (
    <Page
      title={t('bill', { number: bill.number })}
      back={{ href: '/bills', label: t('back') }}
      actions={
        <>
          <PdfLink invoiceId={bill.id} number={bill.number} />
          {isOpen && <PayOnline amount={bill.open} invoice={bill} />}
        </>
      }
    >
      <FactList
        columns={2}
        facts={[
          { id: 'state', label: t('state'), value: <StatusTag kind="invoice" value={billState(bill)} /> },
          { id: 'date', label: t('date'), value: <DateText value={bill.issuedOn} /> },
          { id: 'due', label: t('due'), value: <DateText value={bill.dueOn} /> },
          { id: 'net', label: t('net'), value: <Money value={bill.net} /> },
          { id: 'tax', label: t('tax'), value: <Money value={bill.tax} /> },
          { id: 'total', label: t('total'), value: <Money value={bill.gross} /> },
          { id: 'paid', label: t('paid'), value: <Money value={bill.settled} /> },
          { id: 'open', label: t('open'), value: <Money value={bill.open} /> },
        ]}
      />
      {isOpen && <PayOtherwise amount={bill.open} invoice={bill} />}
      <Lines bill={bill} />
      {bill.note !== '' && <Text>{bill.note}</Text>}
      <PaidWith bill={bill} />
    </Page>
  );
}

function Lines({ bill }: { bill: Bill }) {
  const t = useTexts(billsTexts);
  return (
    <Section title={t('lines')} flush>
      <SimpleTable
        label={t('lines')}
        rows={bill.lines}
        rowId={(line) => line.id}
        columns={[
          { id: 'what', header: t('what'), cell: (line) => line.description },
          {
            id: 'period',
            header: t('period'),
            cell: (line) =>
              line.from && line.through ? (
                <>
                  <DateText value={line.from} /> – <DateText value={line.through} />
                </>
              ) : (
                '–'
              ),
          },
          { id: 'amount', header: t('amount'), align: 'end', cell: (line) => <Money value={line.gross} /> },
          {
            id: 'why',
            header: t('why'),
            align: 'end',
            cell: (line) =>
              line.why ? <ExplainPopover title={line.description}>{line.why.english}</ExplainPopover> : '–',
          },
        ]}
      />
    </Section>
  );
}

function PaidWith({ bill }: { bill: Bill }) {
  const t = useTexts(billsTexts);
  if (bill.allocations.length === 0) return null;
  return (
    <Section title={t('settled')} flush>
      <SimpleTable
        label={t('settled')}
        rows={bill.allocations}
        rowId={(allocation) => allocation.id}
        columns={[
          {
            id: 'what',
            header: t('what'),
            cell: (one) =>
              one.creditNoteNumber
                ? t('creditNote', { number: one.creditNoteNumber })
                : t('payment', { number: one.receiptNumber ?? '' }),
          },
          { id: 'date', header: t('date'), cell: (one) => <DateTimeText value={one.madeAt} /> },
          { id: 'amount', header: t('amount'), align: 'end', cell: (one) => <Money value={one.amount} /> },
        ]}
      />
    </Section>
  );
}
