import { performance } from 'node:perf_hooks';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, IdSource } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { DataSource } from 'typeorm';
import { dynamicOutcome, type DynamicOutcome, notConnected, type ReverseRequest } from '../../../radius/index.js';
import { Gathered } from '../../convergence/gathered.js';
import { type ChangeAnswer, CHANGES_CHANNEL, writeNote } from './change-note.js';
import { GONE_AFTER_MS } from './connection-book.js';
import { PgEar } from './pg-ear.js';

/** The radius process waits five seconds for the router. */
const PATIENCE_MS = 8_000;

interface Posted {
  readonly routerId: string;
  readonly text: string;
}

/**
 * CoA and Disconnect to routers that want them on their own connection (RFC 8559). The connection is in a radius process, so the
 * question goes there through the database, to the newest connection of the router, and the answer comes back the same way.
 */
@Injectable()
export class ChangesOverTls implements OnApplicationShutdown {
  private readonly channel: string;
  private readonly waiting = new Map<string, (outcome: DynamicOutcome) => void>();
  private readonly post: Gathered<Posted, boolean>;
  private ear: PgEar | undefined;

  constructor(
    private readonly database: Database,
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {
    this.channel = `${CHANGES_CHANNEL}_${ids.next().replaceAll('-', '')}`;
    this.post = new Gathered((batch) => this.send(batch), { inBatch: 200, batches: 2 });
  }

  async ask(routerId: string, order: ReverseRequest): Promise<DynamicOutcome> {
    const startedAt = performance.now();
    const id = this.ids.next();
    const text = writeNote({ id, answerTo: this.channel, order });
    if (text === undefined) return dynamicOutcome('unsendable', { startedAt, errorText: 'packet_too_long' });
    let limit: NodeJS.Timeout | undefined;
    try {
      await this.listen();
      const answer = new Promise<DynamicOutcome>((resolve) => {
        this.waiting.set(id, resolve);
        limit = setTimeout(() => resolve(dynamicOutcome('timeout', { startedAt, attempts: 1 })), PATIENCE_MS);
      });
      if (!(await this.post.do({ routerId, text }))) return notConnected(startedAt);
      return { ...(await answer), elapsedMs: performance.now() - startedAt };
    } finally {
      clearTimeout(limit);
      this.waiting.delete(id);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ear?.close();
  }

  private listen(): Promise<void> {
    const { options } = this.source;
    const url = 'url' in options ? options.url : undefined;
    this.ear ??= new PgEar({ url, name: 'demarc radsec answers' }, this.channel, (text) => this.heard(text));
    return this.ear.open();
  }

  private heard(text: string): void {
    const { id, outcome } = JSON.parse(text) as ChangeAnswer;
    this.waiting.get(id)?.(outcome);
  }

  /** Told with the commit; answers for each whether its router is connected. */
  private send(batch: readonly Posted[]): Promise<boolean[]> {
    return this.database.write(EVERYTHING, async ({ sql }) => {
      const rows = await sql.query<{ at: number }>(
        `SELECT one.at::int AS at, pg_notify('${CHANGES_CHANNEL}', line.id::text || ' ' || one.text)
           FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS one (router_id, text, at)
           JOIN LATERAL (SELECT id FROM networking.radsec_connection WHERE router_id = one.router_id AND seen_at > $3
             ORDER BY connected_at DESC, id DESC LIMIT 1) line ON true`,
        [
          batch.map(({ routerId }) => routerId),
          batch.map(({ text }) => text),
          new Date(this.clock.now().getTime() - GONE_AFTER_MS),
        ],
      );
      const sent = new Set(rows.map(({ at }) => at));
      return batch.map((_, index) => sent.has(index + 1));
    });
  }
}
