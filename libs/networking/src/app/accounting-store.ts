import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import type { AccountingRecord, AccountingSink } from '../radius/index.js';
import { AccessFeed } from './access-feed.js';
import {
  BEGIN,
  BEGIN_AND_END,
  BEGIN_NEW,
  BY_KEYS,
  CLOSED_ALREADY,
  COME_BACK,
  END,
  GO_ON,
  NOT_OPEN,
  RESTART,
} from './accounting-statements.js';
import { addresses, bigints, booleans, instants, integers, macAddresses, texts, uuids } from './binary-columns.js';
import { foldAccounting, type SessionReport } from './fold-accounting.js';
import { OnlineCount } from './online-count.js';
import { Partitions } from './partitions.js';

/** A record may be a week late (`accounting-record.ts`); older sessions are not looked for. */
const LATEST_MS = 9 * 86_400_000;

/** A report, and the service that its session is of. */
interface Known extends SessionReport {
  readonly serviceId: string | undefined;
}

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
    const known = reports.map((report) => ({ ...report, serviceId: this.serviceOf(report.record) }));
    const now = this.clock.now();
    const kept = await this.database.write(EVERYTHING, async ({ sql }) => {
      await this.partitions.ensure(sql, 'usage_raw', now);
      await this.partitions.ensure(sql, 'session_closed', now);
      await sql.query(BY_KEYS);
      const taken = await this.keep(sql, known, now);
      for (const restart of restarts) await sql.execute(RESTART, [restart.nasId, new Date(restart.atMs)]);
      return taken;
    });
    for (const report of kept) this.online.note(report, report.serviceId);
    for (const restart of restarts) this.online.forgetNas(restart.nasId, restart.atMs);
  }

  /** Answers the reports that counted, those of sessions that have ended left out. */
  private async keep(sql: Sql, reports: readonly Known[], now: Date): Promise<readonly Known[]> {
    const isUsual = (report: Known): boolean => !report.hasEnded;
    const usual = reports.filter(isUsual);
    const left = [
      ...(await this.take(sql, GO_ON, usual.filter(not(isBeginning)), [now])),
      ...(await this.take(sql, BEGIN_NEW, usual.filter(isBeginning), [now, new Date(now.getTime() - LATEST_MS)])),
      ...reports.filter(not(isUsual)),
    ];
    const late = left.length > 0 ? await this.keepOthers(sql, left, now) : new Set<string>();
    return late.size > 0 ? reports.filter(({ record }) => !late.has(record.sessionKey)) : reports;
  }

  /** Sessions that go on or begin, nearly all that ever comes, in one statement. Answers the reports that were not of that kind. */
  private async take(
    sql: Sql,
    statement: string,
    reports: readonly Known[],
    times: readonly [now: Date, since?: Date],
  ): Promise<readonly Known[]> {
    if (reports.length === 0) return [];
    const [taken] = await sql.query<{ count: number; keys: string[] | null }>(statement, columns(reports, ...times));
    if (taken?.count === reports.length) return [];
    const keys = new Set(taken?.keys);
    return reports.filter(({ record }) => !keys.has(record.sessionKey));
  }

  /** Step by step: ends, what is late, and what comes back. Answers the sessions that had ended before. */
  private async keepOthers(sql: Sql, reports: readonly Known[], now: Date): Promise<Set<string>> {
    const keys = reports.map(({ record }) => record.sessionKey);
    const unknown = new Set((await sql.query<{ key: string }>(NOT_OPEN, [keys])).map((row) => row.key));
    const late = unknown.size > 0 ? await this.lookBack(sql, reports, unknown, now) : new Set<string>();
    const kept = reports.filter(({ record }) => !late.has(record.sessionKey));
    const isOpen = ({ record }: Known): boolean => !unknown.has(record.sessionKey);
    const ended = ({ hasEnded }: Known): boolean => hasEnded;
    const open = kept.filter(isOpen);
    const others = kept.filter(not(isOpen));
    await this.run(sql, GO_ON, open.filter(not(ended)), now);
    await this.run(sql, END, open.filter(ended), now);
    await this.run(sql, BEGIN, others.filter(not(ended)), now);
    await this.run(sql, BEGIN_AND_END, others.filter(ended), now);
    return late;
  }

  /** Of the sessions that are not open: brings back those given up too early, and answers those that have ended. */
  private async lookBack(sql: Sql, reports: readonly Known[], unknown: Set<string>, now: Date): Promise<Set<string>> {
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

  private async run(sql: Sql, statement: string, reports: readonly Known[], now: Date): Promise<void> {
    if (reports.length > 0) await sql.query(statement, columns(reports, now));
  }

  /** From our Class; else from the login, for sessions that another server let in. */
  private serviceOf(record: AccountingRecord): string | undefined {
    if (record.serviceId !== undefined) return record.serviceId;
    return record.login === undefined ? undefined : this.feed.snapshot.entryByLogin(record.login)?.serviceId;
  }
}

/** A Start as routers send it. One that has counted already is no simple beginning. */
function isBeginning({ record }: Known): boolean {
  const { status, sessionSeconds, downloadOctets, uploadOctets } = record;
  return status === 'start' && sessionSeconds === 0 && downloadOctets === 0n && uploadOctets === 0n;
}

function not<T>(holds: (one: T) => boolean): (one: T) => boolean {
  return (one) => !holds(one);
}

function columns(reports: readonly Known[], now: Date, ...more: readonly unknown[]): unknown[] {
  const of = <T>(read: (record: AccountingRecord) => T): T[] => reports.map(({ record }) => read(record));
  return [
    texts(of((record) => record.sessionKey)),
    uuids(reports.map(({ serviceId }) => serviceId)),
    uuids(of((record) => record.nasId)),
    texts(of((record) => record.sessionId)),
    texts(of((record) => record.login)),
    integers(of((record) => record.policyVersion)),
    addresses(of((record) => record.sourceAddress)),
    addresses(of((record) => record.framedAddress)),
    addresses(of((record) => record.framedIpv6Prefix ?? record.framedIpv6Address)),
    addresses(of((record) => record.delegatedIpv6Prefix)),
    macAddresses(of((record) => record.callingMac)),
    texts(of((record) => record.nasPortId)),
    instants(reports.map(({ startedAtMs }) => startedAtMs)),
    instants(of((record) => record.happenedAtMs)),
    bigints(of((record) => record.sessionSeconds)),
    now,
    bigints(of((record) => record.downloadOctets)),
    bigints(of((record) => record.uploadOctets)),
    booleans(of((record) => record.hasGigawords)),
    integers(of((record) => record.terminateCause)),
    ...more,
  ];
}
