import { Page, Stack, Tabs, useTexts } from '@demarc/ui';
import { useSession, useUrlSearch } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { Fleet } from './fleet';
import { RouterDrift } from './router-drift';
import { routerDriftTexts } from './router-drift-texts';
import { SessionDrift } from './session-drift';

/** Intended against actual: the rows of routers, and the sessions that run on them. */
export function DriftScreen() {
  const t = useTexts(routerDriftTexts);
  return (
    <Guarded title={t('title')} needs={['networking.access.view']}>
      <Places />
    </Guarded>
  );
}

function Places() {
  const t = useTexts(routerDriftTexts);
  const { search } = useUrlSearch();
  const { can } = useSession();
  const routerId = search['router'];
  const seesRouters = can('networking.drift.view');
  const tab = !seesRouters || search['view'] === 'sessions' ? 'sessions' : 'routers';
  return (
    <Page title={t('title')} description={t('lead')}>
      <Stack>
        {seesRouters && (
          <Tabs
            label={t('views')}
            active={tab}
            tabs={[
              { id: 'routers', label: t('routers'), href: '/network/drift' },
              { id: 'sessions', label: t('sessions'), href: '/network/drift?view=sessions' },
            ]}
          />
        )}
        {tab === 'sessions' && <SessionDrift />}
        {tab === 'routers' && typeof routerId === 'string' && <RouterDrift key={routerId} routerId={routerId} />}
        {tab === 'routers' && typeof routerId !== 'string' && <Fleet />}
      </Stack>
    </Page>
  );
}
