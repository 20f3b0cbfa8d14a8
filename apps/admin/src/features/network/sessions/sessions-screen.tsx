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
import { apiKey, useApiPages, useGridUrlState, useMutationCommand, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { DisconnectAnswer, type Disconnecting } from './disconnect-answer';
import { sessionColumns, type SessionRow } from './session-columns';
import { DisconnectSessionDocument, OnlineSessionsDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';
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

function Sessions() {
  const t = useTexts(sessionsTexts);
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [paused, setPaused] = useState(false);
  const [asked, setAsked] = useState<Disconnecting | null>(null);
  const fields = useSessionFilters();
  const end = useMutationCommand(DisconnectSessionDocument, { invalidates: [] });
  useRefreshed(!paused);
  const pages = useOnline(state);
  const disconnect = async (row: SessionRow) => {
    const done = await end.run({ sessionKey: row.key });
    if (done) setAsked({ actionId: done.disconnectSession, login: row.login ?? row.key, customerId: row.customerId });
  };
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
      {end.failure && <ErrorState compact failure={end.failure} />}
      {asked && <DisconnectAnswer key={asked.actionId} asked={asked} onClose={() => setAsked(null)} />}
      <DataGrid
        label={t('title')}
        columns={sessionColumns(t)}
        rowId={({ key }) => key}
        state={state}
        onStateChange={setState}
        {...pages}
        {...(can('networking.session.disconnect')
          ? {
              rowActions: (row: SessionRow) => (
                <Button
                  size="small"
                  busy={end.running}
                  aria-label={t('disconnectOf', { login: row.login ?? row.key })}
                  onClick={() => void disconnect(row)}
                >
                  {t('disconnect')}
                </Button>
              ),
            }
          : {})}
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
    </Page>
  );
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
