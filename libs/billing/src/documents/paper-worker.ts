import { parentPort } from 'node:worker_threads';
import { renderPaper } from '@demarc/documents';
import type { PlainPaper } from './invoice-paper.js';

interface Order {
  readonly id: number;
  readonly paper: PlainPaper;
}

/** The thread that draws: papers in, bytes out. */
parentPort?.on('message', ({ id, paper }: Order) => {
  renderPaper({
    ...paper,
    pageLabel: (page, pages) => paper.pageLabel.replace('{page}', String(page)).replace('{pages}', String(pages)),
  }).then(
    (bytes) => parentPort?.postMessage({ id, bytes: new Uint8Array(bytes) }),
    (error: unknown) => parentPort?.postMessage({ id, fault: error instanceof Error ? error.message : String(error) }),
  );
});
