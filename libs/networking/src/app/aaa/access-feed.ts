import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { isId } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { type AccessEntry, type AccessPolicy, type NasEntry, SnapshotIndex } from '../../radius/index.js';
import {
  ACCESS_ROWS,
  type AccessRow,
  entryOf,
  nasOf,
  passwordBinding,
  type PolicyRow,
  policyOf,
  radiusSecretBinding,
  type RouterRow,
} from '../access/access-row.js';

export const ACCESS_CHANNEL = 'demarc_access';
const PAGE = 20_000;
const RECONNECT_MS = 1_000;

const SERVED_BY = `SELECT service_id AS id FROM networking.access
  WHERE live AND (plan_id = ANY ($1::uuid[]) OR pool_id = ANY ($2::uuid[]))`;
/** Of what is closed anyway: the login is known, and told that it is not active. */
const NO_POLICY: AccessPolicy = { id: 'none', downloadKbps: 0, uploadKbps: 0 };

/**
 * Tells every radius process, with the commit, what is to be read again: the access of a service by its id, `plan:<id>` and
 * `pool:<id>` for all accesses of one, `routers`, or `*` for everything.
 */
export async function announceAccess(sql: Sql, what: string): Promise<void> {
  await sql.query(`SELECT pg_notify('${ACCESS_CHANNEL}', $1)`, [what]);
}

/** The snapshot that logins are decided on, kept up to date by what commands announce. */
@Injectable()
export class AccessFeed implements OnApplicationShutdown {
  snapshot = new SnapshotIndex();
  private readonly log = new Logger('access');
  private policies = new Map<string, AccessPolicy>();
  private listener: pg.Client | undefined;
  private isStopped = false;
  private pending = new Set<string>();
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly source: DataSource,
    private readonly secrets: SecretBox,
  ) {}

  /** Listens first, then reads everything, so that no change falls between. */
  async start(): Promise<void> {
    await this.listen();
    await this.reload();
  }

  async reload(): Promise<void> {
    await this.secrets.ready();
    const fresh = new SnapshotIndex();
    await this.database.read(EVERYTHING, async (sql) => {
      this.policies = await this.readPolicies(sql);
      this.placeNas(fresh, await this.readNas(sql));
      let after = '00000000-0000-0000-0000-000000000000';
      for (;;) {
        const rows = await sql.query<AccessRow>(
          `${ACCESS_ROWS} AND access.service_id > $1 ORDER BY access.service_id LIMIT ${PAGE}`,
          [after],
        );
        for (const row of rows) this.putRow(fresh, row);
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) break;
        after = last.service_id;
      }
    });
    this.snapshot = fresh;
  }

  private async readPolicies(sql: Sql): Promise<Map<string, AccessPolicy>> {
    const rows = await sql.query<PolicyRow>('SELECT * FROM networking.access_policy');
    return new Map(rows.map((row) => [row.plan_id, policyOf(row)]));
  }

  private async readNas(sql: Sql): Promise<NasEntry[]> {
    const rows = await sql.query<RouterRow>(
      `SELECT id, name, vendor, sources::text[] AS sources, radius_secret, message_authenticator, coa_port, host(address) AS address,
         interim_seconds, options FROM networking.router WHERE active AND radius_secret IS NOT NULL`,
    );
    return rows.map((row) =>
      nasOf(row, this.secrets.openNow('radius_secret', row.radius_secret, radiusSecretBinding(row.id))),
    );
  }

  /** A router that cannot be told from another is left out, not all of them with it. */
  private placeNas(snapshot: SnapshotIndex, entries: readonly NasEntry[]): void {
    let left = entries;
    for (;;) {
      const placed = snapshot.setNas(left);
      if (placed.ok) return;
      const { nasId, address, code } = placed.error;
      this.log.error(
        { routerId: nasId, address, code },
        'a router gets no answers: its address or secret cannot be used',
      );
      left = left.filter((entry) => entry.id !== nasId);
    }
  }

  private putRow(snapshot: SnapshotIndex, row: AccessRow): void {
    const policy = this.policies.get(row.plan_id) ?? (row.desired === 'closed' ? NO_POLICY : undefined);
    if (!policy) {
      this.log.warn(
        { serviceId: row.service_id },
        'a service has a plan without an access policy; its logins are refused',
      );
      return;
    }
    const password =
      row.password === null
        ? undefined
        : this.secrets.openNow('access_password', row.password, passwordBinding(row.service_id));
    const entry = entryOf(row, policy, password);
    if (entry && !snapshot.put(entry).ok) this.putBeside(snapshot, entry);
  }

  /** A closed access keeps its login only until another one that is in use wants it. */
  private putBeside(snapshot: SnapshotIndex, entry: AccessEntry): void {
    const holder = snapshot.entryByLogin(entry.login);
    if (!holder || holder.state.kind !== 'not_active' || entry.state.kind === 'not_active') return;
    snapshot.remove(holder.serviceId);
    snapshot.put(entry);
  }

  private async listen(): Promise<void> {
    const options = this.source.options;
    const client = new pg.Client({
      connectionString: 'url' in options ? options.url : undefined,
      application_name: 'demarc access feed',
      keepAlive: true,
    });
    client.on('error', () => this.reconnectSoon());
    client.on('end', () => this.reconnectSoon());
    client.on('notification', ({ payload }) => this.heard(payload ?? '*'));
    await client.connect();
    await client.query(`LISTEN ${ACCESS_CHANNEL}`);
    this.listener = client;
  }

  private reconnectSoon(): void {
    if (this.isStopped || !this.listener) return;
    this.listener = undefined;
    const again = async (): Promise<void> => {
      while (!this.isStopped && !this.listener) {
        try {
          await this.start();
        } catch {
          await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
        }
      }
    };
    void again();
  }

  /** Changes that arrive while others are being read are read together in the next round. */
  private heard(serviceId: string): void {
    this.pending.add(serviceId);
    this.refreshing ??= this.refresh().finally(() => {
      this.refreshing = undefined;
    });
  }

  private async refresh(): Promise<void> {
    while (this.pending.size > 0) {
      const ids = [...this.pending];
      this.pending = new Set();
      try {
        await this.readAgain(ids);
      } catch (error) {
        this.log.error({ err: error }, 'changes of access could not be read; trying again');
        for (const id of ids) this.pending.add(id);
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
        if (this.isStopped) return;
      }
    }
  }

  private async readAgain(heard: readonly string[]): Promise<void> {
    if (heard.includes('*')) return this.reload();
    await this.secrets.ready();
    await this.database.read(EVERYTHING, async (sql) => {
      if (heard.includes('routers')) this.placeNas(this.snapshot, await this.readNas(sql));
      const of = (kind: string): string[] =>
        heard.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length));
      const plans = of('plan:');
      const pools = of('pool:');
      if (plans.length > 0) this.policies = await this.readPolicies(sql);
      const services = new Set(heard.filter((one) => isId(one)));
      if (plans.length + pools.length > 0)
        for (const { id } of await sql.query<{ id: string }>(SERVED_BY, [plans, pools])) services.add(id);
      await this.readServices(sql, [...services]);
    });
  }

  private async readServices(sql: Sql, ids: readonly string[]): Promise<void> {
    for (let at = 0; at < ids.length; at += PAGE) {
      const page = ids.slice(at, at + PAGE);
      const rows = await sql.query<AccessRow>(`${ACCESS_ROWS} AND access.service_id = ANY ($1::uuid[])`, [page]);
      for (const id of page) this.snapshot.remove(id);
      for (const row of rows) this.putRow(this.snapshot, row);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    const listener = this.listener;
    this.listener = undefined;
    await listener?.end();
  }
}
