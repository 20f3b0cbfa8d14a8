import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, notFound, Refusal } from '@demarc/kernel';
import { type Sql, violatedConstraint } from '@demarc/persistence';
import { IsBoolean, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { IdentityPermissions } from '../permissions.js';
import { tellIdentityChanged } from './identity-news.js';
import { ArePermissions, PermissionName } from './permission-names.js';
import { assertWithinReach, lockRights } from './rights.js';
import { knownPermissions, reachOf } from './staff-record.js';

export interface RoleChanged {
  readonly roleId: string;
}

@InputType({ description: 'A role of the operator’s own.' })
export class CreateRoleInput {
  @Field(() => String, { description: 'Its name; no other role has it.' })
  @IsString()
  @Length(1, 60)
  name: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  description?: string;

  @Field(() => [PermissionName], { description: 'What it allows. You can hand on only what you hold yourself.' })
  @ArePermissions()
  permissions: string[];

  @Field(() => Boolean, { description: 'Must its holders sign in with a second factor?' })
  @IsBoolean()
  totpRequired: boolean;
}

@Injectable()
export class CreateRole extends Command<CreateRoleInput, RoleChanged> {
  readonly rule: CommandRule = {
    name: 'identity.createRole',
    sentence: 'Create a role',
    permission: IdentityPermissions['role.manage'],
    risk: 'normal',
  };
  readonly input = CreateRoleInput;

  async handle(input: CreateRoleInput, act: Act): Promise<RoleChanged> {
    await lockRights(act.sql);
    assertRolesAreYours(act);
    assertHeld(act, input.permissions, 'This role');
    const id = act.newId<'Role'>();
    await namedOnce(() =>
      act.sql.execute(
        'INSERT INTO platform.role (id, name, description, totp_required, created_at) VALUES ($1, $2, $3, $4, $5)',
        [id, input.name.trim(), input.description ?? '', input.totpRequired, act.at],
      ),
    );
    await setPermissions(act.sql, id, input.permissions);
    act.audit({ kind: 'role', id }, `Created the role ${input.name}`, {
      after: { permissions: input.permissions.toSorted(), totpRequired: input.totpRequired },
    });
    return { roleId: id };
  }
}

@InputType({ description: 'What to change of a role. What is left out stays as it is.' })
export class EditRoleInput {
  @Field(() => RecordIdScalar, { description: 'The role.' })
  @IsRecordId()
  roleId: string;

  @Field(() => String, { nullable: true, description: 'Its new name.' })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  name?: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  description?: string;

  @Field(() => [PermissionName], { nullable: true, description: 'Everything that it allows from now on.' })
  @IsOptional()
  @ArePermissions()
  permissions?: string[];

  @Field(() => Boolean, { nullable: true, description: 'Must its holders sign in with a second factor?' })
  @IsOptional()
  @IsBoolean()
  totpRequired?: boolean;
}

interface RoleRow {
  id: string;
  name: string;
  description: string;
  shipped: boolean;
  holds_all: boolean;
  totp_required: boolean;
  permissions: string[] | null;
  holders: number;
}

@Injectable()
export class EditRole extends Command<EditRoleInput, RoleChanged> {
  readonly rule: CommandRule = {
    name: 'identity.editRole',
    sentence: 'Change a role',
    permission: IdentityPermissions['role.manage'],
    risk: 'normal',
  };
  readonly input = EditRoleInput;

  async handle(input: EditRoleInput, act: Act): Promise<RoleChanged> {
    await lockRights(act.sql);
    const role = await changeableRole(act, input.roleId);
    const before = knownPermissions(role.permissions ?? []);
    if (input.permissions) {
      if (role.holds_all)
        throw conflict('HOLDS_EVERYTHING', `${role.name} holds every right, always. Make another role to allow less.`);
      assertHeld(act, input.permissions, 'This change');
      await setPermissions(act.sql, role.id, input.permissions);
    }
    await namedOnce(() =>
      act.sql.execute(
        'UPDATE platform.role SET name = $2, description = $3, totp_required = $4, edited_at = $5 WHERE id = $1',
        [
          role.id,
          input.name?.trim() ?? role.name,
          input.description ?? role.description,
          input.totpRequired ?? role.totp_required,
          act.at,
        ],
      ),
    );
    await tellIdentityChanged(act.sql);
    const after = new Set<string>(input.permissions ?? before);
    act.audit({ kind: 'role', id: role.id }, `Changed the role ${role.name}`, {
      before: { name: role.name, totpRequired: role.totp_required },
      after: { name: input.name ?? role.name, totpRequired: input.totpRequired ?? role.totp_required },
      granted: [...after].filter((one) => !(before as ReadonlySet<string>).has(one)).sort(),
      taken: [...before].filter((one) => !after.has(one)).sort(),
      holders: role.holders,
    });
    return { roleId: role.id };
  }
}

@InputType({ description: 'One role.' })
export class RoleInput {
  @Field(() => RecordIdScalar, { description: 'The role.' })
  @IsRecordId()
  roleId: string;
}

@Injectable()
export class DeleteRole extends Command<RoleInput, RoleChanged> {
  readonly rule: CommandRule = {
    name: 'identity.deleteRole',
    sentence: 'Delete a role',
    permission: IdentityPermissions['role.manage'],
    risk: 'normal',
  };
  readonly input = RoleInput;

  async handle({ roleId }: RoleInput, act: Act): Promise<RoleChanged> {
    await lockRights(act.sql);
    const role = await changeableRole(act, roleId);
    if (role.shipped)
      throw conflict('SHIPPED_ROLE', `${role.name} comes with the product. It can be changed, not deleted.`);
    if (role.holders > 0)
      throw conflict('ROLE_IN_USE', `${role.name} has ${role.holders} holders. Give them other roles first.`, {
        holders: role.holders,
      });
    await act.sql.execute('DELETE FROM platform.role WHERE id = $1', [roleId]);
    act.audit({ kind: 'role', id: roleId }, `Deleted the role ${role.name}`, {
      before: { permissions: role.permissions ?? [] },
    });
    return { roleId };
  }
}

async function changeableRole(act: Act, id: string): Promise<RoleRow> {
  const role = await act.sql.first<RoleRow>(
    `SELECT id, name, description, shipped, holds_all, totp_required,
       (SELECT array_agg(permission ORDER BY permission) FROM platform.role_permission WHERE role_id = role.id) AS permissions,
       (SELECT count(*)::int FROM platform.staff_role WHERE role_id = role.id) AS holders
     FROM platform.role role WHERE id = $1`,
    [id],
  );
  if (!role) throw notFound('role');
  assertRolesAreYours(act);
  if (!role.holds_all) assertHeld(act, role.permissions ?? [], `The role ${role.name}`);
  else if (!holdsEverything(act))
    throw new Refusal(
      'forbidden',
      'BEYOND_YOUR_RIGHTS',
      `The role ${role.name} goes beyond your own rights. Ask somebody who holds them.`,
    );
  return role;
}

/** Roles are the whole operator's: whoever sees some partners only leaves them alone. */
function assertRolesAreYours(act: Act): void {
  assertWithinReach(
    act.actor,
    { permissions: new Set(), partners: 'all' },
    'Changing roles, which hold for every partner,',
  );
}

function assertHeld(act: Act, permissions: readonly string[], what: string): void {
  assertWithinReach(act.actor, { permissions: knownPermissions(permissions), partners: [] }, what);
}

function holdsEverything(act: Act): boolean {
  const held = reachOf(act.actor).permissions;
  return Object.values(PermissionName).every((permission) => held.has(permission));
}

async function setPermissions(sql: Sql, roleId: string, permissions: readonly string[]): Promise<void> {
  await sql.execute('DELETE FROM platform.role_permission WHERE role_id = $1', [roleId]);
  await sql.execute('INSERT INTO platform.role_permission (role_id, permission) SELECT $1, unnest($2::text[])', [
    roleId,
    [...new Set(permissions)],
  ]);
}

async function namedOnce<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) === 'role_name_key')
      throw conflict('NAME_TAKEN', 'There is a role with this name already. Take another name.');
    throw error;
  }
}
