import { Injectable } from '@nestjs/common';
import { type Asking, Query } from '@demarc/commands';
import { notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { IdentityPermissions } from '../permissions.js';
import { everyPermission, knownPermissions, reachOf } from './staff-record.js';

export interface RoleRow {
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
  readonly description: string;
  readonly shipped: boolean;
  readonly edited: boolean;
  readonly holdsAll: boolean;
  readonly totpRequired: boolean;
  readonly permissions: readonly string[];
  readonly holders: readonly { readonly id: string; readonly name: string }[];
}

@Injectable()
export class ListRoles extends Query<{ id?: string }, readonly RoleRow[]> {
  readonly rule = { name: 'identity.roles', sentence: 'See the roles', permission: IdentityPermissions['role.view'] };

  async answer({ id }: { id?: string }, { sql, actor }: Asking): Promise<readonly RoleRow[]> {
    const { partners } = reachOf(actor);
    return rolesWithHolders(sql, id ?? null, partners === 'all' ? null : partners);
  }
}

@Injectable()
export class ReadRole extends Query<{ id: string }, RoleRow> {
  readonly rule = { name: 'identity.role', sentence: 'See one role', permission: IdentityPermissions['role.view'] };

  async answer({ id }: { id: string }, { sql, actor }: Asking): Promise<RoleRow> {
    const { partners } = reachOf(actor);
    const [role] = await rolesWithHolders(sql, id, partners === 'all' ? null : partners);
    if (!role) throw notFound('role');
    return role;
  }
}

/** The same view for whoever has just changed it. */
@Injectable()
export class ReadChangedRole extends ReadRole {
  override readonly rule = {
    name: 'identity.changedRole',
    sentence: 'See a role after a change',
    permission: IdentityPermissions['role.manage'],
  };
}

async function rolesWithHolders(
  sql: Sql,
  id: string | null,
  partners: readonly string[] | null,
): Promise<readonly RoleRow[]> {
  const rows = await sql.query<RoleRow>(
    `SELECT role.id, role.key, role.name::text AS name, role.description, role.shipped, role.edited_at IS NOT NULL AS edited,
       role.holds_all AS "holdsAll", role.totp_required AS "totpRequired",
       coalesce((SELECT array_agg(permission ORDER BY permission) FROM platform.role_permission WHERE role_id = role.id), '{}') AS permissions,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', staff.id, 'name', staff.name) ORDER BY staff.name)
         FROM platform.staff_role JOIN platform.staff staff ON staff.id = staff_id
         WHERE role_id = role.id AND ($2::uuid[] IS NULL OR (NOT staff.every_partner AND staff.partner_ids <@ $2::uuid[]))), '[]') AS holders
     FROM platform.role role WHERE $1::uuid IS NULL OR role.id = $1
     ORDER BY role.holds_all DESC, role.shipped DESC, role.name`,
    [id, partners],
  );
  return rows.map((role) => ({
    ...role,
    permissions: [...(role.holdsAll ? everyPermission() : knownPermissions(role.permissions))].sort(),
  }));
}
