import { Plus, Settings2 } from 'lucide-react';
import {
  Button,
  CodeText,
  EmptyState,
  ErrorState,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { AddressSettingsPanel } from './address-settings-panel';
import { DueReleases } from './due-releases';
import { PoolPanel } from './pool-panel';
import { depthsOf } from './pool-tree';
import { AddressPoolsDocument, type Pool } from './pools.graphql';
import { PoolUse } from './pool-use';
import { poolsTexts } from './pools-texts';

export function PoolsScreen() {
  const t = useTexts(poolsTexts);
  return (
    <Guarded title={t('title')} needs={['networking.pool.view']}>
      <Pools />
    </Guarded>
  );
}

function Pools() {
  const t = useTexts(poolsTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, status, failure, retry } = useApiQuery(AddressPoolsDocument, {});
  const may = can('networking.pool.manage');
  const create = may && (
    <Button tone="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setPanel('new')}>
      {t('create')}
    </Button>
  );
  const settings = may && (
    <Button icon={<Settings2 size={16} aria-hidden="true" />} onClick={() => setPanel('settings')}>
      {t('settings')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        <>
          {settings}
          {create}
        </>
      }
    >
      <Stack>
        {status === 'loading' && <Skeleton lines={5} />}
        {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
        {data && (
          <Section flush>
            <PoolTable
              pools={data.addressPools}
              empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />}
            />
          </Section>
        )}
        <DueReleases />
      </Stack>
      {may && panel === 'new' && <PoolPanel pool={null} onClose={() => setPanel(null)} />}
      {may && panel === 'settings' && <AddressSettingsPanel onClose={() => setPanel(null)} />}
    </Page>
  );
}

function PoolTable({ pools, empty }: { pools: readonly Pool[]; empty: React.ReactNode }) {
  const t = useTexts(poolsTexts);
  const depths = depthsOf(pools);
  return (
    <SimpleTable
      label={t('title')}
      rows={pools}
      rowId={({ id }) => id}
      empty={empty}
      columns={[
        {
          id: 'prefix',
          header: t('prefix'),
          cell: (pool) => (
            <span style={{ paddingInlineStart: `${(depths.get(pool.id) ?? 0) * 20}px` }}>
              <UiLink href={`/network/pools/${pool.id}`} className="dm-link">
                {pool.prefix}
              </UiLink>
            </span>
          ),
        },
        { id: 'name', header: t('name'), cell: (pool) => pool.name },
        { id: 'kind', header: t('kind'), cell: (pool) => t(pool.kind) },
        { id: 'used', header: t('used'), cell: (pool) => <PoolUse pool={pool} /> },
        { id: 'vlan', header: t('vlan'), align: 'end', cell: (pool) => pool.vlan ?? '–' },
        { id: 'router', header: t('routerPool'), cell: (pool) => <CodeText value={pool.routerPoolName} /> },
        { id: 'comment', header: t('comment'), cell: (pool) => pool.comment || '–' },
      ]}
    />
  );
}
