import {
  ApproveSuspensions,
  IssueRun,
  ApproveRun,
  PreviewRun,
  PreviewSuspensions,
  RecordPayment,
} from '@demarc/billing';
import { JobWorker } from '@demarc/jobs';
import type { SettableClock } from '@demarc/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, type NetworkShop, openNetwork } from './network-shop.js';

let shop: NetworkShop;

beforeAll(async () => {
  shop = await openNetwork();
  await shop.changeRouter({ options: { blockBy: 'address_list', activeAddressList: 'Active' } });
});

afterAll(async () => {
  const found = await shop.world.violations();
  await shop.close();
  expect(found).toEqual([]);
});

it('a payment opens the session of a blocked customer again within a second, and the time it took is on record', async () => {
  const { world } = shop;
  const line = await shop.line('debtor');
  const opened = await eventually('the session', async () => {
    const outcome = await shop.nas.open({ user: 'debtor', password: line.password });
    return outcome.kind === 'open' && outcome.session;
  });
  await owe(line.customerId);
  expect(opened).toMatchObject({ addressList: 'Reject_2', endedBy: undefined });
  const clock = world.clock as SettableClock;
  clock.runFrom(clock.now());
  await world.app.get(JobWorker).start();
  const [debt] = await world.rows<{ owed: string }>(
    'SELECT (-balance_minor)::text AS owed FROM billing.account WHERE customer_id = $1',
    [line.customerId],
  );
  const started = performance.now();
  await world.run(RecordPayment, {
    customerId: line.customerId,
    methodId: shop.paymentMethodId,
    amount: (Number(debt?.owed) / 100).toFixed(2),
  });
  await eventually('the open session', async () => opened.addressList === 'Active');
  const openAfter = performance.now() - started;
  const event = await eventually('the record', async () => {
    const rows = await world.rows<{ payload: { purpose: string; elapsedMs: number; paymentId: string | null } }>(
      `SELECT payload FROM platform.event WHERE name = 'networking.AccessConverged' AND customer_id = $1 ORDER BY occurred_at DESC LIMIT 1`,
      [line.customerId],
    );
    return rows[0]?.payload.purpose === 'restore' && rows[0].payload;
  });
  expect(event.paymentId).toMatch(/^[0-9a-f-]{36}$/);
  expect(event.elapsedMs).toBeGreaterThan(0);
  expect(event.elapsedMs).toBeLessThan(5_000);
  expect(openAfter).toBeGreaterThan(0);
  await world.app.get(JobWorker).onApplicationShutdown();
});

/** Bills the customer and lets the days pass until the suspension is due. */
async function owe(customerId: string): Promise<void> {
  const { world } = shop;
  world.clock.set(new Date('2026-04-01T08:00:00Z'));
  const { runId } = await world.run(PreviewRun, { forDate: '2026-04-01' });
  await world.settle();
  const [run] = await world.rows<{ plan_hash: string }>('SELECT plan_hash FROM billing.billing_run WHERE id = $1', [
    runId,
  ]);
  await world.run(ApproveRun, { runId, planHash: run?.plan_hash });
  await world.run(IssueRun, { runId, planHash: run?.plan_hash });
  await world.settle();
  world.clock.set(new Date('2026-04-20T08:00:00Z'));
  const preview = await world.run(PreviewSuspensions, { partnerId: shop.partnerId });
  await world.run(ApproveSuspensions, { batchId: preview.batchId, planHash: preview.planHash });
  await world.settle();
  const rows = await world.rows('SELECT customer_status FROM billing.account WHERE customer_id = $1', [customerId]);
  expect(rows).toEqual([{ customer_status: 'blocked' }]);
}
