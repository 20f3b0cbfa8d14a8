import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock, RandomSource } from '@demarc/kernel';
import { RestDesk, RestListener } from '../../freeradius/index.js';
import { AccessFeed } from '../aaa/access-feed.js';
import { AccountingIntake } from '../aaa/accounting-intake.js';
import { AuthLogStore } from '../aaa/auth-log-store.js';
import { OnlineCount } from '../aaa/online-count.js';
import type { SnapshotChange } from '../aaa/snapshot-change.js';
import { FreeradiusInbox } from './freeradius-inbox.js';
import { FreeradiusMode } from './freeradius-mode.js';
import { FreeradiusTables } from './freeradius-tables.js';

const ROUND_MS = 500;
/** Every so many rounds it is asked what is switched on, and things are put in order. */
const ROUNDS_TO_LOOK = 10;
const ROUNDS_TO_TIDY = 120;

/** The part of the radius role that serves a FreeRADIUS: answers it by HTTP, and keeps the tables that it reads by SQL. */
@Injectable()
export class FreeradiusRole implements BeforeApplicationShutdown {
  private readonly log = new Logger('freeradius');
  private listener: RestListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private round = 0;
  /** Services whose lines are out of date, or all of them. */
  private stale = new Set<string>();
  private isAllStale = true;
  private isStaffStale = false;
  private wasOn = false;
  /** What was asked by HTTP since it was last written down. */
  private asked: { readonly what: string; readonly at: Date } | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly random: RandomSource,
    private readonly feed: AccessFeed,
    private readonly online: OnlineCount,
    private readonly accounting: AccountingIntake,
    private readonly authLog: AuthLogStore,
    private readonly mode: FreeradiusMode,
    private readonly tables: FreeradiusTables,
    private readonly inbox: FreeradiusInbox,
  ) {}

  /** Answers the port of the HTTP side, where there is one. */
  async start(): Promise<{ readonly restPort: number | undefined }> {
    this.feed.watch((change) => this.note(change));
    this.timer = setInterval(() => void this.work(), ROUND_MS);
    this.timer.unref();
    await this.work();
    const { radiusRestPort: port, radiusHost: host } = this.settings;
    if (port === undefined) return { restPort: undefined };
    const fault = (where: string, error: unknown): void =>
      this.log.error({ err: error, where }, 'an answer to FreeRADIUS met a fault');
    const desk = new RestDesk({
      clock: this.clock,
      snapshot: () => this.feed.snapshot,
      online: this.online,
      accounting: this.accounting,
      authLog: this.authLog,
      fault,
      randomBytes: (count) => this.random.bytes(count),
    });
    const credential = (): Buffer | undefined => this.mode.current.restCredential;
    const asked = (what: string): void => {
      this.asked = { what, at: this.clock.now() };
    };
    this.listener = new RestListener({ desk, clock: this.clock, credential, fault, asked });
    return { restPort: await this.listener.start({ host, port }) };
  }

  /** One round: what is switched on, what is to be written, what was heard. Two never run at once. */
  work(): Promise<void> {
    this.working ??= this.workOnce().finally(() => {
      this.working = undefined;
    });
    return this.working;
  }

  private async workOnce(): Promise<void> {
    try {
      if (this.round % ROUNDS_TO_LOOK === 0) {
        await this.mode.read();
        const asked = this.asked;
        this.asked = undefined;
        if (asked) await this.mode.note(asked.what, asked.at);
      }
      const { isSqlOn } = this.mode.current;
      if (isSqlOn) await this.serveSql();
      else if (this.wasOn) await this.tables.empty();
      this.wasOn = isSqlOn;
      this.round += 1;
    } catch (error) {
      this.log.warn({ err: error }, 'what FreeRADIUS reads and writes waits for the database');
    }
  }

  private async serveSql(): Promise<void> {
    if (!this.wasOn) this.isAllStale = true;
    await this.refresh();
    await this.inbox.drain();
    await this.inbox.logLogins();
    if (this.round % ROUNDS_TO_TIDY === 0) {
      await this.inbox.tidy();
      await this.tables.dropUnusedGroups();
    }
  }

  private async refresh(): Promise<void> {
    const [all, some, staff] = [this.isAllStale, [...this.stale], this.isStaffStale];
    this.isAllStale = false;
    this.isStaffStale = false;
    this.stale = new Set();
    try {
      if (all) await this.tables.writeAll(this.feed.snapshot);
      else if (some.length > 0) await this.tables.writeSome(this.feed.snapshot, some);
      if (staff && !all) await this.tables.writeStaffAgain(this.feed.snapshot);
    } catch (error) {
      this.isAllStale ||= all;
      this.isStaffStale ||= staff;
      for (const id of some) this.stale.add(id);
      throw error;
    }
  }

  /** New routers may be of a new kind, and new templates say something else: then every login is written anew. */
  private note(change: SnapshotChange | 'everything'): void {
    if (change === 'everything' || change.routers || change.templates) this.isAllStale = true;
    else {
      this.isStaffStale ||= change.staff !== undefined;
      for (const id of change.removed ?? []) this.stale.add(id);
      for (const { serviceId } of change.put ?? []) this.stale.add(serviceId);
    }
    if (this.mode.current.isSqlOn) void this.work();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
    await this.listener?.stop();
  }
}
