import { useState } from 'react';
import {
  AnyPeriodInput,
  EmptyState,
  ErrorState,
  isRecent,
  type RecentPeriod,
  Row,
  Section,
  SelectInput,
  Skeleton,
  UsageChart,
  type UsagePeriod,
  usageSpan,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { todayIn } from '../today';
import { customerNetworkTexts } from './network-texts';
import { RecentGraph, ServiceGraph } from '../../network/sessions/usage-graph';
import { CustomerUsageDocument, UsageServicesDocument } from './network.graphql';

/** What the customer used, or one of the services, over a day, a month or years. */
export function UsageSection({ customerId }: { customerId: string }) {
  const t = useTexts(customerNetworkTexts);
  const [period, setPeriod] = useState<UsagePeriod | RecentPeriod>('month');
  const [serviceId, setServiceId] = useState('');
  const services = useApiQuery(UsageServicesDocument, { id: customerId }).data?.customer.services ?? [];
  const connected = services.filter(({ kind }) => kind === 'INTERNET');
  return (
    <Section title={t('usage')}>
      <Row>
        <AnyPeriodInput value={period} onChange={setPeriod} />
        {connected.length > 1 && (
          <SelectInput
            label={t('usageOf')}
            value={serviceId}
            onChange={setServiceId}
            choices={[
              { value: '', label: t('allServices') },
              ...connected.map(({ id, number, planTitle }) => ({ value: id, label: `${planTitle} (${number})` })),
            ]}
          />
        )}
      </Row>
      {serviceId !== '' && <ServiceGraph serviceId={serviceId} period={period} />}
      {serviceId === '' && !isRecent(period) && <CustomerUsage customerId={customerId} period={period} />}
      {serviceId === '' && isRecent(period) && (
        <RecentUsage serviceIds={connected.map(({ id }) => id)} period={period} />
      )}
    </Section>
  );
}

function CustomerUsage({ customerId, period }: { customerId: string; period: UsagePeriod }) {
  const span = useSpan(period);
  const { data, ...answer } = useApiQuery(CustomerUsageDocument, { id: customerId, ...span });
  return <Drawn {...answer} usage={data?.customer.usage} step={span.granularity} />;
}

function RecentUsage({ serviceIds, period }: { serviceIds: readonly string[]; period: RecentPeriod }) {
  const t = useTexts(customerNetworkTexts);
  if (serviceIds.length === 0) return <EmptyState compact title={t('noUsage')} />;
  return <RecentGraph serviceIds={serviceIds} period={period} />;
}

function useSpan(period: UsagePeriod) {
  const format = useFormat();
  return usageSpan(period, todayIn(format.timeZone, format.now()));
}

interface DrawnProps extends Pick<ReturnType<typeof useApiQuery>, 'status' | 'failure' | 'retry'> {
  readonly usage: Parameters<typeof UsageChart>[0]['usage'] | undefined;
  readonly step: Parameters<typeof UsageChart>[0]['step'];
}

function Drawn({ usage, step, status, failure, retry }: DrawnProps) {
  const t = useTexts(customerNetworkTexts);
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!usage) return <Skeleton lines={5} />;
  return <UsageChart usage={usage} step={step} emptyText={t('noUsage')} />;
}
