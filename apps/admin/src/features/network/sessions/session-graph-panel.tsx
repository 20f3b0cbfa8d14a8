import { useState } from 'react';
import { AnyPeriodInput, type RecentPeriod, SidePanel, Stack, type UsagePeriod, useTexts } from '@demarc/ui';
import { ServiceGraph } from './usage-graph';
import { sessionsTexts } from './sessions-texts';

export interface SessionGraphPanelProps {
  readonly serviceId: string;
  readonly login: string | null;
  readonly onClose: () => void;
}

export function SessionGraphPanel({ serviceId, login, onClose }: SessionGraphPanelProps) {
  const t = useTexts(sessionsTexts);
  const [period, setPeriod] = useState<UsagePeriod | RecentPeriod>('3h');
  return (
    <SidePanel title={login === null ? t('graph') : t('graphOf', { login })} onClose={onClose} size="lg">
      <Stack>
        <AnyPeriodInput value={period} onChange={setPeriod} />
        <ServiceGraph serviceId={serviceId} period={period} />
      </Stack>
    </SidePanel>
  );
}
