import { type CustomerId } from '@demarc/crm';
import { Acts } from '@demarc/commands';
import { systemActor } from '@demarc/access';
import { staffWith } from '@demarc/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Accounts,
  ApproveRun,
  BillingPermissions,
  ChangePolicy,
  HoldRunItem,
  IssueRun,
  IssueRunJob,
  issuePage,
  Policies,
  PreviewRun,
  type BillingRunId,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('a billing run', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
  });
  afterAll(async () => {
    expect(await shop.world.violations()).toEqual([]);
    await shop.world.close();
  });

  const preview = async (
    forDate: string,
    more: Record<string, unknown> = {},
  ): Promise<{ runId: BillingRunId; planHash: string; planned: number; gross: string }> => {
    const { runId } = await shop.world.run(PreviewRun, { forDate, ...more });
    await shop.world.settle();
    const [row] = await shop.world.rows<{ plan_hash: string; planned: number; gross_minor: string }>(
      `SELECT plan_hash, planned, gross_minor FROM billing.billing_run WHERE id = $1 AND status = 'previewed'`,
      [runId],
    );
    return { runId, planHash: row?.plan_hash ?? '', planned: row?.planned ?? -1, gross: row?.gross_minor ?? '' };
  };
  const issue = async (run: {
    runId: BillingRunId;
    planHash: string;
  }): Promise<Record<string, unknown> | undefined> => {
    await shop.world.run(ApproveRun, { runId: run.runId, planHash: run.planHash });
    await shop.world.run(IssueRun, { runId: run.runId, planHash: run.planHash });
    await shop.world.settle();
    return (
      await shop.world.rows<Record<string, unknown>>(
        'SELECT status, issued, changed, failed FROM billing.billing_run WHERE id = $1',
        [run.runId],
      )
    )[0];
  };
  const lines = (customerId: string): Promise<{ net: string; covers: string }[]> =>
    shop.world.rows(
      `SELECT net_minor AS net, covers::text FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers`,
      [customerId],
    );

  it('prorates first and last periods, explains each line, and makes nothing when it is run again', async () => {
    const plan = await shop.plan('200.0000', { taxRateId: await shop.tax('VAT 20', '20') });
    shop.day('2026-08-30');
    const customerId = await shop.customer();
    await shop.service(customerId, plan, '2026-08-30');
    shop.day('2026-09-01');
    expect(await issue(await preview('2026-09-01'))).toEqual({ status: 'issued', issued: 1, changed: 0, failed: 0 });
    expect(await lines(customerId)).toEqual([
      { net: '1290', covers: '[2026-08-30,2026-09-01)' },
      { net: '20000', covers: '[2026-09-01,2026-10-01)' },
    ]);
    const [why] = await shop.world.rows<{ days: string; number: string; due: string }>(
      `SELECT explanation->'inputs'->>'days' AS days, number, due_on AS due FROM billing.invoice_line JOIN billing.invoice ON invoice.id = invoice_id
        WHERE invoice.customer_id = $1 ORDER BY position LIMIT 1`,
      [customerId],
    );
    expect(why).toEqual({ days: '2', number: 'INV-2026-000001', due: '2026-09-16' });
    const again = await preview('2026-09-01');
    expect(again.planned).toBe(0);
    expect(await issue(again)).toEqual({ status: 'issued', issued: 0, changed: 0, failed: 0 });
  });

  it('takes only accounts whose billing day it is, and a last day inside the period ends the charge', async () => {
    shop.day('2026-10-01');
    const customerId = await shop.customer();
    const plan = await shop.plan('31.0000');
    await shop.service(customerId, plan, '2026-10-01', { endsOn: '2026-10-10' });
    expect((await preview('2026-10-02')).planned).toBe(0);
    expect((await preview('2026-10-02', { customerIds: [customerId] })).planned).toBe(1);
    const run = await preview('2026-10-01');
    await issue(run);
    expect(await lines(customerId)).toEqual([{ net: '1000', covers: '[2026-10-01,2026-10-11)' }]);
  });

  it('does not issue what changed between preview and issue, and says so', async () => {
    shop.day('2026-11-01');
    const customerId = await shop.customer();
    const plan = await shop.plan('10.0000');
    await shop.service(customerId, plan, '2026-11-01');
    const run = await preview('2026-11-01', { customerIds: [customerId] });
    await shop.service(customerId, plan, '2026-11-01');
    expect(await issue(run)).toMatchObject({ issued: 0, changed: 1 });
    expect(await lines(customerId)).toEqual([]);
    expect(await issue(await preview('2026-11-01', { customerIds: [customerId] }))).toMatchObject({ issued: 1 });
  });

  it('uses a customer’s credit for the new invoice', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('40.0000'), '2026-11-01');
    await shop.pay(customerId, '15.00');
    await issue(await preview('2026-11-01', { customerIds: [customerId] }));
    const [row] = await shop.world.rows(
      'SELECT settled_minor, gross_minor FROM billing.invoice WHERE customer_id = $1',
      [customerId],
    );
    expect(row).toEqual({ settled_minor: '1500', gross_minor: '4000' });
  });

  it('wants a second person over the limit, the same plan, and a preview first', async () => {
    const customerId = await shop.customer();
    await shop.service(customerId, await shop.plan('40.0000'), '2026-11-01');
    const run = await preview('2026-11-01', { customerIds: [customerId] });
    await expect(shop.world.run(ApproveRun, { runId: run.runId, planHash: 'other' })).rejects.toMatchObject({
      code: 'PLAN_CHANGED',
    });
    await expect(shop.world.run(IssueRun, { runId: run.runId, planHash: run.planHash })).rejects.toMatchObject({
      code: 'RUN_NOT_APPROVED',
    });
    await expect(
      shop.world.run(
        ApproveRun,
        { runId: run.runId, planHash: run.planHash },
        staffWith([BillingPermissions['run.preview']]),
      ),
    ).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await shop.world.run(ChangePolicy, { secondPersonAbove: '39.99' });
    const author = staffWith([BillingPermissions['run.preview'], BillingPermissions['run.approve']]);
    const own = await shop.world.run(PreviewRun, { forDate: '2026-11-01', customerIds: [customerId] }, author);
    await shop.world.settle();
    await expect(
      shop.world.run(ApproveRun, { runId: own.runId, planHash: run.planHash }, author),
    ).rejects.toMatchObject({
      code: 'SECOND_PERSON_NEEDED',
    });
    await shop.world.run(ChangePolicy, { secondPersonAbove: null });
    const held = await shop.world.run(HoldRunItem, { runId: run.runId, customerId, reason: 'asked for' });
    await expect(shop.world.run(ApproveRun, { runId: run.runId, planHash: run.planHash })).rejects.toMatchObject({
      code: 'PLAN_CHANGED',
    });
    expect(await issue({ runId: run.runId, planHash: held.planHash })).toMatchObject({ issued: 0 });
  });

  /** Twelve customers in pages of three, previewed. */
  async function runOfFourPages(planId: Awaited<ReturnType<Shop['plan']>>, day: string): ReturnType<typeof preview> {
    const customers: CustomerId[] = [];
    for (let index = 0; index < 12; index += 1) {
      const customerId = await shop.customer();
      await shop.service(customerId, planId, day);
      customers.push(customerId);
    }
    const run = await preview(day, { customerIds: customers });
    const { Database, EVERYTHING } = await import('@demarc/persistence');
    await shop.world.app.get(Database).write(EVERYTHING, async ({ sql }) => {
      await sql.execute('DELETE FROM billing.billing_run_chunk WHERE run_id = $1', [run.runId]);
      const sorted = [...customers].sort();
      for (let page = 0; page < 4; page += 1) {
        await sql.execute(
          'INSERT INTO billing.billing_run_chunk (run_id, position, first_customer_id, last_customer_id) VALUES ($1, $2, $3, $4)',
          [run.runId, page + 1, sorted[page * 3], sorted[page * 3 + 2]],
        );
      }
    });
    return run;
  }

  it('goes on after it was cut off in the middle of a page, with two workers at once: each account once, numbers without gaps', async () => {
    shop.day('2026-12-01');
    const plan = await shop.plan('12.3400');
    const run = await runOfFourPages(plan, '2026-12-01');
    const { Database, EVERYTHING } = await import('@demarc/persistence');
    await shop.world.run(ApproveRun, { runId: run.runId, planHash: run.planHash });
    await shop.world.run(IssueRun, { runId: run.runId, planHash: run.planHash });

    const termsOf = await shop.world.app
      .get(Database)
      .read(EVERYTHING, (sql) => shop.world.app.get(Policies).termsOfAll(sql));
    const deps = {
      termsOf,
      lockAccounts: (sql: never, ids: readonly string[]) => shop.world.app.get(Accounts).lockMany(sql, ids),
      customerNumbers: async () => new Map<string, string>(),
    };
    await expect(
      shop.world.app.get(Acts).perform({ actor: systemActor('test'), requestId: 'cut' }, 'test', async (act) => {
        const page = await issuePage(act, run.runId, deps as never);
        expect(page?.issued).toHaveLength(3);
        throw new Error('the worker dies before its commit');
      }),
    ).rejects.toThrow('dies');
    expect(await shop.world.rows('SELECT 1 FROM billing.invoice WHERE run_id = $1', [run.runId])).toEqual([]);

    const job = shop.world.app.get(IssueRunJob);
    const context = { jobId: 'x', retryCount: 0, signal: new AbortController().signal };
    await Promise.all([
      job.run({ runId: run.runId }, context),
      job.run({ runId: run.runId }, context),
      job.run({ runId: run.runId }, context),
    ]);
    await shop.world.settle();
    const [counted] = await shop.world.rows(
      'SELECT count(*) AS invoices, count(DISTINCT customer_id) AS customers, count(DISTINCT number) AS numbers FROM billing.invoice WHERE run_id = $1',
      [run.runId],
    );
    expect(counted).toEqual({ invoices: '12', customers: '12', numbers: '12' });
    expect(await shop.world.rows('SELECT status, issued FROM billing.billing_run WHERE id = $1', [run.runId])).toEqual([
      { status: 'issued', issued: 12 },
    ]);
  });

  it('fails as a whole when the database fails one of its pages, leaves nothing at work, and loses nothing', async () => {
    const run = await runOfFourPages(await shop.plan('7.0000'), '2026-12-01');
    await shop.world.run(ApproveRun, { runId: run.runId, planHash: run.planHash });
    await shop.world.run(IssueRun, { runId: run.runId, planHash: run.planHash });
    const job = shop.world.app.get(IssueRunJob);
    const context = { jobId: 'x', retryCount: 0, signal: new AbortController().signal };
    const state = (): Promise<object[]> =>
      shop.world.rows(
        'SELECT status, (SELECT count(*)::int FROM billing.invoice WHERE run_id = $1) AS invoices FROM billing.billing_run WHERE id = $1',
        [run.runId],
      );
    const owner = new pg.Client({ connectionString: shop.world.database.ownerUrl });
    await owner.connect();
    await owner.query(`CREATE FUNCTION billing.fail_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'the disk is full' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER fail_late BEFORE UPDATE ON billing.billing_run_chunk FOR EACH ROW WHEN (NEW.position = 2) EXECUTE FUNCTION billing.fail_late()`);
    await expect(job.run({ runId: run.runId }, context)).rejects.toThrow('the disk is full');
    const { rows } = await owner.query(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user AND state <> 'idle'`,
    );
    expect(rows).toEqual([]);
    expect(await state()).toEqual([expect.objectContaining({ status: 'issuing' })]);
    await owner.query('DROP TRIGGER fail_late ON billing.billing_run_chunk');
    await owner.end();
    await job.run({ runId: run.runId }, context);
    await shop.world.settle();
    expect(await state()).toEqual([{ status: 'issued', invoices: 12 }]);
  });

  it('issues all others when one account of the page cannot be written', async () => {
    const plan = await shop.plan('5.0000');
    const good = await shop.customer();
    const bad = await shop.customer();
    await shop.service(good, plan, '2026-12-01');
    await shop.service(bad, plan, '2026-12-01');
    const run = await preview('2026-12-01', { customerIds: [good, bad] });
    const owner = new pg.Client({ connectionString: shop.world.database.ownerUrl });
    await owner.connect();
    await owner.query(`CREATE FUNCTION billing.refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'this one cannot be written' USING ERRCODE = '23514'; END $$;
      CREATE TRIGGER refuse_one BEFORE INSERT ON billing.invoice FOR EACH ROW WHEN (NEW.customer_id = '${bad}') EXECUTE FUNCTION billing.refuse_one()`);
    await shop.world.run(ApproveRun, { runId: run.runId, planHash: run.planHash });
    await shop.world.run(IssueRun, { runId: run.runId, planHash: run.planHash });
    await shop.world.settle();
    expect(await lines(good)).toHaveLength(1);
    expect(await lines(bad)).toHaveLength(0);
    expect(
      await shop.world.rows(
        'SELECT status, reason FROM billing.billing_run_item WHERE run_id = $1 AND customer_id = $2',
        [run.runId, bad],
      ),
    ).toEqual([{ status: 'failed', reason: 'this one cannot be written' }]);
    await owner.query('DROP TRIGGER refuse_one ON billing.invoice');
    await owner.end();
    expect(await issue(await preview('2026-12-01', { customerIds: [good, bad] }))).toMatchObject({ issued: 1 });
  });
});
