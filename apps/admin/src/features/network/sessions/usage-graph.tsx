import {
  ErrorState,
  isRecent,
  RateChart,
  recentHours,
  type RecentPeriod,
  Skeleton,
  UsageChart,
  type UsagePeriod,
  usageSpan,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { todayIn } from '../../customers/today';
import { ServiceUsageDocument } from '../../customers/network/network.graphql';
import { RecentUsageDocument, type RecentUsages } from './sessions.graphql';
import { sessionsTexts } from './sessions-texts';

/** What a service used: by five minutes lately, else by the hour, day, month or year. */
export function ServiceGraph({ serviceId, period }: { serviceId: string; period: UsagePeriod | RecentPeriod }) {
  return isRecent(period) ? (
    <RecentGraph serviceIds={[serviceId]} period={period} />
  ) : (
    <SpanGraph serviceId={serviceId} period={period} />
  );
}

function SpanGraph({ serviceId, period }: { serviceId: string; period: UsagePeriod }) {
  const t = useTexts(sessionsTexts);
  const format = useFormat();
  const span = usageSpan(period, todayIn(format.timeZone, format.now()));
  const { data, failure, retry } = useApiQuery(ServiceUsageDocument, { id: serviceId, ...span });
  if (failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={5} />;
  return <UsageChart usage={data.service.usage} step={span.granularity} emptyText={t('noUsage')} />;
}

/** Of several services together: what a customer has in all. */
export function RecentGraph({ serviceIds, period }: { serviceIds: readonly string[]; period: RecentPeriod }) {
  const t = useTexts(sessionsTexts);
  const { data, failure, retry } = useApiQuery(
    RecentUsageDocument,
    { serviceIds: [...serviceIds], hours: recentHours[period] },
    // A day has some hundred points, each of five minutes, and costs the database accordingly.
    { refetchEveryMs: Math.min(recentHours[period], 5) * 60_000 },
  );
  if (failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={5} />;
  return <RateChart points={together(data.recentUsage)} emptyText={t('noRecent')} />;
}

export function together(usages: RecentUsages): RecentUsages[number]['points'] {
  const sum = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : a + b);
  const points = new Map<string, RecentUsages[number]['points'][number]>();
  for (const usage of usages)
    for (const point of usage.points) {
      const before = points.get(point.at);
      points.set(
        point.at,
        before
          ? {
              at: point.at,
              downloadBps: sum(before.downloadBps, point.downloadBps),
              uploadBps: sum(before.uploadBps, point.uploadBps),
            }
          : point,
      );
    }
  return [...points.values()].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
