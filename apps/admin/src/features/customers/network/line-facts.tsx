import { Button, CodeText, FactList, IpText, Notice, RelativeTime, Row, showToast, Stack, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import type { Access } from './access-values';
import { ChangeAccessDocument } from './network.graphql';
import { accessTexts } from './network-texts';

function useAcceptDevice(access: Access, message: string) {
  const command = useMutationCommand(ChangeAccessDocument, { onDone: () => showToast({ message }) });
  const { serviceId, revision } = access;
  return { ...command, accept: () => void command.run({ serviceId, revision, acceptDevice: true }) };
}

/** Staff wanted to be shown when another device comes up: here it stands until somebody says that it is right. */
export function ChangedDevice({ access }: { access: Access }) {
  const t = useTexts(accessTexts);
  const { can } = useSession();
  const command = useAcceptDevice(access, t('acceptedDevice'));
  if (access.lineDeviceBefore === null) return null;
  return (
    <Notice family="attention" title={t('changedDevice')}>
      <Stack gap="xs" align="start">
        <span>{t('changedDeviceText', { before: access.lineDeviceBefore })}</span>
        {command.failure && <span role="alert">{command.failure.message}</span>}
        {can('networking.access.manage') && (
          <Button size="small" busy={command.running} onClick={command.accept}>
            {t('acceptDevice')}
          </Button>
        )}
      </Stack>
    </Notice>
  );
}

/** What the line is known by, and what is on it. */
export function LineFacts({ access }: { access: Access }) {
  const t = useTexts(accessTexts);
  return (
    <FactList
      facts={[
        { id: 'circuit', label: t('circuit'), value: <CodeText value={access.circuitId} /> },
        { id: 'remote', label: t('remote'), value: <CodeText value={access.remoteId} /> },
        { id: 'rule', label: t('deviceRule'), value: t(access.deviceRule) },
        {
          id: 'refused',
          label: t('refusedDevice'),
          value: access.refusedDevice === null ? null : <RefusedDevice access={access} />,
        },
        { id: 'onLine', label: t('onLine'), value: access.lineDevice === null ? null : <OnLine access={access} /> },
      ]}
    />
  );
}

/** On a bound line: who tried, for whoever is on the phone with the customer. */
function RefusedDevice({ access: { refusedDevice, refusedDeviceAt } }: { access: Access }) {
  return (
    <Row gap="xs">
      <IpText value={refusedDevice ?? ''} />
      {refusedDeviceAt !== null && <RelativeTime value={refusedDeviceAt} />}
    </Row>
  );
}

function OnLine({ access }: { access: Access }) {
  const t = useTexts(accessTexts);
  const { can } = useSession();
  const command = useAcceptDevice(access, t('forgotDevice'));
  return (
    <Stack gap="xs" align="start">
      <Row gap="xs">
        <IpText value={access.lineDevice ?? ''} />
        {access.lineDeviceAt !== null && <RelativeTime value={access.lineDeviceAt} />}
      </Row>
      {command.failure && <span role="alert">{command.failure.message}</span>}
      {access.deviceRule === 'PIN' && can('networking.access.manage') && (
        <Button size="small" busy={command.running} onClick={command.accept}>
          {t('forgetDevice')}
        </Button>
      )}
    </Stack>
  );
}
