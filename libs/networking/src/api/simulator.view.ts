import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { RecordIdScalar } from '@demarc/graphql';
import { type ReplyEvent, ReplyEventEnum } from '../app/policies/templates/reply-template.input.js';
import type { Check, CheckName, SimulatedAnswer } from '../app/aaa/simulate-login.query.js';
import { isRejectCode, rejectAdvice } from '../domain/reject-advice.js';
import { ReplyLineView, TemplateFaultView } from './template.view.js';

export const LoginCheckEnum = {
  SIGNATURE: 'signature',
  LOGIN: 'login',
  METHOD: 'method',
  PASSWORD: 'password',
  STATE: 'state',
  DEVICE: 'device',
  PLACE: 'place',
  SESSIONS: 'sessions',
} as const;
registerEnumType(LoginCheckEnum, {
  name: 'LoginCheck',
  description: 'What is looked at in a login, in this order.',
  valuesMap: {
    SIGNATURE: { description: 'Whether the request is signed as the router has to (Message-Authenticator).' },
    LOGIN: { description: 'Whether a service has the login.' },
    METHOD: { description: 'Whether the password came in a way that is spoken here.' },
    PASSWORD: { description: 'Whether the password is right.' },
    STATE: { description: 'Whether the service is open.' },
    DEVICE: { description: 'Whether the device is one of the allowed ones.' },
    PLACE: { description: 'Whether it may come from this router.' },
    SESSIONS: { description: 'Whether another session is allowed.' },
  },
});

export const LoginCheckStateEnum = {
  PASSED: 'passed',
  FAILED: 'failed',
  NOT_ASKED: 'not_asked',
  NOT_REACHED: 'not_reached',
} as const;
registerEnumType(LoginCheckStateEnum, {
  name: 'LoginCheckState',
  description: 'How a check ended.',
  valuesMap: {
    PASSED: { description: 'It spoke for the login.' },
    FAILED: { description: 'It spoke against it.' },
    NOT_ASKED: { description: 'Nothing hangs on it here.' },
    NOT_REACHED: { description: 'Something before it spoke against the login.' },
  },
});

export const SimulatedOutcomeEnum = { ACCEPT: 'accept', GARDEN: 'garden', REJECT: 'reject', NONE: 'none' } as const;
registerEnumType(SimulatedOutcomeEnum, {
  name: 'SimulatedOutcome',
  description: 'What a request would be answered.',
  valuesMap: {
    ACCEPT: { description: 'Accepted.' },
    GARDEN: { description: 'Accepted with reduced access in place of a refusal.' },
    REJECT: { description: 'Refused.' },
    NONE: { description: 'No answer at all.' },
  },
});

@ObjectType('LoginCheckResult', { description: 'A check of a login.' })
export class LoginCheckView {
  @Field(() => LoginCheckEnum, { description: 'What was looked at.' })
  name: CheckName;

  @Field(() => LoginCheckStateEnum, { description: 'How it ended.' })
  state: Check['state'];

  @Field(() => String, { description: 'In words.' })
  sentence: string;
}

@ObjectType('AnsweredAttribute', { description: 'An attribute of an answer.' })
export class AnsweredAttributeView {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'Its value; keys and proofs of passwords are hidden.' })
  value: string;

  @Field(() => Int, { nullable: true, description: 'The line of the template; null: the server adds it itself.' })
  line: number | null;
}

@ObjectType('SimulatedLogin', { description: 'What a request would be answered now, and why.' })
export class SimulatedLoginView {
  @Field(() => String, { description: 'The login that was tried.' })
  login: string;

  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: string;

  @Field(() => String, { description: 'Its name.' })
  routerName: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service that has the login.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer.' })
  customerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Who of the staff has the login for devices.' })
  staffId: string | null;

  @Field(() => String, { nullable: true, description: 'Their name.' })
  staffName: string | null;

  @Field(() => SimulatedOutcomeEnum, { description: 'The answer.' })
  outcome: 'accept' | 'garden' | 'reject' | 'none';

  @Field(() => String, { nullable: true, description: 'Why it is refused: wrong_password and so on.' })
  code: string | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  sentence: string | null;

  @Field(() => String, { nullable: true, description: 'The likely fix.' })
  fix: string | null;

  @Field(() => [LoginCheckView], { description: 'What is looked at, in this order.' })
  checks: readonly LoginCheckView[];

  @Field(() => String, {
    nullable: true,
    description: 'Why there is, or is not, reduced access in place of a refusal.',
  })
  garden: string | null;

  @Field(() => ReplyEventEnum, { nullable: true, description: 'Which template said it; null: none was asked.' })
  event: ReplyEvent | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The operator’s template; null: the usual answer.' })
  templateId: string | null;

  @Field(() => TemplateFaultView, {
    nullable: true,
    description: 'Why the operator’s template was not used, though there is one.',
  })
  fellBack: TemplateFaultView | null;

  @Field(() => String, { nullable: true, description: 'Where the speed stands, and why; null: nobody is let in.' })
  speed: string | null;

  @Field(() => [AnsweredAttributeView], { description: 'The attributes of the answer.' })
  attributes: readonly AnsweredAttributeView[];

  @Field(() => [ReplyLineView], { description: 'Lines of the template that are left out, for they would be empty.' })
  leftOut: readonly ReplyLineView[];
}

export function simulatedLoginView(told: SimulatedAnswer): SimulatedLoginView {
  const { entry, reply, code, decision } = told;
  const isSecretSuspected = decision.kind === 'reject' && decision.secretSuspected === true;
  const audience = told.staff === undefined ? 'customer' : 'staff';
  const blockedFor = entry?.state.kind === 'blocked' ? entry.state.reason : undefined;
  const advice =
    code !== undefined && isRejectCode(code)
      ? rejectAdvice(code, { isSecretSuspected, audience, blockedFor })
      : undefined;
  const failed = told.checks.find(({ state }) => state === 'failed');
  return {
    login: told.login,
    routerId: told.routerId,
    routerName: told.routerName,
    serviceId: entry?.serviceId ?? null,
    customerId: entry?.customerId ?? null,
    staffId: told.staff?.staffId ?? null,
    staffName: told.staff?.name ?? null,
    outcome: told.outcome,
    code: code ?? null,
    sentence: advice?.sentence ?? failed?.sentence ?? null,
    fix: advice?.fix ?? null,
    checks: told.checks,
    garden: told.garden ?? null,
    event: reply?.event ?? null,
    templateId: reply?.templateId ?? null,
    fellBack: reply?.fellBack?.fault ?? null,
    speed: told.speed ?? null,
    attributes: told.attributes.map(({ name, value, line }) => ({ name, value, line: line ?? null })),
    leftOut: reply?.lines.filter(({ value }) => value === '') ?? [],
  };
}
