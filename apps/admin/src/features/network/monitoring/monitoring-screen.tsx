import { Plus } from 'lucide-react';
import {
  Button,
  EmptyState,
  EntityLink,
  ErrorState,
  FamilyTag,
  IpText,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  Tabs,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam, useUrlSearch } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { AlertList } from './alert-list';
import { DevicePanel } from './device-panel';
import { DeviceState } from './device-state';
import { AlertsDocument, DevicesDocument, type WatchedDevice } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';
import { RuleList } from './rule-list';

const views = ['devices', 'alerts', 'over', 'rules'] as const;
const refreshMs = 15_000;

export function MonitoringScreen() {
  const t = useTexts(monitoringTexts);
  return (
    <Guarded title={t('title')} needs={['networking.monitoring.view']}>
      <Monitoring />
    </Guarded>
  );
}

/** `?panel=new` watches a device; `&router=` says which router it is. */
function Monitoring() {
  const t = useTexts(monitoringTexts);
  const { can } = useSession();
  const { search } = useUrlSearch();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const view = views.find((id) => id === search['view']) ?? 'devices';
  const may = can('networking.monitoring.manage');
  const router = search['router'];
  const add = may && (
    <Button
      tone="primary"
      icon={<Plus size={16} aria-hidden="true" />}
      onClick={() => setPanel(view === 'rules' ? 'rule' : 'new')}
    >
      {view === 'rules' ? t('addRule') : t('addDevice')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={add}>
      <Stack>
        <Tabs
          label={t('views')}
          active={view}
          tabs={views.map((id) => ({
            id,
            label: t(id),
            href: id === 'devices' ? '/network/monitoring' : `/network/monitoring?view=${id}`,
          }))}
        />
        {view === 'devices' && <Devices add={add} />}
        {view === 'alerts' && <Alerts isOpen />}
        {view === 'over' && <Alerts isOpen={false} />}
        {view === 'rules' && <RuleList panel={panel} onPanel={setPanel} />}
      </Stack>
      {panel === 'new' && may && (
        <DevicePanel device={null} routerId={typeof router === 'string' ? router : ''} onClose={() => setPanel(null)} />
      )}
    </Page>
  );
}

function Alerts({ isOpen }: { isOpen: boolean }) {
  const t = useTexts(monitoringTexts);
  const { data, failure, retry } = useApiQuery(AlertsDocument, { open: isOpen }, { refetchEveryMs: refreshMs });
  return (
    <Section title={isOpen ? t('alerts') : t('over')} flush>
      {failure && <ErrorState failure={failure} onRetry={retry} />}
      {data ? <AlertList alerts={data.alerts} isOpen={isOpen} /> : !failure && <Skeleton lines={4} />}
    </Section>
  );
}

function Devices({ add }: { add: React.ReactNode }) {
  const t = useTexts(monitoringTexts);
  const { data, failure, retry } = useApiQuery(DevicesDocument, {}, { refetchEveryMs: refreshMs });
  return (
    <Section title={t('devices')} flush>
      {failure && <ErrorState failure={failure} onRetry={retry} />}
      {!data && !failure && <Skeleton lines={5} />}
      {data && <DeviceTable devices={data.devices} add={add} />}
    </Section>
  );
}

function DeviceTable({ devices, add }: { devices: readonly WatchedDevice[]; add: React.ReactNode }) {
  const t = useTexts(monitoringTexts);
  const format = useFormat();
  const percent = (value: number | null): string => (value === null ? '–' : `${format.number(Math.round(value))} %`);
  return (
    <SimpleTable
      label={t('devices')}
      rows={devices}
      rowId={({ id }) => id}
      empty={<EmptyState title={t('noDevices')} description={t('noDevicesText')} action={add} />}
      columns={[
        {
          id: 'name',
          header: t('device'),
          cell: ({ id, name }) => <EntityLink href={`/network/monitoring/${id}`}>{name}</EntityLink>,
        },
        { id: 'state', header: t('state'), cell: (row) => <DeviceState device={row} /> },
        {
          id: 'alerts',
          header: t('alerts'),
          cell: ({ openAlerts }) =>
            openAlerts === 0 ? '–' : <FamilyTag family="attention">{t('alertsOn', { count: openAlerts })}</FamilyTag>,
        },
        { id: 'kind', header: t('kind'), cell: ({ kind, model }) => [t(kind), model].filter(Boolean).join(' · ') },
        { id: 'address', header: t('address'), cell: ({ address }) => <IpText value={address} /> },
        { id: 'site', header: t('site'), cell: ({ siteName }) => siteName ?? '–' },
        {
          id: 'rtt',
          header: t('rtt'),
          align: 'end',
          cell: ({ rttMs }) => (rttMs === null ? '–' : `${format.number(Math.round(rttMs * 10) / 10)} ms`),
        },
        { id: 'cpu', header: t('cpu'), align: 'end', cell: ({ cpu }) => percent(cpu) },
        { id: 'memory', header: t('memory'), align: 'end', cell: ({ memory }) => percent(memory) },
      ]}
    />
  );
}
