import { DateText, Money, SimpleTable, Stack, useTexts } from '@demarc/ui';
import { useApiPages } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { CustomerJournalDocument } from './billing.graphql';
import { customerBillingTexts } from './billing-texts';
import { PagedSection } from './paged-section';

type Entry = ResultOf<typeof CustomerJournalDocument>['customer']['journal']['nodes'][number];
type Side = 'debit' | 'credit';
const pageSize = 20;

/** The balanced records behind the balance, newest first. */
export function JournalSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerBillingTexts);
  const pages = useApiPages({
    document: CustomerJournalDocument,
    variables: (after) => ({ id: customerId, first: pageSize, after }),
    page: ({ customer: { journal } }) => ({
      rows: journal.nodes,
      endCursor: journal.pageInfo.endCursor,
      hasMore: journal.pageInfo.hasNextPage,
    }),
  });
  return (
    <PagedSection title={t('journal')} empty={t('noJournal')} {...pages}>
      {(rows) => (
        <SimpleTable
          label={t('journal')}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            { id: 'booked', header: t('booked'), cell: ({ occurredOn }) => <DateText value={occurredOn} /> },
            { id: 'what', header: t('what'), cell: ({ description }) => description },
            {
              id: 'account',
              header: t('account'),
              cell: ({ postings }) => <Lines all={postings.map(({ name }) => name)} />,
            },
            { id: 'debit', header: t('debit'), align: 'end', cell: (entry) => <Amounts entry={entry} side="debit" /> },
            {
              id: 'credit',
              header: t('credit'),
              align: 'end',
              cell: (entry) => <Amounts entry={entry} side="credit" />,
            },
          ]}
        />
      )}
    </PagedSection>
  );
}

function Lines({ all }: { all: readonly string[] }) {
  return (
    <Stack gap="none">
      {all.map((one, at) => (
        <span key={`${at}:${one}`}>{one}</span>
      ))}
    </Stack>
  );
}

/** One line a posting, so that the legs stand beside their accounts. */
function Amounts({ entry, side }: { entry: Entry; side: Side }) {
  return (
    <Stack gap="none" align="end">
      {entry.postings.map((posting, at) => {
        const amount = posting[side];
        return <span key={`${at}:${posting.account}`}>{amount === null ? '\u00a0' : <Money value={amount} />}</span>;
      })}
    </Stack>
  );
}
