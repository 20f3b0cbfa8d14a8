import { systemActor } from '@demarc/access';
import { Acts } from '@demarc/commands';
import type { CustomerId } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ApproveRun,
  ApproveSuspensions,
  ChangePolicy,
  EndSuspensions,
  GoOnWithSuspensions,
  IssueRun,
  PreviewRollback,
  PreviewRun,
  PreviewSuspensions,
  PromiseToPay,
  RollBackSuspensions,
  StopSuspensions,
  SuspensionProgress,
  WakeSuspensions,
  WatchStanding,
} from '../src/index.js';
import { openShop, type Shop } from './billing-world.js';

describe('the roll-out of suspensions', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop('2026-01-01T08:00:00Z');
    await shop.world.run(ChangePolicy, { suspendWithoutApproval: false, suspendFirst: 2, suspendStopAbove: 1 });
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
  const debtors = async (count: number, day: string): Promise<CustomerId[]> => {
    shop.day(day);
    const plan = await shop.plan('31.0000');
    const ids: CustomerId[] = [];
    for (let made = 0; made < count; made += 1) {
      const customerId = await shop.customer();
      await shop.service(customerId, plan, day);
      ids.push(customerId);
    }
    await bill(day, ids);
    return ids;
  };
  const blocked = async (ids: readonly CustomerId[]): Promise<CustomerId[]> => {
    const rows = await shop.world.rows<{ id: CustomerId }>(
      `SELECT customer_id AS id FROM billing.account WHERE customer_id = ANY ($1::uuid[]) AND standing = 'blocked'`,
      [ids],
    );
    return rows.map(({ id }) => id);
  };
  const batchOf = async (id: string): Promise<unknown> =>
    (
      await shop.world.rows(
        'SELECT status, halted_reason AS why, resume_at AS resume FROM billing.suspension_batch WHERE id = $1',
        [id],
      )
    )[0];
  const approved = async (): Promise<{ batchId: never; planHash: string }> => {
    const list = await shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId });
    const step = { batchId: list.batchId as never, planHash: list.planHash };
    await shop.world.run(ApproveSuspensions, step);
    await shop.world.settle();
    return step;
  };
  const failure = (customerId: CustomerId): Promise<void> =>
    shop.world.app
      .get(Acts)
      .perform({ actor: systemActor('test'), requestId: 'test' }, 'networking.on-access-drifted', (act) =>
        shop.world.app.get(SuspensionProgress).noteFailure(act, customerId, 'unanswered'),
      );

  it('suspends the first ones, waits, and then the rest; meanwhile no second list is worked out', async () => {
    const ids = await debtors(4, '2026-02-01');
    shop.day('2026-02-16');
    await shop.world.app.get(WatchStanding).run();
    const { batchId } = await approved();
    expect(await blocked(ids)).toHaveLength(2);
    await expect(shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId })).rejects.toMatchObject({
      code: 'LIST_UNDER_WAY',
    });
    await shop.world.app.get(WakeSuspensions).run();
    await shop.world.settle();
    expect(await blocked(ids)).toHaveLength(2);
    const resume = ((await batchOf(batchId)) as { resume: Date }).resume;
    shop.world.clock.set(resume);
    await shop.world.app.get(WakeSuspensions).run();
    await shop.world.settle();
    expect(await blocked(ids)).toHaveLength(4);
    expect(await batchOf(batchId)).toMatchObject({ status: 'applied', why: null });
    for (const id of ids) await shop.pay(id, '31.00');
  });

  it('stops when the network follows for too few, and a person lets it go on or ends it', async () => {
    const ids = await debtors(4, '2026-03-01');
    shop.day('2026-03-16');
    const { batchId } = await approved();
    const [one, two] = await blocked(ids);
    if (!one || !two) throw new Error('two are suspended');
    await failure(one);
    expect(await batchOf(batchId)).toMatchObject({ status: 'approved' });
    await failure(two);
    expect(await batchOf(batchId)).toMatchObject({
      status: 'halted',
      why: 'The network did not follow for 2 of those who were suspended.',
    });
    shop.world.clock.set(new Date('2026-03-16T20:00:00Z'));
    await shop.world.app.get(WakeSuspensions).run();
    await shop.world.app.get(WatchStanding).run();
    await shop.world.settle();
    expect(await blocked(ids)).toHaveLength(2);
    await shop.world.run(GoOnWithSuspensions, { batchId });
    await shop.world.settle();
    expect(await blocked(ids)).toHaveLength(4);
    await expect(shop.world.run(GoOnWithSuspensions, { batchId })).rejects.toMatchObject({ code: 'BATCH_NOT_STOPPED' });
    for (const id of ids) await shop.pay(id, '31.00');
  });

  it('is stopped by hand, and ended: who was not suspended stays open and may be on the next list', async () => {
    const ids = await debtors(3, '2026-04-01');
    shop.day('2026-04-16');
    const { batchId } = await approved();
    await shop.world.run(StopSuspensions, { batchId, reason: 'the bank file came' });
    await expect(shop.world.run(StopSuspensions, { batchId, reason: 'again' })).rejects.toMatchObject({
      code: 'BATCH_NOT_RUNNING',
    });
    await shop.world.run(EndSuspensions, { batchId, reason: 'the bank file came' });
    expect(await blocked(ids)).toHaveLength(2);
    expect(await shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId })).toMatchObject({ due: 1 });
    for (const id of ids) await shop.pay(id, '31.00');
  });

  it('keeps the list and its author when time is given to somebody on it', async () => {
    const ids = await debtors(2, '2026-05-01');
    shop.day('2026-05-16');
    const before = await shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId });
    await shop.world.run(PromiseToPay, { customerId: ids[0] as never, until: '2026-05-20' as LocalDate, grace: true });
    const after = await shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId });
    expect(after).toMatchObject({ batchId: before.batchId, due: 1, excluded: 1 });
    expect(after.planHash).not.toBe(before.planHash);
    await expect(
      shop.world.run(ApproveSuspensions, { batchId: before.batchId as never, planHash: before.planHash }),
    ).rejects.toMatchObject({ code: 'PLAN_CHANGED' });
    for (const id of ids) await shop.pay(id, '31.00');
    await shop.world.run(PreviewSuspensions, { partnerId: shop.partnerId });
  });

  it('goes back to exactly what was: a deactivation of the day itself leaves services and standing as before', async () => {
    await shop.world.run(ChangePolicy, { suspendFirst: 0, suspendWithoutApproval: true });
    const [customerId] = await debtors(1, '2026-06-01');
    if (!customerId) throw new Error('nobody');
    const state = (): Promise<unknown[]> =>
      shop.world.rows(
        `SELECT account.standing, account.customer_status, account.promise_until, service.id, service.status, service.starts_on, service.ends_on, service.ended_by
           FROM billing.account JOIN billing.service USING (customer_id) WHERE customer_id = $1 AND service.status <> 'archived' ORDER BY service.id`,
        [customerId],
      );
    let before: unknown[] = [];
    for (const day of ['2026-06-16', '2026-06-26']) {
      before = await state();
      shop.day(day);
      await shop.world.app.get(WatchStanding).run();
      await shop.world.settle();
    }
    expect(before).toMatchObject([{ standing: 'blocked', status: 'active' }]);
    expect(await state()).toMatchObject([
      { standing: 'inactive', status: 'disabled' },
      { standing: 'inactive', status: 'paused' },
    ]);
    const [batch] = await shop.world.rows<{ id: never }>(
      `SELECT id FROM billing.suspension_batch WHERE status = 'applied' ORDER BY created_at DESC LIMIT 1`,
    );
    if (!batch) throw new Error('no list');
    const wish = { batchId: batch.id, until: '2026-06-28' as LocalDate };
    const preview = await shop.world.ask(PreviewRollback, wish);
    expect(preview.items).toMatchObject([{ standingAfter: 'blocked', statusAfter: 'blocked' }]);
    await shop.world.run(RollBackSuspensions, { ...wish, hash: preview.hash, reason: 'too early' });
    expect(await state()).toEqual(before);
    shop.day('2026-06-28');
    await shop.world.app.get(WatchStanding).run();
    await shop.world.settle();
    expect(await state()).toEqual(before);
    shop.day('2026-06-29');
    await shop.world.app.get(WatchStanding).run();
    await shop.world.settle();
    expect(await state()).toMatchObject([{ standing: 'inactive' }, { standing: 'inactive' }]);
    await shop.pay(customerId, '31.00');
  });
});
