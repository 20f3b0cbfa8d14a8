import { ApproveRun, type BillingRunId, IssueRun, PreviewRun, PreviewRunJob } from '@demarc/billing';
import type { Lab, LabDatabase } from '../lab.ts';
import { type Product, withProduct } from '../product-app.ts';
import { fillCustomers, openProvider } from '../provider.ts';

export interface PreparedRun {
  /** The name of the database to be copied for each repetition. */
  readonly base: string;
  readonly runId: string;
  /** How long its preview took. */
  readonly previewSeconds: number;
}

/** Works a preview out. */
export type Preview = (
  product: Product,
  run: { readonly runId: BillingRunId },
  database: LabDatabase,
) => Promise<unknown>;

/** In the process that asks. */
const here: Preview = (product, run) =>
  product.app.get(PreviewRunJob).run(run, { jobId: '', retryCount: 0, signal: new AbortController().signal });

/** A database in which a billing run of so many customers has been previewed and approved, and waits to be issued. */
export async function prepareRun(lab: Lab, base: string, customers: number, preview = here): Promise<PreparedRun> {
  const forDate = `${new Date().toISOString().slice(0, 8)}01`;
  const database: LabDatabase = await lab.product(base);
  let previewSeconds = 0;
  const runId = await withProduct(lab.environment(database), async (product) => {
    const provider = await openProvider(product);
    const owner = await lab.connect(database.ownerUrl);
    await fillCustomers(owner, provider, customers, forDate);
    const run = await product.run(PreviewRun, { forDate });
    const startedMs = performance.now();
    await preview(product, run, database);
    previewSeconds = (performance.now() - startedMs) / 1000;
    const found = await owner.query<{ plan_hash: string; planned: number }>(
      'SELECT plan_hash, planned FROM billing.billing_run WHERE id = $1',
      [run.runId],
    );
    const { plan_hash: planHash, planned } = found.rows[0] ?? {};
    if (planned !== customers) throw new Error(`${planned} of ${customers} invoices were planned`);
    await product.run(ApproveRun, { runId: run.runId, planHash });
    await product.run(IssueRun, { runId: run.runId, planHash });
    await owner.query('VACUUM (ANALYZE) billing.billing_run_item, billing.billing_run_chunk, billing.account');
    await lab.disconnect(owner);
    return run.runId;
  });
  return { base, runId, previewSeconds };
}
