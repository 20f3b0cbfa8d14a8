import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database } from '@demarc/persistence';
import { DataSource } from 'typeorm';
import type { AuthLog, AuthLogLine } from '../../radius/index.js';
import { BatchLine } from './batch-line.js';
import { addresses, booleans, instants, integers, texts, uuids } from './binary-columns.js';
import { LoginNews } from '../staff-logins/login-news.js';
import { Partitions } from '../sessions/partitions.js';

const NOTE_EVERY_MS = 60_000;

const ADD_LINES = `
  INSERT INTO networking.radius_log (at, outcome, code, reject_list, method, router_id, source_address, login, service_id, customer_id,
    partner_id, calling_station, nas_port, signed, secret_suspected, line, staff_id, over_tls, detail)
  SELECT unnest($1::timestamptz[]), unnest($2::text[]), unnest($3::text[]), unnest($4::int[]), unnest($5::text[]), unnest($6::uuid[]),
    unnest($7::inet[]), unnest($8::text[]), unnest($9::uuid[]), unnest($10::uuid[]), unnest($11::uuid[]), unnest($12::text[]),
    unnest($13::text[]), unnest($14::boolean[]), unnest($15::boolean[]), unnest($16::text[]), unnest($17::uuid[]), unnest($18::boolean[]),
    unnest($19::text[])`;

/** Unsigned is what could have been forged: by UDP. What gets no answer does not show that the router is heard. */
const NOTE_ROUTERS = `
  UPDATE networking.router SET
    last_seen_at = CASE WHEN id = ANY ($3::uuid[]) OR id = ANY ($4::uuid[]) OR id = ANY ($6::uuid[]) THEN $2::timestamptz ELSE last_seen_at END,
    signed_seen_at = CASE WHEN id = ANY ($3::uuid[]) THEN $2 ELSE signed_seen_at END,
    unsigned_seen_at = CASE WHEN id = ANY ($4::uuid[]) THEN $2 ELSE unsigned_seen_at END,
    unsigned_refused_at = CASE WHEN id = ANY ($5::uuid[]) THEN $2 ELSE unsigned_refused_at END,
    signed_since = CASE WHEN id = ANY ($4::uuid[]) OR id = ANY ($5::uuid[]) THEN NULL
      WHEN id = ANY ($3::uuid[]) THEN coalesce(signed_since, $2) ELSE signed_since END
  WHERE id = ANY ($1::uuid[])`;
const NOTED = ['signed', 'unsigned', 'refused', 'tls'] as const;
const UNSIGNED: ReadonlySet<string> = new Set(['message_authenticator_missing', 'proxy_state_unprotected']);

/** Keeps the outcomes of logins, a batch in one statement. Losing some in a storm is better than a slow login. */
@Injectable()
export class AuthLogStore implements AuthLog, OnApplicationShutdown {
  private readonly line: BatchLine;
  /** When routers were last noted, by id and by whether the request was signed. */
  private readonly notedAtMs = new Map<string, number>();

  constructor(
    private readonly database: Database,
    source: DataSource,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
    private readonly news: LoginNews,
  ) {
    this.line = new BatchLine(source, {
      name: 'demarc login log',
      width: 1,
      // It is collected in memory first, and nobody is told that it is kept.
      settings: { synchronous_commit: 'off' },
    });
  }

  async write(lines: readonly AuthLogLine[]): Promise<void> {
    const now = this.clock.now();
    await this.partitions.openOnce(this.database, ['radius_log'], now);
    await this.line.run('login_log', ADD_LINES, [
      instants(lines.map((line) => line.atMs)),
      texts(lines.map((line) => line.outcome)),
      texts(lines.map((line) => line.code)),
      integers(lines.map((line) => line.list)),
      texts(lines.map((line) => line.method)),
      uuids(lines.map((line) => line.nasId)),
      addresses(lines.map((line) => line.sourceAddress)),
      texts(lines.map((line) => line.login)),
      uuids(lines.map((line) => line.serviceId)),
      uuids(lines.map((line) => line.customerId)),
      uuids(lines.map((line) => line.partnerId)),
      texts(lines.map((line) => line.callingStationId)),
      texts(lines.map((line) => line.nasPortId)),
      booleans(lines.map((line) => line.signed)),
      booleans(lines.map((line) => line.secretSuspected)),
      texts(lines.map((line) => line.line)),
      uuids(lines.map((line) => line.staff?.id)),
      booleans(lines.map((line) => line.overTls === true)),
      texts(lines.map((line) => line.detail)),
    ]);
    await this.news.take(lines);
    await this.noteRouters(lines, now);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.line.close();
  }

  /** When each router was last heard, and how far it can be believed: at most once a minute. */
  private async noteRouters(lines: readonly AuthLogLine[], now: Date): Promise<void> {
    const heard = new Set<string>();
    for (const line of lines) {
      const noted = notedOf(line);
      if (noted !== undefined && line.nasId !== undefined) heard.add(`${noted}:${line.nasId}`);
    }
    const due = [...heard].filter((key) => now.getTime() - (this.notedAtMs.get(key) ?? 0) >= NOTE_EVERY_MS);
    if (due.length === 0) return;
    const [signed = [], unsigned = [], refused = [], tls = []] = NOTED.map((noted) =>
      due.filter((key) => key.startsWith(`${noted}:`)).map((key) => key.slice(noted.length + 1)),
    );
    const ids = [...new Set([...signed, ...unsigned, ...refused, ...tls])];
    await this.line.run('note_routers', NOTE_ROUTERS, [ids, now, signed, unsigned, refused, tls]);
    for (const key of due) this.notedAtMs.set(key, now.getTime());
  }
}

function notedOf({ outcome, code, signed, overTls }: AuthLogLine): (typeof NOTED)[number] | undefined {
  if (outcome === 'drop') return code !== undefined && UNSIGNED.has(code) ? 'refused' : undefined;
  if (overTls === true) return 'tls';
  return signed ? 'signed' : 'unsigned';
}
