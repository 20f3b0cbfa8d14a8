import { createHmac } from 'node:crypto';
import type { Event } from './objects.ts';

/** How notices reach the receiver. May be changed while it runs. */
export interface DeliverySwitches {
  /** `held` keeps them until `release`; `lost` throws them away. */
  delivery: 'now' | 'held' | 'lost';
  /** Each notice is sent this often. */
  copies: number;
  /** Milliseconds that each notice waits. */
  lateMs: number;
}

export interface WebhookTarget {
  url: string;
  secret: string;
}

/** `t=…,v1=…`: HMAC-SHA256 over the time and the body, with each secret that is in use. */
export function signatureHeader(body: string, secrets: readonly string[], atSeconds: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex')}`,
  );
  return [`t=${atSeconds}`, ...signatures].join(',');
}

/** Sends signed notices, and remembers what was answered. */
export class Webhooks {
  readonly switches: DeliverySwitches = { delivery: 'now', copies: 1, lateMs: 0 };
  readonly answers: { readonly eventId: string; readonly type: string; readonly status: number | undefined }[] = [];
  target: WebhookTarget | undefined;
  private readonly held: Event[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private readonly nowMs: () => number;

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  send(event: Event): void {
    if (this.switches.delivery === 'lost') return;
    if (this.switches.delivery === 'held') {
      this.held.push(event);
      return;
    }
    for (let copy = 0; copy < this.switches.copies; copy += 1) this.start(event);
  }

  /** Sends what was held, in this order or the other way round. */
  release(order: 'in_order' | 'reversed' = 'in_order'): Promise<void> {
    const events = this.held.splice(0);
    if (order === 'reversed') events.reverse();
    return events.reduce((before, event) => before.then(() => this.deliver(event)), Promise.resolve());
  }

  /** Waits until every notice under way was answered. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  async deliver(event: Event): Promise<void> {
    if (!this.target) return;
    const body = JSON.stringify(event, null, 2);
    const signature = signatureHeader(body, [this.target.secret], Math.floor(this.nowMs() / 1_000));
    const status = await fetch(this.target.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    }).then(
      (response) => response.body?.cancel().then(() => response.status) ?? response.status,
      () => undefined,
    );
    this.answers.push({ eventId: event.id, type: event.type, status });
  }

  private start(event: Event): void {
    const { lateMs } = this.switches;
    const waited = lateMs > 0 ? new Promise<void>((resolve) => void setTimeout(resolve, lateMs)) : Promise.resolve();
    const sending: Promise<void> = waited.then(() => this.deliver(event)).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }
}
