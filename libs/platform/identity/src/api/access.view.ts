import { ArgsType, Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, JsonScalar, pageOf, RecordIdScalar } from '@demarc/graphql';
import { PermissionName } from '../app/permission-names.js';
import { StaffStateView } from './staff.view.js';

@ObjectType('StaffSession', { description: 'An open session of a member of staff.' })
export class StaffSessionView {
  @Field(() => RecordIdScalar, { description: 'Names the session.' })
  id: string;

  @Field(() => Boolean, { description: 'Is it the one that asks?' })
  current: boolean;

  @Field(() => String, { description: '`signed_in`, or which step of the sign-in it waits for.' })
  state: string;

  @Field(() => InstantScalar, { description: 'When it began.' })
  createdAt: Date;

  @Field(() => InstantScalar, { description: 'When it was last used, to the minute.' })
  lastSeenAt: Date;

  @Field(() => InstantScalar, { description: 'When it ends at the latest.' })
  endsAt: Date;

  @Field(() => String, { nullable: true, description: 'Where it was opened from.' })
  address: string | null;

  @Field(() => String, { nullable: true, description: 'The browser that opened it, as it calls itself.' })
  userAgent: string | null;
}

@ObjectType('EndedSessions', { description: 'How many sessions were ended.' })
export class EndedSessionsView {
  @Field(() => Int, { description: 'How many.' })
  ended: number;
}

@ObjectType('PasswordChange', { description: 'Whether a password was changed.' })
export class PasswordChangeView {
  @Field(() => Boolean, { description: 'True: the new password holds from now on.' })
  changed: boolean;
}

@ObjectType('ApiKey', { description: 'A key by which a program calls this API.' })
export class ApiKeyView {
  @Field(() => RecordIdScalar, { description: 'Names the key.' })
  id: string;

  @Field(() => String, { description: 'Which program uses it, and for what.' })
  name: string;

  @Field(() => String, { description: 'How the key begins, after `dmk_`: to find it again.' })
  prefix: string;

  @Field(() => [PermissionName], { description: 'What it allows.' })
  permissions: readonly string[];

  @Field(() => Boolean, { description: 'Does it see the records of every partner?' })
  everyPartner: boolean;

  @Field(() => [RecordIdScalar], { description: 'The partners whose records it sees, when not every one.' })
  partnerIds: readonly string[];

  @Field(() => [String], { description: 'Networks that it may be used from; empty for anywhere.' })
  networks: readonly string[];

  @Field(() => InstantScalar, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => String, { description: 'Who made it.' })
  createdBy: string;

  @Field(() => InstantScalar, { nullable: true, description: 'When it stops working.' })
  expiresAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was revoked.' })
  revokedAt: Date | null;
}

@ObjectType('NewApiKey', { description: 'An API key that was just made.' })
export class NewApiKeyView {
  @Field(() => RecordIdScalar, { description: 'Names the key.' })
  apiKeyId: string;

  @Field(() => String, {
    description: 'The key itself, for `Authorization: Bearer`. Shown this once; only its hash is kept.',
  })
  secret: string;
}

@ObjectType('RevokedApiKey', { description: 'An API key that was revoked.' })
export class RevokedApiKeyView {
  @Field(() => RecordIdScalar, { description: 'Names the key.' })
  apiKeyId: string;
}

@ObjectType('DeletedRole', { description: 'A role that was deleted.' })
export class DeletedRoleView {
  @Field(() => RecordIdScalar, { description: 'Named the role.' })
  roleId: string;
}

export enum AuditOutcomeView {
  DONE = 'done',
  REFUSED = 'refused',
}

registerEnumType(AuditOutcomeView, {
  name: 'AuditOutcome',
  description: 'Whether what was tried was done.',
  valuesMap: {
    DONE: { description: 'It was done.' },
    REFUSED: { description: 'It was refused, and nothing changed.' },
  },
});

@ObjectType('AuditEntry', { description: 'One line of the audit log. Never changed, never deleted.' })
export class AuditEntryView {
  @Field(() => RecordIdScalar, { description: 'Names the entry.' })
  id: string;

  @Field(() => InstantScalar, { description: 'When.' })
  at: Date;

  @Field(() => String, { description: '`staff`, `api_key`, `customer`, `system` or `nobody`.' })
  actorKind: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Who did it.' })
  actorId: string | null;

  @Field(() => String, { description: 'Their name at that time.' })
  actorName: string;

  @Field(() => String, { description: 'What was run: `billing.recordPayment`.' })
  action: string;

  @Field(() => AuditOutcomeView, { description: 'Was it done?' })
  outcome: string;

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  code: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer that it is about.' })
  customerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose records it is about.' })
  partnerId: string | null;

  @Field(() => String, { nullable: true, description: 'What kind of thing it is about: `invoice`.' })
  subjectKind: string | null;

  @Field(() => String, { nullable: true, description: 'Which one.' })
  subjectId: string | null;

  @Field(() => String, { description: 'What happened, in a sentence.' })
  sentence: string;

  @Field(() => JsonScalar, { description: 'Before and after, or other facts worth keeping. Never a secret.' })
  changes: unknown;

  @Field(() => String, { nullable: true, description: 'The request that it was part of, as in the logs.' })
  requestId: string | null;

  @Field(() => String, { nullable: true, description: 'Where the request came from.' })
  address: string | null;

  @Field(() => Boolean, { description: 'Is it chained to the entries before it already? Takes a minute at most.' })
  sealed: boolean;
}

export const AuditEntryPageView = pageOf(AuditEntryView, 'AuditEntry');

@InputType({ description: 'Which lines of the audit log. What is left out does not matter.' })
export class AuditFilterInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Done by this person or key.' })
  actorId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'An action, or all that begin with it: `billing` for `billing.…`.',
  })
  action?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'About this customer.' })
  customerId?: string;

  @Field(() => String, { nullable: true, description: 'About this thing, by id.' })
  subjectId?: string;

  @Field(() => AuditOutcomeView, { nullable: true, description: 'Only what was done, or only what was refused.' })
  outcome?: AuditOutcomeView;

  @Field(() => InstantScalar, { nullable: true, description: 'From this moment on.' })
  since?: string;

  @Field(() => InstantScalar, { nullable: true, description: 'Before this moment.' })
  before?: string;
}

@ArgsType()
export class StaffFilterArgs {
  @Field(() => String, { nullable: true, description: 'Part of a name or mail address.' })
  search?: string;

  @Field(() => StaffStateView, { nullable: true, description: 'Only those in this state.' })
  state?: StaffStateView;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only those who have this role.' })
  roleId?: string;
}
