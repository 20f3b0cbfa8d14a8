import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { Refusal } from '@demarc/kernel';
import { MarkupFault } from '@demarc/documents';
import type { PaperOrder, PlainPaper } from './print-order.js';

interface Answer {
  readonly id: number;
  readonly bytes?: Uint8Array;
  readonly fault?: string;
  /** Of the template, when the fault is in it. */
  readonly line?: number;
}

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
  readonly clock: NodeJS.Timeout;
}

/** More than this waiting at once is refused: a page of minutes helps nobody. */
const MOST_WAITING = 200;
/** A template has its own limits; this one ends what none of them stops. */
const MOST_SECONDS = 120;

/**
 * Draws papers in a thread of its own: one takes some milliseconds of a core, which the requests of others must not wait for.
 * The thread starts with the first paper, and keeps the process alive only while it draws.
 */
@Injectable()
export class PaperPress implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private orders = 0;

  /** A paper that is laid out already: a report, a list. */
  draw(paper: PlainPaper): Promise<Buffer> {
    return this.order({ paper });
  }

  /** Papers by their templates; several come in one file, after each other. */
  print(papers: readonly PaperOrder[], madeAt: Date): Promise<Buffer> {
    return this.order({ papers, madeAt });
  }

  private order(order: object): Promise<Buffer> {
    if (this.waiting.size >= MOST_WAITING)
      throw new Refusal('too_many', 'PRESS_BUSY', 'Many documents are being drawn. Try again in a moment.');
    this.orders += 1;
    const id = this.orders;
    return new Promise<Buffer>((resolve, reject) => {
      const thread = this.thread();
      const clock = setTimeout(() => void thread.terminate(), MOST_SECONDS * 1_000);
      this.waiting.set(id, { resolve, reject, clock });
      thread.ref();
      thread.postMessage({ id, ...order });
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
      clearTimeout(waiting?.clock);
      if (answer.bytes) waiting?.resolve(Buffer.from(answer.bytes));
      else waiting?.reject(faultOf(answer));
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
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.clock);
      waiting.reject(error);
    }
    this.waiting.clear();
  }
}

function faultOf({ fault = 'the document could not be drawn', line }: Answer): Error {
  return line === undefined ? new Error(fault) : new MarkupFault(fault, line);
}

/** A thread that outgrows its memory ends, and takes nothing with it but what it was drawing. */
const RESOURCES = { maxOldGenerationSizeMb: 512 };

function startThread(): Worker {
  const built = new URL('./paper-worker.js', import.meta.url);
  if (!import.meta.url.endsWith('.ts')) return new Worker(built, { resourceLimits: RESOURCES });
  return new Worker(FROM_SOURCE, {
    eval: true,
    workerData: built.href.replace(/\.js$/, '.ts'),
    execArgv: ['--conditions=demarc-source'],
    resourceLimits: RESOURCES,
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
