import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { SETTINGS, type Settings } from '@demarc/config';
import { Clock } from '@demarc/kernel';
import { RadiusServer } from '../../radius/index.js';
import { AccessFeed } from './access-feed.js';
import { AccountingIntake } from './accounting-intake.js';
import { AuthLogStore } from './auth-log-store.js';
import { OnlineCount } from './online-count.js';
import { RadsecDesk } from './radsec/radsec-desk.js';

const RECOUNT_MS = 60_000;

export interface RadiusPorts {
  readonly authPort: number;
  readonly acctPort: number;
  readonly tlsPort: number | undefined;
}

/** The radius role of the product: the server of `radius/`, fed from the database and writing back to it. */
@Injectable()
export class RadiusRole implements BeforeApplicationShutdown {
  private readonly log = new Logger('radius');
  private server: RadiusServer | undefined;
  private recount: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly feed: AccessFeed,
    private readonly online: OnlineCount,
    private readonly accounting: AccountingIntake,
    private readonly authLog: AuthLogStore,
    private readonly radsec: RadsecDesk,
  ) {}

  /** Over TLS on a port of its own, where one is set. */
  async start(): Promise<RadiusPorts> {
    await this.feed.start();
    await this.countOnline();
    this.accounting.start();
    this.server = new RadiusServer(
      {
        clock: this.clock,
        snapshot: () => this.feed.snapshot,
        online: this.online,
        accounting: this.accounting,
        authLog: this.authLog,
        fault: (where, fault) => this.log.error({ err: fault, where }, 'the radius server met a fault'),
      },
      {
        host: this.settings.radiusHost,
        authPort: this.settings.radiusAuthPort,
        acctPort: this.settings.radiusAcctPort,
        reusePort: true,
      },
    );
    this.recount = setInterval(() => void this.countOnline(), RECOUNT_MS);
    this.recount.unref();
    const ports = await this.server.start();
    return { ...ports, tlsPort: await this.radsec.start(this.server) };
  }

  /** Without a count nobody is refused for being online already. */
  private async countOnline(): Promise<void> {
    // Who went home while the database was away is still online there.
    if (this.accounting.isBehind) return;
    await this.online.load().catch((error: unknown) => this.log.warn({ err: error }, 'sessions could not be counted'));
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.recount);
    await this.server?.stop();
    await this.radsec.stop();
  }
}
