import { lazy, type ReactNode, Suspense } from 'react';
import { Skeleton, Tabs, useTexts } from '@demarc/ui';
import { useSession, useUrlParam } from '@demarc/web-kit';
import { OverviewTab } from './overview-tab';
import { recordTexts } from './record-texts';
import type { TabProps } from './tab-props';

const ServicesTab = lazy(async () => ({ default: (await import('../services/services-tab')).ServicesTab }));
const BillingTab = lazy(async () => ({ default: (await import('../billing/billing-tab')).BillingTab }));
const UsageTab = lazy(async () => ({ default: (await import('../network/usage-tab')).UsageTab }));
const TimelineTab = lazy(async () => ({ default: (await import('../timeline/timeline-tab')).TimelineTab }));
const DetailsTab = lazy(async () => ({ default: (await import('../details/details-tab')).DetailsTab }));

const tabs = ['overview', 'services', 'billing', 'usage', 'timeline', 'details'] as const;
type Tab = (typeof tabs)[number];

const needs: Readonly<Record<Tab, readonly string[]>> = {
  overview: [],
  services: ['billing.service.view'],
  billing: ['billing.invoice.view', 'billing.payment.view', 'billing.ledger.view'],
  usage: ['networking.session.view'],
  timeline: [],
  details: [],
};

export function CustomerTabs(props: TabProps) {
  const t = useTexts(recordTexts);
  const { can } = useSession();
  const [asked] = useUrlParam('tab');
  const seen = tabs.filter((tab) => needs[tab].length === 0 || needs[tab].some(can));
  const active = seen.find((tab) => tab === asked) ?? 'overview';
  const home = `/customers/${props.loaded.customer.id}`;
  const running = (props.loaded.customer.services ?? []).filter(
    ({ status }) => status !== 'ARCHIVED' && status !== 'DISABLED',
  ).length;
  return (
    <>
      <Tabs
        label={t('tabs')}
        active={active}
        tabs={seen.map((id) => ({
          id,
          label: t(id),
          href: id === 'overview' ? home : `${home}?tab=${id}`,
          ...(id === 'services' ? { count: running } : {}),
        }))}
      />
      <Suspense fallback={<Skeleton lines={6} label={t('loading')} />}>{content(active, props)}</Suspense>
    </>
  );
}

function content(tab: Tab, props: TabProps): ReactNode {
  switch (tab) {
    case 'overview':
      return <OverviewTab {...props} />;
    case 'services':
      return <ServicesTab {...props} />;
    case 'billing':
      return <BillingTab {...props} />;
    case 'usage':
      return <UsageTab {...props} />;
    case 'timeline':
      return <TimelineTab {...props} />;
    case 'details':
      return <DetailsTab {...props} />;
  }
}
