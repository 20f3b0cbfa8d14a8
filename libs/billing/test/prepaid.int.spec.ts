import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeBillingSettings, ChangePolicy, ChargePrepaid, FindPrepaid, PlanRuns } from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { type Runs, runsOf } from './runs.js';

interface AccountRow {
  balance_minor: string;
  standing: string;
  customer_status: string;
  prepaid_check_on: string | null;
}

describe('prepaid customers', () => {
  let shop: Shop;
  let runs: Runs;
  beforeAll(async () => {
    shop = await openShop('2026-09-01T08:00:00Z');
    runs = runsOf(shop);
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  /** What the calendar does on a day: prepares the run, and lets it go out. */
  const day = async (on: string): Promise<void> => {
    shop.day(on);
    for (let round = 0; round < 2; round += 1) {
      await shop.world.app.get(PlanRuns).run();
      await shop.world.settle();
    }
  };
  const account = async (customerId: CustomerId): Promise<AccountRow | undefined> =>
    (await shop.world.rows<AccountRow>('SELECT * FROM billing.account WHERE customer_id = $1', [customerId]))[0];
  const prepaid = async (price: string, more: Record<string, unknown> = {}): Promise<CustomerId> => {
    const customerId = await shop.customer();
    await shop.world.run(ChangeBillingSettings, { customerId, billingType: 'prepaid_custom', ...more });
    const { partnerId: _ } = shop;
    await shop.service(customerId, await shop.plan(price), shop.world.clock.now().toISOString().slice(0, 10));
    return customerId;
  };

  it('have no access before they paid; a payment charges the first period and opens it', async () => {
    const customerId = await prepaid('30.0000');
    await shop.world.settle();
    expect(await account(customerId)).toMatchObject({
      standing: 'blocked',
      customer_status: 'blocked',
      balance_minor: '0',
    });
    await shop.pay(customerId, '70.00');
    await shop.world.settle();
    expect(await account(customerId)).toMatchObject({
      standing: 'good',
      customer_status: 'active',
      balance_minor: '4000',
      prepaid_check_on: '2026-10-01',
    });
    expect(await runs.lines(customerId)).toEqual([{ net: '3000', covers: '[2026-09-01,2026-10-01)' }]);
    const [invoice] = await shop.world.rows(
      'SELECT settled_minor, gross_minor, due_on FROM billing.invoice WHERE customer_id = $1',
      [customerId],
    );
    expect(invoice).toEqual({ settled_minor: '3000', gross_minor: '3000', due_on: '2026-09-01' });
    expect(await shop.world.ask(FindPrepaid, { customerId })).toMatchObject({
      periodsLeft: 1,
      expiresOn: '2026-10-01',
      lastsUntil: '2026-11-01',
      missingMinor: 0n,
    });
  });

  it('are charged on the day of expiry by the daily run, once, and lose access after it when the money is gone', async () => {
    const [{ customer_id: customerId } = { customer_id: '' as CustomerId }] = await shop.world.rows<{
      customer_id: CustomerId;
    }>(`SELECT customer_id FROM billing.account WHERE billing_type = 'prepaid_custom' LIMIT 1`);
    await day('2026-10-01');
    await day('2026-10-01');
    expect(await account(customerId)).toMatchObject({ balance_minor: '1000', standing: 'good' });
    await day('2026-11-01');
    expect(await account(customerId)).toMatchObject({ standing: 'good', balance_minor: '1000' });
    await day('2026-11-02');
    expect(await account(customerId)).toMatchObject({ standing: 'blocked', balance_minor: '1000' });
    const items = await shop.world.rows(
      `SELECT item.status, item.cause FROM billing.billing_run_item item JOIN billing.billing_run run ON run.id = item.run_id
        WHERE run.kind = 'prepaid' AND item.customer_id = $1 ORDER BY run.for_date`,
      [customerId],
    );
    expect(items).toEqual([
      { status: 'issued', cause: 'prepaid' },
      { status: 'lapsed', cause: 'lapsed' },
    ]);
    shop.day('2026-11-10');
    await shop.pay(customerId, '20.00');
    await shop.world.settle();
    expect(await account(customerId)).toMatchObject({
      standing: 'good',
      balance_minor: '0',
      prepaid_check_on: '2026-12-10',
    });
    expect((await runs.lines(customerId)).at(-1)).toEqual({ net: '3000', covers: '[2026-11-10,2026-12-10)' });
  });

  it('keep the minimum balance, and end with the day before expiry where the settings say so', async () => {
    await shop.world.run(ChangePolicy, { prepaidExpiryDayServed: false });
    shop.day('2026-11-10');
    const customerId = await prepaid('30.0000');
    await shop.pay(customerId, '30.00');
    await shop.world.settle();
    expect(await account(customerId)).toMatchObject({ balance_minor: '0', standing: 'good' });
    await day('2026-12-09');
    expect(await account(customerId)).toMatchObject({ standing: 'good' });
    await day('2026-12-10');
    expect(await account(customerId)).toMatchObject({ standing: 'blocked' });
    await shop.world.run(ChangeBillingSettings, { customerId, minimumBalance: '-30.00' });
    await shop.world.run(ChargePrepaid, { customerId });
    expect(await account(customerId)).toMatchObject({ standing: 'good', balance_minor: '-3000' });
    await shop.world.run(ChangePolicy, { prepaidExpiryDayServed: true });
  });

  it('are charged by the day without documents: the days of a month add up to its price', async () => {
    shop.day('2027-04-01');
    const customerId = await prepaid('40.0000', { billingType: 'prepaid_daily' });
    await shop.pay(customerId, '45.00');
    await shop.world.settle();
    expect(await account(customerId)).toMatchObject({ balance_minor: '4367' });
    for (const on of ['2027-04-02', '2027-04-03', '2027-04-30']) await day(on);
    expect(await account(customerId)).toMatchObject({ balance_minor: '500', standing: 'good' });
    const charges = await shop.world.rows<{ gross_minor: string }>(
      'SELECT gross_minor FROM billing.prepaid_charge WHERE customer_id = $1 ORDER BY covers',
      [customerId],
    );
    expect(charges).toHaveLength(30);
    expect(await shop.world.rows('SELECT 1 FROM billing.invoice WHERE customer_id = $1', [customerId])).toEqual([]);
  });

  it('get no invoices for their periods either when the settings say so', async () => {
    await shop.world.run(ChangePolicy, { prepaidInvoice: 'none' });
    shop.day('2027-05-01');
    const customerId = await prepaid('10.0000');
    await shop.pay(customerId, '10.00');
    await shop.world.settle();
    expect(await account(customerId)).toMatchObject({ balance_minor: '0', standing: 'good' });
    expect(await shop.world.rows('SELECT 1 FROM billing.invoice WHERE customer_id = $1', [customerId])).toEqual([]);
    await shop.world.run(ChangePolicy, { prepaidInvoice: 'per_charge' });
  });

  it('close service by service, and open again with the money', async () => {
    shop.day('2027-06-01');
    const customerId = await prepaid('10.0000');
    await shop.service(customerId, await shop.plan('25.0000'), '2027-06-01');
    await shop.pay(customerId, '10.00');
    await shop.world.settle();
    const states = (): Promise<object[]> =>
      shop.world.rows('SELECT status, lapsed_on FROM billing.service WHERE customer_id = $1 ORDER BY unit_price', [
        customerId,
      ]);
    expect(await states()).toEqual([
      { status: 'active', lapsed_on: null },
      { status: 'paused', lapsed_on: '2027-06-01' },
    ]);
    shop.day('2027-06-05');
    await shop.pay(customerId, '25.00');
    await shop.world.settle();
    expect((await states())[1]).toEqual({ status: 'active', lapsed_on: null });
    expect((await runs.lines(customerId)).map((line) => line.covers)).toEqual([
      '[2027-06-01,2027-07-01)',
      '[2027-06-05,2027-07-05)',
    ]);
  });
});
