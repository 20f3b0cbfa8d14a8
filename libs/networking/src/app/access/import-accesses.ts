import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { type ImportOutcome, Operators } from '@demarc/crm';
import type { LocalDate } from '@demarc/kernel';
import { SecretBox } from '@demarc/secrets';
import { desiredAccess } from '../../domain/desired-access.js';
import { plainLineId } from '../../radius/index.js';
import { announceAccess } from '../aaa/access-feed.js';
import { passwordBinding } from './access-row.js';
import { TakenAddresses } from './import-addresses.js';
import { ImportAccessesInput, type ImportAccessRow } from './import-access-row.js';

export interface ImportedAccesses extends ImportOutcome {
  /** What another live access has: this one was written without the address, or closed until the login is free. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly id: string;
  readonly field: 'login' | 'circuitId' | 'ipv4' | 'routes' | 'ipv6Prefix' | 'delegatedPrefix';
  readonly value: string;
}

interface Surroundings {
  readonly today: LocalDate;
  readonly plansWithPolicy: ReadonlySet<string>;
  /** Grow with what is written. */
  readonly logins: Set<string>;
  readonly lines: Set<string>;
  readonly addresses: TakenAddresses;
}

/**
 * The network side of services of another system, under their services' ids. Nothing is sent to a router: what is on the
 * network is taken to be as wanted. What is there already is left as it is, for access is decided here from then on.
 */
@Injectable()
export class ImportAccesses extends Command<ImportAccessesInput, ImportedAccesses> {
  readonly rule: CommandRule = {
    name: 'networking.importAccesses',
    sentence: 'Import access data',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportAccessesInput;

  constructor(
    private readonly secrets: SecretBox,
    private readonly operators: Operators,
  ) {
    super();
  }

  async handle({ rows }: ImportAccessesInput, act: Act): Promise<ImportedAccesses> {
    const present = await act.sql.query<{ id: string }>(
      'SELECT service_id AS id FROM networking.access WHERE service_id = ANY ($1::uuid[])',
      [rows.map((row) => row.id)],
    );
    const known = new Set(present.map((row) => row.id));
    const around = await this.lookAround(rows, act);
    const leftOut: LeftOut[] = [];
    const fresh = rows.filter((row) => !known.has(row.id)).map((row) => decided(row, around, leftOut));
    const ready = await Promise.all(fresh.map((row) => this.sealed(row)));
    const added = await act.sql.execute(INSERT, [JSON.stringify(ready), act.at]);
    if (added > 0) await announceAccess(act.sql, '*');
    act.audit({ kind: 'import', id: 'accesses' }, `${added} accesses imported`);
    return { added, changed: 0, unchanged: rows.length - added, refused: [], leftOut };
  }

  private async lookAround(rows: readonly ImportAccessRow[], act: Act): Promise<Surroundings> {
    const { timeZone } = await this.operators.settings(act.sql);
    const policies = await act.sql.query<{ id: string }>(
      'SELECT plan_id AS id FROM networking.access_policy WHERE plan_id = ANY ($1::uuid[])',
      [rows.map((row) => row.planId)],
    );
    const logins = await act.sql.query<{ key: string }>(
      `SELECT login_key AS key FROM networking.access WHERE login_key = ANY ($1::text[]) AND live AND desired <> 'closed'`,
      [rows.flatMap((row) => (row.login ? [row.login.toLowerCase()] : []))],
    );
    return {
      today: act.todayIn(timeZone),
      plansWithPolicy: new Set(policies.map((row) => row.id)),
      logins: new Set(logins.map((row) => row.key)),
      lines: await takenLines(act, rows),
      addresses: await TakenAddresses.of(act, rows),
    };
  }

  private async sealed({ password, ...row }: ImportAccessRow): Promise<object> {
    if (!password) return row;
    const sealed = await this.secrets.seal('access_password', password, passwordBinding(row.id));
    return { ...row, password: sealed.toString('hex') };
  }
}

function decided(
  row: ImportAccessRow,
  around: Surroundings,
  leftOut: LeftOut[],
): ImportAccessRow & { readonly desired: string } {
  const key = row.login?.toLowerCase();
  const isLoginTaken = key !== undefined && around.logins.has(key);
  const desired = desiredAccess({
    serviceStatus: row.serviceStatus,
    startsOn: row.startsOn,
    endsOn: row.endsOn ?? null,
    customerStatus: row.customerStatus,
    openHolds: row.isHeld ? 1 : 0,
    quotaIsUsedUp: false,
    hasPolicy: around.plansWithPolicy.has(row.planId),
    isLoginTaken,
    isRemoved: false,
    today: around.today,
  });
  if (key !== undefined && desired.kind !== 'closed') around.logins.add(key);
  if (desired.kind === 'closed' && desired.reason === 'login_taken')
    leftOut.push({ id: row.id, field: 'login', value: row.login ?? '' });
  const line = lineOf(row, desired.kind === 'closed' ? new Set() : around.lines, leftOut);
  const state = { desired: desired.kind, desiredReason: desired.kind === 'open' ? null : desired.reason };
  const { imported, ...addresses } = around.addresses.leave(row, leftOut);
  const left = { ...imported, ...line.imported };
  return {
    ...row,
    ...state,
    ...addresses,
    circuitId: line.circuitId,
    remoteId: line.remoteId,
    ...(Object.keys(left).length > 0 ? { imported: left } : {}),
  };
}

/** In the one spelling of lines; without it where another service in use has it on the same router, or among those bound to none. */
function lineOf(
  { id, routerId = null, ...given }: ImportAccessRow,
  taken: Set<string>,
  leftOut: LeftOut[],
): { readonly circuitId: string | null; readonly remoteId: string | null; readonly imported?: object } {
  const none = { circuitId: null, remoteId: null };
  const circuitId = plainLineId(given.circuitId ?? '');
  if (circuitId === undefined) return none;
  const remoteId = plainLineId(given.remoteId ?? '') ?? null;
  const key = lineKey(routerId, circuitId, remoteId);
  if (!taken.has(key)) {
    taken.add(key);
    return { circuitId, remoteId };
  }
  leftOut.push({ id, field: 'circuitId', value: circuitId });
  return { ...none, imported: { circuitId, ...(remoteId === null ? {} : { remoteId }) } };
}

function lineKey(routerId: string | null, circuitId: string, remoteId: string | null): string {
  return JSON.stringify([routerId, circuitId, remoteId]);
}

async function takenLines(act: Act, rows: readonly ImportAccessRow[]): Promise<Set<string>> {
  const wanted = rows.flatMap(({ circuitId }) => (circuitId ? (plainLineId(circuitId) ?? []) : []));
  if (wanted.length === 0) return new Set();
  const taken = await act.sql.query<{ router: string | null; circuit: string; remote: string | null }>(
    `SELECT router_id AS router, circuit_id AS circuit, remote_id AS remote FROM networking.access
      WHERE circuit_id = ANY ($1::text[]) AND live AND desired <> 'closed'`,
    [wanted],
  );
  return new Set(taken.map(({ router, circuit, remote }) => lineKey(router, circuit, remote)));
}

const INSERT = `
  INSERT INTO networking.access (service_id, customer_id, partner_id, plan_id, method, login, password, router_id, ipv4_assignment, ipv4, pool_id, routes,
    ipv6_prefix, delegated_prefix, macs, circuit_id, remote_id, sector_id, desired, desired_reason, desired_at, converged_version, converged_at, imported)
  SELECT id, "customerId", "partnerId", "planId", method, login, decode(password, 'hex'), "routerId", "ipv4Assignment", ipv4, "poolId",
    ARRAY(SELECT network(route::inet) FROM unnest(routes) route), network("ipv6Prefix"), network("delegatedPrefix"),
    ARRAY(SELECT mac::macaddr FROM unnest(macs) mac), "circuitId", "remoteId", "sectorId", desired, "desiredReason", $2, 1, $2, imported
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "customerId" uuid, "partnerId" uuid, "planId" uuid, method text, login text, password text,
    "routerId" uuid, "ipv4Assignment" text, ipv4 inet, "poolId" uuid, routes text[], "ipv6Prefix" inet, "delegatedPrefix" inet, macs text[],
    "circuitId" text, "remoteId" text, "sectorId" uuid, desired text, "desiredReason" text, imported jsonb)`;
