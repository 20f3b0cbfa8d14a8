import { ButtonLink, EmptyState, ErrorState, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { DeviceGraphs } from '../monitoring/device-graphs';
import { RouterDeviceDocument } from '../monitoring/monitoring.graphql';
import type { CaredRouter } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

/** The device that this router is, where it is watched. */
export function RouterMonitoring({ router }: { router: CaredRouter }) {
  const t = useTexts(routerCareTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(RouterDeviceDocument, { routerId: router.id });
  const [device] = data?.devices ?? [];
  if (failure) return <ErrorState failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={6} />;
  if (device) return <DeviceGraphs deviceId={device.id} />;
  return (
    <EmptyState
      title={t('notWatched')}
      description={t('notWatchedText')}
      action={
        can('networking.monitoring.manage') && (
          <ButtonLink tone="primary" href={`/network/monitoring?panel=new&router=${router.id}`}>
            {t('watch')}
          </ButtonLink>
        )
      }
    />
  );
}
