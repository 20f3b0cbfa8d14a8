import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsBoolean } from 'class-validator';
import { IdentityPermissions } from '../permissions.js';
import { tellIdentityChanged } from './identity-news.js';
import { partnersOf } from './partner-choice.js';
import { assertWithinReach, changeableStaff, keepingASuperAdministrator, lockRights, reachOfRoles } from './rights.js';
import { StaffAccounts } from './staff-accounts.js';

export interface StaffChanged {
  readonly staffId: string;
}

@InputType({ description: 'The roles that a member of staff is to have.' })
export class ChangeStaffRolesInput {
  @Field(() => RecordIdScalar, { description: 'The member of staff.' })
  @IsRecordId()
  staffId: string;

  @Field(() => [RecordIdScalar], { description: 'All their roles from now on; at least one.' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @IsRecordId({ each: true })
  roleIds: string[];
}

@Injectable()
export class ChangeStaffRoles extends Command<ChangeStaffRolesInput, StaffChanged> {
  readonly rule: CommandRule = {
    name: 'identity.changeStaffRoles',
    sentence: 'Change the roles of a member of staff',
    permission: IdentityPermissions['staff.manage'],
    risk: 'normal',
  };
  readonly input = ChangeStaffRolesInput;

  constructor(private readonly accounts: StaffAccounts) {
    super();
  }

  async handle({ staffId, roleIds }: ChangeStaffRolesInput, act: Act): Promise<StaffChanged> {
    await lockRights(act.sql);
    const staff = await changeableStaff(act, staffId);
    const reach = await reachOfRoles(act.sql, roleIds, staff.partners);
    assertWithinReach(act.actor, reach, 'This choice of roles');
    await keepingASuperAdministrator(act, () => this.accounts.setRoles(act.sql, staffId, roleIds));
    act.audit({ kind: 'staff', id: staffId }, `Changed the roles of ${staff.name}`, {
      before: { roles: staff.roles.map((role) => role.name) },
      after: { roles: reach.names },
    });
    return { staffId };
  }
}

@InputType({ description: 'Whose records a member of staff is to see.' })
export class ChangeStaffScopeInput {
  @Field(() => RecordIdScalar, { description: 'The member of staff.' })
  @IsRecordId()
  staffId: string;

  @Field(() => Boolean, { description: 'The records of every partner?' })
  @IsBoolean()
  everyPartner: boolean;

  @Field(() => [RecordIdScalar], { description: 'The partners, when not every one.' })
  @IsArray()
  @ArrayMaxSize(500)
  @IsRecordId({ each: true })
  partnerIds: string[];
}

@Injectable()
export class ChangeStaffScope extends Command<ChangeStaffScopeInput, StaffChanged> {
  readonly rule: CommandRule = {
    name: 'identity.changeStaffScope',
    sentence: 'Change whose records a member of staff sees',
    permission: IdentityPermissions['staff.manage'],
    risk: 'normal',
  };
  readonly input = ChangeStaffScopeInput;

  async handle(input: ChangeStaffScopeInput, act: Act): Promise<StaffChanged> {
    await lockRights(act.sql);
    const staff = await changeableStaff(act, input.staffId);
    const partners = partnersOf(input);
    assertWithinReach(act.actor, { permissions: staff.permissions, partners }, 'This choice of partners');
    await keepingASuperAdministrator(act, async () => {
      await act.sql.execute('UPDATE platform.staff SET every_partner = $2, partner_ids = $3 WHERE id = $1', [
        staff.id,
        partners === 'all',
        partners === 'all' ? [] : partners,
      ]);
      await tellIdentityChanged(act.sql);
    });
    act.audit({ kind: 'staff', id: staff.id }, `Changed whose records ${staff.name} sees`, {
      before: { partners: staff.partners },
      after: { partners },
    });
    return { staffId: staff.id };
  }
}
