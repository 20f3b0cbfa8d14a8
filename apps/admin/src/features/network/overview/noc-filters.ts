import type { Down, MapLink, MapNode, MapSite } from './noc.graphql';

export const sinceChoices = ['15', '60', '1440'] as const;
export type Since = (typeof sinceChoices)[number];

export interface NocFilter {
  /** A location; null is all of them. */
  readonly area: string | null;
  /** Minutes; null is any time. */
  readonly since: Since | null;
}

export function filterFrom(search: Readonly<Record<string, string>>): NocFilter {
  return {
    area: search['area'] ?? null,
    since: sinceChoices.find((choice) => choice === search['since']) ?? null,
  };
}

/** What began within the time, in the area. What stands at no site is in every area. */
export function shownTroubles(down: readonly Down[], { area, since }: NocFilter, nowMs: number): readonly Down[] {
  return down.filter(
    (trouble) =>
      (area === null || trouble.siteId === null || trouble.locationId === area) &&
      (since === null || (trouble.since !== null && nowMs - Date.parse(trouble.since) <= Number(since) * 60_000)),
  );
}

export function shownSites(sites: readonly MapSite[], { area }: NocFilter): readonly MapSite[] {
  return area === null ? sites : sites.filter(({ locationId }) => locationId === area);
}

export function shownLinks(links: readonly MapLink[], sites: readonly MapSite[]): readonly MapLink[] {
  const shown = new Set(sites.map(({ id }) => id));
  return links.filter(({ fromSiteId, toSiteId }) => shown.has(fromSiteId) && shown.has(toSiteId));
}

/** What hangs on the sites that are shown; without an area everything. */
export function shownNodes(
  nodes: readonly MapNode[],
  sites: readonly MapSite[],
  area: string | null,
): readonly MapNode[] {
  if (area === null) return nodes;
  const kept = new Set(sites.map(({ id }) => `site:${id}`));
  // Parents come before their children.
  return nodes.filter(({ key, parentKey }) => {
    const isKept = kept.has(key) || (parentKey !== null && kept.has(parentKey));
    if (isKept) kept.add(key);
    return isKept;
  });
}

export function areasOf(sites: readonly MapSite[]): readonly { readonly value: string; readonly label: string }[] {
  const areas = new Map(
    sites.flatMap(({ locationId, locationName }) =>
      locationId === null || locationName === null ? [] : [[locationId, locationName] as const],
    ),
  );
  return [...areas].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}
