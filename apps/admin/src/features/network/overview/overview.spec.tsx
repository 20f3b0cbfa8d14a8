import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { UiProvider } from '@demarc/ui';
import { type ApiClient, ApiProvider, createQueryClient } from '@demarc/web-kit';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { SiteList } from './site-list';
import { SiteMap } from './site-map';
import { patternOf } from './noc-words';
import { TopologyTree } from './topology-tree';
import { Wallboard } from './wallboard';
import type { Down, MapNode, MapSite, Noc } from './noc.graphql';

const site = (id: string, more: Partial<MapSite> = {}): MapSite => ({
  ...{ id, name: id, locationId: null, locationName: null, latitude: 38, longitude: -9, state: 'UP' },
  ...{ customers: 10, online: 8, devices: 2, devicesDown: 0 },
  ...more,
});
const down = (name: string, customersHit: number): Down => ({
  ...{ deviceId: name, name, since: '2026-06-01T11:50:00Z', fault: null, siteId: null, siteName: null },
  ...{ locationId: null, customersHit, hidesDown: 0, hides: [], alertId: 'alert', acknowledgedBy: null, note: '' },
});
const sites = [
  site('Harbour'),
  site('Tower', { state: 'DOWN', latitude: 39, customers: 312 }),
  site('Cellar', { latitude: null, longitude: null, state: 'UNKNOWN' }),
];
const links = [{ fromSiteId: 'Harbour', toSiteId: 'Tower', state: 'UP' as const, load: 0.62 }];

function shown(children: ReactNode) {
  const client = { graphql: vi.fn(), onSignedOut: () => () => undefined } as unknown as ApiClient;
  return render(
    <ApiProvider client={client} queryClient={createQueryClient()}>
      <UiProvider locale="en">{children}</UiProvider>
    </ApiProvider>,
  );
}

describe('map and list', () => {
  it('say the same of a site, and open it alike', () => {
    const onOpen = vi.fn();
    shown(
      <>
        <SiteMap sites={sites} links={links} onOpen={onOpen} />
        <SiteList sites={sites} links={links} onOpen={onOpen} />
      </>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Tower, Down, 312 customers' }));
    const row = screen.getByRole('button', { name: 'Tower' }).closest('tr');
    expect(row?.textContent).toMatch(/Down.*312/);
    fireEvent.click(screen.getByRole('button', { name: 'Tower' }));
    expect(onOpen.mock.calls).toEqual([['Tower'], ['Tower']]);
  });

  it('a site without coordinates is in the list, the worst site first', () => {
    shown(<SiteList sites={sites} links={links} onOpen={() => undefined} />);
    const table = screen.getByRole('table', { name: 'Sites' });
    const names = within(table)
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
    expect(names).toEqual(['Tower', 'Cellar', 'Harbour']);
    expect(screen.getByRole('table', { name: 'Links' }).textContent).toContain('62 %');
  });

  it('draws links by load, and one that is down as such', () => {
    expect(patternOf({ state: 'UP', load: null })).toBe('unknown');
    expect([0.2, 0.6, 0.9].map((load) => patternOf({ state: 'UP', load }))).toEqual(['low', 'busy', 'full']);
    expect(patternOf({ state: 'DOWN', load: 0.2 })).toBe('down');
  });
});

it('the tree folds a branch away and back', () => {
  const node = (key: string, parentKey: string | null, kind: MapNode['kind']): MapNode => ({
    ...{ key, parentKey, kind, id: key, name: key, state: 'UP', deviceId: null, customers: 1, online: 1 },
  });
  shown(<TopologyTree nodes={[node('Tower', null, 'SITE'), node('Radio', 'Tower', 'DEVICE')]} />);
  expect(screen.getByRole('link', { name: 'Radio' }).getAttribute('href')).toContain('/network/monitoring/Radio');
  fireEvent.click(screen.getByRole('button', { name: 'Fold Tower' }));
  expect(screen.queryByRole('link', { name: 'Radio' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Unfold Tower' }));
  expect(screen.getByRole('link', { name: 'Radio' })).toBeTruthy();
});

describe('the wallboard', () => {
  const noc: Noc = {
    networkNow: {
      ...{ at: '2026-06-01T12:00:00Z', online: 8_912, openServices: 9_240, devices: 40, devicesDown: 2 },
      ...{ rejectsPerMinute: 14, drifted: 3, driftedRows: 6, driftedRouters: 2, routersFailing: 0, otherDevices: 0 },
      down: [down('Tower', 312), down('Link', 20)],
    },
    networkMap: { sites, links, nodes: [] },
    addressPools: [
      { id: '1', usedPercent: 95 },
      { id: '2', usedPercent: 90 },
    ],
  };

  it('shows the figures and what is down without anything to press for it', async () => {
    shown(<Wallboard noc={noc} failure={null} filter={{ area: null, since: null }} />);
    await waitFor(() => expect(screen.getByText('8,912 / 9,240')).toBeTruthy());
    const figure = (name: string) => screen.getByText(name).parentElement?.textContent;
    expect(figure('Drift')).toBe('Drift9');
    expect(figure('Pools over 90 %')).toBe('Pools over 90 %1');
    expect(screen.getAllByRole('listitem')[0]?.textContent).toContain('312');
  });

  it('says since when there is no news, and goes on showing the last', () => {
    const failure = { title: 'Away', detail: '', retryable: true } as unknown as Parameters<
      typeof Wallboard
    >[0]['failure'];
    shown(<Wallboard noc={noc} failure={failure} filter={{ area: null, since: null }} />);
    expect(screen.getByRole('alert').textContent).toContain('No news since');
    expect(screen.getByText('8,912 / 9,240')).toBeTruthy();
  });
});
