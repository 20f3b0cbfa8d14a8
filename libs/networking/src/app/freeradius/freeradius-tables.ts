import { Injectable } from '@nestjs/common';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING, type Sql } from '@demarc/persistence';
import {
  clientName,
  DEVICE_PREFIX,
  kindsOf,
  membershipNames,
  type RenderedGroup,
  type RenderedLine,
  type RenderedLogin,
  renderedLogins,
  renderedStaff,
  renderedStranger,
  sqlValue,
  STAFF_PREFIX,
  STRANGER_PREFIX,
} from '../../freeradius/index.js';
import type { AccessEntry, SnapshotIndex } from '../../radius/index.js';

const PIECE = 1_000;
/** Whose lines are nobody's service: what a router answers to strangers. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

const ADD_LINES = `INSERT INTO radius.login_line (service_id, place, username, attribute, op, value)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`;
const ADD_MEMBERS = `INSERT INTO radius.login_group (service_id, username, groupname, priority)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[])`;
const ADD_GROUP_LINES = `INSERT INTO radius.group_line (groupname, place, attribute, op, value)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`;
const ADD_CLIENTS = `INSERT INTO radius.client (router_id, nasname, shortname, secret, description, message_authenticator, explains, line_by, circuit_from)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::text[])`;

/** One writer at a time, whichever process it is in. */
const IN_LINE = `SELECT pg_advisory_xact_lock(hashtextextended('freeradius tables', 0))`;

/** Writes what rlm_sql reads: the snapshot of logins, in the words of FreeRADIUS' schema. */
@Injectable()
export class FreeradiusTables {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Everything anew, in one transaction: whoever logs in meanwhile finds it as it was. */
  async writeAll(snapshot: SnapshotIndex): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await this.emptied(sql);
      await this.writeClients(sql, snapshot);
      await this.writeLogins(sql, [...snapshot.entries()], snapshot);
      await this.writeStaff(sql, snapshot);
    });
  }

  /** Staff on devices, anew: they are few. */
  async writeStaffAgain(snapshot: SnapshotIndex): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.query(IN_LINE);
      for (const table of ['login_line', 'login_group'])
        await sql.execute(`DELETE FROM radius.${table} WHERE starts_with(username::text, $1)`, [STAFF_PREFIX]);
      await this.writeStaff(sql, snapshot);
    });
  }

  async writeSome(snapshot: SnapshotIndex, services: readonly string[]): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.query(IN_LINE);
      for (const table of ['login_line', 'login_group'])
        await sql.execute(`DELETE FROM radius.${table} WHERE service_id = ANY ($1::uuid[])`, [services]);
      const entries = services.flatMap((id) => snapshot.entryOfService(id) ?? []);
      await this.writeLogins(sql, entries, snapshot);
    });
  }

  /** Nothing is left in the clear. */
  async empty(): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) => this.emptied(sql));
  }

  /** Groups that nobody is in any more. */
  async dropUnusedGroups(): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await sql.query(IN_LINE);
      await sql.execute(
        `DELETE FROM radius.group_line unused WHERE NOT EXISTS
           (SELECT 1 FROM radius.login_group used WHERE used.groupname = unused.groupname)`,
      );
    });
  }

  private async emptied(sql: Sql): Promise<void> {
    await sql.query(IN_LINE);
    for (const table of ['login_line', 'login_group', 'group_line', 'client'])
      await sql.execute(`DELETE FROM radius.${table}`);
  }

  private async writeClients(sql: Sql, { routers, templates }: SnapshotIndex): Promise<void> {
    const rows = routers.flatMap((nas) => nas.addresses.map((address) => ({ nas, address })));
    await sql.execute(ADD_CLIENTS, [
      rows.map(({ nas }) => nas.id),
      rows.map(({ address }) => address),
      rows.map(({ nas }) => clientName(nas)),
      rows.map(({ nas }) => nas.secret.toString()),
      rows.map(({ nas }) => nas.name),
      rows.map(({ nas }) => nas.messageAuthenticator),
      rows.map(({ nas }) => nas.options.explainRejects !== false),
      rows.map(({ nas }) => nas.options.lineBy ?? ''),
      rows.map(({ nas }) => nas.options.circuitFrom ?? ''),
    ]);
    const strangers = routers.map((nas): RenderedLogin => ({
      serviceId: NOBODY,
      usernames: [`${STRANGER_PREFIX}${clientName(nas)}`],
      lines: renderedStranger(nas, { templates, nowMs: this.clock.now().getTime() }),
      groups: [],
    }));
    await this.addLines(sql, strangers);
  }

  private async writeLogins(sql: Sql, entries: readonly AccessEntry[], snapshot: SnapshotIndex): Promise<void> {
    const { routers, templates } = snapshot;
    const how = { kinds: kindsOf(routers), routers, templates, nowMs: this.clock.now().getTime() };
    for (let at = 0; at < entries.length; at += PIECE) {
      const logins = entries
        .slice(at, at + PIECE)
        .flatMap((entry) => renderedLogins(entry, how))
        .map((login) => ({ ...login, usernames: login.usernames.filter((name) => isNameOf(snapshot, login, name)) }));
      await this.takeNames(
        sql,
        logins.filter(({ serviceId }) => snapshot.entryOfService(serviceId)?.state.kind !== 'not_active'),
      );
      await this.addLines(sql, logins);
      await this.addGroups(sql, logins);
    }
  }

  /** The name of an access in use may have been that of one which is closed: then it is so no more. */
  private async takeNames(sql: Sql, logins: readonly RenderedLogin[]): Promise<void> {
    const names = logins.flatMap(({ usernames }) => [...usernames, ...usernames.flatMap(membershipNames)]);
    for (const table of ['login_line', 'login_group'])
      await sql.execute(`DELETE FROM radius.${table} WHERE username = ANY ($1::citext[])`, [names]);
  }

  private async writeStaff(sql: Sql, { routers, templates, staffLogins }: SnapshotIndex): Promise<void> {
    const how = { kinds: kindsOf(routers), routers, templates, nowMs: this.clock.now().getTime() };
    const logins = staffLogins.map((staff) => renderedStaff(staff, how));
    await this.addLines(sql, logins);
    await this.addGroups(sql, logins);
  }

  private async addLines(sql: Sql, logins: readonly RenderedLogin[]): Promise<void> {
    const rows = logins.flatMap(({ serviceId, usernames, lines }) =>
      usernames.flatMap((username) => lines.map((line) => ({ serviceId, username, line }))),
    );
    await sql.execute(ADD_LINES, [
      rows.map(({ serviceId }) => serviceId),
      rows.map(({ line }) => line.place),
      rows.map(({ username }) => username),
      ...lineColumns(rows.map(({ line }) => line)),
    ]);
  }

  private async addGroups(sql: Sql, logins: readonly RenderedLogin[]): Promise<void> {
    const members = logins.flatMap(({ serviceId, usernames, groups }) =>
      usernames
        .flatMap(membershipNames)
        .flatMap((username) => groups.map(({ name }, at) => ({ serviceId, username, name, priority: at + 1 }))),
    );
    await sql.execute(ADD_MEMBERS, [
      members.map(({ serviceId }) => serviceId),
      members.map(({ username }) => username),
      members.map(({ name }) => name),
      members.map(({ priority }) => priority),
    ]);
    const groups = await this.newGroups(
      sql,
      logins.flatMap((login) => login.groups),
    );
    const rows = groups.flatMap(({ name, lines }) => lines.map((line) => ({ name, line })));
    await sql.execute(ADD_GROUP_LINES, [
      rows.map(({ name }) => name),
      rows.map(({ line }) => line.place),
      ...lineColumns(rows.map(({ line }) => line)),
    ]);
  }

  private async newGroups(sql: Sql, all: readonly RenderedGroup[]): Promise<readonly RenderedGroup[]> {
    const byName = new Map(all.map((group) => [group.name, group]));
    const known = await sql.query<{ groupname: string }>(
      'SELECT DISTINCT groupname FROM radius.group_line WHERE groupname = ANY ($1::text[])',
      [[...byName.keys()]],
    );
    for (const { groupname } of known) byName.delete(groupname);
    return [...byName.values()];
  }
}

/** Of a device that several have, one is answered for. */
function isNameOf(snapshot: SnapshotIndex, { serviceId }: RenderedLogin, name: string): boolean {
  if (!name.startsWith(DEVICE_PREFIX)) return true;
  return snapshot.entryByMac(name.slice(DEVICE_PREFIX.length))?.serviceId === serviceId;
}

function lineColumns(lines: readonly RenderedLine[]): readonly (readonly string[])[] {
  return [
    lines.map(({ attribute }) => attribute),
    lines.map(({ op }) => op),
    lines.map(({ value }) => sqlValue(value)),
  ];
}
