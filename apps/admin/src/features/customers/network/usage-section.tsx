import { EmptyState, ErrorState, Section, Skeleton, TimeChart, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { todayIn } from '../today';
import { customerNetworkTexts } from './network-texts';
import { CustomerUsageDocument } from './network.graphql';

const dayMs = 86_400_000;
const shownDays = 30;

export function UsageSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerNetworkTexts);
  const format = useFormat();
  const now = format.now();
  const days = {
    from: todayIn(format.timeZone, now - (shownDays - 1) * dayMs),
    through: todayIn(format.timeZone, now),
  };
  const { data, status, failure, retry } = useApiQuery(CustomerUsageDocument, { id: customerId, ...days });
  const usage = data?.customer.usage;
  return (
    <Section title={t('usage')}>
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
      {usage?.points.length === 0 && <EmptyState compact title={t('noUsage')} />}
      {usage !== undefined && usage.points.length > 0 && (
        <TimeChart
          title={t('usageTotal', {
            down: format.bytes(BigInt(usage.downloadOctets)),
            up: format.bytes(BigInt(usage.uploadOctets)),
          })}
          times={usage.points.map(({ at }) => at)}
          series={[
            {
              id: 'down',
              label: t('download'),
              values: usage.points.map(({ downloadOctets }) => Number(downloadOctets)),
            },
            { id: 'up', label: t('upload'), values: usage.points.map(({ uploadOctets }) => Number(uploadOctets)) },
          ]}
          formatValue={format.bytes}
          {...(usage.countedTo === null ? {} : { source: t('countedTo', { when: format.instant(usage.countedTo) }) })}
        />
      )}
    </Section>
  );
}
