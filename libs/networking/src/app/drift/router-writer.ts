import { Injectable } from '@nestjs/common';
import { Clock, IdSource } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';

/** Longer than a router is waited for, so that who holds it has ended before another begins. */
const LEASE_MS = 90_000;
const LOOKS = 100;
const LOOK_MS = 50;

/** Another process writes to the router; it is tried again later. */
export class RouterIsWrittenError extends Error {}

/**
 * One writer a router. Inside a process `RouterLine` has them wait for each other; among processes it is this lease, taken for a
 * batch of commands and given back with its record, so that the blocking of one customer need not wait for a long plan.
 */
@Injectable()
export class RouterWriter {
  private readonly me: string;
  /** Those of this process who are at it; the lease goes back with the last one. */
  private readonly holders = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    ids: IdSource,
  ) {
    this.me = ids.next<'Writer'>();
  }

  async alone<T>(routerId: string, work: () => Promise<T>): Promise<T> {
    await this.take(routerId);
    this.holders.set(routerId, (this.holders.get(routerId) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (this.holders.get(routerId) ?? 1) - 1;
      this.holders.set(routerId, left);
      if (left === 0) await this.giveBack(routerId);
    }
  }

  private async take(routerId: string): Promise<void> {
    for (let look = 0; look < LOOKS; look += 1) {
      if (await this.tryToTake(routerId)) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    throw new RouterIsWrittenError('another process writes to this router');
  }

  private tryToTake(routerId: string): Promise<boolean> {
    const now = this.clock.now();
    return this.database.write(EVERYTHING, async ({ sql }) => {
      const taken = await sql.execute(
        `INSERT INTO networking.router_writer AS held (router_id, writer, until) VALUES ($1, $2, $3)
         ON CONFLICT (router_id) DO UPDATE SET writer = excluded.writer, until = excluded.until
           WHERE held.writer = excluded.writer OR held.until <= $4`,
        [routerId, this.me, new Date(now.getTime() + LEASE_MS), now],
      );
      return taken > 0;
    });
  }

  private async giveBack(routerId: string): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute('DELETE FROM networking.router_writer WHERE router_id = $1 AND writer = $2', [routerId, this.me]),
    );
  }
}
