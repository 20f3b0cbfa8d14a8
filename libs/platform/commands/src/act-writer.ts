import { Injectable } from '@nestjs/common';
import { appendAudit } from '@demarc/audit';
import { JobQueue, JobRegistry } from '@demarc/jobs';
import { type Sql, together } from '@demarc/persistence';
import type { Act } from './act.js';
import type { EmittedEvent, EventDelivery } from './event.js';
import { Subscriber } from './subscriber.js';

/** Writes what an act gathered, in its own transaction: audit entries, events with one delivery a subscriber, jobs. */
@Injectable()
export class ActWriter {
  private bySubject: Map<string, Subscriber<object>[]> | undefined;

  constructor(
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
  ) {}

  async write(act: Act): Promise<void> {
    await together(
      appendAudit(act.sql, act.auditEntries),
      this.writeEvents(act.sql, act.events, act.requestId),
      ...act.jobs.map(({ job, payload, options }) => this.queue.enqueue(act.sql, job, payload as never, options)),
    );
  }

  private async writeEvents(sql: Sql, events: readonly EmittedEvent[], requestId: string): Promise<void> {
    if (events.length === 0) return;
    const rows = events.map((event) => ({
      id: event.id,
      name: event.name,
      occurred_at: event.occurredAt.toISOString(),
      partner_id: event.partnerId,
      customer_id: event.customerId,
      request_id: requestId,
      payload: event.payload,
    }));
    await together(
      sql.execute(
        `INSERT INTO platform.event (id, name, occurred_at, partner_id, customer_id, request_id, payload)
         SELECT id, name, occurred_at, partner_id, customer_id, request_id, payload FROM jsonb_to_recordset($1::jsonb)
           AS event (id uuid, name text, occurred_at timestamptz, partner_id uuid, customer_id uuid, request_id text, payload jsonb)`,
        [JSON.stringify(rows)],
      ),
      ...events.flatMap((event) => this.deliver(sql, event, requestId)),
    );
  }

  private deliver(sql: Sql, event: EmittedEvent, requestId: string): Promise<void>[] {
    const delivery: EventDelivery = {
      eventId: event.id,
      name: event.name,
      occurredAt: event.occurredAt.toISOString(),
      customerId: event.customerId,
      partnerId: event.partnerId,
      requestId,
      payload: event.payload,
    };
    const concerned = this.subscribersOf(event.name).filter((subscriber) => subscriber.concerns(event.payload));
    return concerned.map((subscriber) => this.queue.enqueue(sql, subscriber.constructor as never, delivery as never));
  }

  private subscribersOf(name: string): readonly Subscriber<object>[] {
    if (!this.bySubject) {
      this.bySubject = new Map();
      for (const job of this.registry.all()) {
        if (!(job instanceof Subscriber)) continue;
        const list = this.bySubject.get(job.event.name) ?? [];
        list.push(job as Subscriber<object>);
        this.bySubject.set(job.event.name, list);
      }
    }
    return this.bySubject.get(name) ?? [];
  }
}
