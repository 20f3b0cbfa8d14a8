import { allPermissions, type ShippedRole } from '@demarc/access';
import type { Sql } from '@demarc/persistence';

interface RoleSeed {
  readonly key: ShippedRole | 'super_administrator';
  readonly name: string;
  readonly description: string;
}

export const SHIPPED_ROLES: readonly RoleSeed[] = [
  {
    key: 'super_administrator',
    name: 'Super administrator',
    description: 'Everything, always, also what later versions bring.',
  },
  {
    key: 'administrator',
    name: 'Administrator',
    description: 'Runs the system: staff, roles, settings and all daily work.',
  },
  { key: 'manager', name: 'Manager', description: 'Sees everything and decides: prices, approvals, exceptions.' },
  {
    key: 'financial_manager',
    name: 'Financial manager',
    description: 'Invoices, payments, billing runs, suspensions and the ledger.',
  },
  { key: 'customer_creator', name: 'Customer creator', description: 'Adds customers and their services.' },
  {
    key: 'support',
    name: 'Support',
    description: 'Helps customers: sees their account, takes notes, checks their connection.',
  },
  { key: 'engineer', name: 'Engineer', description: 'Routers, addresses, sessions and access.' },
];

/**
 * Brings the shipped roles in line with the permission registry, as often as one likes. A role that the operator has edited
 * is theirs: it is left alone. The super administrator holds everything by construction, not by a list.
 */
export async function seedRoles(sql: Sql): Promise<void> {
  const grants = allPermissions().flatMap((declared) =>
    declared.roles.map((key) => ({ key, permission: declared.permission })),
  );
  await sql.execute(
    `INSERT INTO platform.role (id, key, name, description, shipped, holds_all, created_at)
     SELECT gen_random_uuid(), key, name, description, true, key = 'super_administrator', now()
     FROM jsonb_to_recordset($1::jsonb) AS seed (key text, name text, description text)
     WHERE NOT EXISTS (SELECT 1 FROM platform.role existing WHERE existing.key = seed.key)`,
    [JSON.stringify(SHIPPED_ROLES)],
  );
  await sql.execute(
    `DELETE FROM platform.role_permission held USING platform.role role
     WHERE role.id = held.role_id AND role.shipped AND role.edited_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM jsonb_to_recordset($1::jsonb) AS seed (key text, permission text)
       WHERE seed.key = role.key AND seed.permission = held.permission)`,
    [JSON.stringify(grants)],
  );
  await sql.execute(
    `INSERT INTO platform.role_permission (role_id, permission)
     SELECT role.id, seed.permission FROM jsonb_to_recordset($1::jsonb) AS seed (key text, permission text)
     JOIN platform.role role ON role.key = seed.key WHERE role.shipped AND role.edited_at IS NULL
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(grants)],
  );
}
