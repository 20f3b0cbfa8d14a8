import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '@demarc/kernel';
import {
  ChangePlan,
  ChangePlanPrice,
  EditService,
  EndService,
  ListOutstanding,
  PauseService,
  PreparePlanMove,
  PreviewPriceChange,
  TakeBackListPrice,
  TakeBackServicePrice,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { issueRun } from './issue-run.js';

describe('what waits for its day', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-03-10T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const list = async (filter: object = {}): Promise<string[]> => {
    const page = await shop.world.ask(ListOutstanding, filter);
    return page.nodes.map(({ kind, on, planTitle }) => `${on} ${kind} ${planTitle}`);
  };

  it('is one list by day, with filters and pages, and empties by the way back of each', async () => {
    const customerId = await shop.customer('Ada Example');
    const [slow, fast] = [await shop.plan('10', { title: 'Slow' }), await shop.plan('20', { title: 'Fast' })];
    const own = (planId = slow) => shop.service(customerId, planId, '2026-03-01');
    const [changes, pauses, ends, dearer] = [await own(), await own(), await own(), await own()];
    await shop.service(customerId, fast, '2026-06-01');
    await shop.world.run(ChangePlan, { serviceId: changes, planId: fast, changeOn: '2026-03-20' });
    await shop.world.run(PauseService, { serviceId: pauses, from: '2026-03-25', through: '2026-03-27' });
    await shop.world.run(EndService, { serviceId: ends, endsOn: '2026-03-31' });
    await shop.world.run(EditService, { serviceId: dearer, unitPrice: '12', priceFrom: '2026-05-01' });
    await shop.world.run(PreparePlanMove, {
      rows: [{ planId: fast, newPlanId: slow, changeOn: '2026-07-01' }],
      reason: 'Fast is sold no more',
    });
    await shop.world.settle();
    const all = [
      '2026-03-20 plan_change Slow',
      '2026-03-25 pause Slow',
      '2026-03-31 end Slow',
      '2026-05-01 price Slow',
      '2026-06-01 start Fast',
      '2026-07-01 plan_move Fast',
    ];
    expect(await list()).toEqual(all);
    expect(await list({ through: '2026-03-25' as LocalDate })).toEqual(all.slice(0, 2));
    expect(await list({ from: '2026-06-01' as LocalDate })).toEqual(all.slice(4));
    expect(await list({ kind: 'end' })).toEqual(['2026-03-31 end Slow']);
    expect(await list({ search: 'ada' })).toEqual(all.slice(0, 5));
    const first = await shop.world.ask(ListOutstanding, { first: 4 });
    expect(first).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } });
    expect(await list({ first: 4, after: first.pageInfo.endCursor ?? '' })).toEqual(all.slice(4));
    shop.day('2026-03-26');
    expect(await list({ kind: 'resume' })).toEqual(['2026-03-28 resume Slow']);
    shop.day('2026-03-10');
    await shop.world.run(TakeBackServicePrice, { serviceId: dearer, from: '2026-05-01' });
    expect(await list({ kind: 'price' })).toEqual([]);
  });

  it('a list price goes with what it planned for services, and leaves what is on a bill', async () => {
    const customerId = await shop.customer();
    const planId = await shop.plan('30', { title: 'Growing' });
    const [waits, billed] = [
      await shop.service(customerId, planId, '2026-03-01'),
      await shop.service(customerId, planId, '2026-03-01', { periodMonths: 12 }),
    ];
    const wish = { planId, from: '2026-05-01' as LocalDate, unitPrice: '33', reach: 'still_equal' as const };
    const { hash } = await shop.world.ask(PreviewPriceChange, { wish, first: 100 });
    await shop.world.run(ChangePlanPrice, { ...wish, hash });
    await shop.world.settle();
    expect(await list({ search: 'Growing' })).toHaveLength(3);
    shop.day('2026-04-01');
    await issueRun(shop, '2026-04-01', [customerId]);
    await expect(shop.world.run(TakeBackServicePrice, { serviceId: billed, from: '2026-05-01' })).rejects.toMatchObject(
      { code: 'PRICE_IS_CHARGED' },
    );
    expect(await shop.world.run(TakeBackListPrice, { planId, from: '2026-05-01' })).toMatchObject({ services: 1 });
    const left = await shop.world.ask(ListOutstanding, { search: 'Growing' });
    expect(left.nodes.map(({ serviceId }) => serviceId)).toEqual([billed]);
    expect(waits).not.toBe(billed);
    await expect(shop.world.run(TakeBackListPrice, { planId, from: '2026-05-01' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
