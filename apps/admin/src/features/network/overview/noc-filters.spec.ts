import { describe, expect, it } from 'vitest';
import { areasOf, filterFrom, shownLinks, shownNodes, shownSites, shownTroubles } from './noc-filters';
import type { Down, MapNode, MapSite } from './noc.graphql';

const now = Date.parse('2026-06-01T12:00:00Z');
const down = (deviceId: string, more: Partial<Down> = {}): Down => ({
  ...{ deviceId, name: deviceId, since: '2026-06-01T11:50:00Z', fault: null, siteId: 's', siteName: 'S' },
  ...{ locationId: 'north', customersHit: 1, hidesDown: 0, hides: [], alertId: null, acknowledgedBy: null, note: '' },
  ...more,
});
const site = (id: string, locationId: string | null): MapSite => ({
  ...{ id, name: id, locationId, locationName: locationId, latitude: null, longitude: null, state: 'UP' },
  ...{ customers: 0, online: 0, devices: 0, devicesDown: 0 },
});
const node = (key: string, parentKey: string | null): MapNode => ({
  ...{ key, parentKey, kind: 'DEVICE', id: key, name: key, state: 'UP', deviceId: null, customers: 0, online: 0 },
});
const ids = (rows: readonly Down[]) => rows.map(({ deviceId }) => deviceId);

describe('what the overview shows', () => {
  it('is of the area, and what stands at no site is in every one', () => {
    const rows = [down('a'), down('b', { locationId: 'south' }), down('c', { siteId: null, locationId: null })];
    expect(ids(shownTroubles(rows, { area: 'north', since: null }, now))).toEqual(['a', 'c']);
    expect(ids(shownTroubles(rows, { area: null, since: null }, now))).toEqual(['a', 'b', 'c']);
  });

  it('began within the time that was asked for', () => {
    const rows = [down('young'), down('old', { since: '2026-06-01T11:00:00Z' }), down('never', { since: null })];
    expect(ids(shownTroubles(rows, { area: null, since: '15' }, now))).toEqual(['young']);
    expect(ids(shownTroubles(rows, { area: null, since: '60' }, now))).toEqual(['young', 'old']);
  });

  it('has the links between sites that are shown, and what hangs on them', () => {
    const sites = shownSites([site('a', 'north'), site('b', 'north'), site('c', 'south')], {
      area: 'north',
      since: null,
    });
    const link = (fromSiteId: string, toSiteId: string) => ({ fromSiteId, toSiteId, state: 'UP' as const, load: null });
    expect(shownLinks([link('a', 'b'), link('b', 'c')], sites)).toEqual([link('a', 'b')]);
    const nodes = [
      node('site:a', null),
      node('router:1', 'site:a'),
      node('device:2', 'router:1'),
      node('site:c', null),
    ];
    expect(shownNodes(nodes, sites, 'north').map(({ key }) => key)).toEqual(['site:a', 'router:1', 'device:2']);
    expect(shownNodes(nodes, sites, null)).toHaveLength(4);
  });

  it('offers the areas that sites belong to, each once, by name', () => {
    expect(areasOf([site('a', 'south'), site('b', 'north'), site('c', 'south'), site('d', null)])).toEqual([
      { value: 'north', label: 'north' },
      { value: 'south', label: 'south' },
    ]);
  });

  it('reads the address, and ignores a time that it does not know', () => {
    expect(filterFrom({ area: 'north', since: '15' })).toEqual({ area: 'north', since: '15' });
    expect(filterFrom({ since: '17' })).toEqual({ area: null, since: null });
  });
});
