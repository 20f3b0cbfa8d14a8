import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindImagination, ImagineMonth, ListImagined } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { runsOf } from './runs.js';

describe('a month imagined', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-11-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  /** Rows of every table of billing but those of the imagination itself, and where every sequence stands. */
  const books = async (): Promise<object[]> => {
    const tables = await shop.world.rows<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'billing' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'imagination%' ORDER BY 1`,
    );
    const counts = tables.map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*) AS rows, md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS content FROM billing."${name}" t`,
    );
    const sequences = await shop.world.rows(
      `SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'billing' ORDER BY 1`,
    );
    return [...(await shop.world.rows(counts.join(' UNION ALL '))), ...sequences];
  };

  it('with other prices and taxes says who would pay what, and why, and leaves no trace in the books', async () => {
    const vat = await shop.tax('VAT 20', '20');
    const home = await shop.plan('30.0000', { taxRateId: vat });
    const office = await shop.plan('100.0000', { taxRateId: vat });
    const [one, two, three] = [await shop.customer(), await shop.customer(), await shop.customer()];
    await shop.service(one, home, '2026-11-01');
    await shop.service(two, office, '2026-11-01');
    shop.day('2026-11-16');
    await shop.service(three, home, '2026-11-16');
    const runs = runsOf(shop);
    await runs.issue(await runs.preview('2026-11-16', { allDays: true }));
    const before = await books();
    const { imaginationId } = await shop.world.run(ImagineMonth, {
      month: '2026-12-15',
      prices: [{ planId: home, unitPrice: '33.0000' }, { percent: '10' }],
      taxes: [{ taxRateId: vat, percent: '21' }],
    });
    await shop.world.settle();
    expect(await books()).toEqual(before);
    const found = await shop.world.ask(FindImagination, { id: imaginationId });
    expect(found).toMatchObject({
      status: 'done',
      accounts: 3,
      ofAccounts: 3,
      changed: 3,
      asItIsMinor: '19200',
      imaginedMinor: '21296',
    });
    expect(found.summary.causes).toEqual({
      price: { customers: 3, minor: '1920' },
      tax: { customers: 3, minor: '176' },
    });
    const page = await shop.world.ask(ListImagined, { id: imaginationId, first: 2 });
    expect(page.nodes.map((row) => [row.customerId, row.asItIsMinor, row.imaginedMinor])).toEqual([
      [two, '12000', '13310'],
      [[one, three].sort()[0], '3600', '3993'],
    ]);
    const rest = await shop.world.ask(ListImagined, {
      id: imaginationId,
      first: 2,
      after: page.pageInfo.endCursor ?? undefined,
    });
    expect(rest.nodes).toHaveLength(1);
  });

  it('is the month by its days: a service of fifteen days costs fifteen, charged or not', async () => {
    const { imaginationId } = await shop.world.run(ImagineMonth, { month: '2026-11-01', discounts: false });
    await shop.world.settle();
    expect(await shop.world.ask(FindImagination, { id: imaginationId })).toMatchObject({
      changed: 0,
      asItIsMinor: '17400',
      imaginedMinor: '17400',
    });
  });

  it('is forgotten the day after tomorrow', async () => {
    shop.day('2026-11-19');
    await shop.world.run(ImagineMonth, { month: '2026-11-01' });
    expect(await shop.world.rows('SELECT count(*)::int AS left FROM billing.imagination')).toEqual([{ left: 1 }]);
  });
});
