import type { CustomerId } from '@demarc/crm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ApproveRun,
  type BillingRunId,
  ChangePlan,
  IssueRun,
  IssueRunJob,
  PreviewRun,
  type PlanId,
  type ServiceId,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

const CUSTOMERS = 6;

interface Subscriber {
  readonly customerId: CustomerId;
  readonly serviceId: ServiceId;
}

describe('a change of plan', () => {
  let shop: Shop;
  let plan: PlanId;
  let dearer: PlanId;
  beforeAll(async () => {
    shop = await openShop('2026-05-01T08:00:00Z');
    plan = await shop.plan('30');
    dearer = await shop.plan('45');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const subscribers = async (): Promise<Subscriber[]> => {
    shop.day('2026-05-01');
    const made: Subscriber[] = [];
    for (let index = 0; index < CUSTOMERS; index += 1) {
      const customerId = await shop.customer();
      made.push({ customerId, serviceId: await shop.service(customerId, plan, '2026-05-01') });
    }
    return made;
  };
  const approvedRun = async (
    forDate: string,
    customers: readonly Subscriber[],
  ): Promise<{ runId: BillingRunId; planHash: string }> => {
    const customerIds = customers.map(({ customerId }) => customerId);
    const { runId } = await shop.world.run(PreviewRun, { forDate, customerIds });
    await shop.world.settle();
    const [run] = await shop.world.rows<{ planHash: string }>(
      'SELECT plan_hash AS "planHash" FROM billing.billing_run WHERE id = $1',
      [runId],
    );
    const step = { runId, planHash: run?.planHash ?? '' };
    await shop.world.run(ApproveRun, step);
    return step;
  };
  const bill = async (forDate: string, customers: readonly Subscriber[]): Promise<void> => {
    await shop.world.run(IssueRun, await approvedRun(forDate, customers));
    await shop.world.settle();
  };
  const change = ({ serviceId }: Subscriber, changeOn: string): Promise<unknown> =>
    shop.world.run(ChangePlan, { serviceId, planId: dearer, changeOn });
  /** How often each day is charged, with what was given back counted against it. */
  const timesCharged = async ({ customerId }: Subscriber): Promise<Record<string, number>> =>
    Object.fromEntries(
      (
        await shop.world.rows<{ times: number; days: string }>(
          `SELECT times, count(*) || ' days from ' || min(day)::date AS days FROM (
           SELECT day, sum(sign)::int AS times FROM (
             SELECT covers, 1 AS sign FROM billing.invoice_line WHERE customer_id = $1
             UNION ALL SELECT covers, -1 FROM billing.credit_note_line WHERE customer_id = $1) line,
             generate_series(lower(covers), upper(covers) - 1, '1 day') day GROUP BY day) each GROUP BY times ORDER BY times`,
          [customerId],
        )
      ).map(({ times, days }) => [days, times]),
    );
  const books = async ({ customerId }: Subscriber): Promise<object | undefined> =>
    (
      await shop.world.rows<object>(
        `SELECT balance_minor AS balance,
         (SELECT sum(gross_minor - settled_minor) FROM billing.invoice WHERE customer_id = $1) AS open,
         (SELECT coalesce(sum(unallocated_minor), 0) FROM billing.payment WHERE customer_id = $1) AS unused
       FROM billing.account WHERE customer_id = $1`,
        [customerId],
      )
    )[0];
  const expectJuneOnceAtTheNewPrice = async (customers: readonly Subscriber[]): Promise<void> => {
    for (const one of customers) {
      expect(await timesCharged(one)).toEqual({ '61 days from 2026-05-01': 1 });
      expect(await books(one)).toEqual({ balance: '-7500', open: '7500', unused: '0' });
    }
  };

  it('after the billing run of its day gives the month back and charges it at the new price', async () => {
    const customers = await subscribers();
    await bill('2026-05-01', customers);
    shop.day('2026-06-01');
    await bill('2026-06-01', customers);
    for (const one of customers) await change(one, '2026-06-01');
    await expectJuneOnceAtTheNewPrice(customers);
  });

  it('before the billing run of its day leaves the run nothing to charge', async () => {
    const customers = await subscribers();
    await bill('2026-05-01', customers);
    shop.day('2026-06-01');
    const run = await approvedRun('2026-06-01', customers);
    for (const one of customers) await change(one, '2026-06-01');
    await shop.world.run(IssueRun, run);
    await shop.world.settle();
    expect(await shop.world.rows('SELECT issued, changed FROM billing.billing_run WHERE id = $1', [run.runId])).toEqual(
      [{ issued: 0, changed: CUSTOMERS }],
    );
    await expectJuneOnceAtTheNewPrice(customers);
  });

  it('at the same time as the billing run charges no day twice, whichever comes first', async () => {
    const customers = await subscribers();
    await bill('2026-05-01', customers);
    shop.day('2026-06-01');
    const run = await approvedRun('2026-06-01', customers);
    await shop.world.run(IssueRun, run);
    const job = shop.world.app.get(IssueRunJob);
    const context = { jobId: 'race', retryCount: 0, signal: new AbortController().signal };
    const changes = customers.map((one) => change(one, '2026-06-01'));
    await Promise.all([...changes.slice(0, 3), job.run({ runId: run.runId }, context), ...changes.slice(3)]);
    await shop.world.settle();
    await expectJuneOnceAtTheNewPrice(customers);
  });

  it('at the same second as a payment leaves the same sums, whichever comes first', async () => {
    const customers = await subscribers();
    await bill('2026-05-01', customers);
    shop.day('2026-06-01');
    await bill('2026-06-01', customers);
    for (const { customerId } of customers) await shop.pay(customerId, '30');
    shop.day('2026-06-11');
    await Promise.all(
      customers.flatMap((one, index) => {
        const both = [() => change(one, '2026-06-11'), () => shop.pay(one.customerId, '30')];
        return (index % 2 === 0 ? both : both.reverse()).map((act) => act());
      }),
    );
    for (const one of customers) {
      expect(await timesCharged(one)).toEqual({ '61 days from 2026-05-01': 1 });
      expect(await books(one)).toEqual({ balance: '-1000', open: '1000', unused: '0' });
    }
  });
});
