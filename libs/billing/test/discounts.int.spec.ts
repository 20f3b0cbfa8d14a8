import { localDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateExplanation, explainInWords, type Explanation, inEnglish } from '../src/domain/index.js';
import {
  AddServiceDiscount,
  ApplyDiscounts,
  ChangePolicy,
  EditService,
  EndServiceDiscount,
  ListPriceExceptions,
  PreviewDiscounts,
  TurnPrices,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { issueRun } from './issue-run.js';

interface Line {
  readonly days: string;
  readonly price: string;
  readonly net: string;
  readonly explanation: Explanation;
}

describe('prices and discounts by date', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const linesOf = async (serviceId: string): Promise<Line[]> => {
    const lines = await shop.world.rows<Line>(
      `SELECT covers::text AS days, unit_price AS price, net_minor::text AS net, explanation FROM billing.invoice_line WHERE service_id = $1 ORDER BY covers`,
      [serviceId],
    );
    for (const line of lines) expect(String(evaluateExplanation(line.explanation)['net'])).toBe(line.net);
    return lines;
  };
  const amounts = async (serviceId: string): Promise<string[]> =>
    (await linesOf(serviceId)).map((line) => `${line.days} ${line.net}`);

  it('cuts the charge where the price changes, also in a run that comes late', async () => {
    const plan = await shop.plan('31.0000');
    const customer = await shop.customer();
    const service = await shop.service(customer, plan, '2026-01-01');
    await issueRun(shop, '2026-01-01', [customer]);
    await shop.world.run(EditService, { serviceId: service, unitPrice: '62.0000', priceFrom: '2026-03-11' });
    shop.day('2026-04-01');
    await shop.world.app.get(TurnPrices).run();
    await issueRun(shop, '2026-04-01', [customer]);
    expect((await linesOf(service)).map((line) => [line.days, line.price, line.net])).toEqual([
      ['[2026-01-01,2026-02-01)', '31.0000', '3100'],
      ['[2026-02-01,2026-03-01)', '31.0000', '3100'],
      ['[2026-03-01,2026-03-11)', '31.0000', '1000'],
      ['[2026-03-11,2026-04-01)', '62.0000', '4200'],
      ['[2026-04-01,2026-05-01)', '62.0000', '6200'],
    ]);
    expect(await shop.world.rows('SELECT unit_price AS price FROM billing.service WHERE id = $1', [service])).toEqual([
      { price: '62.0000' },
    ]);
  });

  it('changes a price from the next charge on when no day is said', async () => {
    shop.day('2026-05-10');
    const plan = await shop.plan('30.0000');
    const customer = await shop.customer();
    const service = await shop.service(customer, plan, '2026-05-01');
    await issueRun(shop, '2026-05-10', [customer]);
    await shop.world.run(EditService, { serviceId: service, unitPrice: '40.0000' });
    expect(await shop.world.rows('SELECT unit_price AS price FROM billing.service WHERE id = $1', [service])).toEqual([
      { price: '30.0000' },
    ]);
    shop.day('2026-06-01');
    await issueRun(shop, '2026-06-01', [customer]);
    expect(await amounts(service)).toEqual(['[2026-05-01,2026-06-01) 3000', '[2026-06-01,2026-07-01) 4000']);
  });

  it('takes off a discount for the days that it covers, first and last included, and says so', async () => {
    shop.day('2026-06-01');
    const plan = await shop.plan('30.0000');
    const customer = await shop.customer();
    const service = await shop.service(customer, plan, '2026-06-01', {
      discount: { kind: 'percent', value: '50', from: '2026-06-11', through: '2026-06-20', text: 'Half the middle' },
    });
    await issueRun(shop, '2026-06-01', [customer]);
    const [line] = await linesOf(service);
    expect(line?.net).toBe('2500');
    expect(line && inEnglish(explainInWords(line.explanation))).toContain(
      'Discount "Half the middle": 50 % for 10 days, 11 Jun 2026 to 20 Jun 2026.',
    );
  });

  it('puts additional discounts before the main one, the highest first; one wins a day unless the settings stack them', async () => {
    shop.day('2026-07-01');
    const plan = await shop.plan('100.0000');
    const [first, second] = [await shop.customer(), await shop.customer()];
    const services = [await shop.service(first, plan, '2026-07-01'), await shop.service(second, plan, '2026-07-01')];
    for (const serviceId of services) {
      await shop.world.run(AddServiceDiscount, { serviceId, main: true, kind: 'percent', value: '50' });
      await shop.world.run(AddServiceDiscount, { serviceId, main: false, kind: 'percent', value: '10' });
      await shop.world.run(AddServiceDiscount, { serviceId, main: false, kind: 'fixed', value: '20' });
    }
    await issueRun(shop, '2026-07-01', [first]);
    await shop.world.run(ChangePolicy, { discountStacking: 'stack' });
    await issueRun(shop, '2026-07-01', [second]);
    await shop.world.run(ChangePolicy, { reset: ['discountStacking'] });
    expect(await amounts(services[0] ?? '')).toEqual(['[2026-07-01,2026-08-01) 8000']);
    expect(await amounts(services[1] ?? '')).toEqual(['[2026-07-01,2026-08-01) 3600']);
  });

  it('has one main discount a day, and ends one with a day', async () => {
    shop.day('2026-08-01');
    const customer = await shop.customer();
    const service = await shop.service(customer, await shop.plan('31.0000'), '2026-08-01');
    const { discountId } = await shop.world.run(AddServiceDiscount, {
      serviceId: service,
      main: true,
      kind: 'fixed',
      value: '31',
    });
    await expect(
      shop.world.run(AddServiceDiscount, { serviceId: service, main: true, kind: 'percent', value: '5' }),
    ).rejects.toMatchObject({ code: 'MAIN_DISCOUNT_TAKEN' });
    await shop.world.run(EndServiceDiscount, { discountId, lastDay: '2026-08-10' });
    await issueRun(shop, '2026-08-01', [customer]);
    expect(await amounts(service)).toEqual(['[2026-08-01,2026-09-01) 2100']);
    await shop.world.run(EndServiceDiscount, { discountId });
    expect(await shop.world.rows('SELECT 1 FROM billing.service_discount WHERE service_id = $1', [service])).toEqual(
      [],
    );
  });

  it('gives chosen customers a discount as previewed, and refuses when the figures are others by then', async () => {
    shop.day('2026-09-01');
    const plan = await shop.plan('40.0000');
    const customers = [await shop.customer(), await shop.customer()];
    const [one] = await Promise.all(customers.map((customer) => shop.service(customer, plan, '2026-09-01')));
    const wish = {
      customerIds: customers,
      main: true,
      kind: 'percent',
      value: '25',
      from: localDate('2026-09-01'),
    } as const;
    const preview = await shop.world.ask(PreviewDiscounts, { ...wish });
    expect(preview.rows.map((row) => [row.beforeMinor, row.afterMinor, row.skipped])).toEqual([
      [4000n, 3000n, null],
      [4000n, 3000n, null],
    ]);
    await shop.world.run(AddServiceDiscount, { serviceId: one, main: true, kind: 'fixed', value: '1' });
    await expect(shop.world.run(ApplyDiscounts, { ...wish, planHash: preview.hash })).rejects.toMatchObject({
      code: 'DISCOUNTS_CHANGED',
    });
    const again = await shop.world.ask(PreviewDiscounts, { ...wish });
    expect(again.rows.map((row) => row.skipped).sort()).toEqual(['main_discount_taken', null]);
    expect(await shop.world.run(ApplyDiscounts, { ...wish, planHash: again.hash })).toEqual({ given: 1, skipped: 1 });
    const listed = await shop.world.ask(ListPriceExceptions, { kind: 'discount', planId: plan, first: 10 });
    expect(listed.totalCount).toBe(2);
    expect(
      (await shop.world.ask(ListPriceExceptions, { kind: 'custom_price', planId: plan, first: 10 })).totalCount,
    ).toBe(0);
  });
});
