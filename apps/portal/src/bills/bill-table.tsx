import { DateText, Money, SimpleTable, StatusTag, UiLink, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { BillsDocument } from './bills.graphql';
import { billsTexts } from './bills-texts';

export type Bill = ResultOf<typeof BillsDocument>['me']['invoices']['nodes'][number];

export function billState(
  bill: Pick<Bill, 'status' | 'settlement' | 'overdue'>,
): 'VOID' | 'OVERDUE' | 'PAID' | 'PARTLY_PAID' | 'UNPAID' {
  if (bill.status === 'VOID') return 'VOID';
  return bill.overdue && bill.settlement !== 'PAID' ? 'OVERDUE' : bill.settlement;
}

/** Bills as a table on a desk, as cards on a phone. */
export function BillTable({ label, bills }: { label: string; bills: readonly Bill[] }) {
  const t = useTexts(billsTexts);
  return (
    <SimpleTable
      label={label}
      rows={bills}
      rowId={(bill) => bill.id}
      columns={[
        {
          id: 'number',
          header: t('number'),
          cell: (bill) => <UiLink href={`/bills/${bill.id}`}>{bill.number}</UiLink>,
        },
        { id: 'date', header: t('date'), cell: (bill) => <DateText value={bill.issuedOn} /> },
        { id: 'due', header: t('due'), cell: (bill) => <DateText value={bill.dueOn} /> },
        { id: 'state', header: t('state'), cell: (bill) => <StatusTag kind="invoice" value={billState(bill)} /> },
        { id: 'amount', header: t('amount'), align: 'end', cell: (bill) => <Money value={bill.gross} /> },
        { id: 'open', header: t('open'), align: 'end', cell: (bill) => <Money value={bill.open} /> },
        {
          id: 'file',
          header: t('file'),
          align: 'end',
          cell: (bill) => <PdfLink invoiceId={bill.id} number={bill.number} />,
        },
      ]}
    />
  );
}

export function PdfLink({ invoiceId, number }: { invoiceId: string; number: string }) {
  const t = useTexts(billsTexts);
  return (
    <a className="dm-link" href={`/documents/invoices/${invoiceId}.pdf`} download aria-label={t('pdfOf', { number })}>
      {t('pdf')}
    </a>
  );
}
