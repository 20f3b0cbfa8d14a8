import { join } from 'node:path';
import { type Lab, type LabProcess, messageFrom } from '../lab.ts';

/** What a router shows of itself. */
export interface Shown {
  readonly key: string;
  readonly certificate: string;
}

export interface TlsOrder {
  readonly port: number;
  /** A connection each. */
  readonly routers: readonly Shown[];
  readonly users: number;
  readonly logins: number;
  /** Requests in flight on each connection. */
  readonly window: number;
}

export interface TlsResult {
  /** From the first connection to the last that was taken. */
  readonly connectedMs: number;
  readonly good: number;
  readonly rejected: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

/** Routers over TLS, in a process of their own. */
export class TlsLoad {
  private readonly generator: LabProcess;

  private constructor(generator: LabProcess) {
    this.generator = generator;
  }

  static async open(lab: Lab): Promise<TlsLoad> {
    return new TlsLoad(await lab.program(join(import.meta.dirname, 'tls-load-generator.ts'), [], process.env));
  }

  async run(order: TlsOrder): Promise<TlsResult> {
    const said = messageFrom<TlsResult>(this.generator.child, 60_000);
    this.generator.child.send(order);
    return said;
  }
}
