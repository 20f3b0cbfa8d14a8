import { describe, expect, it } from 'vitest';
import { linksOf, type Picture, type PictureDevice, stateOfSite, topologyOf, worst } from './network-picture.js';

const device = (id: string, more: Partial<PictureDevice> = {}): PictureDevice => ({
  ...{
    id,
    name: id,
    kind: 'other',
    parentId: null,
    siteId: null,
    routerId: null,
    state: 'up',
    openAlerts: 0,
    load: null,
  },
  ...more,
});
const picture = (more: Partial<Picture>): Picture => ({ sites: [], routers: [], sectors: [], devices: [], ...more });

describe('stateOfSite', () => {
  const at = (devices: readonly PictureDevice[], isFailing = false): string =>
    stateOfSite('s', picture({ devices, routers: [{ id: 'r', name: 'r', siteId: 's', isFailing }] }));
  const here = { siteId: 's' } as const;

  it.each([
    ['unknown', []],
    ['unknown', [device('a', { ...here, state: 'unknown' })]],
    ['up', [device('a', here), device('b', { ...here, state: 'unknown' })]],
    ['degraded', [device('a', here), device('b', { ...here, state: 'down' })]],
    ['degraded', [device('a', { ...here, openAlerts: 1 })]],
    ['down', [device('a', { ...here, state: 'down' }), device('b', { ...here, state: 'unknown' })]],
    ['unknown', [device('elsewhere', { siteId: 't', state: 'down' })]],
  ])('says %s of what it sees', (state, devices) => expect(at(devices)).toBe(state));

  it('is degraded while a check of its router fails, whatever fails elsewhere', () => {
    expect(at([device('a', here)], true)).toBe('degraded');
    const elsewhere = { id: 'q', name: 'q', siteId: 't', isFailing: true };
    expect(stateOfSite('s', picture({ devices: [device('a', here)], routers: [elsewhere] }))).toBe('up');
  });
});

describe('linksOf', () => {
  const sites = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ];

  it('draws one link between two sites, with the worst state and the heaviest load of what crosses', () => {
    const devices = [
      device('core', { siteId: 'a' }),
      device('one', { siteId: 'b', parentId: 'core', load: 0.2, state: 'down' }),
      device('two', { siteId: 'b', parentId: 'core', load: 0.9 }),
    ];
    expect(linksOf(picture({ sites, devices }))).toEqual([
      { fromSiteId: 'a', toSiteId: 'b', state: 'down', load: 0.9 },
    ]);
  });

  it('draws a sector whose router stands elsewhere, and nothing within a site or to a site out of use', () => {
    const routers = [{ id: 'r', name: 'R', siteId: 'a', isFailing: false }];
    const sectors = [
      { id: '1', name: 'here', siteId: 'a', routerId: 'r', load: null },
      { id: '2', name: 'there', siteId: 'b', routerId: 'r', load: 0.4 },
      { id: '3', name: 'gone', siteId: 'c', routerId: 'r', load: 0.4 },
    ];
    expect(linksOf(picture({ sites, routers, sectors }))).toEqual([
      { fromSiteId: 'a', toSiteId: 'b', state: 'unknown', load: 0.4 },
    ]);
  });
});

describe('topologyOf', () => {
  it('puts router, sector and devices under their site, and makes a router and its device one node', () => {
    const nodes = topologyOf(
      picture({
        sites: [{ id: 's', name: 'Tower' }],
        routers: [{ id: 'r', name: 'NAS', siteId: 's', isFailing: false }],
        sectors: [{ id: 'x', name: 'North', siteId: 's', routerId: 'r', load: null }],
        devices: [
          device('radio', { siteId: 's', parentId: 'box' }),
          device('box', { siteId: 's', routerId: 'r', state: 'down' }),
        ],
      }),
    );
    expect(nodes.map(({ key, parentKey, state }) => [key, parentKey, state])).toEqual([
      ['site:s', null, 'degraded'],
      ['router:r', 'site:s', 'down'],
      ['sector:x', 'router:r', 'down'],
      ['device:radio', 'router:r', 'up'],
    ]);
  });

  const router = (id: string, siteId: string | null, isFailing = false) => ({ id, name: id, siteId, isFailing });

  it('shows a router as degraded while a check of it fails, and as down when it is', () => {
    const routers = [router('r', null, true), router('q', null, true)];
    const devices = [device('box', { routerId: 'r' }), device('silent', { routerId: 'q', state: 'down' })];
    const nodes = topologyOf(picture({ routers, devices }));
    expect(nodes.map(({ id, state }) => [id, state])).toEqual([
      ['r', 'degraded'],
      ['q', 'down'],
    ]);
  });

  it('puts a sector under its own site where its router stands elsewhere', () => {
    const sites = ['a', 'b'].map((id) => ({ id, name: id }));
    const sectors = [{ id: 'x', name: 'x', siteId: 'b', routerId: 'r', load: null }];
    const nodes = topologyOf(picture({ sites, sectors, routers: [router('r', 'a')] }));
    expect(nodes.find(({ id }) => id === 'x')?.parentKey).toBe('site:b');
  });

  it('puts a router without a site to the device that watches it, which is degraded by an open alert', () => {
    const nodes = topologyOf(
      picture({
        sites: [{ id: 's', name: 'Tower' }],
        routers: [router('r', null)],
        devices: [device('box', { routerId: 'r', siteId: 's', openAlerts: 1 })],
      }),
    );
    expect(nodes[1]).toMatchObject({ key: 'router:r', parentKey: 'site:s', state: 'degraded', deviceId: 'box' });
  });

  it('shows what has no site, and what hangs on itself, at the top', () => {
    const devices = [device('a', { parentId: 'b' }), device('b', { parentId: 'a' }), device('c')];
    const nodes = topologyOf(picture({ devices }));
    expect(nodes.map(({ key }) => key).sort()).toEqual(['device:a', 'device:b', 'device:c']);
    expect(nodes.filter(({ parentKey }) => parentKey === null).map(({ key }) => key)).toContain('device:c');
  });
});

it('takes what is down for worse than what is not known, and that for worse than up', () => {
  expect(worst(['up', 'unknown', 'degraded'])).toBe('degraded');
  expect(worst(['up', 'unknown'])).toBe('unknown');
  expect(worst([])).toBe('unknown');
});
