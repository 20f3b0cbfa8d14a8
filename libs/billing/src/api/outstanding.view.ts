import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, LocalDateScalar, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import type { OutstandingKind } from '../app/services/list-outstanding.query.js';
import { words } from '../app/settings/enums.js';
import { ContractOutcomeEnum } from '../app/settings/service-enums.js';
import type { ContractOutcome } from '../domain/index.js';

export const OutstandingKindEnum = words('OutstandingKind', 'What waits for its day.', {
  plan_change: 'A service goes on with another plan.',
  pause: 'A service is paused.',
  resume: 'A paused service goes on.',
  start: 'A service begins.',
  end: 'A service ends; the day is its last.',
  price: 'A service gets another price.',
  list_price: 'A plan gets another list price.',
  plan_move: 'Many services go on with another plan, once somebody applies it.',
  contract: 'A contract ends; the day is its last.',
});

@ObjectType('OutstandingChange', { description: 'Something decided about services or prices that waits for its day.' })
export class OutstandingView {
  @Field(() => RecordIdScalar, {
    description: 'Of the change of plan, the pause, the service, the plan or the move, by its kind.',
  })
  id: string;

  @Field(() => OutstandingKindEnum, { description: 'What it is.' })
  kind: OutstandingKind;

  @Field(() => LocalDateScalar, { description: 'Its day.' })
  on: LocalDate;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Whose service; null: it is about a plan.' })
  customerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service; null: it is about a plan.' })
  serviceId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The plan.' })
  planId: string | null;

  @Field(() => String, { description: 'Title of the plan.' })
  planTitle: string;

  @Field(() => String, { nullable: true, description: 'Title of the plan after it, where that changes.' })
  newPlanTitle: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one unit before, where it changes.' })
  priceBefore: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one unit from then on.' })
  priceAfter: string | null;

  @Field(() => String, { nullable: true, description: 'The currency of these prices.' })
  currency: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day of a pause.' })
  through: LocalDate | null;

  @Field(() => ContractOutcomeEnum, {
    nullable: true,
    description: 'What the end of a contract does, where it is about one.',
  })
  outcome: ContractOutcome | null;

  @Field(() => String, { description: 'Why; empty when nobody said.' })
  reason: string;

  @Field(() => String, { description: 'Who decided it; empty when that was not kept.' })
  madeBy: string;
}

export const OutstandingPage = pageOf(OutstandingView, 'OutstandingChange');

@ObjectType('TakenBackListPrice', { description: 'What taking a planned list price back did.' })
export class TakenBackListPriceView {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  planId: string;

  @Field(() => Int, { description: 'Services whose planned price is taken back with it.' })
  services: number;
}
