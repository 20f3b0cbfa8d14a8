import {
  Columns,
  EmptyState,
  NumberText,
  RelativeTime,
  Section,
  SimpleTable,
  Stack,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { CountBars } from './count-bars';
import { HomePart } from './home-part';
import { homeTexts } from './home-texts';
import { HomeNetworkDocument } from './home.graphql';
import { LinkedFigure } from './linked-figure';
import { NetworkNow } from './network-now';

type Silent = ResultOf<typeof HomeNetworkDocument>['homeNetwork']['silentRouters'];
const refreshMs = 15_000;

export function NetworkHome() {
  const t = useTexts(homeTexts);
  const format = useFormat();
  const { can } = useSession();
  const watches = can('networking.monitoring.view');
  const query = useApiQuery(HomeNetworkDocument, {}, { refetchEveryMs: refreshMs });
  return (
    <HomePart query={query}>
      {({ homeNetwork: home }) => (
        <Stack>
          {watches && <NetworkNow />}
          <Columns min="sm">
            {!watches && (
              <LinkedFigure
                label={t('online')}
                href="/network/sessions"
                needs="networking.session.view"
                value={<NumberText value={home.online} />}
              />
            )}
            <LinkedFigure
              label={t('rejects')}
              href="/network/radius-log"
              needs="networking.log.view"
              value={<NumberText value={home.rejectsLastHour} />}
            />
            <LinkedFigure
              label={t('routers')}
              href="/network/routers"
              needs="networking.router.view"
              value={<NumberText value={home.routers} />}
              hint={
                home.silentRouters.length === 0
                  ? t('allHeard')
                  : t('silentHint', { count: format.number(home.silentRouters.length) })
              }
            />
            <LinkedFigure
              label={t('lagging')}
              href="/network/drift"
              needs="networking.access.view"
              value={<NumberText value={home.lagging} />}
              hint={t('laggingHint')}
            />
            <LinkedFigure
              label={t('unanswered')}
              value={<NumberText value={home.unanswered} />}
              hint={t('unansweredHint')}
            />
          </Columns>
          <Columns min="lg">
            <SilentRouters rows={home.silentRouters} />
            <CountBars
              title={t('rejectsBy')}
              category={t('reason')}
              empty={t('noRejects')}
              counts={home.rejectsByCode}
            />
          </Columns>
        </Stack>
      )}
    </HomePart>
  );
}

function SilentRouters({ rows }: { rows: Silent }) {
  const t = useTexts(homeTexts);
  return (
    <Section title={t('silent')} flush={rows.length > 0}>
      <SimpleTable
        label={t('silent')}
        rows={rows}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('noSilent')} />}
        columns={[
          { id: 'router', header: t('router'), cell: ({ name }) => name },
          {
            id: 'heard',
            header: t('heard'),
            cell: ({ lastSeenAt }) => (lastSeenAt === null ? t('never') : <RelativeTime value={lastSeenAt} />),
          },
          {
            id: 'sessions',
            header: t('sessions'),
            align: 'end',
            cell: ({ sessions }) => <NumberText value={sessions} />,
          },
        ]}
      />
    </Section>
  );
}
