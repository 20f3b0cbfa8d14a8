import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { Refusal } from '@demarc/kernel';
import type { PlainPaper } from './invoice-paper.js';

interface Answer {
  readonly id: number;
  readonly bytes?: Uint8Array;
  readonly fault?: string;
}

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** More than this waiting at once is refused: a page of minutes helps nobody. */
const MOST_WAITING = 200;

/**
 * Draws papers in a thread of its own: one takes about 30 ms of a core, which the requests of others must not wait for.
 * The thread starts with the first paper, and keeps the process alive only while it draws.
 */
@Injectable()
export class PaperPress implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private orders = 0;

  draw(paper: PlainPaper): Promise<Buffer> {
    if (this.waiting.size >= MOST_WAITING)
      throw new Refusal('too_many', 'PRESS_BUSY', 'Many documents are being drawn. Try again in a moment.');
    this.orders += 1;
    const id = this.orders;
    return new Promise<Buffer>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      const thread = this.thread();
      thread.ref();
      thread.postMessage({ id, paper });
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.terminate();
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = startThread();
    worker.on('message', (answer: Answer) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if (this.waiting.size === 0) worker.unref();
      if (answer.bytes) waiting?.resolve(Buffer.from(answer.bytes));
      else waiting?.reject(new Error(answer.fault ?? 'the document could not be drawn'));
    });
    worker.on('error', (error: Error) => this.lost(worker, error));
    worker.on('exit', () => this.lost(worker, new Error('the thread that draws documents ended')));
    this.worker = worker;
    return worker;
  }

  /** The next paper starts another thread. */
  private lost(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const waiting of this.waiting.values()) waiting.reject(error);
    this.waiting.clear();
  }
}

function startThread(): Worker {
  const built = new URL('./paper-worker.js', import.meta.url);
  if (!import.meta.url.endsWith('.ts')) return new Worker(built);
  return new Worker(FROM_SOURCE, {
    eval: true,
    workerData: built.href.replace(/\.js$/, '.ts'),
    execArgv: ['--conditions=demarc-source'],
  });
}

/** Straight from the sources, as the tests run: Node strips the types, and a `.js` in an import is the `.ts` beside it. */
const FROM_SOURCE = `
  const { registerHooks } = require('node:module');
  registerHooks({ resolve: (specifier, context, next) => {
    try { return next(specifier, context); } catch (error) {
      if (!specifier.endsWith('.js')) throw error;
      return next(specifier.replace(/\\.js$/, '.ts'), context);
    }
  } });
  import(require('node:worker_threads').workerData);
`;
