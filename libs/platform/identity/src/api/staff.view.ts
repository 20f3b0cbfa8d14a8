import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, pageOf, RecordIdScalar } from '@demarc/graphql';
import { PermissionName } from '../app/permission-names.js';

export enum StaffStateView {
  INVITED = 'invited',
  ACTIVE = 'active',
  DISABLED = 'disabled',
}

registerEnumType(StaffStateView, {
  name: 'StaffState',
  description: 'Whether a member of staff can sign in.',
  valuesMap: {
    INVITED: { description: 'Has not chosen a password yet.' },
    ACTIVE: { description: 'Can sign in.' },
    DISABLED: { description: 'Cannot sign in; all sessions have ended.' },
  },
});

@ObjectType('NamedRole', { description: 'A role, by name.' })
export class NamedRoleView {
  @Field(() => RecordIdScalar, { description: 'Names the role.' })
  id: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;
}

@ObjectType('NamedStaff', { description: 'A member of staff, by name.' })
export class NamedStaffView {
  @Field(() => RecordIdScalar, { description: 'Names the member of staff.' })
  id: string;

  @Field(() => String, { description: 'Their name.' })
  name: string;
}

@ObjectType('StaffMember', { description: 'Somebody who works for the operator.' })
export class StaffMemberView {
  @Field(() => RecordIdScalar, { description: 'Names the member of staff.' })
  id: string;

  @Field(() => String, { description: 'Mail address; they sign in with it.' })
  email: string;

  @Field(() => String, { description: 'Name.' })
  name: string;

  @Field(() => StaffStateView, { description: 'Can they sign in?' })
  state: StaffStateView;

  @Field(() => [NamedRoleView], { description: 'Their roles.' })
  roles: readonly NamedRoleView[];

  @Field(() => Boolean, { description: 'Do they see the records of every partner?' })
  everyPartner: boolean;

  @Field(() => [RecordIdScalar], { description: 'The partners whose records they see, when not every one.' })
  partnerIds: readonly string[];

  @Field(() => Boolean, { description: 'Have they enrolled a second factor?' })
  totpEnrolled: boolean;

  @Field(() => InstantScalar, { nullable: true, description: 'When they last signed in.' })
  lastSignedInAt: Date | null;

  @Field(() => InstantScalar, { description: 'When the account was made.' })
  createdAt: Date;
}

export const StaffMemberPageView = pageOf(StaffMemberView, 'StaffMember');

@ObjectType('Invitation', { description: 'An invitation that was made.' })
export class InvitationView {
  @Field(() => StaffMemberView, { description: 'Who was invited.' })
  staff: StaffMemberView;

  @Field(() => String, {
    nullable: true,
    description: 'The link to hand over, only where no mail server is set up. Shown this once.',
  })
  link: string | null;
}

@ObjectType('Role', { description: 'A set of rights under one name.' })
export class RoleView {
  @Field(() => RecordIdScalar, { description: 'Names the role.' })
  id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Which shipped role it is: `support`. Absent for the operator’s own.',
  })
  key: string | null;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'What it is for.' })
  description: string;

  @Field(() => Boolean, { description: 'Does it come with the product? Then it can be changed, not deleted.' })
  shipped: boolean;

  @Field(() => Boolean, { description: 'Was it edited here? Then new versions leave it alone.' })
  edited: boolean;

  @Field(() => Boolean, { description: 'Does it hold every permission, always?' })
  holdsAll: boolean;

  @Field(() => Boolean, { description: 'Must its holders sign in with a second factor?' })
  totpRequired: boolean;

  @Field(() => [PermissionName], { description: 'What it allows.' })
  permissions: readonly string[];

  @Field(() => [NamedStaffView], { description: 'Who has it, as far as you see them.' })
  holders: readonly NamedStaffView[];
}

@ObjectType('PermissionEntry', { description: 'A right, as the role editor shows it.' })
export class PermissionEntryView {
  @Field(() => PermissionName, { description: 'Its name in this API.' })
  permission: string;

  @Field(() => String, { description: 'Its name in sessions and the reference: `crm.customer.view`.' })
  name: string;

  @Field(() => String, { description: 'The part of the product that it belongs to.' })
  area: string;

  @Field(() => String, { description: 'What its holder may do.' })
  sentence: string;
}
