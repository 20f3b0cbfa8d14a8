import { useState } from 'react';
import {
  ErrorState,
  Section,
  Skeleton,
  Stack,
  UsageChart,
  type UsagePeriod,
  UsagePeriodInput,
  usageSpan,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { PortalUsageDocument } from './plan.graphql';
import { planTexts } from './plan-texts';
import { todayIn } from './today';

/** What the customer used: loaded when the page stands, for the picture is the heavier part of it. */
export function OwnUsage() {
  const t = useTexts(planTexts);
  const format = useFormat();
  const [period, setPeriod] = useState<UsagePeriod>('month');
  const span = usageSpan(period, todayIn(format.timeZone, format.now()));
  const { data, status, failure, retry } = useApiQuery(PortalUsageDocument, span);
  return (
    <Section title={t('usage')}>
      <Stack>
        <UsagePeriodInput value={period} onChange={setPeriod} />
        {status === 'loading' && <Skeleton lines={5} />}
        {status === 'failed' && failure && <ErrorState compact failure={failure} onRetry={retry} />}
        {data && <UsageChart usage={data.me.usage} step={span.granularity} emptyText={t('noUsageText')} />}
      </Stack>
    </Section>
  );
}
