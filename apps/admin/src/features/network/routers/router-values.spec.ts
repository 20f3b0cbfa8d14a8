import { expect, it } from 'vitest';
import type { RouterRow } from './router-state';
import { firstRouterValues, routerInput } from './router-values';

it('a router is put at a site, kept there, and taken off it', () => {
  const values = { ...firstRouterValues(null), name: 'NAS', sources: '192.0.2.1' };
  expect(routerInput({ ...values, siteId: 'hill' }, null).siteId).toBe('hill');
  expect(routerInput(values, null).siteId).toBeNull();
  const router = { siteId: 'hill', sources: [], options: {} } as unknown as RouterRow;
  expect(firstRouterValues(router).siteId).toBe('hill');
});

it('what a router can carry is said in kbit/s, or not known', () => {
  const values = { ...firstRouterValues(null), downloadKbps: '2000000' };
  expect(routerInput(values, null)).toMatchObject({ downloadKbps: 2_000_000, uploadKbps: null });
});
