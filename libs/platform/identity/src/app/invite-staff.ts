import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsBoolean, IsEmail, IsString, Length, MaxLength } from 'class-validator';
import { IdentityPermissions } from '../permissions.js';
import { Invitations } from './invitations.js';
import { partnersOf } from './partner-choice.js';
import { assertWithinReach, changeableStaff, lockRights, reachOfRoles } from './rights.js';
import { StaffAccounts } from './staff-accounts.js';

@InputType({ description: 'Whom to invite, and what they will be allowed to do.' })
export class InviteStaffInput {
  @Field(() => String, { description: 'Mail address; they sign in with it.' })
  @IsEmail({}, { message: 'email must be a mail address' })
  @MaxLength(254)
  email: string;

  @Field(() => String, { description: 'Name, as others see it.' })
  @IsString()
  @Length(1, 120)
  name: string;

  @Field(() => [RecordIdScalar], { description: 'Their roles; at least one.' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(20)
  @IsRecordId({ each: true })
  roleIds: string[];

  @Field(() => Boolean, { description: 'May they see the records of every partner?' })
  @IsBoolean()
  everyPartner: boolean;

  @Field(() => [RecordIdScalar], { description: 'The partners whose records they may see, when not every one.' })
  @IsArray()
  @ArrayMaxSize(500)
  @IsRecordId({ each: true })
  partnerIds: string[];
}

export interface Invitation {
  readonly staffId: string;
  /** Only where no mail server is set up: the link, for whoever invites to hand over. Never shown again. */
  readonly link: string | null;
}

@Injectable()
export class InviteStaff extends Command<InviteStaffInput, Invitation> {
  readonly rule: CommandRule = {
    name: 'identity.inviteStaff',
    sentence: 'Invite a member of staff',
    permission: IdentityPermissions['staff.manage'],
    risk: 'normal',
  };
  readonly input = InviteStaffInput;

  constructor(
    private readonly accounts: StaffAccounts,
    private readonly invitations: Invitations,
  ) {
    super();
  }

  async handle(input: InviteStaffInput, act: Act): Promise<Invitation> {
    await lockRights(act.sql);
    const partners = partnersOf(input);
    const reach = await reachOfRoles(act.sql, input.roleIds, partners);
    assertWithinReach(act.actor, reach, 'This invitation');
    const id = await this.accounts.insert(act, { ...input, state: 'invited', passwordHash: null, partners });
    act.audit({ kind: 'staff', id }, `Invited ${input.name}`, {
      after: { email: input.email, roles: reach.names, partners },
    });
    return { staffId: id, link: await this.invitations.send(act, { id, ...input }) };
  }
}

@InputType({ description: 'Whose invitation to send again.' })
export class ResendInvitationInput {
  @Field(() => RecordIdScalar, { description: 'The invited member of staff.' })
  @IsRecordId()
  staffId: string;
}

@Injectable()
export class ResendInvitation extends Command<ResendInvitationInput, Invitation> {
  readonly rule: CommandRule = {
    name: 'identity.resendInvitation',
    sentence: 'Send an invitation again',
    permission: IdentityPermissions['staff.manage'],
    risk: 'normal',
  };
  readonly input = ResendInvitationInput;

  constructor(private readonly invitations: Invitations) {
    super();
  }

  async handle({ staffId }: ResendInvitationInput, act: Act): Promise<Invitation> {
    const staff = await changeableStaff(act, staffId);
    if (staff.state !== 'invited') throw notFound('open invitation');
    act.audit({ kind: 'staff', id: staffId }, `Sent the invitation of ${staff.name} again`);
    return { staffId, link: await this.invitations.send(act, staff) };
  }
}
