import { parentPort } from 'node:worker_threads';
import { MarkupFault, renderPaper } from '@demarc/documents';
import { type PaperOrder, type PlainPaper, printOrders } from './print-order.js';

type Order = { readonly id: number } & (
  { readonly paper: PlainPaper } | { readonly papers: readonly PaperOrder[]; readonly madeAt: Date }
);

function bytesOf(order: Order): Promise<Buffer> {
  if ('papers' in order) return printOrders(order.papers, order.madeAt);
  const { pageLabel, ...paper } = order.paper;
  return renderPaper({
    ...paper,
    pageLabel: (page, pages) => pageLabel.replace('{page}', String(page)).replace('{pages}', String(pages)),
  });
}

/** The thread that draws: papers in, bytes out. */
parentPort?.on('message', (order: Order) => {
  const { id } = order;
  Promise.resolve()
    .then(() => bytesOf(order))
    .then(
      (bytes) => parentPort?.postMessage({ id, bytes: new Uint8Array(bytes) }),
      (error: unknown) =>
        parentPort?.postMessage({
          id,
          fault: error instanceof Error ? error.message : String(error),
          ...(error instanceof MarkupFault ? { line: error.line } : {}),
        }),
    );
});
