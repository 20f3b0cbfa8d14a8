import type { CustomerId } from '@demarc/crm';
import { Database, EVERYTHING } from '@demarc/persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ApproveRun,
  ApproveSuspensions,
  ChangePolicy,
  IssueOneTimeInvoice,
  IssueRun,
  LiftHold,
  PlaceHold,
  PreviewRun,
  PreviewSuspensions,
  PromiseToPay,
  WatchStanding,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('standing', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const bill = async (forDate: string, customerIds: CustomerId[]): Promise<void> => {
    const { runId } = await shop.world.run(PreviewRun, { forDate, customerIds });
    await shop.world.settle();
    const [run] = await shop.world.rows<{ plan_hash: string }>(
      'SELECT plan_hash FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    const step = { runId, planHash: run?.plan_hash ?? '' };
    await shop.world.run(ApproveRun, step);
    await shop.world.run(IssueRun, step);
    await shop.world.settle();
  };
  const morning = async (date: string): Promise<void> => {
    shop.day(date);
    await shop.world.app.get(WatchStanding).run();
    await shop.world.settle();
  };
  const account = async (customerId: string): Promise<Record<string, unknown> | undefined> =>
    (
      await shop.world.rows<Record<string, unknown>>(
        'SELECT standing, customer_status AS status FROM billing.account WHERE customer_id = $1',
        [customerId],
      )
    )[0];
  /** As `startCheckout` leaves it when the provider has opened its page. */
  const beginPaying = (customerId: string): Promise<unknown> =>
    shop.world.app.get(Database).write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `WITH provider AS (
           INSERT INTO billing.payment_provider_account (id, provider, mode, name, secret_key, webhook_secrets, key_hint, method_id, connected_at, connected_by)
           VALUES (uuidv7(), 'stripe', 'test', 'Cards', '', '{}', '', $2, $3, 'test') RETURNING id)
         INSERT INTO billing.checkout (id, customer_id, partner_id, account_id, provider, provider_session_id, amount_minor, currency, started_by, created_at, updated_at)
         SELECT uuidv7(), account.customer_id, account.partner_id, provider.id, 'stripe', 'cs_1', 2000, account.currency, 'test', $3, $3
           FROM billing.account account, provider WHERE account.customer_id = $1`,
        [customerId, shop.methodId, shop.world.clock.now()],
      ),
    );
  const services = (customerId: string): Promise<Record<string, unknown>[]> =>
    shop.world.rows(
      'SELECT status, starts_on AS starts, ends_on AS ends, ended_by AS by FROM billing.service WHERE customer_id = $1 ORDER BY number',
      [customerId],
    );

  it('goes good → blocked on the 16th → inactive on the 26th, services follow, and payment brings all of it back', async () => {
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: true });
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('31.0000'), '2026-01-01');
    await bill('2026-01-01', [customerId]);
    await morning('2026-01-15');
    expect(await account(customerId)).toEqual({ standing: 'good', status: 'active' });
    await morning('2026-01-16');
    expect(await account(customerId)).toEqual({ standing: 'blocked', status: 'blocked' });
    expect(await services(customerId)).toEqual([{ status: 'active', starts: '2026-01-01', ends: null, by: null }]);
    await morning('2026-01-25');
    expect(await account(customerId)).toMatchObject({ standing: 'blocked' });
    await morning('2026-01-26');
    expect(await account(customerId)).toEqual({ standing: 'inactive', status: 'inactive' });
    expect(await services(customerId)).toEqual([
      { status: 'disabled', starts: '2026-01-01', ends: '2026-01-25', by: 'deactivation' },
      { status: 'paused', starts: '2026-01-26', ends: null, by: null },
    ]);
    shop.day('2026-02-10');
    expect((await shop.pay(customerId, '31.00')).standing).toBe('good');
    expect(await account(customerId)).toEqual({ standing: 'good', status: 'active' });
    expect((await services(customerId))[1]).toMatchObject({ status: 'active', starts: '2026-02-10' });
    await bill('2026-03-01', [customerId]);
    const lines = await shop.world.rows(
      'SELECT covers::text FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers',
      [customerId],
    );
    expect(lines).toEqual([
      { covers: '[2026-01-01,2026-02-01)' },
      { covers: '[2026-02-10,2026-03-01)' },
      { covers: '[2026-03-01,2026-04-01)' },
    ]);
    await shop.pay(customerId, '100.00');
  });

  it('is overdue between the due date and the block, and a one-time invoice never blocks', async () => {
    const customerId = await shop.customer();
    shop.day('2026-03-01');
    await shop.world.run(IssueOneTimeInvoice, { customerId, lines: [{ description: 'Visit', unitPrice: '50' }] });
    await morning('2026-08-01');
    expect(await account(customerId)).toMatchObject({ standing: 'good' });
  });

  it('lists the day’s suspensions with reasons and waits for a person, who may leave somebody out', async () => {
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: false });
    shop.day('2026-08-01');
    const plan = await shop.plan('20.0000');
    const [first, second, third] = [await shop.customer(), await shop.customer(), await shop.customer()];
    for (const customerId of [first, second, third]) await shop.service(customerId, plan, '2026-08-01');
    await bill('2026-08-01', [first, second, third]);
    await morning('2026-08-16');
    expect(await account(first)).toMatchObject({ standing: 'overdue', status: 'active' });
    const preview = await shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId });
    expect(preview).toMatchObject({ due: 3, braked: false });
    await shop.pay(second, '20.00');
    await shop.world.run(ApproveSuspensions, { batchId: preview.batchId, planHash: preview.planHash, except: [third] });
    await shop.world.settle();
    expect(await account(first)).toMatchObject({ standing: 'blocked' });
    expect(await account(second)).toMatchObject({ standing: 'good', status: 'active' });
    expect(await account(third)).toMatchObject({ standing: 'overdue', status: 'active' });
    expect(
      await shop.world.rows('SELECT outcome FROM billing.suspension_item WHERE batch_id = $1 ORDER BY outcome', [
        preview.batchId,
      ]),
    ).toEqual([{ outcome: 'applied' }, { outcome: 'excluded' }, { outcome: 'settled' }]);
    await shop.pay(first, '20.00');
    await shop.pay(third, '20.00');
  });

  it('leaves out who is at a payment page, for half an hour', async () => {
    shop.day('2026-08-01');
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('20.0000'), '2026-08-01');
    await bill('2026-08-01', [customerId]);
    await morning('2026-08-16');
    await beginPaying(customerId);
    const preview = (): Promise<unknown> => shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId });
    expect(await preview()).toMatchObject({ due: 0, excluded: 1 });
    shop.world.clock.set(new Date(shop.world.clock.now().getTime() + 31 * 60_000));
    expect(await preview()).toMatchObject({ due: 1, excluded: 0 });
    await shop.pay(customerId, '20.00');
  });

  it('keeps access closed by a hold whatever is paid, until a person lifts it', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('20.0000'), '2026-08-16');
    const { holdId } = await shop.world.run(PlaceHold, { customerId, reason: 'fraud check' });
    expect(await account(customerId)).toEqual({ standing: 'good', status: 'blocked' });
    await shop.pay(customerId, '500.00');
    expect(await account(customerId)).toEqual({ standing: 'good', status: 'blocked' });
    await shop.world.run(LiftHold, { holdId });
    expect(await account(customerId)).toEqual({ standing: 'good', status: 'active' });
    await expect(shop.world.run(LiftHold, { holdId })).rejects.toMatchObject({ code: 'HOLD_LIFTED' });
  });

  it('gives grace by a promise to pay', async () => {
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: true });
    shop.day('2026-09-01');
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('20.0000'), '2026-09-01');
    await bill('2026-09-01', [customerId]);
    shop.day('2026-09-10');
    await shop.world.run(PromiseToPay, { customerId, until: '2026-09-20' });
    await morning('2026-09-18');
    expect(await account(customerId)).toEqual({ standing: 'overdue', status: 'active' });
    await morning('2026-09-21');
    expect(await account(customerId)).toEqual({ standing: 'blocked', status: 'blocked' });
    await shop.world.run(PromiseToPay, { customerId, until: '2026-09-25' });
    expect(await account(customerId)).toEqual({ standing: 'overdue', status: 'active' });
    await expect(shop.world.run(PromiseToPay, { customerId, until: '2027-09-25' })).rejects.toMatchObject({
      code: 'PROMISE_DATE',
    });
  });

  it('puts on the brake when too many would be suspended at once', async () => {
    await shop.world.run(ChangePolicy, { brakeFree: 0 });
    shop.day('2026-10-01');
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('20.0000'), '2026-10-01');
    await bill('2026-10-01', [customerId]);
    await morning('2026-10-16');
    expect(await account(customerId)).toMatchObject({ standing: 'overdue', status: 'active' });
    const [batch] = await shop.world.rows(
      `SELECT status, braked FROM billing.suspension_batch WHERE status = 'previewed'`,
    );
    expect(batch).toEqual({ status: 'previewed', braked: true });
  });
});
