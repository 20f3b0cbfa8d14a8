import { Field, Int, ObjectType } from '@nestjs/graphql';
import {
  DecimalScalar,
  InstantScalar,
  LocalDateScalar,
  MoneyView,
  moneyViewOf,
  pageOf,
  RecordIdScalar,
} from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { MoveLineKindEnum, PlanMoveItemStateEnum, PlanMoveStatusEnum } from '../app/catalogue/catalogue-enums.js';
import type { FoundPlanMove, PlanMoveItem, PlanMoveItemState } from '../app/catalogue/find-plan-moves.query.js';
import type { MoveLine } from '../app/catalogue/move-lines.js';
import type { PlanId, PlanMoveId, ServiceId } from '../ids.js';

@ObjectType('PlanMoveRow', { description: 'One plan that is replaced.' })
export class PlanMoveRowView {
  @Field(() => RecordIdScalar, { description: 'The plan that the services have.' })
  planId: PlanId;

  @Field(() => RecordIdScalar, { description: 'The plan that they get.' })
  newPlanId: PlanId;

  @Field(() => LocalDateScalar, { description: 'The first day of the new plan.' })
  changeOn: LocalDate;

  @Field(() => DecimalScalar, { nullable: true, description: 'The price for them; null is the list price.' })
  unitPrice: string | null;
}

@ObjectType('PlanMove', { description: 'A change of plan for many customers.' })
export class PlanMoveView {
  @Field(() => RecordIdScalar, { description: 'Names it.' })
  id: PlanMoveId;

  @Field(() => [PlanMoveRowView], { description: 'Which plans are replaced by which.' })
  rows: PlanMoveRowView[];

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => PlanMoveStatusEnum, { description: 'How far it is.' })
  status: FoundPlanMove['status'];

  @Field(() => String, {
    nullable: true,
    description: 'Names the figures of the preview; null while it is worked out.',
  })
  hash: string | null;

  @Field(() => Int, { description: 'Services that are not worked out yet.' })
  waiting: number;

  @Field(() => Int, { description: 'Services that can be changed.' })
  ready: number;

  @Field(() => Int, { description: 'Services that cannot be changed.' })
  refused: number;

  @Field(() => Int, { description: 'Services that are changed.' })
  changed: number;

  @Field(() => Int, { description: 'Services whose change failed.' })
  failed: number;

  @Field(() => MoneyView, { nullable: true, description: 'Credits less fees less charges of all of them.' })
  net: MoneyView | null;

  @Field(() => String, { description: 'Who prepared it.' })
  createdBy: string;

  @Field(() => InstantScalar, { description: 'When.' })
  createdAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When the last service was dealt with.' })
  finishedAt: Date | null;
}

@ObjectType('PlanMoveLine', { description: 'A line of money of one change.' })
export class PlanMoveLineView {
  @Field(() => MoveLineKindEnum, { description: 'What it is.' })
  kind: MoveLine['kind'];

  @Field(() => String, { description: 'What for.' })
  description: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day that it covers.' })
  from: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that it covers.' })
  through: LocalDate | null;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;
}

@ObjectType('PlanMoveItem', { description: 'One service whose plan changes with many others.' })
export class PlanMoveItemView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: ServiceId;

  @Field(() => String, { description: 'The number of the service.' })
  number: string;

  customerId: string;

  @Field(() => String, { description: 'The plan that it has.' })
  planTitle: string;

  @Field(() => String, { description: 'The plan that it gets.' })
  newPlanTitle: string;

  @Field(() => LocalDateScalar, { description: 'The first day of the new plan.' })
  changeOn: LocalDate;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its price before.' })
  oldPrice: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its price from then on.' })
  newPrice: string | null;

  @Field(() => [PlanMoveLineView], { description: 'The lines of its change, as a single change gives them.' })
  lines: PlanMoveLineView[];

  @Field(() => MoneyView, {
    nullable: true,
    description: 'Credits less fee less charges; below zero when the customer pays.',
  })
  net: MoneyView | null;

  @Field(() => PlanMoveItemStateEnum, { description: 'Where it stands.' })
  state: PlanMoveItemState;

  @Field(() => String, { nullable: true, description: 'Why it is not changed, for programs.' })
  resultCode: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is not changed.' })
  resultText: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The change that was made: it can be undone.' })
  planChangeId: string | null;
}

export const PlanMoveItemPage = pageOf(PlanMoveItemView, 'PlanMoveItem');

export function planMoveView({ counts, currency, netMinor, rows, ...move }: FoundPlanMove): PlanMoveView {
  return {
    ...move,
    ...counts,
    rows: rows.map((row) => ({ ...row, unitPrice: row.unitPrice ?? null })),
    net: currency === null ? null : moneyViewOf(netMinor, currency),
  };
}

export function planMoveItemView({ lines, netMinor, currency, ...item }: PlanMoveItem): PlanMoveItemView {
  return {
    ...item,
    lines: lines.map(({ grossMinor, ...line }) => ({ ...line, gross: moneyViewOf(grossMinor, currency) })),
    net: netMinor === null ? null : moneyViewOf(netMinor, currency),
  };
}
