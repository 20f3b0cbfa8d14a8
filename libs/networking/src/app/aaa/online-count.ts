import { Injectable } from '@nestjs/common';
import { Database, EVERYTHING } from '@demarc/persistence';
import { OnlineBook, type OnlineSession } from './online-book.js';
import { SharedTexts } from './shared-texts.js';

/** Logins are answered between two pages. */
const PAGE = 2_000;
const READ = `SELECT key, service_id AS "serviceId", router_id AS "nasId", mac::text, (extract(epoch FROM started_at) * 1000)::float8 AS "startedAtMs"
  FROM networking.session_open WHERE service_id IS NOT NULL AND key > $1 ORDER BY key LIMIT ${PAGE}`;

/** The sessions that are up, kept in memory from accounting, so that a login never waits for the database. */
@Injectable()
export class OnlineCount extends OnlineBook {
  private readonly routers = new SharedTexts();

  constructor(private readonly database: Database) {
    super();
  }

  /** Reads what is open: at the start, and now and then, for what other processes have heard. */
  async load(): Promise<void> {
    await this.fill(this.pages());
  }

  private async *pages(): AsyncGenerator<readonly OnlineSession[]> {
    let after = '';
    for (;;) {
      const page = await this.page(after);
      yield page.map((one) => ({ ...one, nasId: this.routers.of(one.nasId) }));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.key;
    }
  }

  private page(after: string): Promise<readonly OnlineSession[]> {
    return this.database.read(EVERYTHING, (sql) => sql.query<OnlineSession>(READ, [after]));
  }
}
