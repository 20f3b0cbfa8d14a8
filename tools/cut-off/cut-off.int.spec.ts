import { expect, it } from 'vitest';
import { openNetwork } from '../../libs/networking/test/network-shop.ts';
import { CutOffRehearsal } from './rehearsal.ts';

it('routers that are cut off and healed at random never count as reached when they are not, and are as desired in the end', async () => {
  const shop = await openNetwork();
  const { world, partnerId, planId, ports } = shop;
  const rehearsal = await CutOffRehearsal.open(world, ports, {
    rowRouters: 2,
    sessionRouters: 1,
    customersEach: 2,
    rounds: 6,
    seed: 'suite',
    areSessionsCut: false,
    shop: { partnerId, planId },
  });
  await rehearsal.live(6);
  await rehearsal.close();
  const { faults, cuts, changes } = rehearsal;
  const violations = await world.violations();
  await shop.close();
  expect(faults).toEqual([]);
  expect(violations).toEqual([]);
  expect(Math.min(cuts, changes)).toBeGreaterThan(0);
});
