import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  Button,
  ButtonLink,
  DataGrid,
  ErrorState,
  FilterBar,
  gridSchema,
  type GridState,
  Notice,
  Page,
  useTexts,
} from '@demarc/ui';
import { apiKey, useApiPages, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { type Asked, SessionAnswers } from './session-answers';
import { sessionColumns } from './session-columns';
import { SessionGraphPanel } from './session-graph-panel';
import { SparkSource } from './session-spark';
import { ManyVerbs, RowVerbs } from './session-verbs';
import { OnlineSessionsDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';
import { useSessionActs } from './use-session-acts';
import { askedSessions, oneEach, useSessionFilters } from './use-session-filters';

const schema = gridSchema(
  sessionColumns((key) => key),
  ['router', 'plan', 'partner', 'network'],
  { column: 'since', direction: 'desc' },
);
const sorts = {
  since: 'STARTED',
  download: 'DOWNLOAD',
  upload: 'UPLOAD',
  downloadRate: 'DOWNLOAD_RATE',
  uploadRate: 'UPLOAD_RATE',
} as const;
const refreshMs = 15_000;

export function SessionsScreen() {
  const t = useTexts(sessionsTexts);
  return (
    <Guarded title={t('title')} needs={['networking.session.view']}>
      <Sessions />
    </Guarded>
  );
}

/** `?graph=<service>` shows what a session used. */
function Sessions() {
  const t = useTexts(sessionsTexts);
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [paused, setPaused] = useState(false);
  const [graph, setGraph] = useUrlParam('graph', { push: true });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const fields = useSessionFilters();
  const acts = useSessionActs();
  useRefreshed(!paused);
  const pages = useOnline(state);
  const picked = pages.rows.filter(({ key }) => chosen.has(key));
  const shown = pages.rows.find(({ serviceId }) => serviceId === graph);
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      fill
      actions={
        <>
          <Button aria-pressed={paused} onClick={() => setPaused(!paused)}>
            {t('pause')}
          </Button>
          <ButtonLink href="/network/past-sessions">{t('toPast')}</ButtonLink>
        </>
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      {acts.failure && <ErrorState compact failure={acts.failure} />}
      {acts.asked && <SessionAnswers key={keyOf(acts.asked)} asked={acts.asked} onClose={acts.hide} />}
      <SparkSource>
        <DataGrid
          label={t('title')}
          columns={sessionColumns(t)}
          rowId={({ key }) => key}
          state={state}
          onStateChange={setState}
          {...pages}
          {...(can('networking.session.disconnect')
            ? {
                selection: {
                  ids: new Set(picked.map(({ key }) => key)),
                  onChange: setChosen,
                  actions: <ManyVerbs rows={picked} acts={acts} onDone={() => setChosen(new Set())} />,
                },
              }
            : {})}
          rowActions={(row) => <RowVerbs row={row} acts={acts} onGraph={() => setGraph(row.serviceId)} />}
          empty={{
            title: t('emptyTitle'),
            description: t('emptyText'),
            action: <ButtonLink href="/network/routers">{t('toRouters')}</ButtonLink>,
          }}
          toolbar={
            <FilterBar
              state={state}
              onStateChange={(next) => setState(oneEach(next))}
              searchLabel={t('search')}
              fields={fields}
            />
          }
        />
      </SparkSource>
      {graph !== null && (
        <SessionGraphPanel serviceId={graph} login={shown?.login ?? null} onClose={() => setGraph(null)} />
      )}
    </Page>
  );
}

/** Each act has answers of its own. */
function keyOf({ among }: Asked): string {
  return 'ids' in among ? among.ids.join(' ') : among.since;
}

function useOnline(state: GridState) {
  const { can } = useSession();
  const sorted = state.sort?.column;
  return useApiPages({
    document: OnlineSessionsDocument,
    variables: (after) => ({
      after,
      first: 100,
      ...askedSessions(state),
      sort: sorted !== undefined && sorted in sorts ? sorts[sorted as keyof typeof sorts] : 'STARTED',
      ascending: state.sort?.direction === 'asc',
      names: can('crm.customer.view'),
    }),
    page: ({ onlineSessions: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
}

/** Sessions come and go by themselves; the rows that are on screen are asked for anew, unless somebody reads them. */
function useRefreshed(running: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(
      () => void queries.invalidateQueries({ queryKey: apiKey(OnlineSessionsDocument) }),
      refreshMs,
    );
    return () => clearInterval(timer);
  }, [queries, running]);
}
