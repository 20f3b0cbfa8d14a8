import { Columns, EmptyState, Money, NumberText, Section, SimpleTable, Stack, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { GrowthPart } from './growth-part';
import { HomePart, homeRefreshMs } from './home-part';
import { homeTexts } from './home-texts';
import { HomeManagerDocument } from './home.graphql';
import { LinkedFigure } from './linked-figure';

type Months = ResultOf<typeof HomeManagerDocument>['homeManager']['months'];

export function ManagerHome() {
  const t = useTexts(homeTexts);
  const query = useApiQuery(HomeManagerDocument, {}, { refetchEveryMs: homeRefreshMs });
  return (
    <HomePart query={query}>
      {({ homeManager: home }) => (
        <Stack>
          <GrowthPart growth={home.growth} />
          <Columns min="sm">
            <LinkedFigure label={t('services')} value={<NumberText value={home.activeServices} />} />
            <LinkedFigure label={t('addedMonth')} value={<NumberText value={home.addedThisMonth} />} />
            <LinkedFigure label={t('lostMonth')} value={<NumberText value={home.lostThisMonth} />} />
          </Columns>
          <Columns min="sm">
            <LinkedFigure
              label={t('active')}
              value={<NumberText value={home.customers.active} />}
              href="/customers?f.status=ACTIVE"
            />
            <LinkedFigure
              label={t('blocked')}
              value={<NumberText value={home.customers.blocked} />}
              href="/customers?f.status=BLOCKED"
            />
            <LinkedFigure
              label={t('new')}
              value={<NumberText value={home.customers.new} />}
              href="/customers?f.status=NEW"
            />
            <LinkedFigure
              label={t('inactive')}
              value={<NumberText value={home.customers.inactive} />}
              href="/customers?f.status=INACTIVE"
            />
          </Columns>
          <MoneyByMonth months={home.months} />
        </Stack>
      )}
    </HomePart>
  );
}

/** Two positive figures a month beside each other; newest first, as it is read. */
function MoneyByMonth({ months }: { months: Months }) {
  const t = useTexts(homeTexts);
  const { locale } = useFormat();
  const billed = [...months]
    .reverse()
    .filter(({ issued, received }) => /[1-9]/.test(`${issued.amount}${received.amount}`));
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <Section title={t('months')} flush={billed.length > 0}>
      <SimpleTable
        label={t('months')}
        rows={billed}
        rowId={({ month }) => month}
        empty={<EmptyState compact title={t('noMonths')} />}
        columns={[
          { id: 'month', header: t('month'), cell: ({ month }) => name.format(new Date(`${month}T00:00:00Z`)) },
          { id: 'issued', header: t('issued'), align: 'end', cell: ({ issued }) => <Money value={issued} /> },
          { id: 'received', header: t('received'), align: 'end', cell: ({ received }) => <Money value={received} /> },
        ]}
      />
    </Section>
  );
}
