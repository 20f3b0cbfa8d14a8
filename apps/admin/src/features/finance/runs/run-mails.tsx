import { EntityLink, Notice, Section, SimpleTable, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { mailTexts } from '../documents/mail-texts';
import { UnmailedDocument } from '../documents/mail.graphql';
import type { Run } from './runs.graphql';

const shown = 100;

/** What went out by mail of a run, and to whom nothing could: nothing where none was to. */
export function RunMails({ run }: { run: Run }) {
  const { can } = useSession();
  return run.status === 'ISSUED' && can('billing.invoice.view') ? <Mails run={run} /> : null;
}

function Mails({ run }: { run: Run }) {
  const t = useTexts(mailTexts);
  const { data } = useApiQuery(UnmailedDocument, { runId: run.id, first: shown });
  const { nodes = [], totalCount = 0 } = data?.unmailedDocuments ?? {};
  if (run.mailed === 0 && totalCount === 0) return null;
  return (
    <Section title={t('mails')}>
      <Stack gap="sm">
        <Text>{t('runMailed', { count: run.mailed })}</Text>
        {totalCount > 0 && (
          <>
            <Notice family="attention" title={t('withoutAddress', { count: totalCount })}>
              {t('withoutAddressText')}
            </Notice>
            <SimpleTable
              label={t('withoutAddress', { count: totalCount })}
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
        )}
      </Stack>
    </Section>
  );
}
