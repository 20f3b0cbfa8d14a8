import { Injectable } from '@nestjs/common';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { OnlineSessions } from '../../radius/index.js';
import type { SessionReport } from './fold-accounting.js';
import { SharedTexts } from './shared-texts.js';

interface Online {
  readonly key: string;
  readonly nasId: string;
  readonly mac: string | undefined;
  readonly startedAtMs: number;
}

/** Nearly every service has one; a list is smaller than anything that finds faster. */
type ByService = Map<string, readonly Online[]>;

interface OnlineRow extends Omit<Online, 'mac'> {
  readonly mac: string | null;
  readonly serviceId: string;
}

/** Logins are answered between two pages. */
const PAGE = 2_000;
const READ = `SELECT key, service_id AS "serviceId", router_id AS "nasId", mac::text, (extract(epoch FROM started_at) * 1000)::float8 AS "startedAtMs"
  FROM networking.session_open WHERE service_id IS NOT NULL AND key > $1 ORDER BY key LIMIT ${PAGE}`;

/** How many sessions each service has up, kept in memory from accounting, so that a login never waits for the database. */
@Injectable()
export class OnlineCount implements OnlineSessions {
  private byService: ByService = new Map();
  /** What accounting says while the database is read: that may have been read before or after it. */
  private heard: ((count: ByService) => void)[] | undefined;
  private readonly routers = new SharedTexts();

  constructor(private readonly database: Database) {}

  /** Reads what is open: at the start, and now and then, for what other processes have heard. */
  async load(): Promise<void> {
    if (this.heard) return;
    this.heard = [];
    const fresh: ByService = new Map();
    try {
      let after = '';
      for (;;) {
        const page = await this.database.read(EVERYTHING, (sql) => sql.query<OnlineRow>(READ, [after]));
        for (const { key, serviceId, nasId, mac, startedAtMs } of page)
          add(fresh, serviceId, { key, nasId: this.routers.of(nasId), mac: mac ?? undefined, startedAtMs });
        const last = page.at(-1);
        if (!last || page.length < PAGE) break;
        after = last.key;
      }
      for (const change of this.heard) change(fresh);
      this.byService = fresh;
    } finally {
      this.heard = undefined;
    }
  }

  countOthers(serviceId: string, callingMac: string | undefined): number {
    const sessions = this.byService.get(serviceId) ?? [];
    let others = 0;
    for (const session of sessions) if (callingMac === undefined || session.mac !== callingMac) others += 1;
    return others;
  }

  note({ record, hasEnded, startedAtMs }: SessionReport, serviceId: string | undefined): void {
    if (serviceId === undefined) return;
    const { sessionKey: key, nasId, callingMac: mac } = record;
    this.change((count) => {
      if (hasEnded) keep(count, serviceId, (session) => session.key !== key);
      else add(count, serviceId, { key, nasId, mac, startedAtMs });
    });
  }

  /** What the router had before it started anew. */
  forgetNas(nasId: string, beforeMs: number): void {
    this.change((count) => {
      for (const serviceId of count.keys())
        keep(count, serviceId, (session) => session.nasId !== nasId || session.startedAtMs >= beforeMs);
    });
  }

  private change(change: (count: ByService) => void): void {
    change(this.byService);
    this.heard?.push(change);
  }
}

function add(count: ByService, serviceId: string, session: Online): void {
  const sessions = count.get(serviceId);
  if (!sessions) return void count.set(serviceId, [session]);
  count.set(serviceId, [...sessions.filter(({ key }) => key !== session.key), session]);
}

function keep(count: ByService, serviceId: string, isKept: (session: Online) => boolean): void {
  const sessions = count.get(serviceId);
  if (!sessions || sessions.every(isKept)) return;
  const kept = sessions.filter(isKept);
  if (kept.length > 0) count.set(serviceId, kept);
  else count.delete(serviceId);
}
