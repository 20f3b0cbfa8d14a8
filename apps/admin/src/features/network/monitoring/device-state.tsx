import { FamilyTag, RelativeTime, type StatusFamily, useTexts } from '@demarc/ui';
import type { WatchedDevice } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';

const family: Readonly<Record<WatchedDevice['state'], StatusFamily>> = { UP: 'good', DOWN: 'bad', UNKNOWN: 'waiting' };

export function DeviceState({ device }: { device: Pick<WatchedDevice, 'state' | 'stateSince'> }) {
  const t = useTexts(monitoringTexts);
  return (
    <FamilyTag
      family={family[device.state]}
      {...(device.stateSince === null ? {} : { detail: <RelativeTime value={device.stateSince} /> })}
    >
      {t(device.state)}
    </FamilyTag>
  );
}
