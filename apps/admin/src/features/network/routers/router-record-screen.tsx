import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Button,
  ErrorState,
  NumberText,
  Page,
  RecordHeader,
  Section,
  Skeleton,
  Stack,
  Tabs,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlSearch } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { RouterDeviceLogins } from '../device-logins/router-device-logins';
import { ConnectRouter } from './connect-router';
import { RouterAbilities } from './router-abilities';
import { RouterBackups } from './router-backups';
import { type CaredRouter, RouterCareDocument } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';
import { RouterChecks } from './router-checks';
import { RouterFacts, RetireRouter, RouterLinks } from './router-facts';
import { RouterFormPanel } from './router-form-panel';
import { RouterMonitoring } from './router-monitoring';
import { type RouterRow, RouterState } from './router-state';
import { RouterPosture } from '../posture/router-posture';
import { RouterTls } from './router-tls';
import { RouterTools } from './router-tools';
import { RoutersDocument } from './routers.graphql';
import { routersTexts } from './routers-texts';

const tabs = [
  { id: 'checks', needs: 'networking.router.view' },
  { id: 'abilities', needs: 'networking.router.view' },
  { id: 'monitoring', needs: 'networking.monitoring.view' },
  { id: 'backups', needs: 'networking.backup.view' },
  { id: 'tools', needs: 'networking.tool.run' },
  { id: 'facts', needs: 'networking.router.view' },
] as const;
const pollMs = 3_000;

/** One router: whether it is set up, what it can do, how it is, and what it was. */
export function RouterRecordScreen() {
  const t = useTexts(routersTexts);
  const { routerId } = useParams({ strict: false });
  return (
    <Guarded title={t('title')} needs={['networking.router.view']}>
      <RouterRecord key={routerId} id={routerId ?? ''} />
    </Guarded>
  );
}

function RouterRecord({ id }: { id: string }) {
  const t = useTexts(routersTexts);
  const care = useTexts(routerCareTexts);
  const list = useApiQuery(RoutersDocument, {}, { refetchEveryMs: 30_000 });
  const { data, failure, retry } = useApiQuery(RouterCareDocument, { id }, { refetchEveryMs: pollMs });
  const row = list.data?.routers.find((router) => router.id === id);
  const problem = failure ?? list.failure;
  if (!data || !list.data)
    return (
      <Page title={t('title')} back={{ href: '/network/routers', label: t('title') }}>
        {problem ? <ErrorState failure={problem} onRetry={retry} /> : <Skeleton lines={8} label={care('loading')} />}
      </Page>
    );
  return <Record router={data.router} row={row} />;
}

function Record({ router, row }: { router: CaredRouter; row: RouterRow | undefined }) {
  const t = useTexts(routersTexts);
  const care = useTexts(routerCareTexts);
  const { can } = useSession();
  const { search } = useUrlSearch();
  const [isEdited, setEdited] = useState(false);
  const links = useLinks();
  const home = `/network/routers/${router.id}`;
  const seen = tabs.filter(({ needs }) => can(needs));
  const tab = seen.find(({ id }) => id === search['tab'])?.id ?? 'checks';
  const may = can('networking.router.manage') && row !== undefined;
  return (
    <div className="dm-page">
      <RecordHeader
        back={{ href: '/network/routers', label: t('title') }}
        title={router.name}
        {...(row ? { status: <RouterState router={row} /> } : {})}
        facts={t(router.vendor)}
        chips={row ? [{ id: 'online', label: t('online'), value: <NumberText value={row.onlineSessions} /> }] : []}
        actions={
          may && (
            <>
              <Button onClick={() => setEdited(true)}>{t('change')}</Button>
              <RetireRouter router={row} onRetired={() => links.navigate('/network/routers')} />
            </>
          )
        }
      />
      <Tabs
        label={care('tabs')}
        active={tab}
        tabs={seen.map(({ id }) => ({ id, label: care(id), href: id === 'checks' ? home : `${home}?tab=${id}` }))}
      />
      <TabContent tab={tab} router={router} row={row} />
      {isEdited && row && (
        <RouterFormPanel router={row} onClose={() => setEdited(false)} onDone={() => setEdited(false)} />
      )}
    </div>
  );
}

interface TabProps {
  readonly tab: (typeof tabs)[number]['id'];
  readonly router: CaredRouter;
  readonly row: RouterRow | undefined;
}

function TabContent({ tab, router, row }: TabProps) {
  const t = useTexts(routersTexts);
  switch (tab) {
    case 'checks':
      return (
        <Stack>
          <RouterChecks router={router} />
          <RouterPosture routerId={router.id} />
          {row && <ConnectRouter router={row} />}
          <RouterTls router={router} />
        </Stack>
      );
    case 'abilities':
      return <RouterAbilities routerId={router.id} />;
    case 'monitoring':
      return <RouterMonitoring router={router} />;
    case 'backups':
      return <RouterBackups routerId={router.id} />;
    case 'tools':
      return <RouterTools routerId={router.id} canAsk={router.api !== null} />;
    case 'facts':
      return row ? (
        <Stack>
          <Section title={t('facts')}>
            <RouterFacts router={row} />
          </Section>
          <RouterDeviceLogins routerId={row.id} />
          <RouterLinks router={row} />
        </Stack>
      ) : null;
  }
}
