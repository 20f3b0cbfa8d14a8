import { Tabs, useTexts } from '@demarc/ui';
import { apiKeysTexts } from './api-keys-texts';

export type ApiTab = 'keys' | 'schema' | 'try';

export function ApiTabs({ active }: { active: ApiTab }) {
  const t = useTexts(apiKeysTexts);
  return (
    <Tabs
      label={t('tabs')}
      active={active}
      tabs={[
        { id: 'keys', label: t('tabKeys'), href: '/setup/api' },
        { id: 'schema', label: t('tabSchema'), href: '/setup/api/schema' },
        { id: 'try', label: t('tabTry'), href: '/setup/api/try' },
      ]}
    />
  );
}
