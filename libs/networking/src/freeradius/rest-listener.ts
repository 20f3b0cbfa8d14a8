import { hash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@demarc/kernel';
import type { RestAnswer } from './rest-answer.js';
import type { RestDesk, RestQuestion } from './rest-desk.js';

const LARGEST_BODY = 64 * 1_024;
/** Wrong credentials from one address; whoever gives more waits for the next minute. */
const MOST_FAILURES = 20;
const FAILURES_FOR_MS = 60_000;
const MOST_AT_ONCE = 1_000;
const REQUEST_MS = 10_000;

export interface RestListenerParts {
  readonly desk: RestDesk;
  readonly clock: Clock;
  /** SHA-256 of `user:password`; undefined while the mode is switched off. */
  readonly credential: () => Buffer | undefined;
  readonly fault: (where: string, fault: unknown) => void;
  /** Told of each question that came with the right password. */
  readonly asked: (what: string) => void;
}

export interface RestListenerOptions {
  readonly host: string;
  readonly port: number;
}

/** The HTTP side of FreeRADIUS mode: `POST /radius/authorize`, `authenticate`, `accounting` and `post-auth`. */
export class RestListener {
  private server: Server | undefined;
  private failures = new Map<string, number>();
  private failuresSince = 0;
  private underWay = 0;

  constructor(private readonly parts: RestListenerParts) {}

  async start({ host, port }: RestListenerOptions): Promise<number> {
    const server = createServer((request, response) => void this.serve(request, response));
    server.requestTimeout = REQUEST_MS;
    server.headersTimeout = REQUEST_MS;
    // FreeRADIUS keeps its connections; one that is cut between two logins would cost the second its answer.
    server.keepAliveTimeout = 3_600_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, reusePort: port !== 0 }, resolve);
    });
    this.server = server;
    return (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await this.parts.desk.close();
    server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.underWay += 1;
    try {
      send(response, await this.answer(request));
    } catch (error) {
      this.parts.fault('rest', error);
      send(response, status(500));
    } finally {
      this.underWay -= 1;
    }
  }

  private async answer(request: IncomingMessage): Promise<RestAnswer> {
    const url = new URL(request.url ?? '/', 'http://rest');
    if (request.method === 'GET' && url.pathname === '/radius/health') return status(this.isOn ? 204 : 503);
    if (this.underWay > MOST_AT_ONCE) return status(503);
    const refused = this.refusal(request);
    if (refused !== undefined) return status(refused);
    if (request.method !== 'POST') return status(405);
    this.parts.asked(url.pathname.replace('/radius/', ''));
    const body = await readBody(request);
    if (body === undefined) return status(413);
    const parsed = parsedJson(body);
    if (parsed === undefined) return status(400);
    return this.route(url, parsed);
  }

  private route(url: URL, body: unknown): RestAnswer | Promise<RestAnswer> {
    const question = questionOf(url, body);
    switch (url.pathname) {
      case '/radius/authorize':
      case '/radius/authenticate':
        return this.parts.desk.authorize(question);
      case '/radius/accounting':
        return this.parts.desk.account(question);
      case '/radius/post-auth':
        return this.parts.desk.report(question);
      default:
        return status(501);
    }
  }

  private get isOn(): boolean {
    return this.parts.credential() !== undefined;
  }

  /** A status that rlm_rest takes for a failure, never for a reject: nobody is locked out by a wrong setting, they are not let in. */
  private refusal(request: IncomingMessage): number | undefined {
    const from = request.socket.remoteAddress ?? '';
    const nowMs = this.parts.clock.now().getTime();
    if (nowMs - this.failuresSince > FAILURES_FOR_MS) {
      this.failures = new Map();
      this.failuresSince = nowMs;
    }
    const failed = this.failures.get(from) ?? 0;
    if (failed >= MOST_FAILURES) return 429;
    const expected = this.parts.credential();
    if (!expected) return 503;
    if (isRight(request.headers.authorization, expected)) return undefined;
    this.failures.set(from, failed + 1);
    return 511;
  }
}

function isRight(header: string | undefined, expected: Buffer): boolean {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  return given !== undefined && timingSafeEqual(hash('sha256', Buffer.from(given, 'base64'), 'buffer'), expected);
}

function questionOf(url: URL, body: unknown): RestQuestion {
  const at = url.searchParams.get('at') ?? '';
  const answered = url.searchParams.get('answered');
  return {
    from: url.searchParams.get('from') ?? '',
    body,
    isTunnelled: url.searchParams.get('tunnel') === 'yes',
    ...(/^\d{1,10}$/.test(at) ? { eventSeconds: Number(at) } : {}),
    ...(answered === null ? {} : { answered }),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsedJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function status(code: number): RestAnswer {
  return { status: code, body: undefined };
}

function send(response: ServerResponse, { status: code, body }: RestAnswer): void {
  if (response.headersSent) return;
  if (body === undefined) {
    response.writeHead(code).end();
    return;
  }
  const text = JSON.stringify(body);
  response.writeHead(code, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}
