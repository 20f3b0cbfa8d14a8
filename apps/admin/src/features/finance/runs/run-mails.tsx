import { EntityLink, Notice, Section, SimpleTable, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { mailTexts } from '../documents/mail-texts';
import { UnmailedDocument } from '../documents/mail.graphql';
import type { Run } from './runs.graphql';

const shown = 100;

type Unmailed = ResultOf<typeof UnmailedDocument>['unmailedDocuments'];

/** What went out by mail of a run, and what could not or was not to any more: nothing where none was to. */
export function RunMails({ run }: { run: Run }) {
  const { can } = useSession();
  return run.status === 'ISSUED' && can('billing.invoice.view') ? <Mails run={run} /> : null;
}

function Mails({ run }: { run: Run }) {
  const t = useTexts(mailTexts);
  const withoutAddress = useUnmailed(run.id, 'NO_ADDRESS');
  const madeVoid = useUnmailed(run.id, 'VOID');
  if (run.mailed + withoutAddress.totalCount + madeVoid.totalCount === 0) return null;
  return (
    <Section title={t('mails')}>
      <Stack gap="sm">
        <Text>{t('runMailed', { count: run.mailed })}</Text>
        <NotMailed
          found={withoutAddress}
          family="attention"
          title={t('withoutAddress', { count: withoutAddress.totalCount })}
          text={t('withoutAddressText')}
        />
        <NotMailed
          found={madeVoid}
          family="info"
          title={t('madeVoid', { count: madeVoid.totalCount })}
          text={t('madeVoidText')}
        />
      </Stack>
    </Section>
  );
}

function useUnmailed(runId: string, reason: 'NO_ADDRESS' | 'VOID'): Pick<Unmailed, 'nodes' | 'totalCount'> {
  const { data } = useApiQuery(UnmailedDocument, { runId, reason, first: shown });
  return data?.unmailedDocuments ?? { nodes: [], totalCount: 0 };
}

interface NotMailedProps {
  readonly found: Pick<Unmailed, 'nodes' | 'totalCount'>;
  readonly family: 'attention' | 'info';
  readonly title: string;
  readonly text: string;
}

function NotMailed({ found: { nodes, totalCount }, family, title, text }: NotMailedProps) {
  const t = useTexts(mailTexts);
  if (totalCount === 0) return null;
  return (
    <>
      <Notice family={family} title={title}>
        {text}
      </Notice>
      <SimpleTable
        label={title}
        rows={nodes}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'document',
            header: t('document'),
            cell: ({ documentId, number }) => <EntityLink href={`/invoices/${documentId}`}>{number}</EntityLink>,
          },
          {
            id: 'customer',
            header: t('customer'),
            cell: ({ customer }) =>
              customer && (
                <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
                  {customer.name}
                </EntityLink>
              ),
          },
        ]}
      />
      {totalCount > nodes.length && <Text tone="secondary">{t('more', { count: nodes.length })}</Text>}
    </>
  );
}
