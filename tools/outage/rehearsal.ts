import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { LiftHold, PlaceHold } from '@demarc/billing';
import { SeededRandom } from '@demarc/kernel';
import { networkingInvariants, SetAccessBrake } from '@demarc/networking';
import { type PostgresServer, startPostgres } from '@demarc/postgres-server';
import pg from 'pg';
import { Lab, type LabDatabase, type LabProcess } from '../bench/lab.ts';
import { type Product, withProduct } from '../bench/product-app.ts';
import { openSubscribers } from '../bench/radius/subscribers.ts';
import { waitUntil } from '../bench/waiting.ts';
import { SimNas } from '../sim-nas/sim-nas.ts';
import { Load, PATIENCE, type Subscriber } from './load.ts';

export interface OutageWish {
  readonly seconds: number;
  readonly rate: number;
  readonly subscribers: number;
  readonly isApiKilled: boolean;
  readonly seed: string;
}

interface Found {
  readonly session_id: string;
  readonly login: string;
  readonly download_octets: string;
  readonly upload_octets: string;
}

/** One in so many is blocked all the time; two more change sides around the outage. */
const ONE_BLOCKED_IN = 6;
const BEFORE_SECONDS = 2;
const AFTER_SECONDS = 2;
const REPORT_EVERY_MS = 60_000;
const SETTLE_LIMIT_MS = 120_000;

/** A provider of its own with all its processes, and what becomes of it when half of them are gone. */
export class Rehearsal {
  private readonly lab: Lab;
  private readonly wish: OutageWish;
  private readonly tell: (line: string) => void;
  private readonly faults: string[] = [];
  private database: LabDatabase = { ownerUrl: '', appUrl: '' };
  private server: PostgresServer | undefined;
  private nas: SimNas | undefined;
  private reporting: NodeJS.Timeout | undefined;
  private radius: LabProcess | undefined;
  private others: LabProcess[] = [];
  private ports = { auth: 0, acct: 0 };

  private constructor(lab: Lab, wish: OutageWish, tell: (line: string) => void) {
    this.lab = lab;
    this.wish = wish;
    this.tell = tell;
  }

  static async open(wish: OutageWish, tell: (line: string) => void): Promise<Rehearsal> {
    return new Rehearsal(await Lab.open({ fsync: 'off', full_page_writes: 'off' }), wish, tell);
  }

  async live(): Promise<{ readonly faults: readonly string[]; readonly summary: string }> {
    const { seconds, rate, subscribers, isApiKilled } = this.wish;
    this.database = await this.lab.product('outage');
    const { load, early, late } = await this.prepare();
    this.tell('the load begins');
    load.begin(rate);
    await pause(BEFORE_SECONDS * 1000);
    await this.inProduct((product) => this.hold(product, early));
    this.tell(`PostgreSQL${isApiKilled ? ', the API and the worker are' : ' is'} killed for ${seconds} s`);
    await this.strike();
    await this.whileAway(load);
    await this.heal();
    this.tell('PostgreSQL is back');
    await this.inProduct((product) => this.hold(product, late));
    await pause(AFTER_SECONDS * 1000);
    await load.end();
    await this.waitForTruth(load, [...early, ...late]);
    this.faults.push(...load.faults, ...(await this.wrongSessions(load)), ...(await this.broken()));
    const summary = `${seconds} s without PostgreSQL${isApiKilled ? ' and the API' : ''}, ${subscribers} customers: ${load.logins} logins, ${load.refused} refused as blocked, ${load.reports} reports answered, ${load.counted.length} sessions counted once`;
    return { faults: this.faults, summary };
  }

  async close(): Promise<void> {
    clearInterval(this.reporting);
    await this.nas?.stop();
    await this.radius?.end();
    for (const one of this.others) await one.end();
    await this.server?.stop();
    await this.lab.close();
  }

  /** Customers, some of them blocked, a router that speaks for them, and the roles as processes. */
  private async prepare(): Promise<{ load: Load; early: Subscriber[]; late: Subscriber[] }> {
    const env = this.lab.environment(this.database);
    const coaPort = await freeUdpPort();
    const { subscribers, seed } = this.wish;
    const owner = await this.lab.connect(this.database.ownerUrl);
    const people = Array.from({ length: subscribers }, (_, k) => ({ user: `user${k + 1}`, password: `pw${k + 1}` }));
    const blocked = people.filter((_, k) => k % ONE_BLOCKED_IN === 0);
    const [early, late] = [people.slice(1, 3), people.slice(3, 5)];
    const open = people.filter((one) => ![...blocked, ...early, ...late].includes(one));
    const secret = await withProduct(env, async (product) => {
      const made = await openSubscribers(product, owner, { count: subscribers, coaPort });
      await product.run(SetAccessBrake, { percent: 100, windowMinutes: 10, atLeast: 100_000 });
      await owner.query('UPDATE networking.access SET simultaneous_use = 1');
      await owner.query(BLOCKED_ALREADY, [blocked.map(({ user }) => user)]);
      return made.secret;
    });
    await this.lab.disconnect(owner);
    await this.startRadius();
    await this.startOthers();
    this.nas = new SimNas({
      auth: { address: '127.0.0.1', port: this.ports.auth },
      acct: { address: '127.0.0.1', port: this.ports.acct },
      secret,
      coaPort,
      interims: false,
      patience: PATIENCE,
    });
    await this.nas.start();
    for (const one of [...early, ...late]) await this.nas.open(one);
    this.keepReporting([...early, ...late]);
    return { load: new Load(this.nas, { open, blocked }, new SeededRandom(seed)), early, late };
  }

  /** A session that says nothing for two and a half reports is lost, and nobody is left to be cut off. */
  private keepReporting(people: readonly Subscriber[]): void {
    const users = new Set(people.map(({ user }) => user));
    this.reporting = setInterval(() => {
      for (const session of this.nas?.sessions.values() ?? [])
        if (users.has(session.user)) void this.nas?.interim(session);
    }, REPORT_EVERY_MS);
  }

  private async startRadius(): Promise<void> {
    const { auth, acct } = this.ports;
    const env = this.lab.environment(this.database);
    this.radius = await this.lab.role('radius', {
      ...env,
      RADIUS_AUTH_PORT: String(auth),
      RADIUS_ACCT_PORT: String(acct),
    });
    const [authPort = 0, acctPort = 0] = (this.radius.address.split(':')[1] ?? '').split(',').map(Number);
    this.ports = { auth: authPort, acct: acctPort };
  }

  private async startOthers(): Promise<void> {
    const env = this.lab.environment(this.database);
    this.others = await Promise.all([this.lab.role('http', env), this.lab.role('worker', env)]);
  }

  /** All of it, at once, with no chance to say goodbye. */
  private async strike(): Promise<void> {
    const { server } = this.lab;
    process.kill((this.server ?? server).pid, 'SIGKILL');
    if (!this.wish.isApiKilled) return;
    for (const { pid } of this.others) process.kill(pid, 'SIGKILL');
    this.others = [];
  }

  private async whileAway(load: Load): Promise<void> {
    const ends = performance.now() + this.wish.seconds * 1000;
    await pause((this.wish.seconds * 1000) / 3);
    const before = load.logins;
    process.kill(this.radius?.pid ?? 0, 'SIGKILL');
    await this.startRadius();
    this.tell('the radius process was killed too, and is back from what it has on the disk');
    await pause(Math.max(0, ends - performance.now()));
    if (load.logins === before) this.faults.push('nobody got in after the radius process was killed');
  }

  private async heal(): Promise<void> {
    this.server = await startPostgres({
      dataDir: `${this.lab.folder}/postgres`,
      port: this.lab.server.port,
      settings: { fsync: 'off', full_page_writes: 'off' },
    });
    if (this.wish.isApiKilled) await this.startOthers();
  }

  private async hold(product: Product, people: readonly Subscriber[]): Promise<void> {
    const customers = await this.rows<{ id: string }>(
      'SELECT customer_id AS id FROM networking.access WHERE login = ANY ($1::text[]) ORDER BY login',
      [people.map(({ user }) => user)],
    );
    const holds: string[] = [];
    for (const { id } of customers)
      holds.push((await product.run(PlaceHold, { customerId: id, reason: 'rehearsal' })).holdId);
    // The second of them is let in again at once: the last word holds.
    await product.run(LiftHold, { holdId: holds.at(-1) });
  }

  /** Until nothing waits: neither on the disk, nor for a router, nor for the routers' answers. */
  private async waitForTruth(load: Load, changed: readonly Subscriber[]): Promise<void> {
    const isSettled = async (): Promise<boolean> => {
      const [open] = await this.rows<{ waiting: number; counted: number }>(
        `SELECT (SELECT count(*)::int FROM networking.access WHERE converged_version < desired_version) AS waiting,
           (SELECT count(*)::int FROM networking.session_closed) AS counted`,
      );
      const held = changed.filter((_, k) => k % 2 === 0).map(({ user }) => user);
      const online = [...(this.nas?.sessions.values() ?? [])].map(({ user }) => user);
      return (
        open?.waiting === 0 &&
        open.counted >= load.counted.length + held.length &&
        !held.some((one) => online.includes(one))
      );
    };
    const began = performance.now();
    await waitUntil(isSettled, SETTLE_LIMIT_MS, 'everything to be counted and told').catch((error: unknown) =>
      this.faults.push(String(error)),
    );
    this.tell(`settled ${((performance.now() - began) / 1000).toFixed(1)} s after the last session ended`);
  }

  private async wrongSessions(load: Load): Promise<string[]> {
    const found = await this.rows<Found>(
      `SELECT session_id, login, download_octets::text, upload_octets::text FROM networking.session_open
       UNION ALL SELECT session_id, login, download_octets::text, upload_octets::text FROM networking.session_closed`,
    );
    const bySession = Map.groupBy(found, (row) => row.session_id);
    const wrong = load.counted.flatMap(({ sessionId, user, downloadOctets, uploadOctets }) => {
      const rows = bySession.get(sessionId) ?? [];
      const [row] = rows;
      if (rows.length !== 1) return [`session ${sessionId} of ${user} is there ${rows.length} times`];
      const isRight = row?.download_octets === String(downloadOctets) && row.upload_octets === String(uploadOctets);
      return isRight ? [] : [`session ${sessionId} of ${user}: ${row?.download_octets} counted of ${downloadOctets}`];
    });
    const [used] = await this.rows<{ octets: string }>(
      'SELECT coalesce(sum(download_octets + upload_octets), 0)::text AS octets FROM networking.usage_raw',
    );
    const sent = load.counted.reduce((total, one) => total + one.downloadOctets + one.uploadOctets, 0n);
    return used?.octets === String(sent) ? wrong : [...wrong, `${used?.octets} octets used where ${sent} were sent`];
  }

  private async broken(): Promise<string[]> {
    const faults: string[] = [];
    for (const { id, sql } of networkingInvariants)
      for (const row of await this.rows<{ violation: string }>(sql)) faults.push(`${id}: ${row.violation}`);
    return faults;
  }

  private inProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
    return withProduct(this.lab.environment(this.database), work);
  }

  private async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }
}

/** As the suspensions of an earlier day left them. */
const BLOCKED_ALREADY = `
  WITH shut AS (UPDATE networking.access SET desired = CASE WHEN login = ANY ($1::text[]) THEN 'blocked' ELSE 'open' END,
      desired_reason = CASE WHEN login = ANY ($1::text[]) THEN 'balance' END RETURNING customer_id, desired)
  UPDATE billing.account SET standing = CASE desired WHEN 'blocked' THEN 'blocked' ELSE 'good' END, standing_since = current_date - 3,
    customer_status = CASE desired WHEN 'blocked' THEN 'blocked' ELSE 'active' END, next_check_on = current_date + 30
    FROM shut WHERE account.customer_id = shut.customer_id`;

/** Free a moment ago: the router has to be known before its simulator can be started. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const closed = once(socket, 'close');
  socket.close();
  await closed;
  return port;
}
