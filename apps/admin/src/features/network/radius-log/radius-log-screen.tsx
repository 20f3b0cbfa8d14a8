import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  ButtonLink,
  DataGrid,
  FamilyTag,
  FilterBar,
  gridSchema,
  Notice,
  Page,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { RouterNamesDocument } from '../sessions/sessions.graphql';
import { logColumns } from './log-columns';
import { LoginLinePanel } from './login-line-panel';
import { RadiusLogDocument } from './radius-log.graphql';
import { radiusLogTexts } from './radius-log-texts';
import { useSpace } from './use-space';

const schema = gridSchema(
  logColumns((key) => key),
  ['outcome', 'router', 'code', 'customer'],
);
const outcomes = ['ACCEPT', 'GARDEN', 'REJECT'] as const;
const refreshMs = 3_000;

export function RadiusLogScreen() {
  const t = useTexts(radiusLogTexts);
  return (
    <Guarded title={t('title')} needs={['networking.log.view']}>
      <RadiusLog />
    </Guarded>
  );
}

function RadiusLog() {
  const t = useTexts(radiusLogTexts);
  const { can } = useSession();
  const [state, setState, ignored] = useGridUrlState(schema);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const [paused, setPaused] = useState(false);
  useSpace(() => setPaused(!paused));
  const routers = useApiQuery(RouterNamesDocument, {}, { enabled: can('networking.router.view') }).data?.routers ?? [];
  const one = (field: string) => state.filters[field]?.at(-1) ?? null;
  const log = useApiQuery(
    RadiusLogDocument,
    {
      first: 200,
      login: state.text === '' ? null : state.text,
      routerId: one('router'),
      outcome: outcomes.find((outcome) => outcome === one('outcome')) ?? null,
      code: one('code'),
      customerId: one('customer'),
      names: can('crm.customer.view'),
    },
    { keepPrevious: true, ...(paused ? {} : { refetchEveryMs: refreshMs }) },
  );
  const found = log.data?.radiusLog;
  const open = found?.nodes.find(({ id }) => id === panel);
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      fill
      actions={
        <>
          <span role="status">
            <FamilyTag family={paused ? 'off' : 'good'}>{paused ? t('paused') : t('live')}</FamilyTag>
          </span>
          <Button
            icon={paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
            shortcut="Space"
            onClick={() => setPaused(!paused)}
          >
            {paused ? t('go') : t('pause')}
          </Button>
        </>
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <DataGrid
        label={t('title')}
        columns={logColumns(t)}
        rows={found?.nodes ?? []}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        status={log.status}
        failure={log.failure}
        onRetry={log.retry}
        total={found ? { count: found.totalCount, exact: found.totalIsExact } : null}
        onOpen={({ id }) => {
          setPaused(true);
          setPanel(id);
        }}
        openId={panel}
        empty={{
          title: t('emptyTitle'),
          description: t('emptyText'),
          action: <ButtonLink href="/network/routers">{t('toRouters')}</ButtonLink>,
        }}
        toolbar={
          <FilterBar
            state={state}
            onStateChange={setState}
            searchLabel={t('search')}
            fields={[
              {
                id: 'outcome',
                label: t('outcome'),
                kind: 'choices',
                choices: outcomes.map((value) => ({ value, label: t(value) })),
              },
              ...(routers.length === 0
                ? []
                : [
                    {
                      id: 'router',
                      label: t('router'),
                      kind: 'choices' as const,
                      choices: routers.map(({ id, name }) => ({ value: id, label: name })),
                    },
                  ]),
            ]}
          />
        }
      />
      {one('code') !== null && (
        <Text tone="secondary" size="small">
          {t('onlyCode')}: <code>{one('code')}</code>
        </Text>
      )}
      {open && <LoginLinePanel line={open} onClose={() => setPanel(null)} />}
    </Page>
  );
}
