import { Pause, Play } from 'lucide-react';
import { Button, ButtonLink, DataGrid, FamilyTag, FilterBar, gridSchema, Notice, Page, useTexts } from '@demarc/ui';
import { useApiQuery, useGridUrlState, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { RouterNamesDocument } from '../sessions/sessions.graphql';
import { logColumns } from './log-columns';
import { LoginLinePanel } from './login-line-panel';
import { radiusLogTexts } from './radius-log-texts';
import { useLiveLog } from './use-live-log';
import { useSpace } from './use-space';

const schema = gridSchema(
  logColumns((key) => key),
  ['outcome', 'router', 'code', 'customer', 'whose'],
);
const outcomes = ['ACCEPT', 'GARDEN', 'REJECT', 'DROP'] as const;
const codes = [
  'unknown_user',
  'wrong_password',
  'not_active',
  'blocked',
  'wrong_mac',
  'wrong_nas',
  'already_online',
  'unsupported_method',
  'unknown_client',
  'message_authenticator_missing',
  'message_authenticator_wrong',
  'request_authenticator_wrong',
  'proxy_state_unprotected',
  'not_over_tls',
  'certificate_missing',
  'certificate_unknown',
  'certificate_untrusted',
  'certificate_not_valid',
  'certificate_revoked',
  'connection_ended',
] as const;

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
  const one = (field: string) => state.filters[field]?.at(-1) ?? null;
  const log = useLiveLog({
    first: 200,
    ...soughtBy(state.text),
    routerId: one('router'),
    outcome: outcomes.find((outcome) => outcome === one('outcome')) ?? null,
    code: one('code'),
    customerId: one('customer'),
    isOfStaff: one('whose') === null ? null : one('whose') === 'staff',
    names: can('crm.customer.view'),
  });
  const toggle = () => (log.isPaused ? log.goOn() : log.pause());
  useSpace(toggle);
  const routers = useApiQuery(RouterNamesDocument, {}, { enabled: can('networking.router.view') }).data?.routers ?? [];
  const open = log.lines.find(({ id }) => id === panel);
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      fill
      actions={
        <>
          <span role="status">
            <FamilyTag family={log.isPaused ? 'off' : 'good'}>
              {!log.isPaused ? t('live') : log.waiting === 0 ? t('paused') : t('waiting', { count: log.waiting })}
            </FamilyTag>
          </span>
          <Button
            icon={log.isPaused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
            shortcut="Space"
            onClick={toggle}
          >
            {log.isPaused ? t('go') : t('pause')}
          </Button>
        </>
      }
    >
      {ignored.length > 0 && <Notice family="attention">{t('ignored', { what: ignored.join(', ') })}</Notice>}
      <DataGrid
        label={t('title')}
        columns={logColumns(t)}
        rows={log.lines}
        rowId={({ id }) => id}
        state={state}
        onStateChange={setState}
        status={log.status}
        failure={log.failure}
        onRetry={log.retry}
        total={log.total}
        onOpen={({ id }) => {
          if (!log.isPaused) log.pause();
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
              {
                id: 'code',
                label: t('reason'),
                kind: 'choices',
                choices: codes.map((value) => ({ value, label: t(value) })),
              },
              {
                id: 'whose',
                label: t('whose'),
                kind: 'choices',
                choices: (['customers', 'staff'] as const).map((value) => ({ value, label: t(value) })),
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
      {open && <LoginLinePanel line={open} onClose={() => setPanel(null)} />}
    </Page>
  );
}

/** What looks like the beginning of a MAC address is the device; anything else is a login, whole. */
function soughtBy(text: string): { readonly login: string | null; readonly device: string | null } {
  const sought = text.trim();
  if (/^[0-9a-f]{2}([:.-][0-9a-f]{2}){1,5}[:.-]?$/i.test(sought)) return { login: null, device: sought };
  return { login: sought === '' ? null : sought, device: null };
}
