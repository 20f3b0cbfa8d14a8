import { keepHeapLean } from '@demarc/api';
import { type BillingRunId, IssueRunJob, PreviewRunJob } from '@demarc/billing';
import { openProduct } from '../product-app.ts';
import { peakMegabytes } from '../process-figures.ts';
import type { WorkDone, WorkOrder } from './run-workers.ts';

/** One worker of a billing run as a process of its own; it works until nothing is left, and says what it took. */
const say = (done: WorkDone): void => void process.send?.(done);
keepHeapLean();
const app = await openProduct(process.env);
process.on('disconnect', () => process.exit(1));
process.on('message', ({ runId, step }: WorkOrder) => {
  const context = { jobId: '', retryCount: 0, signal: new AbortController().signal };
  app
    .get<IssueRunJob | PreviewRunJob>(step === 'preview' ? PreviewRunJob : IssueRunJob)
    .run({ runId: runId as BillingRunId }, context)
    .then(
      () => say({ peakMegabytes: peakMegabytes(process.pid) }),
      (error: unknown) => say({ fault: error instanceof Error ? error.message : String(error) }),
    );
});
process.send?.({ type: 'ready' });
