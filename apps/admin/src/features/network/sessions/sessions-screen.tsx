import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, ButtonLink, DataGrid, ErrorState, FilterBar, gridSchema, Notice, Page, useTexts } from '@demarc/ui';
import { apiKey, useApiPages, useApiQuery, useGridUrlState, useMutationCommand, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { DisconnectAnswer, type Disconnecting } from './disconnect-answer';
import { sessionColumns, type SessionRow } from './session-columns';
import { DisconnectSessionDocument, OnlineSessionsDocument, RouterNamesDocument } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';

const schema = gridSchema(
  sessionColumns((key) => key),
  ['router'],
);
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
  const routers = useApiQuery(RouterNamesDocument, {}, { enabled: can('networking.router.view') }).data?.routers ?? [];
  const [asked, setAsked] = useState<Disconnecting | null>(null);
  const end = useMutationCommand(DisconnectSessionDocument, { invalidates: [] });
  useRefreshed();
  const pages = useApiPages({
    document: OnlineSessionsDocument,
    variables: (after) => ({
      after,
      first: 50,
      search: state.text === '' ? null : state.text,
      routerId: state.filters['router']?.[0] ?? null,
      names: can('crm.customer.view'),
    }),
    page: ({ onlineSessions: { nodes, pageInfo, totalCount, totalIsExact } }) => ({
      rows: nodes,
      endCursor: pageInfo.endCursor,
      hasMore: pageInfo.hasNextPage,
      total: { count: totalCount, exact: totalIsExact },
    }),
  });
  const disconnect = async (row: SessionRow) => {
    const done = await end.run({ sessionKey: row.key });
    if (done) setAsked({ actionId: done.disconnectSession, login: row.login ?? row.key, customerId: row.customerId });
  };
  return (
    <Page title={t('title')} description={t('lead')} fill>
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
            onStateChange={(next) =>
              setState({ ...next, filters: { ...next.filters, ...lastOf('router', next.filters['router']) } })
            }
            searchLabel={t('search')}
            fields={
              routers.length === 0
                ? []
                : [
                    {
                      id: 'router',
                      label: t('router'),
                      kind: 'choices',
                      choices: routers.map(({ id, name }) => ({ value: id, label: name })),
                    },
                  ]
            }
          />
        }
      />
    </Page>
  );
}

function lastOf(field: string, values: readonly string[] | undefined): Record<string, readonly string[]> {
  return values === undefined ? {} : { [field]: values.slice(-1) };
}

/** Sessions come and go by themselves; the rows that are on screen are asked for anew. */
function useRefreshed() {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setInterval(
      () => void queries.invalidateQueries({ queryKey: apiKey(OnlineSessionsDocument) }),
      refreshMs,
    );
    return () => clearInterval(timer);
  }, [queries]);
}
