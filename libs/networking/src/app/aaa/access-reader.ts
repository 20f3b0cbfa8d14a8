import { Injectable, Logger } from '@nestjs/common';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import {
  type AccessEntry,
  type AccessPolicy,
  type NasEntry,
  NasIndex,
  ReplyTemplates,
  type RevokedCertificate,
} from '../../radius/index.js';
import {
  ACCESS_ROWS,
  type AccessRow,
  entryOf,
  IS_HEARD,
  nasOf,
  passwordBinding,
  ROUTER_TLS,
  type RouterRow,
} from '../access/access-row.js';
import { PolicyBook } from '../policies/effective-policies.js';
import type { PolicyRow } from '../policies/policy-row.js';
import { type Facts, readFacts } from '../policies/templates/reply-facts.js';
import { readStaffLogins } from '../staff-logins/staff-reader.js';
import { readTemplates } from '../policies/templates/template-rows.js';
import { SharedTexts } from './shared-texts.js';
import type { SnapshotChange } from './snapshot-change.js';

/** Read in some tens of milliseconds: logins are answered between two pages, and no page is there beside another. */
const PAGE = 2_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const REVOKED = `SELECT fingerprint, (extract(epoch FROM revoked_at) * 1000)::float8 AS "atMs", reason FROM networking.revoked_certificate`;
/** By what accesses are found, each through its index. */
const SERVED_BY = { plan_id: 'plans', customer_id: 'customers', pool_id: 'pools' } as const;
/** Of what is closed anyway: the login is known, and told that it is not active. */
const NO_POLICY: AccessPolicy = { id: 'none', rates: { download: 0, upload: 0 } };

/** What was announced: services, plans and pools by their ids, and whether the routers are to be read again. */
export interface Announced {
  readonly services: readonly string[];
  readonly plans: readonly string[];
  readonly pools: readonly string[];
  readonly routers: boolean;
  /** Whether log-ins of staff to devices are to be read again. */
  readonly staff?: boolean;
  /** Those of these customers. */
  readonly customers?: readonly string[];
}

/** Reads from the database what logins are decided on. */
@Injectable()
export class AccessReader {
  private readonly log = new Logger('access');
  private policies = new PolicyBook([]);
  private readonly texts = new SharedTexts();
  /** What the templates in force name of customers, services and plans. */
  private facts: ReadonlySet<string> = new Set();

  constructor(
    private readonly database: Database,
    private readonly secrets: SecretBox,
  ) {}

  /** Everything, a page at a time. */
  async readAll(take: (change: SnapshotChange) => void): Promise<void> {
    await this.secrets.ready();
    await this.database.read(EVERYTHING, async (sql) => {
      await this.readPolicies(sql);
      const templates = await readTemplates(sql);
      this.facts = new ReplyTemplates(templates).facts;
      take({ ...(await this.readRouters(sql)), templates, staff: await readStaffLogins(sql, this.secrets) });
      let after = BEFORE_ALL;
      for (;;) {
        const rows = await sql.query<AccessRow>(
          `${ACCESS_ROWS} AND access.service_id > $1 ORDER BY access.service_id LIMIT ${PAGE}`,
          [after],
        );
        take({ put: await this.entriesOf(sql, rows) });
        const last = rows.at(-1);
        if (!last || rows.length < PAGE) break;
        after = last.service_id;
      }
    });
  }

  /** The templates, and whether what they name of customers, services and plans has been read already. */
  async readTemplates(): Promise<{ readonly change: SnapshotChange; readonly isEnough: boolean }> {
    const templates = await this.database.read(EVERYTHING, readTemplates);
    const { facts } = new ReplyTemplates(templates);
    return {
      change: { templates },
      isEnough: facts.size === this.facts.size && [...facts].every((path) => this.facts.has(path)),
    };
  }

  /** These services and all routers, for somebody who keeps no snapshot. */
  async readAlone(services: readonly string[], facts: ReadonlySet<string>): Promise<SnapshotChange> {
    await this.secrets.ready();
    return this.database.read(EVERYTHING, async (sql) => {
      await this.readPolicies(sql);
      const rows = await sql.query<AccessRow>(`${ACCESS_ROWS} AND access.service_id = ANY ($1::uuid[])`, [services]);
      return {
        ...(await this.readRouters(sql)),
        put: await this.entriesOf(sql, rows, facts),
        staff: await readStaffLogins(sql, this.secrets),
      };
    });
  }

  async readAnnounced(announced: Announced): Promise<SnapshotChange> {
    await this.secrets.ready();
    return this.database.read(EVERYTHING, async (sql) => {
      const routers = announced.routers ? await this.readRouters(sql) : {};
      // Where a router stands, and that there is a new one, is part of what staff may do.
      const isStaffAsked = announced.routers || announced.staff === true;
      const staff = isStaffAsked ? { staff: await readStaffLogins(sql, this.secrets) } : {};
      if (announced.plans.length > 0) await this.readPolicies(sql);
      const removed = [...(await this.servicesOf(sql, announced))];
      const put: AccessEntry[] = [];
      for (let at = 0; at < removed.length; at += PAGE) {
        const page = removed.slice(at, at + PAGE);
        const rows = await sql.query<AccessRow>(`${ACCESS_ROWS} AND access.service_id = ANY ($1::uuid[])`, [page]);
        put.push(...(await this.entriesOf(sql, rows)));
      }
      return { removed, put, ...routers, ...staff };
    });
  }

  private async servicesOf(sql: Sql, announced: Announced): Promise<ReadonlySet<string>> {
    const found = new Set(announced.services);
    for (const [column, named] of Object.entries(SERVED_BY)) {
      const ids = announced[named] ?? [];
      if (ids.length === 0) continue;
      const served = await sql.query<{ id: string }>(
        `SELECT service_id AS id FROM networking.access WHERE live AND ${column} = ANY ($1::uuid[])`,
        [ids],
      );
      for (const { id } of served) found.add(id);
    }
    return found;
  }

  private async readPolicies(sql: Sql): Promise<void> {
    const rows = await sql.query<PolicyRow>('SELECT * FROM networking.access_policy');
    this.policies = new PolicyBook(rows);
  }

  /** Routers, and the certificates that count no more. */
  private async readRouters(sql: Sql): Promise<Required<Pick<SnapshotChange, 'routers' | 'revoked'>>> {
    const rows = await sql.query<RouterRow>(
      `SELECT id, name, vendor, sources::text[] AS sources, radius_secret, message_authenticator, coa_port, host(address) AS address,
         interim_seconds, options, partner_id, signed_seen_at, ${ROUTER_TLS}
       FROM networking.router WHERE active AND ${IS_HEARD}`,
    );
    const revoked = await sql.query<RevokedCertificate>(REVOKED);
    return { routers: this.placed(rows.map((row) => nasOf(row, this.secrets))), revoked };
  }

  /** A router that cannot be told from another is left out, not all of them with it. */
  private placed(routers: readonly NasEntry[]): readonly NasEntry[] {
    let left = routers;
    for (;;) {
      const built = NasIndex.build(left);
      if (built.ok) return left;
      const { nasId, address, code } = built.error;
      this.log.error(
        { routerId: nasId, address, code },
        'a router gets no answers: its address or secret cannot be used',
      );
      left = left.filter((entry) => entry.id !== nasId);
    }
  }

  private async entriesOf(sql: Sql, rows: readonly AccessRow[], named = this.facts): Promise<AccessEntry[]> {
    const services = rows.map(({ service_id: id }) => id);
    const facts = await readFacts(sql, services, named);
    return rows.flatMap((row) => withFacts(this.entryOf(row), facts.get(row.service_id)));
  }

  private entryOf(row: AccessRow): AccessEntry | undefined {
    const policy = this.policies.of(row.plan_id, row.effective) ?? (row.desired === 'closed' ? NO_POLICY : undefined);
    if (!policy) {
      this.log.warn(
        { serviceId: row.service_id },
        'a service has a plan without an access policy; its logins are refused',
      );
      return undefined;
    }
    const password =
      row.password === null
        ? undefined
        : this.secrets.openNow('access_password', row.password, passwordBinding(row.service_id));
    return entryOf(this.shared(row), policy, password);
  }

  /** What thousands of accesses say alike is kept once. */
  private shared(row: AccessRow): AccessRow {
    row.partner_id = this.texts.of(row.partner_id);
    row.router_id = row.router_id && this.texts.of(row.router_id);
    row.pool_name = row.pool_name && this.texts.of(row.pool_name);
    return row;
  }
}

function withFacts(entry: AccessEntry | undefined, facts: Facts | undefined): AccessEntry[] {
  if (!entry) return [];
  return [facts ? { ...entry, facts } : entry];
}
