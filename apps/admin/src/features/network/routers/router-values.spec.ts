import { expect, it } from 'vitest';
import type { RouterRow } from './router-state';
import { firstRouterValues, routerInput } from './router-values';

it('a router behind NAT is known by its certificate and needs no address', () => {
  const values = { ...firstRouterValues(null), name: 'Tower 7', sources: '192.0.2.1', knownBy: 'CERTIFICATE' } as const;
  const fingerprint = 'AB:'.repeat(31) + 'CD';
  expect(routerInput(values)).toMatchObject({ sources: [], tls: { fingerprints: [], names: ['tower-7'] } });
  expect(routerInput({ ...values, certificates: `${fingerprint}\nnas.example` })).toMatchObject({
    tls: { fingerprints: [fingerprint], names: ['nas.example'] },
  });
  expect(routerInput({ ...values, knownBy: 'ADDRESS' })).not.toHaveProperty('tls');
});

it('a router is put at a site, kept there, and taken off it', () => {
  const values = { ...firstRouterValues(null), name: 'NAS', sources: '192.0.2.1' };
  expect(routerInput({ ...values, siteId: 'hill' }).siteId).toBe('hill');
  expect(routerInput(values).siteId).toBeNull();
  const router = { siteId: 'hill', sources: [], options: { walledGarden: [] } } as unknown as RouterRow;
  expect(firstRouterValues(router).siteId).toBe('hill');
});

it('what a router can carry is said in kbit/s, or not known', () => {
  const values = { ...firstRouterValues(null), downloadKbps: '2000000' };
  expect(routerInput(values)).toMatchObject({ downloadKbps: 2_000_000, uploadKbps: null });
});

it('lists of the walled garden keep the name and pool they have, take the usual name, and go', () => {
  const walledGarden = [{ list: 2, addressList: 'must-pay', pool: 'poor' }];
  const router = { sources: [], options: { walledGarden, walledGardenSeconds: 120 } } as unknown as RouterRow;
  const values = firstRouterValues(router);
  const sent = (gardenLists: readonly string[]) => routerInput({ ...values, gardenLists }).options?.walledGarden;
  expect(sent(values.gardenLists)).toEqual({ lists: walledGarden, sessionTimeoutSeconds: 120 });
  expect(sent(['1', '2'])?.lists).toEqual([{ list: 1, addressList: 'Reject_1' }, ...walledGarden]);
  expect(sent([])).toBeUndefined();
});
