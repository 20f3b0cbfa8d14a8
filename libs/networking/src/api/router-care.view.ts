import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import type { AbilityVerdict } from '../domain/router-ability.js';
import { evidenceInWords } from '../domain/evidence-words.js';
import { checkWords, type RouterCheckKind, type RouterCheckState } from '../domain/router-check.js';
import type { ProbeTool } from '../app/routers/tools/probe-target.js';
import { RouterCheckKindEnum } from '../app/routers/checks/check-router.js';
import type { FoundRouterCheck } from '../app/routers/checks/router-checks-of.query.js';
import { NetworkToolEnum, ToolRunStateEnum } from '../app/routers/tools/tool-run.input.js';

export const RouterCheckStateEnum = {
  UNKNOWN: 'unknown',
  PASSED: 'passed',
  FAILED: 'failed',
  NOT_NEEDED: 'not_needed',
} as const;
registerEnumType(RouterCheckStateEnum, {
  name: 'RouterCheckState',
  description: 'What a check found.',
  valuesMap: {
    UNKNOWN: { description: 'It was not made yet.' },
    PASSED: { description: 'It is proven.' },
    FAILED: { description: 'It is not so.' },
    NOT_NEEDED: { description: 'This router does without it.' },
  },
});

export const AbilityVerdictEnum = {
  WORKS: 'works',
  ACKNOWLEDGED: 'acknowledged',
  NO_EFFECT: 'no_effect',
  REFUSED: 'refused',
  UNTESTED: 'untested',
} as const;
registerEnumType(AbilityVerdictEnum, {
  name: 'AbilityVerdict',
  description: 'What a router has shown about a change.',
  valuesMap: {
    WORKS: { description: 'It acknowledged, and the change was seen on it.' },
    ACKNOWLEDGED: { description: 'It acknowledged; nobody has looked.' },
    NO_EFFECT: { description: 'It acknowledged, and the change was not there.' },
    REFUSED: { description: 'It refused the last time.' },
    UNTESTED: { description: 'It was not asked yet.' },
  },
});

@ObjectType('CheckEvidence', { description: 'Something that was seen.' })
export class CheckEvidenceView {
  @Field(() => String, { description: 'What.' })
  name: string;

  @Field(() => String, { description: 'Its value.' })
  value: string;

  @Field(() => String, { description: 'What, for people.' })
  label: string;

  @Field(() => String, { description: 'Its value, for people.' })
  text: string;
}

@ObjectType('RouterCheck', { description: 'Something that is to be proven about a router, and what was last seen.' })
export class RouterCheckView {
  @Field(() => RouterCheckKindEnum, { description: 'What is to be proven.' })
  kind: RouterCheckKind;

  @Field(() => RouterCheckStateEnum, { description: 'What was found.' })
  state: RouterCheckState;

  @Field(() => String, { description: 'The finding as a code.' })
  code: string;

  @Field(() => String, { description: 'The finding in words.' })
  sentence: string;

  @Field(() => String, { nullable: true, description: 'What to do about it.' })
  advice: string | null;

  @Field(() => [CheckEvidenceView], { description: 'What was seen.' })
  evidence: CheckEvidenceView[];

  @Field(() => Int, { nullable: true, description: 'How long it took.' })
  tookMs: number | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was made.' })
  checkedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when the finding is what it is.' })
  since: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it last passed.' })
  lastPassedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Who asked for it.' })
  checkedBy: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Somebody asked for it then and waits.' })
  askedAt: Date | null;
}

@ObjectType('RouterApi', { description: 'How we log in on a router; its password is never shown.' })
export class RouterApiView {
  @Field(() => String, { description: 'The account.' })
  username: string;

  @Field(() => Int, { nullable: true, description: 'The port, where it is not the usual one.' })
  port: number | null;

  @Field(() => String, { nullable: true, description: 'The accepted certificate; null: the line is not protected.' })
  certificate: string | null;
}

@ObjectType('RouterAbility', {
  description: 'What a CoA or a Disconnect changes on a router, learnt from its answers.',
})
export class RouterAbilityView {
  @Field(() => String, { description: 'How the customers come in: pppoe, ipoe, hotspot, mac.' })
  method: string;

  @Field(() => [String], {
    description: 'What was asked together: rate, address_list, pool, address, session_timeout, other, disconnect.',
  })
  changes: string[];

  @Field(() => AbilityVerdictEnum, { description: 'What it has shown.' })
  verdict: AbilityVerdict;

  @Field(() => Int, { description: 'How often it acknowledged.' })
  acknowledged: number;

  @Field(() => Int, { description: 'How often it refused.' })
  refused: number;

  @Field(() => Int, { nullable: true, description: 'The Error-Cause of the last refusal (RFC 5176 §3.5).' })
  errorCause: number | null;

  @Field(() => InstantScalar, { description: 'When it last answered.' })
  lastAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When somebody looked whether it was there.' })
  effectAt: Date | null;

  @Field(() => String, { nullable: true, description: 'What was seen then.' })
  effectEvidence: string | null;
}

@ObjectType('ToolRun', { description: 'A ping or a trace.' })
export class ToolRunView {
  @Field(() => RecordIdScalar, { description: 'Names the run.' })
  id: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'From which router; null: from the server.' })
  routerId: string | null;

  @Field(() => NetworkToolEnum, { description: 'Which tool.' })
  tool: ProbeTool;

  @Field(() => String, { description: 'The address that is looked for.' })
  target: string;

  @Field(() => ToolRunStateEnum, { description: 'How far it is.' })
  state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

  @Field(() => [String], { description: 'What it said so far.' })
  lines: string[];

  @Field(() => String, { nullable: true, description: 'Why it failed, as a code.' })
  code: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, in words.' })
  fault: string | null;

  @Field(() => String, { description: 'Who asked.' })
  askedBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  askedAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it ended.' })
  endedAt: Date | null;
}

export function routerCheckView({ evidence, ...check }: FoundRouterCheck): RouterCheckView {
  const { sentence, advice } = checkWords(check.code);
  return {
    ...check,
    sentence,
    advice: advice === '' ? null : advice,
    evidence: Object.entries(evidence)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => ({ name, value: String(value), ...evidenceInWords(name, String(value)) })),
  };
}
