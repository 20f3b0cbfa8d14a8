import { useMemo } from 'react';
import { Page, Stack, Tabs, useTexts } from '@demarc/ui';
import { useUrlSearch } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { ExportReport } from '../exports/export-report';
import { reportFilter } from '../reports/report-question';
import { ReportView } from '../reports/report-view';
import { BalanceCheck } from './balance-check';
import { ChartOfAccounts } from './chart-of-accounts';
import { ledgerTexts } from './ledger-texts';

const views = { trial: 'trial-balance', journal: 'journal' } as const;

/** The books: what stands on each account, what was booked, and what the accounts are called. */
export function LedgerScreen() {
  const t = useTexts(ledgerTexts);
  return (
    <Guarded title={t('title')} needs={['billing.ledger.view']}>
      <Ledger />
    </Guarded>
  );
}

function Ledger() {
  const t = useTexts(ledgerTexts);
  const { search } = useUrlSearch();
  const filter = useMemo(() => reportFilter(search), [search]);
  const tab = search['tab'] === 'journal' || search['tab'] === 'accounts' ? search['tab'] : 'trial';
  const report = tab === 'accounts' ? null : views[tab];
  return (
    <Page title={t('title')} actions={report !== null && <ExportReport id={report} filter={filter} />}>
      <Stack>
        <Tabs
          label={t('views')}
          active={tab}
          tabs={[
            { id: 'trial', label: t('trial'), href: '/ledger' },
            { id: 'journal', label: t('journal'), href: '/ledger?tab=journal' },
            { id: 'accounts', label: t('accounts'), href: '/ledger?tab=accounts' },
          ]}
        />
        <BalanceCheck />
        {report === null ? <ChartOfAccounts /> : <ReportView id={report} filter={filter} />}
      </Stack>
    </Page>
  );
}
