import { ApproveRun, IssueRun, PreviewRun, PreviewRunJob } from '@demarc/billing';
import type { Lab, LabDatabase } from '../lab.ts';
import { withProduct } from '../product-app.ts';
import { fillCustomers, openProvider } from '../provider.ts';

export interface PreparedRun {
  /** The name of the database to be copied for each repetition. */
  readonly base: string;
  readonly runId: string;
  /** How long its preview took. */
  readonly previewSeconds: number;
}

/** A database in which a billing run of so many customers has been previewed and approved, and waits to be issued. */
export async function prepareRun(lab: Lab, base: string, customers: number): Promise<PreparedRun> {
  const forDate = `${new Date().toISOString().slice(0, 8)}01`;
  const database: LabDatabase = await lab.product(base);
  let previewSeconds = 0;
  const runId = await withProduct(lab.environment(database), async (product) => {
    const provider = await openProvider(product);
    const owner = await lab.connect(database.ownerUrl);
    await fillCustomers(owner, provider, customers, forDate);
    const run = await product.run(PreviewRun, { forDate });
    const job = product.app.get(PreviewRunJob);
    const startedMs = performance.now();
    await job.run(run, { jobId: '', retryCount: 0, signal: new AbortController().signal });
    previewSeconds = (performance.now() - startedMs) / 1000;
    const found = await owner.query<{ plan_hash: string; planned: number }>(
      'SELECT plan_hash, planned FROM billing.billing_run WHERE id = $1',
      [run.runId],
    );
    const preview = found.rows[0];
    if (preview?.planned !== customers) throw new Error(`${preview?.planned} of ${customers} invoices were planned`);
    await product.run(ApproveRun, { runId: run.runId, planHash: preview.plan_hash });
    await product.run(IssueRun, { runId: run.runId, planHash: preview.plan_hash });
    await owner.query('VACUUM (ANALYZE) billing.billing_run_item, billing.billing_run_chunk, billing.account');
    await lab.disconnect(owner);
    return run.runId;
  });
  return { base, runId, previewSeconds };
}
