import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi } from './answer.ts';
import type { Dataset } from './dataset.ts';
import { SignIn, type ApiKey } from './sign-in.ts';

/** How the server misbehaves. May be changed while it runs. */
export interface Switches {
  /** Milliseconds that each answer waits. */
  slowMs: number;
  /** Every n-th request is answered 503; 0: none. */
  failEvery: number;
  /** Every n-th request loses its connection; 0: none. */
  dropEvery: number;
  /** Numbers and booleans are printed in quotes, as old servers do. */
  asStrings: boolean;
  /** Paging is ignored: every list comes whole. */
  ignorePaging: boolean;
  /** The last page is repeated past the end instead of an empty one. */
  repeatLastPage: boolean;
  /** Collections that this key may not read (403), and that belong to others (405). */
  forbidden: ReadonlySet<string>;
  disabled: ReadonlySet<string>;
}

export interface SimulatorOptions {
  readonly dataset: Dataset;
  readonly apiKey: ApiKey;
  readonly tokenSeconds?: number;
  readonly host?: string;
  readonly port?: number;
  readonly switches?: Partial<Switches>;
  readonly nowMs?: () => number;
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly atMs: number;
}

/** A Splynx server as its clients see it: the API's dialect over a folder of JSON files. */
export class SplynxSimulator {
  readonly switches: Switches;
  readonly requests: SeenRequest[] = [];
  readonly signIn: SignIn;
  /** The most connections that were open at once. */
  mostConnections = 0;
  private readonly server: Server;
  private readonly dataset: Dataset;

  private constructor(options: SimulatorOptions) {
    this.dataset = options.dataset;
    this.switches = {
      slowMs: 0,
      failEvery: 0,
      dropEvery: 0,
      asStrings: false,
      ignorePaging: false,
      repeatLastPage: false,
      forbidden: new Set(),
      disabled: new Set(),
      ...options.switches,
    };
    const nowMs = options.nowMs ?? (() => performance.timeOrigin + performance.now());
    this.signIn = new SignIn(options.apiKey, options.tokenSeconds ?? 1800, nowMs);
    let open = 0;
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('connection', (socket) => {
      open += 1;
      this.mostConnections = Math.max(this.mostConnections, open);
      socket.on('close', () => (open -= 1));
    });
  }

  static async start(options: SimulatorOptions): Promise<SplynxSimulator> {
    const simulator = new SplynxSimulator(options);
    await new Promise<void>((resolve, reject) => {
      simulator.server.once('error', reject);
      simulator.server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    });
    return simulator;
  }

  get url(): string {
    const { address, port } = this.server.address() as AddressInfo;
    return `http://${address}:${port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push({ method: request.method ?? '', url: request.url ?? '', atMs: performance.now() });
    const turn = this.requests.length;
    const body = await readBody(request);
    if (this.switches.dropEvery > 0 && turn % this.switches.dropEvery === 0) {
      request.socket.destroy();
      return;
    }
    if (this.switches.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, this.switches.slowMs));
    const answer =
      this.switches.failEvery > 0 && turn % this.switches.failEvery === 0
        ? { status: 503, body: '<html>503 Service Unavailable</html>', headers: { 'content-type': 'text/html' } }
        : answerApi(request, body, { dataset: this.dataset, signIn: this.signIn, switches: this.switches });
    response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
