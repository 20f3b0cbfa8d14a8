import { Plus } from 'lucide-react';
import {
  Button,
  CodeText,
  EmptyState,
  ErrorState,
  Meter,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { PoolPanel } from './pool-panel';
import { AddressPoolsDocument, type Pool } from './pools.graphql';
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
  const open = data?.addressPools.find(({ id }) => id === panel) ?? null;
  return (
    <Page title={t('title')} description={t('lead')} actions={create}>
      {status === 'loading' && <Skeleton lines={5} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && (
        <Section flush>
          <SimpleTable
            label={t('title')}
            rows={data.addressPools}
            rowId={({ id }) => id}
            empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} action={create} />}
            columns={[
              {
                id: 'name',
                header: t('name'),
                cell: (pool) =>
                  may ? (
                    <button type="button" className="dm-link" onClick={() => setPanel(pool.id)}>
                      {pool.name}
                    </button>
                  ) : (
                    pool.name
                  ),
              },
              { id: 'prefix', header: t('prefix'), cell: (pool) => <CodeText value={pool.prefix} /> },
              { id: 'kind', header: t('kind'), cell: (pool) => t(pool.kind) },
              { id: 'used', header: t('used'), cell: (pool) => <PoolUse pool={pool} /> },
              { id: 'router', header: t('routerPool'), cell: (pool) => <CodeText value={pool.routerPoolName} /> },
              { id: 'comment', header: t('comment'), cell: (pool) => pool.comment || '–' },
            ]}
          />
        </Section>
      )}
      {may && (panel === 'new' || open !== null) && (
        <PoolPanel key={panel} pool={open} onClose={() => setPanel(null)} />
      )}
    </Page>
  );
}

function PoolUse({ pool }: { pool: Pool }) {
  const t = useTexts(poolsTexts);
  if (pool.size === 0 || pool.kind !== 'STATIC') return '–';
  return (
    <Meter
      label={`${t('used')}: ${pool.name}`}
      value={pool.assigned}
      max={pool.size}
      text={t('ofSize', { assigned: pool.assigned, size: pool.size })}
    />
  );
}
