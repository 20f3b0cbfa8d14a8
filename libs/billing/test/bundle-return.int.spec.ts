import { ActivateCustomer, type CustomerId, DeactivateCustomer } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeBillingSettings, type PlanId, PlanRuns, ResumeService, type ServiceId } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { type Runs, runsOf } from './runs.js';

describe('a bundle whose customer was away', () => {
  let shop: Shop;
  let runs: Runs;
  let inside: PlanId;
  beforeAll(async () => {
    shop = await openShop('2026-03-01T08:00:00Z');
    runs = runsOf(shop);
    inside = await shop.plan('20', { title: 'Internet inside' });
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const bundle = (title: string, autoReactivate: boolean): Promise<PlanId> =>
    shop.plan('31', { kind: 'bundle', title, bundledPlanIds: [inside], autoReactivate });
  const away = async (customerId: CustomerId, from: string, back: string): Promise<void> => {
    for (const [day, command] of [
      [from, DeactivateCustomer],
      [back, ActivateCustomer],
    ] as const) {
      shop.day(day);
      await shop.world.run(command, { customerId });
      await shop.world.settle();
    }
  };
  /** The bundle and what is inside of it, as it is now. */
  const now = (customerId: CustomerId): Promise<{ id: ServiceId; said: string; inside: boolean }[]> =>
    shop.world.rows(
      `SELECT service.id, service.kind || ' ' || service.status || ' ' || service.starts_on AS said,
         service.kind = 'bundle' OR whole.status = service.status AS inside
       FROM billing.service LEFT JOIN billing.service whole ON whole.id = service.bundle_service_id
       WHERE service.customer_id = $1 AND service.status <> 'disabled' ORDER BY service.kind`,
      [customerId],
    );
  const said = async (customerId: CustomerId): Promise<string[]> => (await now(customerId)).map((one) => one.said);

  it('comes back by itself with what is inside of it', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await bundle('Comes back', true), '2026-03-01');
    await away(customerId, '2026-03-10', '2026-03-20');
    expect(await said(customerId)).toEqual(['bundle active 2026-03-20', 'internet active 2026-03-20']);
    expect((await now(customerId)).every((one) => one.inside)).toBe(true);
  });

  it('waits for staff where its plan says so, and is not charged until they reactivate it', async () => {
    shop.day('2026-03-01');
    const customerId = await shop.customer();
    const planId = await bundle('Waits', false);
    await shop.service(customerId, planId, '2026-03-01');
    await runs.issue(await runs.preview('2026-03-01', { customerIds: [customerId] }));
    await away(customerId, '2026-03-10', '2026-03-20');
    expect(await said(customerId)).toEqual(['bundle paused 2026-03-10', 'internet paused 2026-03-10']);
    expect((await runs.preview('2026-04-01', { customerIds: [customerId] })).planned).toBe(0);
    shop.day('2026-04-06');
    const [waiting] = await now(customerId);
    await shop.world.run(ResumeService, { serviceId: waiting?.id as ServiceId });
    expect(await said(customerId)).toEqual(['bundle active 2026-04-06', 'internet active 2026-04-06']);
    await runs.issue(await runs.preview('2026-05-01', { customerIds: [customerId] }));
    expect((await runs.lines(customerId)).map(({ covers }) => covers)).toEqual([
      '[2026-03-01,2026-04-01)',
      '[2026-04-06,2026-05-01)',
      '[2026-05-01,2026-06-01)',
    ]);
  });

  it('prepaid, opens again with the money only where its plan says so; else staff do it, when the balance suffices', async () => {
    shop.day('2026-06-01');
    const [comes, waits] = [await shop.customer(), await shop.customer()];
    for (const [customerId, auto] of [
      [comes, true],
      [waits, false],
    ] as const) {
      await shop.world.run(ChangeBillingSettings, { customerId, billingType: 'prepaid_custom' });
      await shop.service(customerId, await bundle(`Prepaid ${auto}`, auto), '2026-06-01');
      await shop.pay(customerId, '31.00');
    }
    await shop.world.settle();
    for (const customerId of [comes, waits])
      expect(await said(customerId)).toEqual(['bundle active 2026-06-01', 'internet active 2026-06-01']);
    shop.day('2026-07-02');
    for (let round = 0; round < 2; round += 1) {
      await shop.world.app.get(PlanRuns).run();
      await shop.world.settle();
    }
    expect(await said(waits)).toEqual(['bundle paused 2026-06-01', 'internet paused 2026-06-01']);
    shop.day('2026-07-05');
    const [resting] = await now(waits);
    const serviceId = resting?.id as ServiceId;
    await expect(shop.world.run(ResumeService, { serviceId })).rejects.toMatchObject({ code: 'NOT_PAID' });
    for (const customerId of [comes, waits]) await shop.pay(customerId, '31.00');
    await shop.world.settle();
    expect((await runs.lines(comes)).length).toBe(2);
    expect((await runs.lines(waits)).length).toBe(1);
    await shop.world.run(ResumeService, { serviceId });
    expect(await said(waits)).toEqual(['bundle active 2026-06-01', 'internet active 2026-06-01']);
    expect((await runs.lines(waits)).at(-1)?.covers).toBe('[2026-07-05,2026-08-05)');
  });
});
