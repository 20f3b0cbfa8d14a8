import {
  ErrorState,
  type Failure,
  NumberText,
  RelativeTime,
  StatusIcon,
  UiLink,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import type { Noc } from './noc.graphql';
import { type NocFilter, shownLinks, shownSites, shownTroubles } from './noc-filters';
import { nocTexts } from './noc-texts';
import { SiteMap } from './site-map';

const shownDown = 8;
const fullPercent = 90;

export interface WallboardProps {
  readonly noc: Noc | undefined;
  readonly failure: Failure | null;
  readonly filter: NocFilter;
}

/** For a screen on the wall: large, without anything to press, kept up to date by itself. */
export function Wallboard({ noc, failure, filter }: WallboardProps) {
  const t = useTexts(nocTexts);
  const format = useFormat();
  const { navigate } = useLinks();
  if (!noc) return failure ? <ErrorState failure={failure} /> : null;
  const { networkNow: now, networkMap, addressPools } = noc;
  const sites = shownSites(networkMap.sites, filter);
  const troubles = shownTroubles(now.down, filter, format.now());
  const figures = [
    { id: 'online', value: `${format.number(now.online)} / ${format.number(now.openServices)}` },
    { id: 'devicesDown', value: format.number(now.devicesDown), isBad: now.devicesDown > 0 },
    { id: 'rejects', value: format.number(Math.round(now.rejectsPerMinute * 10) / 10) },
    ...(addressPools
      ? [
          {
            id: 'pools',
            value: format.number(addressPools.filter(({ usedPercent }) => (usedPercent ?? 0) > fullPercent).length),
          } as const,
        ]
      : []),
    { id: 'drift', value: format.number(now.driftedRows + now.drifted) },
  ] as const;
  return (
    <div className="admin-wall">
      <h1 className="admin-wall-title">{t('title')}</h1>
      {failure && (
        <p className="admin-wall-stale" role="alert">
          <StatusIcon family="bad" size={24} /> {t('stale', { when: format.instant(now.at) })}
        </p>
      )}
      <dl className="admin-wall-figures">
        {figures.map((figure) => (
          <div key={figure.id} data-bad={('isBad' in figure && figure.isBad) || undefined}>
            <dt>{t(figure.id)}</dt>
            <dd>{figure.value}</dd>
          </div>
        ))}
      </dl>
      <section aria-label={t('downNow')}>
        <h2>{t('downNow')}</h2>
        {troubles.length === 0 && (
          <p>
            <StatusIcon family="good" size={24} /> {t(now.devices === 0 ? 'nothingWatched' : 'nothingDown')}
          </p>
        )}
        <ul className="admin-wall-down">
          {troubles.slice(0, shownDown).map(({ deviceId, name, siteName, customersHit, since, acknowledgedBy }) => (
            <li key={deviceId}>
              <StatusIcon family="bad" size={24} />
              <span>
                {[name, siteName === name ? null : siteName].filter(Boolean).join(' · ')}
                {acknowledgedBy !== null && ` · ${t('ackedBy', { name: acknowledgedBy })}`}
              </span>
              <strong>
                <NumberText value={customersHit} />
              </strong>
              <span>{since === null ? '–' : <RelativeTime value={since} />}</span>
            </li>
          ))}
        </ul>
      </section>
      <SiteMap
        sites={sites}
        links={shownLinks(networkMap.links, sites)}
        onOpen={(site) => navigate(`/network/overview?site=${site}`)}
      />
      <p className="admin-wall-foot">
        {t('asOf', { when: format.instant(now.at) })} · <UiLink href="/network/overview">{t('leaveWall')}</UiLink>
      </p>
    </div>
  );
}
