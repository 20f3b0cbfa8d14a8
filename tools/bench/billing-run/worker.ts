import { keepHeapLean } from '@demarc/api';
import { IssueRunJob } from '@demarc/billing';
import { openProduct } from '../product-app.ts';
import { peakMegabytes } from '../process-figures.ts';

/** One worker of a billing run as a process of its own; it issues pages until none is left, and says what it took. */
keepHeapLean();
const app = await openProduct(process.env);
process.on('disconnect', () => process.exit(1));
process.on('message', (message: { readonly runId: string }) => {
  const context = { signal: new AbortController().signal } as Parameters<IssueRunJob['run']>[1];
  app
    .get(IssueRunJob)
    .run({ runId: message.runId as Parameters<IssueRunJob['run']>[0]['runId'] }, context)
    .then(
      () => process.send?.({ peakMegabytes: peakMegabytes(process.pid) }),
      (error: unknown) => process.send?.({ fault: error instanceof Error ? error.message : String(error) }),
    );
});
process.send?.({ type: 'ready' });
