import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { RouterWayEnum } from '../app/drift/set-router-keeping.js';
import { RouterModeEnum, RouterShapingEnum } from '../app/routers/router-api.input.js';
import type { FoundFleetRow, FoundPlan } from '../app/drift/drift-queries.js';
import type { PlanState, StepState } from '../app/drift/plan-store.js';

export const RouterPlanStateEnum = {
  PROPOSED: 'proposed',
  APPROVED: 'approved',
  APPLYING: 'applying',
  READ_BACK: 'read_back',
  DONE: 'done',
  FAILED: 'failed',
  ROLLED_BACK: 'rolled_back',
  DISCARDED: 'discarded',
} as const;
registerEnumType(RouterPlanStateEnum, {
  name: 'RouterPlanState',
  description: 'How far a plan is.',
  valuesMap: {
    PROPOSED: { description: 'Waits for a person.' },
    APPROVED: { description: 'Waits for its turn or its hour.' },
    APPLYING: { description: 'Is being written.' },
    READ_BACK: { description: 'Is written; the router is read once more.' },
    DONE: { description: 'The router shows all of it.' },
    FAILED: { description: 'The router does not show all of it.' },
    ROLLED_BACK: { description: 'Was undone.' },
    DISCARDED: { description: 'Was not carried out.' },
  },
});

export const RouterPlanKindEnum = { REPAIR: 'repair', ROLL_BACK: 'roll_back' } as const;
registerEnumType(RouterPlanKindEnum, {
  name: 'RouterPlanKind',
  description: 'What a plan is for.',
  valuesMap: {
    REPAIR: { description: 'Brings the router to what it should have.' },
    ROLL_BACK: { description: 'Undoes an earlier plan.' },
  },
});

export const RouterStepStateEnum = {
  WAITING: 'waiting',
  SENDING: 'sending',
  DONE: 'done',
  WAS_SO: 'was_so',
  REFUSED: 'refused',
  UNKNOWN: 'unknown',
  OVERTAKEN: 'overtaken',
} as const;
registerEnumType(RouterStepStateEnum, {
  name: 'RouterStepState',
  description: 'What became of one write.',
  valuesMap: {
    WAITING: { description: 'Not sent.' },
    SENDING: { description: 'On its way.' },
    DONE: { description: 'Written, and seen when it was read back.' },
    WAS_SO: { description: 'The router had it already; nothing was written.' },
    REFUSED: { description: 'The router refused.' },
    UNKNOWN: { description: 'Sent without an answer; it is read back before it is sent again.' },
    OVERTAKEN: { description: 'Somebody changed the row meanwhile; it was left alone.' },
  },
});

export const DriftRemedyEnum = {
  ADD: 'add',
  SET: 'set',
  MOVE: 'move',
  REMOVE: 'remove',
  ASK: 'ask',
  NONE: 'none',
} as const;
registerEnumType(DriftRemedyEnum, {
  name: 'RouterDriftRemedy',
  description: 'What puts a difference right.',
  valuesMap: {
    ADD: { description: 'A row is added.' },
    SET: { description: 'Fields of a row are set.' },
    MOVE: { description: 'A row is moved before the one that hides it.' },
    REMOVE: { description: 'A row is removed.' },
    ASK: { description: 'A person says whether it is adopted, ignored or removed.' },
    NONE: { description: 'The service itself lacks something first.' },
  },
});

@ObjectType('RouterDriftField', { description: 'One field, intended and actual. Secrets are hidden.' })
export class RouterDriftFieldView {
  @Field(() => String, { description: 'The field, as the router calls it.' })
  field: string;

  @Field(() => String, { nullable: true, description: 'As it should be; null: the row should not be there.' })
  wanted: string | null;

  @Field(() => String, { nullable: true, description: 'As it is; null: the row is not there.' })
  actual: string | null;
}

@ObjectType('RouterDriftItem', { description: 'A row that differs from what the router should have.' })
export class RouterDriftItemView {
  @Field(() => Int, { description: 'Its place on the list.' })
  ordinal: number;

  @Field(() => String, { nullable: true, description: 'The menu; null for a service that cannot be set up.' })
  menu: string | null;

  @Field(() => String, { description: 'What people know it by: login, address, name.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'The mark that it bears or would bear.' })
  key: string | null;

  @Field(() => String, { description: 'Where the difference comes from, as a word of a fixed list.' })
  cause: string;

  @Field(() => DriftRemedyEnum, { description: 'What puts it right.' })
  remedy: 'add' | 'set' | 'move' | 'remove' | 'ask' | 'none';

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service that it is about.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer that it is about.' })
  customerId: string | null;

  @Field(() => [RouterDriftFieldView], { description: 'The fields that differ.' })
  fields: RouterDriftFieldView[];

  @Field(() => InstantScalar, { nullable: true, description: 'Since when it was seen so.' })
  since: Date | null;
}

@ObjectType('RouterComparison', { description: 'What the last reading of a router found.' })
export class RouterComparisonView implements FoundFleetRow {
  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: FoundFleetRow['routerId'];

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Int, { description: 'Counts the changes of the router; give it when changing what is kept.' })
  revision: number;

  @Field(() => RouterWayEnum, { description: 'How customers get onto the network at it.' })
  way: FoundFleetRow['way'];

  @Field(() => RouterModeEnum, {
    nullable: true,
    description: 'Whether it is written; null: it is not kept over its API.',
  })
  mode: FoundFleetRow['mode'];

  @Field(() => RouterShapingEnum, { nullable: true, description: 'Where speeds are kept.' })
  shaping: FoundFleetRow['shaping'];

  @Field(() => Boolean, { description: 'Whether a login for its API is set.' })
  isConnected: boolean;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was last read.' })
  comparedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When reading failed, if the last one did.' })
  failedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why.' })
  fault: string | null;

  @Field(() => String, { nullable: true, description: 'Its RouterOS version.' })
  version: string | null;

  @Field(() => Int, { nullable: true, description: 'How long reading and comparing took, in milliseconds.' })
  tookMs: number | null;

  @Field(() => Int, { description: 'Rows that it should have.' })
  intended: number;

  @Field(() => Int, { description: 'Rows that are as they should be.' })
  same: number;

  @Field(() => Int, { description: 'Rows that are missing.' })
  missing: number;

  @Field(() => Int, { description: 'Rows that differ.' })
  differ: number;

  @Field(() => Int, { description: 'Rows that should not be there, or are not ours.' })
  extra: number;

  @Field(() => Int, { description: 'Services that cannot be set up as they are.' })
  unfit: number;

  @Field(() => Int, { description: 'Rows that a person said to ignore.' })
  ignored: number;

  @Field(() => Boolean, { description: 'Repairs by themselves rest since a plan was rolled back.' })
  rests: boolean;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The newest plan.' })
  planId: FoundFleetRow['planId'];

  @Field(() => RouterPlanStateEnum, { nullable: true, description: 'How far the newest plan is.' })
  planState: PlanState | null;

  @Field(() => String, {
    nullable: true,
    description: 'Names the newest plan as it is, to be approved as it was looked at.',
  })
  planDigest: string | null;

  @Field(() => Int, { nullable: true, description: 'Changes in it.' })
  planSteps: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Somebody other than who proposed it approves it.' })
  planNeedsSecond: boolean | null;
}

@ObjectType('RouterPlan', { description: 'Writes on a router that belong together.' })
export class RouterPlanView implements FoundPlan {
  @Field(() => RecordIdScalar, { description: 'Names the plan.' })
  id: FoundPlan['id'];

  @Field(() => RecordIdScalar, { description: 'The router.' })
  routerId: FoundPlan['routerId'];

  @Field(() => RouterPlanKindEnum, { description: 'What it is for.' })
  kind: FoundPlan['kind'];

  @Field(() => RecordIdScalar, { nullable: true, description: 'The plan that it undoes.' })
  ofPlanId: FoundPlan['ofPlanId'];

  @Field(() => RecordIdScalar, { nullable: true, description: 'The plan that is to be done and read back first.' })
  afterPlanId: FoundPlan['afterPlanId'];

  @Field(() => RouterPlanStateEnum, { description: 'How far it is.' })
  state: PlanState;

  @Field(() => String, { description: 'Changes with the plan; give it when approving.' })
  digest: string;

  @Field(() => Int, { description: 'Writes.' })
  steps: number;

  @Field(() => Int, { description: 'Writes that the router shows.' })
  finished: number;

  @Field(() => Int, { description: 'Running sessions that end for it, at most.' })
  sessionsEnded: number;

  @Field(() => Int, { description: 'Services that it touches.' })
  services: number;

  @Field(() => Int, { description: 'Services on the router.' })
  base: number;

  @Field(() => Boolean, { description: 'So large that somebody other than who proposed it approves.' })
  needsSecond: boolean;

  proposedById: string | null;

  @Field(() => String, { description: 'Who proposed it.' })
  proposedBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  proposedAt: Date;

  @Field(() => String, { nullable: true, description: 'Who approved it.' })
  approvedBy: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When.' })
  approvedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When writing began.' })
  startedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it ended.' })
  finishedAt: Date | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it goes on, where it has to wait.' })
  nextAttemptAt: Date | null;

  @Field(() => Int, { description: 'Commands that were sent.' })
  commands: number;

  @Field(() => String, { description: 'Why it waits or failed.' })
  note: string;
}

@ObjectType('RouterPlanStep', { description: 'One write of a plan.' })
export class RouterPlanStepView {
  @Field(() => Int, { description: 'Its place in the order.' })
  ordinal: number;

  @Field(() => DriftRemedyEnum, { description: 'Add, set or remove.' })
  verb: 'add' | 'set' | 'move' | 'remove';

  @Field(() => String, { description: 'The menu.' })
  menu: string;

  @Field(() => String, { description: 'What people know the row by.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'Where the difference comes from.' })
  cause: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer that it is about.' })
  customerId: string | null;

  @Field(() => String, { description: 'As it would be typed on the router. Secrets are hidden.' })
  command: string;

  @Field(() => String, { description: 'What undoes it.' })
  inverse: string;

  @Field(() => Boolean, { description: 'A running session of the row ends for it.' })
  endsSession: boolean;

  @Field(() => RouterStepStateEnum, { description: 'What became of it.' })
  state: StepState;

  @Field(() => String, { nullable: true, description: 'The router’s answer.' })
  answer: string | null;

  @Field(() => [RouterDriftFieldView], {
    nullable: true,
    description: 'What was planned against what was read back; null: not read back yet.',
  })
  proof: RouterDriftFieldView[] | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was last told or read.' })
  toldAt: Date | null;
}

@ObjectType('RouterExportComparison', { description: 'A router compared by its export file.' })
export class RouterExportComparisonView {
  @Field(() => String, { nullable: true, description: 'The version that wrote the file.' })
  version: string | null;

  @Field(() => Int, { description: 'Rows that it should have.' })
  intended: number;

  @Field(() => Int, { description: 'Rows that are as they should be.' })
  same: number;

  @Field(() => Int, { description: 'Lines of the file that were not understood.' })
  notUnderstood: number;

  @Field(() => [RouterDriftItemView], { description: 'What differs, up to 1,000 rows.' })
  items: RouterDriftItemView[];
}
