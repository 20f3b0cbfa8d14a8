import {
  allPermissions,
  type Actor,
  type PartnerScope,
  parsePermission,
  type Permission,
  type StaffActor,
} from '@demarc/access';
import { asId, type Id } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { Reach } from '../domain/reach.js';

export type StaffState = 'invited' | 'active' | 'disabled';

/** A member of staff with everything that decides what they may do. */
export interface StaffRecord {
  readonly id: Id<'Staff'>;
  readonly email: string;
  readonly name: string;
  readonly state: StaffState;
  readonly partners: PartnerScope;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly permissions: ReadonlySet<Permission>;
  readonly holdsAll: boolean;
  readonly passwordHash: string | null;
  readonly totpEnrolled: boolean;
  /** A role, or a password that is too short to stand alone, asks for a second factor. */
  readonly totpDemanded: boolean;
}

interface StaffRow {
  id: string;
  email: string;
  name: string;
  state: StaffState;
  every_partner: boolean;
  partner_ids: string[];
  password_hash: string | null;
  totp_enrolled: boolean;
  totp_demanded: boolean;
  holds_all: boolean;
  roles: { id: string; name: string }[] | null;
  permissions: string[] | null;
}

const SELECT_STAFF = `
  SELECT staff.id, staff.email, staff.name, staff.state, staff.every_partner, staff.partner_ids, staff.password_hash,
    staff.totp_seed IS NOT NULL AS totp_enrolled,
    staff.password_needs_totp OR coalesce(held.totp_required, false) AS totp_demanded,
    coalesce(held.holds_all, false) AS holds_all, held.roles,
    (SELECT array_agg(DISTINCT permission) FROM platform.role_permission JOIN platform.staff_role USING (role_id)
     WHERE staff_id = staff.id) AS permissions
  FROM platform.staff staff
  LEFT JOIN LATERAL (
    SELECT bool_or(role.holds_all) AS holds_all, bool_or(role.totp_required) AS totp_required,
      jsonb_agg(jsonb_build_object('id', role.id, 'name', role.name) ORDER BY role.name) AS roles
    FROM platform.staff_role JOIN platform.role role ON role.id = staff_role.role_id WHERE staff_role.staff_id = staff.id
  ) held ON true`;

export async function staffById(sql: Sql, id: string): Promise<StaffRecord | undefined> {
  const row = await sql.first<StaffRow>(`${SELECT_STAFF} WHERE staff.id = $1`, [id]);
  return row && toRecord(row);
}

export async function staffByEmail(sql: Sql, email: string): Promise<StaffRecord | undefined> {
  const row = await sql.first<StaffRow>(`${SELECT_STAFF} WHERE staff.email = $1`, [email]);
  return row && toRecord(row);
}

function toRecord(row: StaffRow): StaffRecord {
  return {
    id: asId<'Staff'>(row.id),
    email: row.email,
    name: row.name,
    state: row.state,
    partners: row.every_partner ? 'all' : row.partner_ids.map((id) => asId<'Partner'>(id)),
    roles: row.roles ?? [],
    permissions: row.holds_all ? everyPermission() : knownPermissions(row.permissions ?? []),
    holdsAll: row.holds_all,
    passwordHash: row.password_hash,
    totpEnrolled: row.totp_enrolled,
    totpDemanded: row.totp_demanded,
  };
}

export function everyPermission(): ReadonlySet<Permission> {
  return new Set(allPermissions().map((declared) => declared.permission));
}

/** Drops what the product no longer knows. */
export function knownPermissions(texts: readonly string[]): ReadonlySet<Permission> {
  return new Set(texts.map(parsePermission).filter((permission) => permission !== undefined));
}

export function staffActor(staff: StaffRecord, sessionId: Id<'Session'>): StaffActor {
  return {
    kind: 'staff',
    id: staff.id,
    name: staff.name,
    permissions: staff.permissions,
    partners: staff.partners,
    sessionId,
  };
}

const NO_SESSION = asId<'Session'>('00000000-0000-0000-0000-000000000000');

/** The person as the audit log names them, before there is a session. No right comes with it. */
export function staffInPerson(staff: Pick<StaffRecord, 'id' | 'name'>): StaffActor {
  return { kind: 'staff', id: staff.id, name: staff.name, permissions: new Set(), partners: [], sessionId: NO_SESSION };
}

/** What an actor may hand on. The system may hand on everything; customers and nobody nothing. */
export function reachOf(actor: Actor): Reach {
  switch (actor.kind) {
    case 'staff':
    case 'api_key':
      return { permissions: actor.permissions, partners: actor.partners };
    case 'system':
      return { permissions: everyPermission(), partners: 'all' };
    case 'customer':
    case 'nobody':
      return { permissions: new Set(), partners: [] };
  }
}
