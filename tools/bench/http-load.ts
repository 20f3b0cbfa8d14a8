import { join } from 'node:path';
import { type LabProcess, type Lab, messageFrom } from './lab.ts';
import { quantile } from './statistics.ts';

/** A request as it goes over the wire. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface LoadOrder {
  readonly address: string;
  readonly connections: number;
  readonly seconds: number;
  /** Sent in turn, again and again. */
  readonly requests: readonly LoadRequest[];
  /** As many as people ask, whether answers come or not; as many as are answered when left out. */
  readonly perSecond?: number;
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly faults: number;
  readonly bytes: number;
  readonly answers: readonly Answer[];
}

/** Which of the requests, and how long until its answer was read. */
export interface Answer {
  readonly request: number;
  readonly ms: number;
}

export interface RawResult {
  readonly answers: readonly Answer[];
  readonly seconds: number;
  readonly faults: number;
  readonly bytes: number;
}

/** A generator in a process of its own: each connection sends its next request when the answer to the last is read. */
export class HttpLoad {
  private readonly generator: LabProcess;

  private constructor(generator: LabProcess) {
    this.generator = generator;
  }

  static async open(lab: Lab): Promise<HttpLoad> {
    return new HttpLoad(await lab.program(join(import.meta.dirname, 'http-load-generator.ts'), [], process.env));
  }

  async run(order: LoadOrder): Promise<LoadResult> {
    const said = messageFrom<RawResult>(this.generator.child, order.seconds * 1000 + 60_000);
    this.generator.child.send(order);
    const { answers, seconds, faults, bytes } = await said;
    if (answers.length === 0) throw new Error(`${order.address} answered nothing (${faults} faults)`);
    const latenciesMs = answers.map(({ ms }) => ms);
    return {
      perSecond: answers.length / seconds,
      p50Ms: quantile(latenciesMs, 0.5),
      p99Ms: quantile(latenciesMs, 0.99),
      faults,
      bytes: bytes / answers.length,
      answers,
    };
  }
}
