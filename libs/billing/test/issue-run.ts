import { ApproveRun, IssueRun, PreviewRun } from '../src/index.js';
import type { Shop } from './billing-world.js';

/** Prepares, approves and issues a run, of some customers or of all, whatever their billing day. */
export async function issueRun(shop: Shop, forDate: string, customerIds?: readonly string[]): Promise<number> {
  const { runId } = await shop.world.run(
    PreviewRun,
    customerIds ? { forDate, customerIds } : { forDate, allDays: true },
  );
  await shop.world.settle();
  const [run] = await shop.world.rows<{ hash: string }>(
    'SELECT plan_hash AS hash FROM billing.billing_run WHERE id = $1',
    [runId],
  );
  await shop.world.run(ApproveRun, { runId, planHash: run?.hash });
  await shop.world.run(IssueRun, { runId, planHash: run?.hash });
  await shop.world.settle();
  const [done] = await shop.world.rows<{ issued: number }>('SELECT issued FROM billing.billing_run WHERE id = $1', [
    runId,
  ]);
  return done?.issued ?? -1;
}
