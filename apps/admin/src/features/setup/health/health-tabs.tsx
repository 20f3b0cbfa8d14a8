import { Tabs, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { healthTexts } from './health-texts';

export function HealthTabs({ active }: { active: 'jobs' | 'messages' }) {
  const t = useTexts(healthTexts);
  const { can } = useSession();
  return (
    <Tabs
      label={t('tabs')}
      active={active}
      tabs={[
        ...(can('ops.job.view') ? [{ id: 'jobs', label: t('tabJobs'), href: '/setup/health' }] : []),
        ...(can('messaging.message.view')
          ? [{ id: 'messages', label: t('tabMessages'), href: '/setup/health/messages' }]
          : []),
      ]}
    />
  );
}
