import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { AccountingRecord, AccountingSink } from '../radius/index.js';
import { AccessFeed } from './access-feed.js';
import {
  BEGIN,
  BEGIN_AND_END,
  CLOSED_ALREADY,
  COME_BACK,
  END,
  GO_ON,
  NOT_OPEN,
  RESTART,
} from './accounting-statements.js';
import { foldAccounting, type SessionReport } from './fold-accounting.js';
import { OnlineCount } from './online-count.js';
import { Partitions } from './partitions.js';

/** A record may be a week late (`accounting-record.ts`); older sessions are not looked for. */
const LATEST_MS = 9 * 86_400_000;

/**
 * Writes accounting in few statements a batch: opens, updates and closes sessions, and appends what was used since the record
 * before. Records that are late, doubled or older than what is known change nothing.
 */
@Injectable()
export class AccountingStore implements AccountingSink {
  constructor(
    private readonly database: Database,
    private readonly feed: AccessFeed,
    private readonly online: OnlineCount,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
  ) {}

  async write(batch: readonly AccountingRecord[]): Promise<void> {
    const { reports, restarts } = foldAccounting(batch);
    const now = this.clock.now();
    const kept = await this.database.write(EVERYTHING, async ({ sql }) => {
      await this.partitions.ensure(sql, 'usage_raw', now);
      await this.partitions.ensure(sql, 'session_closed', now);
      const taken = await this.keep(sql, reports, now);
      for (const restart of restarts) await sql.execute(RESTART, [restart.nasId, new Date(restart.atMs)]);
      return taken;
    });
    for (const report of kept) this.online.note(report, this.serviceOf(report.record));
    for (const restart of restarts) this.online.forgetNas(restart.nasId, restart.atMs);
  }

  /** Answers the reports that counted, those of sessions that have ended left out. */
  private async keep(sql: Sql, reports: readonly SessionReport[], now: Date): Promise<readonly SessionReport[]> {
    if (reports.length === 0) return [];
    const keys = reports.map(({ record }) => record.sessionKey);
    const unknown = new Set((await sql.query<{ key: string }>(NOT_OPEN, [keys])).map((row) => row.key));
    const late = unknown.size > 0 ? await this.lookBack(sql, reports, unknown, now) : new Set<string>();
    const kept = late.size > 0 ? reports.filter(({ record }) => !late.has(record.sessionKey)) : reports;
    const isKnown = ({ record }: SessionReport): boolean => !unknown.has(record.sessionKey);
    await this.run(
      sql,
      GO_ON,
      kept.filter((report) => isKnown(report) && !report.hasEnded),
      now,
    );
    await this.run(
      sql,
      END,
      kept.filter((report) => isKnown(report) && report.hasEnded),
      now,
    );
    await this.run(
      sql,
      BEGIN,
      kept.filter((report) => !isKnown(report) && !report.hasEnded),
      now,
    );
    await this.run(
      sql,
      BEGIN_AND_END,
      kept.filter((report) => !isKnown(report) && report.hasEnded),
      now,
    );
    return kept;
  }

  /** Of the sessions that are not open: brings back those given up too early, and answers those that have ended. */
  private async lookBack(
    sql: Sql,
    reports: readonly SessionReport[],
    unknown: Set<string>,
    now: Date,
  ): Promise<Set<string>> {
    const since = new Date(now.getTime() - LATEST_MS);
    const asked = reports.filter(({ record }) => unknown.has(record.sessionKey));
    const closed = await sql.query<{ key: string }>(CLOSED_ALREADY, [
      asked.map(({ record }) => record.sessionKey),
      since,
    ]);
    if (closed.length === 0) return new Set();
    const late = new Set(closed.map((row) => row.key));
    const doubtful = asked.filter(({ record }) => late.has(record.sessionKey));
    const back = await sql.query<{ key: string }>(COME_BACK, [
      doubtful.map(({ record }) => record.sessionKey),
      doubtful.map(({ record }) => record.sessionSeconds),
      doubtful.map(({ record }) => record.sourceAddress),
      since,
    ]);
    for (const { key } of back) {
      late.delete(key);
      unknown.delete(key);
    }
    return late;
  }

  private async run(sql: Sql, statement: string, reports: readonly SessionReport[], now: Date): Promise<void> {
    if (reports.length > 0) await sql.execute(statement, this.columns(reports, now));
  }

  /** From our Class; else from the login, for sessions that another server let in. */
  private serviceOf(record: AccountingRecord): string | undefined {
    if (record.serviceId !== undefined) return record.serviceId;
    return record.login === undefined ? undefined : this.feed.snapshot.entryByLogin(record.login)?.serviceId;
  }

  private columns(reports: readonly SessionReport[], now: Date): unknown[] {
    const of = <T>(read: (report: SessionReport) => T): T[] => reports.map(read);
    return [
      of(({ record }) => record.sessionKey),
      of(({ record }) => this.serviceOf(record) ?? null),
      of(({ record }) => record.nasId),
      of(({ record }) => record.sessionId),
      of(({ record }) => record.login ?? null),
      of(({ record }) => record.policyVersion ?? null),
      of(({ record }) => record.sourceAddress),
      of(({ record }) => record.framedAddress ?? null),
      of(({ record }) => record.framedIpv6Prefix ?? record.framedIpv6Address ?? null),
      of(({ record }) => record.delegatedIpv6Prefix ?? null),
      of(({ record }) => record.callingMac ?? null),
      of(({ record }) => record.nasPortId ?? null),
      of(({ startedAtMs }) => new Date(startedAtMs).toISOString()),
      of(({ record }) => new Date(record.happenedAtMs).toISOString()),
      of(({ record }) => record.sessionSeconds),
      now,
      of(({ record }) => record.downloadOctets.toString()),
      of(({ record }) => record.uploadOctets.toString()),
      of(({ record }) => record.hasGigawords),
      of(({ record }) => record.terminateCause ?? null),
    ];
  }
}
