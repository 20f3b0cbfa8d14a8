import {
  Columns,
  EmptyState,
  EntityLink,
  NumberText,
  RelativeTime,
  Section,
  SimpleTable,
  Stack,
  StatusTag,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { HomePart, homeRefreshMs } from './home-part';
import { homeTexts } from './home-texts';
import { HomeSupportDocument } from './home.graphql';
import { LinkedFigure } from './linked-figure';

type Recent = ResultOf<typeof HomeSupportDocument>['homeSupport']['recent'];

export function SupportHome() {
  const t = useTexts(homeTexts);
  const query = useApiQuery(HomeSupportDocument, {}, { refetchEveryMs: homeRefreshMs });
  return (
    <HomePart query={query}>
      {({ homeSupport: home }) => (
        <Stack>
          <Columns min="sm">
            <LinkedFigure
              label={t('blocked')}
              value={<NumberText value={home.blocked} />}
              href="/customers?f.status=BLOCKED"
            />
            <LinkedFigure label={t('held')} value={<NumberText value={home.held} />} hint={t('heldHint')} />
            <LinkedFigure
              label={t('unconnected')}
              value={<NumberText value={home.unconnected} />}
              href="/customers?f.status=NEW"
            />
            <LinkedFigure
              label={t('added')}
              value={<NumberText value={home.addedThisWeek} />}
              href="/customers?sort=created.desc"
            />
            <LinkedFigure
              label={t('online')}
              href="/network/sessions"
              needs="networking.session.view"
              value={<NumberText value={home.online} />}
            />
          </Columns>
          <Columns min="lg">
            <RecentCustomers title={t('latestBlocked')} empty={t('noBlocked')} rows={home.recentlyBlocked} />
            <RecentCustomers title={t('latestAdded')} empty={t('noAdded')} rows={home.recent} />
          </Columns>
        </Stack>
      )}
    </HomePart>
  );
}

function RecentCustomers({ title, empty, rows }: { title: string; empty: string; rows: Recent }) {
  const t = useTexts(homeTexts);
  return (
    <Section title={title} flush={rows.length > 0}>
      <SimpleTable
        label={title}
        rows={rows}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={empty} />}
        columns={[
          {
            id: 'customer',
            header: t('customer'),
            cell: ({ id, name, number }) => (
              <EntityLink href={`/customers/${id}`} number={`#${number}`}>
                {name}
              </EntityLink>
            ),
          },
          {
            id: 'status',
            header: t('status'),
            cell: ({ status }) => <StatusTag kind="customer" value={status} quiet />,
          },
          { id: 'when', header: t('when'), align: 'end', cell: ({ at }) => <RelativeTime value={at} /> },
        ]}
      />
    </Section>
  );
}
