import { DateText, Money, Section, SimpleTable, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { BillsDocument } from './bills.graphql';
import { billsTexts } from './bills-texts';
import { FileLink } from './file-link';

type Deposit = ResultOf<typeof BillsDocument>['me']['deposits'][number];

/** Money that the provider keeps for the customer, each with its receipt. */
export function Deposits({ deposits }: { deposits: readonly Deposit[] }) {
  const t = useTexts(billsTexts);
  return (
    <Section title={t('deposits')} flush>
      <SimpleTable
        label={t('deposits')}
        rows={deposits}
        rowId={(deposit) => deposit.id}
        columns={[
          {
            id: 'receipt',
            header: t('receipt'),
            cell: ({ receiptNumber, receiptUrl }) => (
              <FileLink href={receiptUrl} label={t('fileOf', { number: receiptNumber })}>
                {receiptNumber}
              </FileLink>
            ),
          },
          { id: 'date', header: t('date'), cell: (deposit) => <DateText value={deposit.takenOn} /> },
          { id: 'left', header: t('depositLeft'), align: 'end', cell: (deposit) => <Money value={deposit.left} /> },
        ]}
      />
    </Section>
  );
}
