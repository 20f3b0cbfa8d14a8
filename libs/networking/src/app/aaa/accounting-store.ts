import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, databaseErrorCode, EVERYTHING, type Sql } from '@demarc/persistence';
import { DataSource } from 'typeorm';
import type { AccountingRecord, AccountingSink } from '../../radius/index.js';
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
  ONE_AT_A_TIME,
  RESTART,
} from './accounting-statements.js';
import { addresses, bigints, booleans, instants, integers, macAddresses, texts, uuids } from './binary-columns.js';
import { BatchLine } from './batch-line.js';
import { foldAccounting, type FoldedBatch, type SessionReport } from './fold-accounting.js';
import { OnlineCount } from './online-count.js';
import { Partitions } from '../sessions/partitions.js';

/** A record may be a week late (`accounting-record.ts`); older sessions are not looked for. */
const LATEST_MS = 9 * 86_400_000;

/** With another server that writes the same sessions; the careful way tries again. */
const DEADLOCK = '40P01';

interface Taken {
  readonly count: number;
  readonly keys: readonly string[] | null;
}

/** A report, and the service that its session is of. */
interface Known extends SessionReport {
  readonly serviceId: string | undefined;
}

/**
 * Writes accounting in few statements a batch: opens, updates and closes sessions, and appends what was used since the record
 * before. Records that are late, doubled or older than what is known change nothing.
 */
@Injectable()
export class AccountingStore implements AccountingSink, OnApplicationShutdown {
  private readonly line: BatchLine;

  constructor(
    private readonly database: Database,
    source: DataSource,
    private readonly feed: AccessFeed,
    private readonly online: OnlineCount,
    private readonly partitions: Partitions,
    private readonly clock: Clock,
  ) {
    this.line = new BatchLine(source, { name: 'demarc accounting', width: 2, settings: BY_KEYS });
  }

  async write(batch: readonly AccountingRecord[]): Promise<void> {
    await this.keepAnyhow(batch, () => true);
  }

  /** What waited on the disk. Who came then may be gone since, so it tells of nobody that he is online. */
  async catchUp(batch: readonly AccountingRecord[]): Promise<void> {
    await this.keepAnyhow(batch, ({ hasEnded }) => hasEnded);
  }

  private async keepAnyhow(batch: readonly AccountingRecord[], isNews: (report: Known) => boolean): Promise<void> {
    try {
      await this.keepBatch(batch, isNews);
    } catch (error) {
      // Somebody took a partition away: it is made again, and what was kept already counts no second time.
      if (!this.partitions.forgetAfter(error)) throw error;
      await this.keepBatch(batch, isNews);
    }
  }

  private async keepBatch(batch: readonly AccountingRecord[], isNews: (report: Known) => boolean): Promise<void> {
    const { reports, restarts } = foldAccounting(batch);
    const known = reports.map((report) => ({ ...report, serviceId: this.serviceOf(report.record) }));
    const now = this.clock.now();
    await this.partitions.openOnce(this.database, ['usage_raw', 'session_closed'], now);
    const left = [...(await this.takeUsual(known, now)), ...known.filter(({ hasEnded }) => hasEnded)];
    const late = left.length + restarts.length > 0 ? await this.keepOthers(left, restarts, now) : new Set<string>();
    for (const report of known)
      if (isNews(report) && !late.has(report.record.sessionKey)) this.online.note(report, report.serviceId);
    for (const restart of restarts) this.online.forgetNas(restart.nasId, restart.atMs);
  }

  /**
   * Who is online by accounting that the database hears of only later: who has gone home meanwhile must not be refused for being
   * online already.
   */
  note(batch: readonly AccountingRecord[]): void {
    const { reports, restarts } = foldAccounting(batch);
    for (const report of reports) this.online.note(report, this.serviceOf(report.record));
    for (const restart of restarts) this.online.forgetNas(restart.nasId, restart.atMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.line.close();
  }

  /** Sessions that go on and sessions that begin: nearly all that ever comes. Answers the reports that were neither. */
  private async takeUsual(reports: readonly Known[], now: Date): Promise<readonly Known[]> {
    const lasting = reports.filter(({ hasEnded }) => !hasEnded);
    const since = new Date(now.getTime() - LATEST_MS);
    return [
      ...(await this.take('accounting_go_on', GO_ON, lasting.filter(not(isBeginning)), [now])),
      ...(await this.take('accounting_begin', BEGIN_NEW, lasting.filter(isBeginning), [now, since])),
    ];
  }

  /** What a statement has taken counts once however often it is asked, so the batch may be tried again after any failure. */
  private async take(
    name: string,
    statement: string,
    reports: readonly Known[],
    times: readonly [now: Date, since?: Date],
  ): Promise<readonly Known[]> {
    if (reports.length === 0) return [];
    try {
      const [taken] = await this.line.run<Taken>(name, statement, columns(reports, ...times));
      if (taken?.count === reports.length) return [];
      const keys = new Set(taken?.keys);
      return reports.filter(({ record }) => !keys.has(record.sessionKey));
    } catch (error) {
      if (databaseErrorCode(error) === DEADLOCK) return reports;
      throw error;
    }
  }

  /** Step by step: ends, what is late, what comes back, and routers that start anew. Answers the sessions that had ended before. */
  private async keepOthers(
    reports: readonly Known[],
    restarts: FoldedBatch['restarts'],
    now: Date,
  ): Promise<Set<string>> {
    return this.database.write(EVERYTHING, async ({ sql }) => {
      for (const [setting, value] of Object.entries(BY_KEYS)) await sql.query(`SET LOCAL ${setting} = ${value}`);
      const late = reports.length > 0 ? await this.keep(sql, reports, now) : new Set<string>();
      for (const restart of restarts) await sql.execute(RESTART, [restart.nasId, new Date(restart.atMs)]);
      return late;
    });
  }

  private async keep(sql: Sql, reports: readonly Known[], now: Date): Promise<Set<string>> {
    const unknown = await this.unknownOf(sql, reports);
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

  /** The sessions that are not open, with whoever else hears of them in this moment behind us or before us. */
  private async unknownOf(sql: Sql, reports: readonly Known[]): Promise<Set<string>> {
    const notOpen = async (keys: readonly string[]): Promise<readonly string[]> =>
      (await sql.query<{ key: string }>(NOT_OPEN, [keys])).map((row) => row.key);
    const unknown = await notOpen(reports.map(({ record }) => record.sessionKey));
    if (unknown.length === 0) return new Set();
    await sql.query(ONE_AT_A_TIME, [unknown]);
    return new Set(await notOpen(unknown));
  }

  /** Of the sessions that are not open: brings back those given up too early, and answers those that have ended. */
  private async lookBack(sql: Sql, reports: readonly Known[], unknown: Set<string>, now: Date): Promise<Set<string>> {
    const since = new Date(now.getTime() - LATEST_MS);
    const asked = reports.filter(({ record }) => unknown.has(record.sessionKey));
    const closed = await sql.query<{ key: string }>(CLOSED_ALREADY, [
      asked.map(({ record }) => record.sessionKey),
      asked.map(startOf),
      since,
    ]);
    if (closed.length === 0) return new Set();
    const late = new Set(closed.map((row) => row.key));
    const doubtful = asked.filter(({ record }) => late.has(record.sessionKey));
    const back = await sql.query<{ key: string }>(COME_BACK, [
      doubtful.map(({ record }) => record.sessionKey),
      doubtful.map(({ record }) => record.sessionSeconds),
      doubtful.map(({ record }) => record.sourceAddress),
      doubtful.map(startOf),
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

function startOf({ startedAtMs }: Known): Date {
  return new Date(startedAtMs);
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
