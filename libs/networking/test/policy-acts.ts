import { AddService, type PlanId } from '@demarc/billing';
import { OpenCustomer } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import type { SimSession } from '../../../tools/sim-nas/session.ts';
import { ProvisionAccess, TurnPolicies } from '../src/index.js';
import { eventually, type Line, type NetworkShop } from './network-shop.js';

/** One look at usage and clock, and all that follows from it. */
export async function turn(shop: NetworkShop): Promise<void> {
  await shop.world.app.get(TurnPolicies).run({}, { jobId: 'x', retryCount: 0, signal: new AbortController().signal });
  await shop.world.settle();
}

export async function lineOn(shop: NetworkShop, planId: PlanId, login: string): Promise<Line> {
  const { customerId } = await shop.world.run(OpenCustomer, {
    partnerId: shop.partnerId,
    category: 'person',
    name: `Customer of ${login}`,
    email: `${login}@example.com`,
  });
  const { serviceId } = await shop.world.run(AddService, { customerId, planId, startsOn: '2026-03-01' as LocalDate });
  await shop.world.settle();
  const password = `secret-of-${login}`;
  await shop.world.run(ProvisionAccess, { serviceId, method: 'pppoe', login, password });
  await shop.world.settle();
  return { customerId, serviceId, login, password };
}

export function online(shop: NetworkShop, line: Line): Promise<SimSession> {
  return eventually('the session', async () => {
    const outcome = await shop.nas.open({ user: line.login, password: line.password });
    return outcome.kind === 'open' && outcome.session;
  });
}

/** CoAs that were sent for a line. */
export async function coas(shop: NetworkShop, line: Line): Promise<number> {
  const rows = await shop.world.rows(`SELECT 1 FROM networking.access_action WHERE service_id = $1 AND kind = 'coa'`, [
    line.serviceId,
  ]);
  return rows.length;
}
