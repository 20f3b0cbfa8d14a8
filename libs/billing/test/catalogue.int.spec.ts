import { AddLocation, OpenCustomer } from '@demarc/crm';
import { localDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddService,
  ApplyPlanMove,
  ArchivePlan,
  ChangePlanPrice,
  EditService,
  FindPlanMove,
  FindPriceChange,
  type PlanId,
  PlanMoveItems,
  PlanPrices,
  PlansInFigures,
  PlansOnOffer,
  PreparePlanMove,
  PreviewPlanChange,
  PreviewPriceChange,
  PriceChangeItems,
  RestorePlan,
  type ServiceId,
  TurnPlanPrices,
  TurnPrices,
  UndoPlanChange,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { issueRun } from './issue-run.js';

describe('plans, their prices, and who may buy them', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const priceOf = async (serviceId: string): Promise<string | undefined> =>
    (
      await shop.world.rows<{ price: string }>('SELECT unit_price AS price FROM billing.service WHERE id = $1', [
        serviceId,
      ])
    )[0]?.price;
  const change = async (wish: Record<string, unknown>): Promise<{ changeId: string; touched: number }> => {
    const preview = await shop.world.ask(PreviewPriceChange, { wish: wish as never, first: 100 });
    const { changeId } = await shop.world.run(ChangePlanPrice, { ...wish, hash: preview.hash } as never);
    await shop.world.settle();
    return { changeId, touched: preview.touched };
  };

  it('sells a plan only to whom it says, and offers just what it sells', async () => {
    const customer = await shop.customer();
    const { locationId: town } = await shop.world.run(AddLocation, { name: 'Town' });
    const { locationId: street } = await shop.world.run(AddLocation, { name: 'Street', parentId: town });
    const plans = {
      PLAN_NOT_FOR_BILLING_TYPE: await shop.plan('1.0000', { title: 'A', billingTypes: ['prepaid_daily'] }),
      PLAN_NOT_FOR_CATEGORY: await shop.plan('1.0000', { title: 'B', customerCategories: ['company'] }),
      PLAN_NOT_AT_LOCATION: await shop.plan('1.0000', { title: 'C', locationIds: [town] }),
      PLAN_NOT_AVAILABLE: await shop.plan('1.0000', { title: 'D', available: false }),
    };
    const free = await shop.plan('1.0000', { title: 'E', billingTypes: ['recurring'], customerCategories: ['person'] });
    await shop.service(customer, free, '2026-01-01');
    for (const [code, planId] of Object.entries(plans))
      await expect(shop.world.run(AddService, { customerId: customer, planId })).rejects.toMatchObject({ code });
    const { customerId: local } = await shop.world.run(OpenCustomer, {
      partnerId: shop.partnerId,
      category: 'person',
      name: 'Local',
      locationId: street,
    });
    await shop.service(local, plans.PLAN_NOT_AT_LOCATION, '2026-01-01');
    const offered = async (customerId: typeof customer): Promise<string[]> =>
      (await shop.world.ask(PlansOnOffer, { customerId })).map((plan) => plan.title);
    expect([await offered(customer), await offered(local)]).toEqual([['E'], ['C', 'E']]);
  });

  it('takes an archived plan back, without offering it', async () => {
    const plan = await shop.plan('5.0000');
    await shop.world.run(ArchivePlan, { planId: plan });
    await shop.world.run(RestorePlan, { planId: plan });
    expect(await shop.world.rows('SELECT active, available FROM billing.plan WHERE id = $1', [plan])).toEqual([
      { active: true, available: false },
    ]);
    await expect(shop.world.run(RestorePlan, { planId: plan })).rejects.toMatchObject({ code: 'PLAN_NOT_ARCHIVED' });
  });

  describe('a new list price', () => {
    const some = async (plan: PlanId): Promise<{ listed: ServiceId; own: ServiceId }> => {
      const [first, second] = [await shop.customer(), await shop.customer()];
      const listed = await shop.service(first, plan, '2026-01-01');
      const own = await shop.service(second, plan, '2026-01-01', { unitPrice: '25.0000', quantity: '2' });
      await issueRun(shop, '2026-01-01', [first, second]);
      return { listed, own };
    };

    it('for the plan only holds for new services from its day on', async () => {
      const plan = await shop.plan('30.0000');
      const { listed, own } = await some(plan);
      expect(
        await change({ planId: plan, from: localDate('2026-02-10'), unitPrice: '40.0000', reach: 'plan_only' }),
      ).toMatchObject({ touched: 0 });
      const before = await shop.service(await shop.customer(), plan, '2026-02-09');
      const from = await shop.service(await shop.customer(), plan, '2026-02-10');
      expect([await priceOf(listed), await priceOf(own), await priceOf(before), await priceOf(from)]).toEqual([
        '30.0000',
        '25.0000',
        '30.0000',
        '40.0000',
      ]);
      expect(await shop.world.ask(PlanPrices, { planId: plan })).toEqual([
        { from: '2026-01-01', unitPrice: '30.0000' },
        { from: '2026-02-10', unitPrice: '40.0000' },
      ]);
    });

    it('reaches services still on the list price, after their charged days, and leaves what was negotiated', async () => {
      const plan = await shop.plan('30.0000');
      const { listed, own } = await some(plan);
      const wish = { planId: plan, from: localDate('2026-01-15'), unitPrice: '40.0000', reach: 'still_equal' } as const;
      const preview = await shop.world.ask(PreviewPriceChange, { wish, first: 100 });
      expect(preview).toMatchObject({ touched: 1, customers: 1, priceBefore: '30.0000', monthlyMinor: 1000n });
      expect(preview.rows).toMatchObject([
        { serviceId: listed, oldPrice: '30.0000', newPrice: '40.0000', from: '2026-02-01', monthlyMinor: 1000n },
      ]);
      const { changeId } = await change(wish);
      expect(await shop.world.ask(FindPriceChange, { id: changeId as never })).toMatchObject({
        status: 'applied',
        done: 1,
        skipped: 0,
      });
      expect([await priceOf(listed), await priceOf(own)]).toEqual(['30.0000', '25.0000']);
      const again = await shop.world.ask(PreviewPriceChange, { wish, first: 100 });
      expect(again.touched).toBe(0);
    });

    it('for all overwrites own prices too, and counts quantity in the difference of a month', async () => {
      const plan = await shop.plan('30.0000');
      const { listed, own } = await some(plan);
      const wish = { planId: plan, from: localDate('2026-02-01'), unitPrice: '40.0000', reach: 'all' } as const;
      expect(await shop.world.ask(PreviewPriceChange, { wish, first: 100 })).toMatchObject({
        touched: 2,
        monthlyMinor: 4000n,
      });
      await change(wish);
      shop.day('2026-02-01');
      await shop.world.app.get(TurnPrices).run();
      await shop.world.app.get(TurnPlanPrices).run();
      expect([await priceOf(listed), await priceOf(own)]).toEqual(['40.0000', '40.0000']);
      expect(await shop.world.rows('SELECT unit_price AS price FROM billing.plan WHERE id = $1', [plan])).toEqual([
        { price: '40.0000' },
      ]);
      expect(await shop.world.ask(PlansInFigures, { planId: plan })).toMatchObject([
        { services: 2, ownPrices: 0, monthlyMinor: 12000n },
      ]);
      shop.day('2026-01-01');
    });

    it('is refused when somebody else is touched by now, and leaves alone what changed before the job came', async () => {
      const plan = await shop.plan('30.0000');
      const { listed } = await some(plan);
      const wish = { planId: plan, from: localDate('2026-03-01'), unitPrice: '40.0000', reach: 'still_equal' } as const;
      const { hash } = await shop.world.ask(PreviewPriceChange, { wish, first: 100 });
      const late = await shop.service(await shop.customer(), plan, '2026-01-01');
      await expect(shop.world.run(ChangePlanPrice, { ...wish, hash })).rejects.toMatchObject({
        code: 'PRICES_CHANGED',
      });
      const preview = await shop.world.ask(PreviewPriceChange, { wish, first: 100 });
      const { changeId } = await shop.world.run(ChangePlanPrice, { ...wish, hash: preview.hash });
      await shop.world.run(EditService, { serviceId: late, unitPrice: '12.0000', priceFrom: localDate('2026-01-01') });
      await shop.world.settle();
      const items = await shop.world.ask(PriceChangeItems, { id: changeId, first: 10 });
      expect(items.nodes.map((one) => [one.serviceId, one.state, one.resultCode])).toEqual([
        [listed, 'done', null],
        [late, 'skipped', 'CHANGED_SINCE'],
      ]);
      await expect(
        shop.world.ask(PreviewPriceChange, { wish: { ...wish, from: localDate('2025-12-31') }, first: 1 }),
      ).rejects.toMatchObject({ code: 'PRICE_FROM_PAST' });
    });

    it('changes the text of services that still have the plan’s, or of all', async () => {
      const plan = await shop.plan('30.0000', { serviceDescription: 'Fast' });
      const listed = await shop.service(await shop.customer(), plan, '2026-01-01');
      const own = await shop.service(await shop.customer(), plan, '2026-01-01', { description: 'For the shop' });
      const texts = async (): Promise<unknown> =>
        shop.world.rows('SELECT description FROM billing.service WHERE id = ANY ($1::uuid[]) ORDER BY number', [
          [listed, own],
        ]);
      const wish = { planId: plan, from: localDate('2026-01-01') };
      await change({ ...wish, serviceDescription: 'Faster', reach: 'still_equal' });
      expect(await texts()).toEqual([{ description: 'Faster' }, { description: 'For the shop' }]);
      await change({ ...wish, serviceDescription: 'Fastest', reach: 'all' });
      expect(await texts()).toEqual([{ description: 'Fastest' }, { description: 'Fastest' }]);
    });
  });

  it('moves everybody from plan to plan as each change was previewed; each can be undone', async () => {
    const [old, next] = [await shop.plan('31.0000'), await shop.plan('62.0000')];
    const customers = [await shop.customer(), await shop.customer(), await shop.customer()];
    const services: ServiceId[] = [];
    for (const customer of customers) services.push(await shop.service(customer, old, '2026-01-01'));
    await issueRun(shop, '2026-01-01', customers);
    const row = { planId: old, newPlanId: next, changeOn: localDate('2026-01-11') };
    const { moveId } = await shop.world.run(PreparePlanMove, { rows: [row], reason: 'The old plan ends' });
    await shop.world.settle();
    const ready = await shop.world.ask(FindPlanMove, { id: moveId });
    expect(ready).toMatchObject({ status: 'ready', counts: { ready: 3, refused: 0, changed: 0 } });
    const items = await shop.world.ask(PlanMoveItems, { id: moveId, first: 10 });
    const single = await shop.world.ask(PreviewPlanChange, {
      serviceId: items.nodes[0]?.serviceId ?? '',
      planId: next,
      changeOn: row.changeOn,
    });
    expect(items.nodes[0]?.netMinor).toBe(single.plan.netMinor.toString());
    expect(items.nodes[0]?.lines.map((line) => line.kind)).toContain('credit');
    await shop.world.run(EditService, { serviceId: services[2] ?? ('' as ServiceId), quantity: '3' });
    await expect(shop.world.run(ApplyPlanMove, { moveId, hash: 'other' })).rejects.toMatchObject({
      code: 'MOVE_CHANGED',
    });
    await shop.world.run(ApplyPlanMove, { moveId, hash: ready.hash ?? '' });
    await shop.world.settle();
    const done = await shop.world.ask(PlanMoveItems, { id: moveId, first: 10 });
    expect(done.nodes.map((one) => one.state)).toEqual(['changed', 'changed', 'failed']);
    expect(done.nodes[2]?.resultCode).toBe('PLAN_CHANGED');
    const planChangeId = done.nodes[0]?.planChangeId ?? '';
    await shop.world.run(UndoPlanChange, { planChangeId: planChangeId as never, reason: 'Wants the old one' });
    await expect(shop.world.run(ApplyPlanMove, { moveId, hash: ready.hash ?? '' })).rejects.toMatchObject({
      code: 'MOVE_CONFIRMED_ALREADY',
    });
  });
});
