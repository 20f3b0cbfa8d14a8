import { BarChart, Columns, EmptyState, Money, Notice, Section, Stack, UiLink, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { RunNotices } from '../finance/runs/run-notices';
import { HomePart, homeRefreshMs } from './home-part';
import { homeTexts } from './home-texts';
import { HomeFinanceDocument } from './home.graphql';
import { LinkedFigure } from './linked-figure';
import { Percent, ReportLink } from './report-link';

type Finance = ResultOf<typeof HomeFinanceDocument>['homeFinance'];

export function FinanceHome() {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const query = useApiQuery(HomeFinanceDocument, {}, { refetchEveryMs: homeRefreshMs });
  return (
    <HomePart query={query}>
      {({ homeFinance: home }) => (
        <Stack>
          <RunNotices />
          <Columns min="sm">
            <LinkedFigure
              label={t('receivedToday')}
              href="/payments"
              needs="billing.payment.view"
              value={<Money value={home.receivedToday} />}
            />
            <LinkedFigure
              label={t('dueToday')}
              href="/reports/open-invoices"
              needs="reporting.report.view"
              value={<Money value={home.dueToday} />}
              hint={t('dueTodayHint', { amount: format.money(home.dueTodaySettled) })}
            />
            <LinkedFigure
              label={t('collected')}
              href="/reports/collected"
              needs="reporting.report.view"
              value={<Percent value={home.collectedThisMonth} />}
              hint={
                home.collectedLastMonth === null
                  ? t('collectedNone')
                  : t('collectedHint', { percent: format.decimal(home.collectedLastMonth) })
              }
            />
            <LinkedFigure
              label={t('receivedMonth')}
              href="/payments"
              needs="billing.payment.view"
              value={<Money value={home.receivedThisMonth} />}
            />
            <LinkedFigure
              label={t('issuedMonth')}
              href="/invoices"
              needs="billing.invoice.view"
              value={<Money value={home.issuedThisMonth} />}
            />
            <LinkedFigure
              label={t('open')}
              value={<Money value={home.open} />}
              href="/customers?f.balance=OWES&sort=balance.asc"
            />
            <LinkedFigure
              label={t('overdue')}
              href="/invoices"
              needs="billing.invoice.view"
              value={<Money value={home.overdue} />}
            />
            <LinkedFigure
              label={t('unallocated')}
              value={<Money value={home.unallocated} />}
              hint={t('unallocatedHint')}
            />
          </Columns>
          <Columns min="lg">
            <Waiting home={home} />
            <Ageing buckets={home.ageing} />
          </Columns>
        </Stack>
      )}
    </HomePart>
  );
}

function Waiting({ home: { runsWaiting, suspensionsWaiting } }: { home: Finance }) {
  const t = useTexts(homeTexts);
  return (
    <Section title={t('waiting')}>
      <Stack gap="sm">
        {runsWaiting > 0 && (
          <Notice family="waiting" action={<UiLink href="/runs">{t('look')}</UiLink>}>
            {t('runs', { count: runsWaiting })}
          </Notice>
        )}
        {suspensionsWaiting > 0 && (
          <Notice family="waiting" action={<UiLink href="/suspensions">{t('look')}</UiLink>}>
            {t('suspensions', { count: suspensionsWaiting })}
          </Notice>
        )}
        {runsWaiting + suspensionsWaiting === 0 && <EmptyState compact title={t('noWaiting')} />}
      </Stack>
    </Section>
  );
}

function Ageing({ buckets }: { buckets: Finance['ageing'] }) {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const some = buckets.some(({ invoices }) => invoices > 0);
  return (
    <Section title={t('ageing')} actions={<ReportLink href="/reports/receivables-aging" />}>
      {some ? (
        <BarChart
          title={t('late')}
          categoryLabel={t('late')}
          valueLabel={t('amount')}
          bars={buckets.map(({ fromDays, toDays, invoices, amount }) => ({
            id: String(fromDays),
            label: toDays === null ? t('daysOpen', { from: fromDays }) : t('days', { from: fromDays, to: toDays }),
            // Only the length of the bar; what is written is the server's decimal.
            value: Number(amount.amount),
            text: t('invoices', { count: invoices, amount: format.money(amount) }),
          }))}
        />
      ) : (
        <EmptyState compact title={t('noAgeing')} />
      )}
    </Section>
  );
}
