import { Injectable } from '@nestjs/common';
import { type Actor, scopeOf } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { Clock, contentHash } from '@demarc/kernel';
import { Database, NOTHING } from '@demarc/persistence';
import { CircuitBook } from './circuit-book.js';
import {
  type FeedAsking,
  type FeedPage,
  ReadShaperFeed,
  ReadShaperPicture,
  type ShaperPicture,
} from './read-shaper-feed.query.js';

export type ConsumerWay = 'changes' | 'shaped_devices' | 'network' | 'splynx';

/** How often it is noted that a consumer that stands still was here. */
const NOTED_EVERY_MS = 30_000;

/** Answers shapers: the feed is brought up to date first, and where each of them stands is noted. */
@Injectable()
export class ShaperDesk {
  constructor(
    private readonly book: CircuitBook,
    private readonly queries: QueryBus,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async changes(asking: FeedAsking, call: Call): Promise<FeedPage> {
    await this.book.bringUpToDate();
    const page = await this.queries.ask(ReadShaperFeed, asking, call);
    await this.note(call.actor, 'changes', page.position, !page.hasMore);
    return page;
  }

  async picture(way: ConsumerWay | null, call: Call): Promise<ShaperPicture> {
    await this.book.bringUpToDate();
    const picture = await this.queries.ask(ReadShaperPicture, {}, call);
    if (way !== null) await this.note(call.actor, way, picture.feed.position, true);
    return picture;
  }

  /** Bookkeeping about a reader, as of an API key's last use; nothing of it decides anything. */
  private async note(actor: Actor, way: ConsumerWay, position: bigint, isComplete: boolean): Promise<void> {
    if (actor.kind !== 'api_key') return;
    const now = this.clock.now();
    await this.database.write(NOTHING, ({ sql }) =>
      sql.execute(
        `INSERT INTO networking.shaper_consumer AS kept (api_key_id, way, name, every_partner, partner_ids, position, complete, first_at, last_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
         ON CONFLICT (api_key_id, way) DO UPDATE SET name = excluded.name, every_partner = excluded.every_partner, partner_ids = excluded.partner_ids,
           position = excluded.position, complete = excluded.complete, last_at = excluded.last_at
         WHERE kept.position <> excluded.position OR kept.complete <> excluded.complete OR kept.last_at < $9`,
        [
          actor.id,
          way,
          actor.name,
          actor.partners === 'all',
          actor.partners === 'all' ? [] : actor.partners,
          position.toString(),
          isComplete,
          now,
          new Date(now.getTime() - NOTED_EVERY_MS),
        ],
      ),
    );
  }
}

/** Names what somebody with this reach is answered at this position, in this form. */
export function etagOf({ feed }: ShaperPicture, actor: Actor, form: string): string {
  return `"${contentHash([feed.epoch, feed.position.toString(), scopeOf(actor), form]).slice(0, 32)}"`;
}
