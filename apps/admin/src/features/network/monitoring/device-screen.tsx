import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  EntityLink,
  ErrorState,
  IpText,
  Page,
  RecordHeader,
  showToast,
  Skeleton,
  Text,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { DeviceGraphs } from './device-graphs';
import { DevicePanel } from './device-panel';
import { DeviceState } from './device-state';
import {
  DeviceDocument,
  type DeviceRecord,
  DevicesDocument,
  PollDeviceDocument,
  RetireDeviceDocument,
} from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';

export function DeviceScreen() {
  const t = useTexts(monitoringTexts);
  const { deviceId } = useParams({ strict: false });
  return (
    <Guarded title={t('title')} needs={['networking.monitoring.view']}>
      <Device key={deviceId} id={deviceId ?? ''} />
    </Guarded>
  );
}

function Device({ id }: { id: string }) {
  const t = useTexts(monitoringTexts);
  const { data, failure, retry } = useApiQuery(DeviceDocument, { id });
  const back = { href: '/network/monitoring', label: t('title') };
  if (!data)
    return (
      <Page title={t('device')} back={back}>
        {failure ? <ErrorState failure={failure} onRetry={retry} /> : <Skeleton lines={8} label={t('loading')} />}
      </Page>
    );
  const { device } = data;
  return (
    <div className="dm-page">
      <RecordHeader
        back={back}
        title={device.name}
        status={<DeviceState device={device} />}
        facts={
          <>
            {t(device.kind)} · <IpText value={device.address} />{' '}
            {device.routerId !== null && (
              <EntityLink href={`/network/routers/${device.routerId}`}>{t('ROUTER')}</EntityLink>
            )}
          </>
        }
        actions={<Actions device={device} />}
      />
      <DeviceGraphs deviceId={id} />
    </div>
  );
}

function Actions({ device }: { device: DeviceRecord }) {
  const t = useTexts(monitoringTexts);
  const { can } = useSession();
  const links = useLinks();
  const [open, setOpen] = useState<'edit' | 'retire' | null>(null);
  const row = useApiQuery(DevicesDocument, {}).data?.devices.find(({ id }) => id === device.id);
  const poll = useMutationCommand(PollDeviceDocument, { onDone: () => showToast({ message: t('asked') }) });
  const retire = useMutationCommand(RetireDeviceDocument, {
    onDone: () => {
      showToast({ message: t('retired', { name: device.name }) });
      links.navigate('/network/monitoring');
    },
  });
  const input = { deviceId: device.id };
  return (
    <>
      <Button busy={poll.running} onClick={() => void poll.run(input)}>
        {t('pollNow')}
      </Button>
      {can('networking.monitoring.manage') && row && (
        <>
          <Button onClick={() => setOpen('edit')}>{t('change')}</Button>
          <Button onClick={() => setOpen('retire')}>{t('retire')}</Button>
        </>
      )}
      {open === 'edit' && row && <DevicePanel device={row} metrics={device.metrics} onClose={() => setOpen(null)} />}
      {open === 'retire' && (
        <ConfirmDialog
          grade="B"
          title={t('retireTitle', { name: device.name })}
          confirmLabel={t('retire')}
          busy={retire.running}
          failure={retire.failure}
          onConfirm={() => void retire.run(input)}
          onClose={() => setOpen(null)}
        >
          <Text>{t('retireText')}</Text>
        </ConfirmDialog>
      )}
    </>
  );
}
