import {
  ButtonLink,
  EmptyState,
  type MapLine,
  type MapPlace,
  PlaceMap,
  PlaceMark,
  useFormat,
  useTexts,
} from '@demarc/ui';
import type { MapLink, MapSite } from './noc.graphql';
import { nocTexts } from './noc-texts';
import { looks, patternOf, rankOf } from './noc-words';

export interface SiteMapProps {
  readonly sites: readonly MapSite[];
  readonly links: readonly MapLink[];
  readonly onOpen: (siteId: string) => void;
  readonly openId?: string | null;
  readonly shown?: string | null;
  readonly onShow?: (shown: string | null) => void;
}

/** Sites where they stand: sized by customers, shaped by state, linked by what hangs on what. */
export function SiteMap({ sites, links, ...rest }: SiteMapProps) {
  const t = useTexts(nocTexts);
  const places = useSitesAsPlaces(sites);
  if (places.length === 0)
    return (
      <EmptyState
        title={sites.length === 0 ? t('noSites') : t('noneOnMap')}
        description={sites.length === 0 ? t('noSitesText') : t('noneOnMapText')}
        action={<ButtonLink href="/network/sites">{t('toSites')}</ButtonLink>}
      />
    );
  const lines = links.map((link): MapLine => ({ from: link.fromSiteId, to: link.toSiteId, pattern: patternOf(link) }));
  return <PlaceMap label={t('sites')} places={places} lines={lines} legend={<Legend />} {...rest} />;
}

function useSitesAsPlaces(sites: readonly MapSite[]): readonly MapPlace[] {
  const t = useTexts(nocTexts);
  const format = useFormat();
  return sites.flatMap(({ id, name, latitude, longitude, state, customers }) => {
    if (latitude === null || longitude === null) return [];
    const { word, shape, family } = looks[state];
    const said = t('said', { state: t(word), customers: format.number(customers) });
    const letter = t(`letter${state}`);
    return [{ id, name, latitude, longitude, weight: customers, rank: rankOf(state), shape, family, letter, said }];
  });
}

const linkWords = {
  low: 'linkLow',
  busy: 'linkBusy',
  full: 'linkFull',
  down: 'linkDown',
  unknown: 'linkUnknown',
} as const;
const patterns = ['low', 'busy', 'full', 'down', 'unknown'] as const;
const states = ['DOWN', 'DEGRADED', 'UP', 'UNKNOWN'] as const;

function Legend() {
  const t = useTexts(nocTexts);
  return (
    <ul className="dm-map-legend" aria-label={t('legend')}>
      {states.map((state) => (
        <li key={state}>
          <PlaceMark shape={looks[state].shape} family={looks[state].family} text={t(`letter${state}`)} size={16} />
          {t(looks[state].word)}
        </li>
      ))}
      {patterns.map((pattern) => (
        <li key={pattern}>
          <svg width="32" height="8" aria-hidden="true" focusable="false">
            <line className="dm-map-link" data-pattern={pattern} x1="0" y1="4" x2="32" y2="4" />
          </svg>
          {t(linkWords[pattern])}
        </li>
      ))}
    </ul>
  );
}
