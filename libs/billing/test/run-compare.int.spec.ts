import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AddFutureItem, ChangeBillingSettings, EditService, EndService } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { type Runs, runsOf } from './runs.js';

/** November is billed, then something happens to each customer, then December is previewed. */
describe('the preview of a run beside the run before', () => {
  let shop: Shop;
  let runs: Runs;
  beforeAll(async () => {
    shop = await openShop('2026-11-01T08:00:00Z');
    runs = runsOf(shop);
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  it('splits the difference into causes that add up to it, with who has come and who has left', async () => {
    const plan = await shop.plan('30.0000');
    const [same, gone, repriced, withItem, held] = [
      await shop.customer(),
      await shop.customer(),
      await shop.customer(),
      await shop.customer(),
      await shop.customer(),
    ];
    const services = new Map<string, string>();
    for (const customerId of [same, gone, repriced, withItem, held])
      services.set(customerId, await shop.service(customerId, plan, '2026-11-01'));
    await runs.issue(await runs.preview('2026-11-01'));

    shop.day('2026-11-10');
    await shop.world.run(EndService, { serviceId: services.get(gone), endsOn: '2026-11-30' });
    await shop.world.run(EditService, { serviceId: services.get(repriced), unitPrice: '33.0000' });
    await shop.world.run(AddFutureItem, {
      customerId: withItem,
      description: 'Router',
      unitPrice: '12.5000',
      taxInclusive: false,
    });
    await shop.world.run(AddFutureItem, {
      customerId: same,
      description: 'Goodwill',
      unitPrice: '-50.0000',
      taxInclusive: false,
    });
    const late = await shop.customer();
    await shop.service(late, plan, '2026-11-10');

    shop.day('2026-12-01');
    const run = await runs.preview('2026-12-01');
    const record = await runs.record(run.runId);
    expect(record.base_on).toBe('2026-11-01');
    const { causes } = record.summary;
    expect(causes).toMatchObject({
      left: { customers: 1, minor: '-3000' },
      price: { customers: 1, minor: '300' },
      future_items: { customers: 1, minor: '1250' },
      credits: { customers: 1, minor: '-3000' },
      new_customer: { customers: 1, minor: '5100' },
    });
    expect(causes['unexplained']).toBeUndefined();
    const sum = Object.values(causes).reduce((all, one) => all + BigInt(one.minor), 0n);
    expect(sum).toBe(BigInt(record.gross_minor) - BigInt(record.last_gross_minor));
    expect(record.last_gross_minor).toBe('15000');

    const after = await runs.hold(run.runId, held, 'disputed');
    const again = await runs.record(run.runId);
    expect(again.summary.causes['held']).toEqual({ customers: 1, minor: '-3000' });
    const sumHeld = Object.values(again.summary.causes).reduce((all, one) => all + BigInt(one.minor), 0n);
    expect(sumHeld).toBe(BigInt(again.gross_minor) - BigInt(again.last_gross_minor));

    await runs.refresh(run.runId);
    const fresh = await runs.record(run.runId);
    expect(fresh.summary).toEqual(again.summary);
    expect(fresh).toMatchObject({ held: 1, gross_minor: again.gross_minor, status: 'previewed' });
    expect(after).not.toBe('');

    await runs.takeBack(run.runId, held);
    expect((await runs.record(run.runId)).summary.causes).toEqual(causes);
    await runs.issue(run);
    const credit = await shop.world.rows(
      `SELECT status, whole_minor, taken_minor FROM billing.future_item WHERE customer_id = $1`,
      [same],
    );
    expect(credit).toEqual([{ status: 'open', whole_minor: '-5000', taken_minor: '-3000' }]);
    const [invoice] = await shop.world.rows(
      `SELECT gross_minor FROM billing.invoice WHERE customer_id = $1 AND issued_on = '2026-12-01'`,
      [same],
    );
    expect(invoice).toEqual({ gross_minor: '0' });
  });

  it('compares a second run of the same day with nothing that was charged for it already', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('10.0000'), '2026-12-01');
    const record = await runs.record((await runs.preview('2026-12-01')).runId);
    expect(record).toMatchObject({ planned: 1, last_gross_minor: '0' });
    expect(Object.keys(record.summary.causes)).toEqual(['new_customer']);
  });

  it('does not release a run with a part that has no cause', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('10.0000'), '2026-12-01');
    const run = await runs.preview('2026-12-01', { customerIds: [customerId] });
    await runs.change(
      run.runId,
      `summary = jsonb_set(summary, '{causes,unexplained}', '{"customers": 1, "minor": "1"}')`,
    );
    await expect(runs.issue(run)).rejects.toMatchObject({ code: 'RUN_UNEXPLAINED' });
    await runs.refresh(run.runId);
    await runs.issue(run);
  });

  it('charges what changed by another billing day in the middle of a period, each part by its own period', async () => {
    const customerId = await shop.customer();
    shop.day('2027-01-01');
    await shop.service(customerId, await shop.plan('31.0000'), '2027-01-01');
    await runs.issue(await runs.preview('2027-01-01', { customerIds: [customerId] }));
    shop.day('2027-01-20');
    await shop.world.run(ChangeBillingSettings, { customerId, billingDay: 15 });
    shop.day('2027-02-15');
    await runs.issue(await runs.preview('2027-02-15', { customerIds: [customerId] }));
    expect(await runs.lines(customerId)).toEqual([
      { net: '3100', covers: '[2027-01-01,2027-02-01)' },
      { net: '1400', covers: '[2027-02-01,2027-02-15)' },
      { net: '3100', covers: '[2027-02-15,2027-03-15)' },
    ]);
    await shop.world.run(ChangeBillingSettings, { customerId, mode: 'arrears' });
    shop.day('2027-03-15');
    expect((await runs.preview('2027-03-15', { customerIds: [customerId] })).planned).toBe(0);
    shop.day('2027-04-15');
    await runs.issue(await runs.preview('2027-04-15', { customerIds: [customerId] }));
    expect((await runs.lines(customerId)).at(-1)).toEqual({ net: '3100', covers: '[2027-03-15,2027-04-15)' });
  });
});
