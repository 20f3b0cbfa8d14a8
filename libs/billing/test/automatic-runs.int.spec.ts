import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CancelRecurringInvoice,
  PreviewCancelRecurring,
  ChangeBillingSettings,
  ChangePolicy,
  type InvoiceId,
  PlanRuns,
  ReleaseDays,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';
import { type RunRecord, type Runs, runsOf } from './runs.js';

describe('runs that prepare themselves', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-11-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const wake = async (at: string): Promise<RunRecord[]> => {
    shop.world.clock.set(new Date(at));
    await shop.world.app.get(PlanRuns).run();
    await shop.world.settle();
    return shop.world.rows<RunRecord & { for_date: string }>(
      `SELECT * FROM billing.billing_run WHERE automatic ORDER BY for_date`,
    );
  };

  it('do so on the day that the settings name, once, and go out at their hour with what holds then', async () => {
    const customerId = await shop.customer();
    const plan = await shop.plan('30.0000');
    await shop.service(customerId, plan, '2026-11-01');
    expect(await wake('2026-11-28T08:00:00Z')).toEqual([]);
    await shop.world.run(ChangePolicy, {
      autoRuns: true,
      autoPreviewDays: 3,
      autoIssue: 'after_days',
      autoIssueDays: 2,
      autoIssueHour: 22,
    });
    expect(await wake('2026-11-27T08:00:00Z')).toEqual([]);
    expect(await wake('2026-11-28T08:00:00Z')).toMatchObject([
      { for_date: '2026-12-01', status: 'previewed', planned: 1, gross_minor: '6000' },
    ]);
    expect(await wake('2026-11-29T08:00:00Z')).toHaveLength(1);
    shop.day('2026-12-01');
    await shop.service(customerId, plan, '2026-12-01');
    expect(await wake('2026-12-03T20:45:00Z')).toMatchObject([{ status: 'previewed', gross_minor: '6000' }]);
    expect(await wake('2026-12-03T21:00:00Z')).toMatchObject([{ status: 'previewed', gross_minor: '9000' }]);
    expect(await wake('2026-12-03T21:15:00Z')).toMatchObject([{ status: 'issued', issued: 1, changed: 0 }]);
    const [invoice] = await shop.world.rows('SELECT issued_on, due_on FROM billing.invoice WHERE customer_id = $1', [
      customerId,
    ]);
    expect(invoice).toEqual({ issued_on: '2026-12-01', due_on: '2026-12-16' });
    expect(await wake('2026-12-03T21:30:00Z')).toHaveLength(1);
  });

  it('date their documents by the real day of issue when the settings say so', async () => {
    await shop.world.run(ChangePolicy, { documentDate: 'issue_date' });
    await wake('2026-12-29T08:00:00Z');
    await wake('2027-01-03T21:00:00Z');
    expect((await wake('2027-01-03T21:15:00Z')).at(-1)).toMatchObject({ status: 'issued', dated_on: '2027-01-03' });
    const [invoice] = await shop.world.rows(
      'SELECT issued_on, due_on, lower(period) AS "from" FROM billing.invoice ORDER BY issued_on DESC LIMIT 1',
    );
    expect(invoice).toEqual({ issued_on: '2027-01-03', due_on: '2027-01-18', from: '2027-01-01' });
    await shop.world.run(ChangePolicy, { documentDate: 'billing_day' });
  });

  it('wait for a person over the limit, and say so', async () => {
    await shop.world.run(ChangePolicy, { secondPersonAbove: '10.00', autoIssueDays: 0, autoIssueHour: 9 });
    await wake('2027-02-01T08:00:00Z');
    await wake('2027-02-01T08:15:00Z');
    const stopped = (await wake('2027-02-01T08:30:00Z')).at(-1);
    expect(stopped).toMatchObject({ status: 'previewed' });
    expect(stopped?.stopped_reason).toContain('waits for a person');
    await shop.world.run(ChangePolicy, { secondPersonAbove: null });
    expect((await wake('2027-02-01T08:45:00Z')).at(-1)).toMatchObject({ status: 'previewed' });
  });

  it('catch up on billing days that were missed, and know billing days that a month lacks', async () => {
    const customerId = await shop.customer();
    shop.day('2027-02-10');
    await shop.service(customerId, await shop.plan('28.0000'), '2027-02-10');
    await shop.world.run(ChangeBillingSettings, { customerId, billingDay: 31 });
    const all = await wake('2027-03-02T08:00:00Z');
    expect(all.slice(-2)).toMatchObject([{ for_date: '2027-02-28' }, { for_date: '2027-03-01' }]);
  });
});

describe('the last recurring invoice, cancelled', () => {
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

  const invoices = (customerId: string): Promise<{ id: InvoiceId; status: string }[]> =>
    shop.world.rows('SELECT id, status FROM billing.invoice WHERE customer_id = $1 ORDER BY issued_on, id', [
      customerId,
    ]);

  it('gives its days to the next run only by a decision of its own', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('30.0000'), '2026-11-01');
    const only = { customerIds: [customerId] };
    await runs.issue(await runs.preview('2026-11-01', only));
    shop.day('2026-12-01');
    await runs.issue(await runs.preview('2026-12-01', only));
    const [first, second] = await invoices(customerId);
    await expect(
      shop.world.run(CancelRecurringInvoice, { invoiceId: first?.id, reason: 'wrong', chargeAgain: true }),
    ).rejects.toMatchObject({ code: 'NOT_THE_LAST_INVOICE' });
    await shop.world.run(CancelRecurringInvoice, { invoiceId: second?.id, reason: 'wrong price', chargeAgain: false });
    expect((await runs.preview('2026-12-01', only)).planned).toBe(0);
    await expect(shop.world.run(ReleaseDays, { invoiceId: first?.id, reason: 'x' })).rejects.toMatchObject({
      code: 'INVOICE_STANDS',
    });
    await shop.world.run(ReleaseDays, { invoiceId: second?.id, reason: 'charged with the right price' });
    await expect(shop.world.run(ReleaseDays, { invoiceId: second?.id, reason: 'twice' })).rejects.toMatchObject({
      code: 'NO_DAYS',
    });
    const run = await runs.preview('2026-12-01', only);
    expect(run).toMatchObject({ planned: 1, gross: '3000' });
    await runs.issue(run);
    const [balance] = await shop.world.rows(
      'SELECT balance_minor, last_invoice_minor FROM billing.account WHERE customer_id = $1',
      [customerId],
    );
    expect(balance).toEqual({ balance_minor: '-6000', last_invoice_minor: '3000' });
    expect((await invoices(customerId)).map((one) => one.status)).toEqual(['issued', 'void', 'issued']);
  });

  it('pays for three months at once, at the price of a month each', async () => {
    const customerId = await shop.customer();
    await shop.world.run(ChangeBillingSettings, { customerId, periodMonths: 3 });
    await shop.service(customerId, await shop.plan('20.0000'), '2026-12-01');
    await runs.issue(await runs.preview('2026-12-01', { customerIds: [customerId] }));
    expect(await runs.lines(customerId)).toHaveLength(3);
    shop.day('2027-02-01');
    expect((await runs.preview('2027-02-01', { customerIds: [customerId] })).planned).toBe(0);
    shop.day('2027-03-01');
    expect(await runs.preview('2027-03-01', { customerIds: [customerId] })).toMatchObject({ gross: '6000' });
  });

  it('shows what it gives back and what a run charges for the same days, and does just that', async () => {
    shop.day('2027-04-11');
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('30.0000'), '2027-04-11');
    shop.day('2027-05-01');
    await runs.issue(await runs.preview('2027-05-01', { customerIds: [customerId] }));
    const [invoice] = await invoices(customerId);
    const wish = { invoiceId: invoice?.id as InvoiceId, chargeAgain: true };
    const shown = await shop.world.ask(PreviewCancelRecurring, wish);
    expect(shown.credit.totals.grossMinor).toBe(5000n);
    expect(shown.again.map((line) => [line.covers.from, line.covers.to, line.grossMinor])).toEqual([
      ['2027-04-11', '2027-05-01', 2000n],
      ['2027-05-01', '2027-06-01', 3000n],
    ]);
    expect((await shop.world.ask(PreviewCancelRecurring, { ...wish, chargeAgain: false })).again).toEqual([]);
    const order = { ...wish, reason: 'wrong address' };
    await expect(shop.world.run(CancelRecurringInvoice, { ...order, planHash: 'of yesterday' })).rejects.toMatchObject({
      code: 'INVOICE_CHANGED',
    });
    await shop.world.run(CancelRecurringInvoice, { ...order, planHash: shown.hash });
    expect(await runs.preview('2027-05-01', { customerIds: [customerId] })).toMatchObject({ gross: '5000' });
  });
});
