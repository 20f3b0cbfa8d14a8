import { useParams } from '@tanstack/react-router';
import { EmptyState, ErrorState, Page, Section, Skeleton, Stack, UiLink, useTexts } from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { PoolPanel } from '../pools/pool-panel';
import { pathTo } from '../pools/pool-tree';
import { AddressPoolsDocument, type Pool } from '../pools/pools.graphql';
import { PoolUse } from '../pools/pool-use';
import { GridSection } from './grid-section';
import { ipamTexts } from './ipam-texts';
import { MergePanel, SplitPanel } from './cut-panels';
import { PoolActions } from './pool-actions';

export function IpamScreen() {
  const t = useTexts(ipamTexts);
  return (
    <Guarded title={t('back')} needs={['networking.pool.view']}>
      <Ipam />
    </Guarded>
  );
}

function Ipam() {
  const t = useTexts(ipamTexts);
  const { poolId } = useParams({ strict: false });
  const { data, status, failure, retry } = useApiQuery(AddressPoolsDocument, {});
  const pool = data?.addressPools.find(({ id }) => id === poolId);
  const back = { href: '/network/pools', label: t('back') };
  if (data && pool) return <Network pool={pool} pools={data.addressPools} />;
  return (
    <Page title={t('back')} back={back}>
      {status === 'loading' && <Skeleton lines={6} />}
      {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
      {data && <EmptyState title={t('notFound')} />}
    </Page>
  );
}

function Network({ pool, pools }: { pool: Pool; pools: readonly Pool[] }) {
  const t = useTexts(ipamTexts);
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const path = pathTo(pools, pool.id).slice(0, -1);
  const close = () => setPanel(null);
  return (
    <Page
      title={`${pool.prefix} · ${pool.name}`}
      back={{ href: '/network/pools', label: t('back') }}
      description={path.map(({ prefix }) => prefix).join(' › ')}
      actions={<PoolActions pool={pool} onPanel={setPanel} />}
    >
      <Stack>
        <PoolUse pool={pool} />
        {pool.kind === 'ROOT' ? <Inside pool={pool} pools={pools} /> : <GridSection pool={pool} />}
      </Stack>
      {panel === 'change' && <PoolPanel key={pool.id} pool={pool} onClose={close} />}
      {panel === 'split' && <SplitPanel pool={pool} onClose={close} />}
      {panel === 'merge' && <MergePanel pool={pool} pools={pools} onClose={close} />}
    </Page>
  );
}

function Inside({ pool, pools }: { pool: Pool; pools: readonly Pool[] }) {
  const t = useTexts(ipamTexts);
  const inside = pools.filter(({ parentId }) => parentId === pool.id);
  return (
    <Section title={t('inside')}>
      {inside.length === 0 ? (
        t('none')
      ) : (
        <ul>
          {inside.map(({ id, prefix, name }) => (
            <li key={id}>
              <UiLink href={`/network/pools/${id}`} className="dm-link">
                {`${prefix} · ${name}`}
              </UiLink>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
