import type { Actor, PartnerScope } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { conflict, notFound, Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { excessOf, partnersWithin, type Reach } from '../domain/reach.js';
import { isFresh } from '../domain/session-life.js';
import { everyPermission, knownPermissions, reachOf, staffById, type StaffRecord } from './staff-record.js';

const RIGHTS_LOCK = 7_031_003;

/** One change of rights at a time, so that two that are each right do not add up to a wrong one. */
export async function lockRights(sql: Sql): Promise<void> {
  await sql.execute('SELECT pg_advisory_xact_lock($1)', [RIGHTS_LOCK]);
}

/** Nobody hands on, or takes away, more than they hold themselves. */
export function assertWithinReach(actor: Actor, wanted: Reach, what: string): void {
  const excess = excessOf(wanted, reachOf(actor));
  if (!excess) return;
  throw new Refusal(
    'forbidden',
    'BEYOND_YOUR_RIGHTS',
    `${what} goes beyond your own rights. Ask somebody who holds them.`,
    {
      details: { permissions: excess.permissions, partners: excess.partners },
    },
  );
}

/** A member of staff whom the actor may change: not themselves, within reach, and visible at all. */
export async function changeableStaff(act: Act, id: string, what = 'member of staff'): Promise<StaffRecord> {
  const staff = await staffById(act.sql, id);
  if (!staff || !partnersWithin(staff.partners, reachOf(act.actor).partners)) throw notFound(what);
  if (act.actor.kind === 'staff' && act.actor.id === staff.id) {
    throw conflict(
      'YOUR_OWN_RIGHTS',
      'Nobody changes their own rights or account here. Ask somebody else who manages staff.',
    );
  }
  assertWithinReach(
    act.actor,
    { permissions: staff.permissions, partners: staff.partners },
    `What ${staff.name} may do`,
  );
  return staff;
}

interface RoleReach {
  id: string;
  name: string;
  holds_all: boolean;
  permissions: string[] | null;
}

/** What roles with these ids allow together; refuses ids that are no role. */
export async function reachOfRoles(
  sql: Sql,
  roleIds: readonly string[],
  partners: PartnerScope,
): Promise<Reach & { readonly names: readonly string[] }> {
  const roles = await sql.query<RoleReach>(
    `SELECT role.id, role.name, role.holds_all,
       (SELECT array_agg(permission) FROM platform.role_permission WHERE role_id = role.id) AS permissions
     FROM platform.role role WHERE role.id = ANY ($1::uuid[]) ORDER BY role.name`,
    [roleIds],
  );
  if (roles.length !== new Set(roleIds).size) throw notFound('role');
  const permissions = roles.some((role) => role.holds_all)
    ? everyPermission()
    : knownPermissions(roles.flatMap((role) => role.permissions ?? []));
  return { permissions, partners, names: roles.map((role) => role.name) };
}

/** Runs a change of rights and refuses it when it would leave the system without an active super administrator. */
export async function keepingASuperAdministrator<T>(act: Act, change: () => Promise<T>): Promise<T> {
  const before = await superAdministrators(act.sql);
  const answer = await change();
  if (before > 0 && (await superAdministrators(act.sql)) === 0) {
    throw conflict(
      'LAST_SUPER_ADMINISTRATOR',
      'This would leave nobody with every right. Make another super administrator first.',
    );
  }
  return answer;
}

async function superAdministrators(sql: Sql): Promise<number> {
  const row = await sql.first<{ count: number }>(
    `SELECT count(DISTINCT staff.id)::int AS count FROM platform.staff staff
     JOIN platform.staff_role ON staff_role.staff_id = staff.id JOIN platform.role role ON role.id = staff_role.role_id
     WHERE staff.state = 'active' AND staff.every_partner AND role.holds_all`,
  );
  return row?.count ?? 0;
}

/** Some acts want proof that it is still the same person at the keyboard (OWASP ASVS 5.0, 7.5.1). */
export async function assertFresh(act: Act): Promise<void> {
  if (act.actor.kind !== 'staff') return;
  const session = await act.sql.first<{ authenticated_at: Date }>(
    'SELECT authenticated_at FROM platform.session WHERE id = $1 AND ended_at IS NULL',
    [act.actor.sessionId],
  );
  if (session && isFresh(session.authenticated_at, act.at)) return;
  throw new Refusal('unauthenticated', 'FRESH_SIGN_IN_NEEDED', 'Give your password once more to do this.');
}
