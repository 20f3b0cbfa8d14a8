import { ActivateCustomer, type CustomerId, DeactivateCustomer } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ApproveRun,
  ChangeBillingSettings,
  ChangePolicy,
  IssueRun,
  PauseService,
  PreviewRollback,
  PreviewRun,
  RollBackSuspensions,
  WatchStanding,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('a customer whom staff deactivate', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: true });
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const step = async (
    command: typeof ActivateCustomer | typeof DeactivateCustomer,
    customerId: CustomerId,
  ): Promise<void> => {
    await shop.world.run(command, { customerId });
    await shop.world.settle();
  };
  const bill = async (forDate: string): Promise<void> => {
    shop.day(forDate);
    const { runId } = await shop.world.run(PreviewRun, { forDate });
    await shop.world.settle();
    const [run] = await shop.world.rows<{ planHash: string }>(
      'SELECT plan_hash AS "planHash" FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    await shop.world.run(ApproveRun, { runId, planHash: run?.planHash });
    await shop.world.run(IssueRun, { runId, planHash: run?.planHash });
    await shop.world.settle();
    expect(await shop.world.rows('SELECT status FROM billing.billing_run WHERE id = $1', [runId])).toEqual([
      { status: 'issued' },
    ]);
  };
  const services = (customerId: string): Promise<object[]> =>
    shop.world.rows(
      'SELECT status, starts_on AS starts, ends_on AS ends FROM billing.service WHERE customer_id = $1 ORDER BY number',
      [customerId],
    );
  const charged = async (customerId: string): Promise<string[]> =>
    (
      await shop.world.rows<{ covers: string }>(
        'SELECT covers::text FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers',
        [customerId],
      )
    ).map(({ covers }) => covers);

  it('is not charged for the time away, and is served again from the day of the return', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('31'), '2026-01-01');
    await bill('2026-01-01');
    await shop.pay(customerId, '31');
    shop.day('2026-01-20');
    await step(DeactivateCustomer, customerId);
    expect(await services(customerId)).toEqual([
      { status: 'disabled', starts: '2026-01-01', ends: '2026-01-19' },
      { status: 'paused', starts: '2026-01-20', ends: null },
    ]);
    await bill('2026-02-01');
    await bill('2026-03-01');
    shop.day('2026-03-10');
    await step(ActivateCustomer, customerId);
    expect((await services(customerId))[1]).toEqual({ status: 'active', starts: '2026-03-10', ends: null });
    await bill('2026-04-01');
    expect(await charged(customerId)).toEqual([
      '[2026-01-01,2026-02-01)',
      '[2026-03-10,2026-04-01)',
      '[2026-04-01,2026-05-01)',
    ]);
    await shop.pay(customerId, '100');
    await step(DeactivateCustomer, customerId);
  });

  it('who comes back within the period is charged once for each of its days, in one run', async () => {
    shop.day('2026-08-01');
    const customerId = await shop.customer();
    await shop.world.run(ChangeBillingSettings, { customerId, mode: 'arrears' });
    await shop.service(customerId, await shop.plan('31'), '2026-08-01');
    for (const [day, command] of [
      ['2026-08-10', DeactivateCustomer],
      ['2026-08-20', ActivateCustomer],
    ] as const) {
      shop.day(day);
      await step(command, customerId);
    }
    await bill('2026-09-01');
    expect(await charged(customerId)).toEqual(['[2026-08-01,2026-08-20)', '[2026-08-20,2026-09-01)']);
  });

  it('is charged once for each day, and keeps what staff paused, when a service that came back is paused', async () => {
    shop.day('2026-11-01');
    const customerId = await shop.customer();
    await shop.world.run(ChangeBillingSettings, { customerId, mode: 'arrears' });
    await shop.service(customerId, await shop.plan('30'), '2026-11-01');
    shop.day('2026-11-10');
    await step(DeactivateCustomer, customerId);
    shop.day('2026-11-15');
    await step(ActivateCustomer, customerId);
    shop.day('2026-11-20');
    const [, back] = await shop.world.rows<{ id: string }>(
      'SELECT id FROM billing.service WHERE customer_id = $1 ORDER BY number',
      [customerId],
    );
    await shop.world.run(PauseService, { serviceId: back?.id });
    await bill('2026-12-01');
    expect(await charged(customerId)).toEqual(['[2026-11-01,2026-11-15)', '[2026-11-15,2026-11-20)']);
    await step(DeactivateCustomer, customerId);
    shop.day('2026-12-10');
    await step(ActivateCustomer, customerId);
    expect((await services(customerId)).slice(1)).toEqual([{ status: 'paused', starts: '2026-11-15', ends: null }]);
  });

  it('whose deactivation was taken back on its day is charged for the days after it as if it never was', async () => {
    shop.day('2027-04-01');
    const customerId = await shop.customer();
    await shop.world.run(ChangeBillingSettings, { customerId, mode: 'arrears' });
    await shop.service(customerId, await shop.plan('30'), '2027-04-01');
    await bill('2027-05-01');
    for (const day of ['2027-05-16', '2027-05-26']) {
      shop.day(day);
      await shop.world.app.get(WatchStanding).run();
      await shop.world.settle();
    }
    const [list] = await shop.world.rows<{ batchId: never }>(
      `SELECT batch_id AS "batchId" FROM billing.suspension_item WHERE customer_id = $1 AND to_standing = 'inactive'`,
      [customerId],
    );
    const back = { batchId: list?.batchId as never, customerIds: [customerId], until: '2027-05-29' as LocalDate };
    const { hash } = await shop.world.ask(PreviewRollback, back);
    await shop.world.run(RollBackSuspensions, { ...back, hash, reason: 'paid in cash' });
    await shop.world.settle();
    shop.day('2027-05-28');
    await step(DeactivateCustomer, customerId);
    shop.day('2027-06-05');
    await step(ActivateCustomer, customerId);
    await bill('2027-07-01');
    expect(await charged(customerId)).toEqual([
      '[2027-04-01,2027-05-01)',
      '[2027-05-01,2027-06-01)',
      '[2027-06-05,2027-07-01)',
    ]);
  });

  it('who comes back after an end that was ahead is charged up to it, and no further', async () => {
    shop.day('2027-01-01');
    const customerId = await shop.customer();
    await shop.world.run(ChangeBillingSettings, { customerId, mode: 'arrears' });
    await shop.service(customerId, await shop.plan('31'), '2027-01-01', { endsOn: '2027-01-15' });
    shop.day('2027-01-10');
    await step(DeactivateCustomer, customerId);
    shop.day('2027-02-05');
    await step(ActivateCustomer, customerId);
    await bill('2027-03-01');
    expect(await charged(customerId)).toEqual(['[2027-01-01,2027-01-16)']);
  });

  it('does not get back what ended while away, and what ends later still ends then', async () => {
    shop.day('2026-10-01');
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('31'), '2026-10-01', { endsOn: '2026-10-15' });
    await shop.service(customerId, await shop.plan('62'), '2026-10-01', { endsOn: '2026-10-31' });
    shop.day('2026-10-10');
    await step(DeactivateCustomer, customerId);
    shop.day('2026-10-20');
    await step(ActivateCustomer, customerId);
    expect((await services(customerId)).slice(2)).toEqual([
      { status: 'archived', starts: '2026-10-10', ends: '2026-10-15' },
      { status: 'active', starts: '2026-10-20', ends: '2026-10-31' },
    ]);
  });

  it('gets no service back by paying old debts, only by being activated', async () => {
    shop.day('2026-05-01');
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('31'), '2026-05-01');
    await bill('2026-05-01');
    for (const day of ['2026-05-16', '2026-05-26']) {
      shop.day(day);
      await shop.world.app.get(WatchStanding).run();
      await shop.world.settle();
    }
    const away = [
      { status: 'disabled', starts: '2026-05-01', ends: '2026-05-25' },
      { status: 'paused', starts: '2026-05-26', ends: null },
    ];
    expect(await services(customerId)).toEqual(away);
    await step(DeactivateCustomer, customerId);
    await shop.pay(customerId, '31');
    expect(await services(customerId)).toEqual(away);
    shop.day('2026-06-05');
    await step(ActivateCustomer, customerId);
    expect((await services(customerId))[1]).toEqual({ status: 'active', starts: '2026-06-05', ends: null });
  });
});
