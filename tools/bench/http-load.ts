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
}

export interface LoadResult {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly faults: number;
  readonly bytes: number;
}

interface RawResult {
  readonly latenciesMs: readonly number[];
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
    const raw = await said;
    const count = raw.latenciesMs.length;
    if (count === 0) throw new Error(`${order.address} answered nothing (${raw.faults} faults)`);
    return {
      perSecond: count / raw.seconds,
      p50Ms: quantile(raw.latenciesMs, 0.5),
      p99Ms: quantile(raw.latenciesMs, 0.99),
      faults: raw.faults,
      bytes: raw.bytes / count,
    };
  }
}
