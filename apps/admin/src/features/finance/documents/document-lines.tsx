import { DateText, Money, SimpleTable, useFormat, useTexts, withoutZeros } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { InvoiceDocument } from '../invoices/invoice.graphql';
import { invoiceTexts } from '../invoices/invoice-texts';
import { WhyAmount } from '../why-amount';

export type DocumentLine = ResultOf<typeof InvoiceDocument>['invoice']['lines'][number];
type Amount = DocumentLine['net'];

export interface DocumentLinesProps {
  readonly lines: readonly DocumentLine[];
  readonly net: Amount;
  readonly tax: Amount;
  readonly gross: Amount;
}

/** Lines of an invoice or credit note, each with why its amount is what it is, and the sums of the document. */
export function DocumentLines({ lines, net, tax, gross }: DocumentLinesProps) {
  const t = useTexts(invoiceTexts);
  const format = useFormat();
  return (
    <SimpleTable
      label={t('lines')}
      rows={lines}
      rowId={({ id }) => id}
      columns={[
        { id: 'position', header: '#', cell: ({ position }) => position },
        { id: 'description', header: t('description'), cell: ({ description }) => description },
        { id: 'period', header: t('period'), cell: (line) => <Period line={line} /> },
        { id: 'quantity', header: t('quantity'), align: 'end', cell: (line) => quantityText(line) },
        {
          id: 'price',
          header: t('price'),
          align: 'end',
          cell: ({ unitPrice, net: { currency } }) => <Money value={{ amount: unitPrice, currency }} />,
        },
        {
          id: 'tax',
          header: t('tax'),
          align: 'end',
          cell: ({ taxName, taxPercent }) => (
            <span title={taxName ?? undefined}>{`${withoutZeros(taxPercent)} %`}</span>
          ),
        },
        { id: 'amount', header: t('amount'), align: 'end', cell: (line) => <Money value={line.gross} /> },
        {
          id: 'why',
          header: t('why'),
          cell: ({ why, gross: amount }) => why !== null && <WhyAmount amount={format.money(amount)} why={why} />,
        },
      ]}
      footer={[
        '',
        '',
        '',
        '',
        '',
        `${t('net')} ${format.money(net)} · ${t('taxSum')} ${format.money(tax)}`,
        <Money key="gross" value={gross} strong />,
        '',
      ]}
    />
  );
}

function Period({ line: { from, through } }: { line: DocumentLine }) {
  if (from === null) return <span className="dm-none">–</span>;
  return (
    <>
      <DateText value={from} />
      {through !== null && through !== from && (
        <>
          {' – '}
          <DateText value={through} />
        </>
      )}
    </>
  );
}

function quantityText({ quantity, unit }: DocumentLine): string {
  return unit === '' ? withoutZeros(quantity) : `${withoutZeros(quantity)} ${unit}`;
}
