import { Injectable } from '@nestjs/common';
import { Database, EVERYTHING } from '@demarc/persistence';
import type { OnlineSessions } from '../../radius/index.js';
import type { SessionReport } from './fold-accounting.js';

interface Online {
  readonly key: string;
  readonly nasId: string;
  readonly mac: string | undefined;
  readonly startedAtMs: number;
}

/** How many sessions each service has up, kept in memory from accounting, so that a login never waits for the database. */
@Injectable()
export class OnlineCount implements OnlineSessions {
  private byService = new Map<string, Map<string, Online>>();

  constructor(private readonly database: Database) {}

  /** Reads what is open: at the start, and now and then, for what other processes have heard. */
  async load(): Promise<void> {
    const rows = await this.database.read(EVERYTHING, (sql) =>
      sql.query<{ key: string; service_id: string; router_id: string; mac: string | null; started_at: Date }>(
        'SELECT key, service_id, router_id, mac::text, started_at FROM networking.session_open WHERE service_id IS NOT NULL',
      ),
    );
    const fresh = new Map<string, Map<string, Online>>();
    for (const row of rows)
      add(fresh, row.service_id, {
        key: row.key,
        nasId: row.router_id,
        mac: row.mac ?? undefined,
        startedAtMs: row.started_at.getTime(),
      });
    this.byService = fresh;
  }

  countOthers(serviceId: string, callingMac: string | undefined): number {
    const sessions = this.byService.get(serviceId);
    if (!sessions) return 0;
    let others = 0;
    for (const session of sessions.values()) if (callingMac === undefined || session.mac !== callingMac) others += 1;
    return others;
  }

  note({ record, hasEnded, startedAtMs }: SessionReport, serviceId: string | undefined): void {
    if (serviceId === undefined) return;
    if (!hasEnded)
      add(this.byService, serviceId, {
        key: record.sessionKey,
        nasId: record.nasId,
        mac: record.callingMac,
        startedAtMs,
      });
    else if (this.byService.get(serviceId)?.delete(record.sessionKey) && this.byService.get(serviceId)?.size === 0)
      this.byService.delete(serviceId);
  }

  /** What the router had before it started anew. */
  forgetNas(nasId: string, beforeMs: number): void {
    for (const [serviceId, sessions] of this.byService) {
      for (const session of sessions.values())
        if (session.nasId === nasId && session.startedAtMs < beforeMs) sessions.delete(session.key);
      if (sessions.size === 0) this.byService.delete(serviceId);
    }
  }
}

function add(byService: Map<string, Map<string, Online>>, serviceId: string, session: Online): void {
  const sessions = byService.get(serviceId);
  if (sessions) sessions.set(session.key, session);
  else byService.set(serviceId, new Map([[session.key, session]]));
}
