import { useState } from 'react';
import {
  Button,
  CodeText,
  ErrorState,
  FamilyTag,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { AccountPanel } from './account-panel';
import { ledgerTexts } from './ledger-texts';
import { type Chart, ChartDocument, type LedgerAccount } from './ledger.graphql';
import { RevenueMappings } from './revenue-mappings';

const kinds = ['asset', 'liability', 'equity', 'income', 'expense'] as const;

/** The accounts with their own names and numbers, and where income goes. */
export function ChartOfAccounts() {
  const t = useTexts(ledgerTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(ChartDocument, { plans: can('billing.plan.view') });
  if (failure !== null) return <ErrorState failure={failure} onRetry={retry} />;
  if (data === undefined) return <Skeleton lines={10} label={t('loading')} />;
  return (
    <Stack>
      <Accounts accounts={data.ledgerAccounts} />
      <RevenueMappings chart={data} />
    </Stack>
  );
}

function Accounts({ accounts }: { accounts: Chart['ledgerAccounts'] }) {
  const t = useTexts(ledgerTexts);
  const { can } = useSession();
  const [open, setOpen] = useState<LedgerAccount | 'new' | null>(null);
  const manages = can('billing.ledger.manage');
  return (
    <Section
      title={t('accounts')}
      description={t('chartText')}
      flush
      actions={
        manages && (
          <Button size="small" onClick={() => setOpen('new')}>
            {t('newAccount')}
          </Button>
        )
      }
    >
      <SimpleTable
        label={t('accounts')}
        rows={accounts}
        rowId={({ code }) => code}
        columns={[
          { id: 'number', header: t('number'), cell: ({ ownCode }) => ownCode ?? '–' },
          {
            id: 'name',
            header: t('name'),
            cell: ({ name, code }) => <UiLink href={`/reports/general-ledger?o.account=${code}`}>{name}</UiLink>,
          },
          { id: 'kind', header: t('kind'), cell: ({ kind }) => kindText(t, kind) },
          { id: 'code', header: t('code'), cell: ({ code }) => <CodeText value={code} /> },
          {
            id: 'state',
            header: t('state'),
            cell: ({ active }) => (
              <FamilyTag family={active ? 'good' : 'off'} quiet>
                {t(active ? 'inUse' : 'retired')}
              </FamilyTag>
            ),
          },
          ...(manages
            ? [
                {
                  id: 'edit',
                  header: '',
                  align: 'end' as const,
                  cell: (account: LedgerAccount) => (
                    <Button
                      size="small"
                      aria-label={t('editOf', { name: account.name })}
                      onClick={() => setOpen(account)}
                    >
                      {t('edit')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {open !== null && <AccountPanel account={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function kindText(t: (key: (typeof kinds)[number]) => string, kind: string): string {
  const known = kinds.find((one) => one === kind);
  return known === undefined ? kind : t(known);
}
