import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button, EmptyState, ErrorState, Page, Section, Skeleton, useTexts } from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { ApiKeyTable, type ApiKeyRow } from './api-key-table';
import { ApiTabs } from './api-tabs';
import { ApiKeysDocument } from './api-keys.graphql';
import { apiKeysTexts } from './api-keys-texts';
import { CreateApiKeyPanel } from './create-api-key-panel';
import { RevokeApiKey } from './revoke-api-key';

export function ApiKeysScreen() {
  const t = useTexts(apiKeysTexts);
  return (
    <Guarded title={t('title')} needs={['identity.apiKey.view']}>
      <ApiKeys />
    </Guarded>
  );
}

function ApiKeys() {
  const t = useTexts(apiKeysTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
  const { data, status, failure, retry } = useApiQuery(ApiKeysDocument, {});
  const manages = can('identity.apiKey.manage');
  const create = manages && (
    <Button tone="primary" icon={<KeyRound size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      <ApiTabs active="keys" />
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Section flush>
          {data.apiKeys.length === 0 ? (
            <EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />
          ) : (
            <ApiKeyTable keys={data.apiKeys} {...(manages ? { onRevoke: setRevoking } : {})} />
          )}
        </Section>
      )}
      {panel === 'new' && manages && <CreateApiKeyPanel onClose={() => setPanel(null)} />}
      {revoking !== null && <RevokeApiKey apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}
