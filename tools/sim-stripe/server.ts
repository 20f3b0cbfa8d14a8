import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Books, token } from './books.ts';
import { readForm, textAt } from './form.ts';
import { landingUrl, paymentPage } from './hosted-page.ts';
import { IdempotencyKeys, type StoredAnswer } from './idempotency.ts';
import { ApiError, type ApiObject, type Event } from './objects.ts';
import { answerApi, type ApiRequest } from './routes.ts';
import { Webhooks, type WebhookTarget } from './webhooks.ts';

export const API_VERSION = '2026-10-28.endive';

/** How the API misbehaves for the next requests that match. */
export interface ApiFault {
  /** `POST /v1/refunds`: the beginning of method and path. */
  readonly on: string;
  /** Before or after the effect: an error of the server, a cut connection, an answer that is no JSON. */
  readonly kind: '500_before' | '500_after' | 'cut_before' | 'cut_after' | 'broken_body' | 'rate_limited';
  times: number;
}

export interface SimStripeOptions {
  readonly secretKey?: string;
  readonly webhook?: WebhookTarget;
  readonly host?: string;
  readonly port?: number;
  readonly nowMs?: () => number;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  readonly apiVersion: string | undefined;
}

/** Stripe as a merchant's server and its customers' browsers see it: API, payment page, signed notices. */
export class SimStripe {
  readonly webhooks: Webhooks;
  readonly books: Books;
  readonly requests: SeenRequest[] = [];
  readonly events: Event[] = [];
  readonly faults: ApiFault[] = [];
  /** Milliseconds that each answer of the API waits. */
  slowMs = 0;
  /** The page takes the money and then answers 500. */
  pageFailsAfterPaying = false;
  readonly secretKey: string;
  private readonly keys = new IdempotencyKeys();
  private readonly server: Server;
  private readonly nowMs: () => number;

  private constructor(options: SimStripeOptions) {
    this.secretKey = options.secretKey ?? 'sk_test_demarc';
    this.nowMs = options.nowMs ?? (() => performance.timeOrigin + performance.now());
    this.webhooks = new Webhooks(this.nowMs);
    this.webhooks.target = options.webhook;
    this.books = new Books({
      nowMs: this.nowMs,
      livemode: this.livemode,
      emit: (type, object) => this.announce(type, object),
      pageUrl: (sessionId) => `${this.url}/c/pay/${sessionId}`,
    });
    this.server = createServer((request, response) => {
      this.serve(request, response).catch(() => request.socket.destroy());
    });
  }

  static async start(options: SimStripeOptions = {}): Promise<SimStripe> {
    const simulator = new SimStripe(options);
    await new Promise<void>((resolve, reject) => {
      simulator.server.once('error', reject);
      simulator.server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    });
    return simulator;
  }

  get livemode(): boolean {
    return this.secretKey.startsWith('sk_live_');
  }

  get url(): string {
    const { address, port } = this.server.address() as AddressInfo;
    return `http://${address}:${port}`;
  }

  async stop(): Promise<void> {
    await this.webhooks.idle();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** Announces something in its present state. */
  announce(type: string, object: ApiObject): Event {
    const event: Event = {
      id: `evt_${token(24)}`,
      object: 'event',
      api_version: API_VERSION,
      created: Math.floor(this.nowMs() / 1_000),
      data: { object: structuredClone(object) },
      livemode: this.livemode,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    };
    this.events.push(event);
    this.webhooks.send(event);
    return event;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const body = await readBody(request);
    if (url.pathname.startsWith('/c/pay/'))
      return this.servePage(request.method ?? 'GET', url.pathname.slice('/c/pay/'.length), body, response);
    const headers = {
      'content-type': 'application/json',
      'request-id': `req_${token(14)}`,
      'stripe-version': text(request.headers['stripe-version']) ?? API_VERSION,
    };
    const key = text(request.headers['idempotency-key']);
    this.requests.push({
      method: request.method ?? '',
      path: url.pathname,
      idempotencyKey: key,
      apiVersion: text(request.headers['stripe-version']),
    });
    if (this.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, this.slowMs));
    const fault = this.takeFault(`${request.method ?? ''} ${url.pathname}`);
    if (fault === 'cut_before') {
      request.socket.destroy();
      return;
    }
    if (fault === '500_before') return end(response, headers, SERVER_ERROR);
    if (fault === 'rate_limited') {
      return end(response, headers, {
        status: 429,
        body: JSON.stringify(new ApiError(429, 'invalid_request_error', 'Request rate limit exceeded.', 'rate_limit')),
      });
    }
    if (request.headers.authorization !== `Bearer ${this.secretKey}`) {
      return end(response, headers, answerOf(new ApiError(401, 'invalid_request_error', 'Invalid API Key provided')));
    }
    const asked: ApiRequest = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      form: readForm(body),
      livemode: this.livemode,
    };
    const { answer, replayed } = this.once(
      request.method === 'POST' ? key : undefined,
      `${url.pathname}?${body}`,
      asked,
      fault === '500_after',
    );
    if (fault === 'cut_after') {
      request.socket.destroy();
      return;
    }
    end(
      response,
      {
        ...headers,
        ...(key ? { 'idempotency-key': key } : {}),
        ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
      },
      fault === 'broken_body' ? { status: 200, body: '{"id": "re_' } : answer,
    );
  }

  /** Carries a request out, or answers what its key has stored. */
  private once(
    key: string | undefined,
    fingerprint: string,
    request: ApiRequest,
    failAfter: boolean,
  ): { answer: StoredAnswer; replayed: boolean } {
    try {
      const stored = key === undefined ? undefined : this.keys.claim(key, fingerprint);
      if (stored) return { answer: stored, replayed: true };
    } catch (error) {
      return { answer: answerOf(error), replayed: false };
    }
    let answer: StoredAnswer;
    try {
      const object = answerApi(request, this.books);
      answer = failAfter ? SERVER_ERROR : { status: 200, body: JSON.stringify(object, null, 2) };
      if (key !== undefined) this.keys.store(key, answer);
    } catch (error) {
      answer = answerOf(error);
      if (key !== undefined) this.keys.release(key);
    }
    return { answer, replayed: false };
  }

  private servePage(method: string, sessionId: string, body: string, response: ServerResponse): void {
    const session = this.books.sessions.get(sessionId);
    const show = (status: number, html: string): void =>
      end(response, { 'content-type': 'text/html; charset=utf-8' }, { status, body: html });
    if (!session) return show(404, '<h1>There is no such payment</h1>');
    const go = (url: string): void => end(response, { location: landingUrl(url, session) }, { status: 303, body: '' });
    if (session.status !== 'open')
      return session.status === 'complete' ? go(session.success_url) : show(410, '<h1>This payment has expired</h1>');
    if (method !== 'POST') return show(200, paymentPage(session, undefined));
    switch (textAt(readForm(body), 'do')) {
      case 'pay':
        this.books.pay(sessionId);
        return this.pageFailsAfterPaying ? show(500, '<h1>Something went wrong</h1>') : go(session.success_url);
      case 'cancel':
        return go(session.cancel_url ?? session.success_url);
      default:
        this.books.decline(sessionId);
        return show(200, paymentPage(session, 'Your card was declined.'));
    }
  }

  private takeFault(request: string): ApiFault['kind'] | undefined {
    const fault = this.faults.find((one) => one.times > 0 && request.startsWith(one.on));
    if (fault) fault.times -= 1;
    return fault?.kind;
  }
}

const SERVER_ERROR: StoredAnswer = {
  status: 500,
  body: JSON.stringify({ error: { type: 'api_error', message: 'An unknown error occurred.' } }),
};

function answerOf(error: unknown): StoredAnswer {
  if (!(error instanceof ApiError)) throw error;
  return { status: error.status, body: JSON.stringify(error) };
}

function end(response: ServerResponse, headers: Record<string, string>, { status, body }: StoredAnswer): void {
  response.writeHead(status, { ...headers, ...(status >= 500 ? { 'stripe-should-retry': 'false' } : {}) });
  response.end(body);
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
