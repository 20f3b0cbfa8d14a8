import { Field, Int, ObjectType } from '@nestjs/graphql';
import { BigIntScalar, InstantScalar, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { FoundLogLine } from '../app/aaa/list-radius-log.query.js';
import { dropAdvice } from '../domain/drop-advice.js';
import { isRejectCode, type RejectAdvice, rejectAdvice, type RejectFacts } from '../domain/reject-advice.js';
import { type ReplyEvent, ReplyEventEnum } from '../app/policies/templates/reply-template.input.js';
import { LoginCheckView } from './simulator.view.js';
import { AccessActionKindEnum, AccessActionPurposeEnum, AccessActionStateEnum, LoginOutcomeEnum } from './enums.js';

@ObjectType('LoginLine', { description: 'A login and what became of it.' })
export class LoginLineView {
  @Field(() => BigIntScalar, { description: 'Names the line.' })
  id: string;

  @Field(() => InstantScalar, { description: 'When.' })
  at: Date;

  @Field(() => LoginOutcomeEnum, { description: 'What became of it.' })
  outcome: 'accept' | 'garden' | 'reject' | 'drop';

  @Field(() => String, { nullable: true, description: 'Why it was refused.' })
  code: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  sentence: string | null;

  @Field(() => String, { nullable: true, description: 'The likely fix.' })
  fix: string | null;

  @Field(() => String, {
    description:
      'How it was recognised: by the password (pap, chap, mschap, mschap2), the device (mac) or the line (line).',
  })
  method: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The router; null: none is known by where it came from.',
  })
  routerId: string | null;

  @Field(() => String, { description: 'Its name.' })
  routerName: string;

  @Field(() => String, { description: 'Where the packet came from.' })
  sourceAddress: string;

  @Field(() => String, { description: 'The login as it came.' })
  login: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service that has the login.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer.' })
  customerId: string | null;

  @Field(() => String, { nullable: true, description: 'The device as the router wrote it.' })
  callingStation: string | null;

  @Field(() => String, { nullable: true, description: 'The port or interface on the router.' })
  nasPort: string | null;

  @Field(() => String, { nullable: true, description: 'The line, as the access node says: circuit id @ remote id.' })
  line: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Who of the staff logged in to the device itself.' })
  staffId: string | null;

  @Field(() => String, { nullable: true, description: 'Their name.' })
  staffName: string | null;

  @Field(() => Boolean, { description: 'Whether it had a Message-Authenticator.' })
  isSigned: boolean;

  @Field(() => Boolean, { description: 'Whether it came over TLS.' })
  isOverTls: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What is to be said beside the sentence: the certificate that was shown.',
  })
  detail: string | null;

  @Field(() => [LoginCheckView], { description: 'What was looked at, in this order.' })
  checks: readonly LoginCheckView[];

  @Field(() => ReplyEventEnum, {
    nullable: true,
    description: 'The template that said the answer; null: it was refused, or staff logged in to the device itself.',
  })
  event: ReplyEvent | null;
}

export const LoginLinePage = pageOf(LoginLineView, 'LoginLine');

@ObjectType('AccessAction', { description: 'What a router was told about a session, and how it answered.' })
export class AccessActionView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer.' })
  customerId: string | null;

  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => String, { description: 'Its name.' })
  routerName: string;

  @Field(() => String, { nullable: true, description: 'The session that it was about.' })
  sessionKey: string | null;

  @Field(() => AccessActionKindEnum, { description: 'What was sent.' })
  kind: 'coa' | 'disconnect' | 'api';

  @Field(() => AccessActionPurposeEnum, { description: 'What for.' })
  purpose: 'block' | 'restore' | 'change' | 'close' | 'by_hand';

  @Field(() => AccessActionStateEnum, { description: 'What became of it.' })
  state: 'waiting' | 'acknowledged' | 'gone' | 'refused' | 'unanswered' | 'superseded';

  @Field(() => Int, { description: 'How often it was sent.' })
  attempts: number;

  @Field(() => Int, { nullable: true, description: 'Error-Cause of a refusal (RFC 5176 §3.5).' })
  errorCause: number | null;

  @Field(() => Int, { nullable: true, description: 'Milliseconds until the answer.' })
  elapsedMs: number | null;

  @Field(() => String, { description: 'What was asked, in words.' })
  request: string;

  @Field(() => String, { description: 'What or who asked for it.' })
  requestedBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  requestedAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was answered or given up.' })
  answeredAt: Date | null;
}

export const AccessActionPage = pageOf(AccessActionView, 'AccessAction');

@ObjectType('AccessBrake', { description: 'How many accesses may be shut by themselves before a person is asked.' })
export class AccessBrakeView {
  @Field(() => Int, { description: 'Percent of the base, or of one router.' })
  percent: number;

  @Field(() => Int, { description: 'Within so many minutes.' })
  windowMinutes: number;

  @Field(() => Int, { description: 'Fewer than this many are never too many.' })
  atLeast: number;

  @Field(() => Int, { description: 'Closings that wait for a person.' })
  held: number;
}

export function loginLineView({ isSecretSuspected, list: _list, ...line }: FoundLogLine): LoginLineView {
  const audience = line.staffId === null ? 'customer' : 'staff';
  const advice = adviceOn(line.code, { isSecretSuspected, audience, blockedFor: line.detail });
  const detail = line.code === 'blocked' ? null : line.detail;
  return { ...line, detail, sentence: advice?.sentence ?? null, fix: advice?.fix ?? null };
}

function adviceOn(code: string | null, facts: RejectFacts): RejectAdvice | undefined {
  if (code === null) return undefined;
  return isRejectCode(code) ? rejectAdvice(code, facts) : dropAdvice(code);
}
