import { SendMessage } from '@demarc/messaging';
import { openProduct } from '../bench/product-app.ts';

/** One sender of mails as a process of its own: does the jobs of these messages, one after the other, and says that it has. */
const app = await openProduct(process.env);
process.on('disconnect', () => process.exit(1));
process.on('message', (messageIds: readonly string[]) => {
  const job = app.get(SendMessage);
  const context = { jobId: '', retryCount: 0, signal: new AbortController().signal };
  const all = async (): Promise<void> => {
    for (const messageId of messageIds) await job.run({ messageId }, context);
  };
  all().then(
    () => process.send?.({ done: true }),
    () => process.exit(1),
  );
});
process.send?.({ type: 'ready' });
