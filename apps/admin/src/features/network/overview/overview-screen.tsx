import { MonitorPlay } from 'lucide-react';
import {
  Button,
  ButtonLink,
  ErrorState,
  FiguresSkeleton,
  Notice,
  Page,
  Row,
  SelectInput,
  Stack,
  Tabs,
  Text,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession, useUrlSearch } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { DownList } from './down-list';
import { type Noc, NocDocument } from './noc.graphql';
import { NocCounters } from './noc-counters';
import {
  areasOf,
  filterFrom,
  type NocFilter,
  shownLinks,
  shownNodes,
  shownSites,
  shownTroubles,
  sinceChoices,
} from './noc-filters';
import { nocTexts } from './noc-texts';
import { SiteFacts } from './site-facts';
import { SiteList } from './site-list';
import { SiteMap } from './site-map';
import { TopologyTree } from './topology-tree';
import { Wallboard } from './wallboard';

const views = ['map', 'list', 'topology'] as const;
const refreshMs = 15_000;

export function OverviewScreen() {
  const t = useTexts(nocTexts);
  return (
    <Guarded title={t('title')} needs={['networking.monitoring.view']}>
      <Overview />
    </Guarded>
  );
}

/** `?view=map|list|topology|wall`, `area` and `since` narrow it down, `site` is open, `at` is the part of the map. */
function Overview() {
  const t = useTexts(nocTexts);
  const { can } = useSession();
  const { search } = useUrlSearch();
  const isWall = search['view'] === 'wall';
  const query = useApiQuery(NocDocument, { pools: can('networking.pool.view') }, { refetchEveryMs: refreshMs });
  const { data, failure, retry } = query;
  if (isWall) return <Wallboard noc={data} failure={failure} filter={filterFrom(search)} />;
  return (
    <Page
      title={t('title')}
      description={t('lead')}
      actions={
        <ButtonLink href="/network/overview?view=wall" icon={<MonitorPlay size={16} aria-hidden="true" />}>
          {t('wall')}
        </ButtonLink>
      }
    >
      {failure && <ErrorState compact={data !== undefined} failure={failure} onRetry={retry} />}
      {!data && !failure && <FiguresSkeleton />}
      {data && <Picture noc={data} filter={filterFrom(search)} />}
    </Page>
  );
}

function Picture({ noc, filter }: { noc: Noc; filter: NocFilter }) {
  const t = useTexts(nocTexts);
  const format = useFormat();
  const { search, change } = useUrlSearch();
  const view = views.find((id) => id === search['view']) ?? 'map';
  const { sites: all, links, nodes } = noc.networkMap;
  const sites = shownSites(all, filter);
  const troubles = shownTroubles(noc.networkNow.down, filter, format.now());
  const hidden = noc.networkNow.down.length - troubles.length;
  const open = (site: string) => change({ site }, { push: true });
  const opened = all.find(({ id }) => id === search['site']);
  const unplaced = sites.filter(({ latitude }) => latitude === null).length;
  return (
    <Stack>
      <NocCounters now={noc.networkNow} pools={noc.addressPools} />
      <Filters noc={noc} filter={filter} />
      {hidden > 0 && (
        <Notice
          family="attention"
          action={
            <Button size="small" onClick={() => change({ area: null, since: null })}>
              {t('showAll')}
            </Button>
          }
        >
          {t('hidden', { count: hidden })}
        </Notice>
      )}
      <DownList rows={troubles} watched={noc.networkNow.devices} isFiltered={hidden > 0} />
      <Tabs
        label={t('views')}
        active={view}
        tabs={views.map((id) => ({ id, label: t(id), href: hrefOfView(id, search) }))}
      />
      {view === 'map' && (
        <>
          <SiteMap
            sites={sites}
            links={shownLinks(links, sites)}
            onOpen={open}
            openId={opened?.id ?? null}
            shown={search['at'] ?? null}
            onShow={(at) => change({ at })}
          />
          {unplaced > 0 && <Text tone="secondary">{t('unplaced', { count: unplaced })}</Text>}
        </>
      )}
      {view === 'list' && <SiteList sites={sites} links={shownLinks(links, sites)} onOpen={open} />}
      {view === 'topology' && <TopologyTree nodes={shownNodes(nodes, sites, filter.area)} />}
      {opened && <SiteFacts site={opened} nodes={nodes} onClose={() => change({ site: null })} />}
    </Stack>
  );
}

function hrefOfView(view: string, { area, since, at }: Readonly<Record<string, string>>): string {
  const kept = new URLSearchParams({
    ...(view === 'map' ? {} : { view }),
    ...(area === undefined ? {} : { area }),
    ...(since === undefined ? {} : { since }),
    ...(at === undefined ? {} : { at }),
  }).toString();
  return kept === '' ? '/network/overview' : `/network/overview?${kept}`;
}

function Filters({ noc, filter }: { noc: Noc; filter: NocFilter }) {
  const t = useTexts(nocTexts);
  const { change } = useUrlSearch();
  const areas = areasOf(noc.networkMap.sites);
  return (
    <Row>
      {areas.length > 0 && (
        <SelectInput
          label={t('area')}
          value={filter.area ?? ''}
          onChange={(area) => change({ area, at: null })}
          choices={[{ value: '', label: t('everyArea') }, ...areas]}
        />
      )}
      <SelectInput
        label={t('since')}
        value={filter.since ?? ''}
        onChange={(since) => change({ since })}
        choices={[
          { value: '', label: t('sinceEver') },
          ...sinceChoices.map((value) => ({ value, label: t(`since${value}`) })),
        ]}
      />
    </Row>
  );
}
