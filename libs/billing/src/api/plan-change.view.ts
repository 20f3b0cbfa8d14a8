import { Field, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { PlanChangePreview } from '../app/plan-changes/preview-plan-change.query.js';
import { balanceView, type Explanation } from '../domain/index.js';
import { explanationView, ExplanationView } from './document.view.js';
import { ServiceView } from './service.view.js';

@ObjectType('PlannedLine', { description: 'A line of money that would be written.' })
export class PlannedLineView {
  @Field(() => String, { description: 'What for.' })
  description: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day that it covers.' })
  from: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day that it covers.' })
  through: LocalDate | null;

  @Field(() => MoneyView, { description: 'With tax.' })
  gross: MoneyView;

  @Field(() => ExplanationView, { description: 'Why this amount.' })
  why: ExplanationView;
}

@ObjectType('PlanChangePreview', { description: 'What a change of plan would do. Nothing has been written.' })
export class PlanChangePreviewView {
  @Field(() => String, {
    description: 'Names these figures: give it with the change, which is refused when they are others by then.',
  })
  hash: string;

  @Field(() => String, { description: 'dearer, cheaper or same.' })
  direction: string;

  @Field(() => [PlannedLineView], { description: 'Given back for unused days.' })
  credits: PlannedLineView[];

  @Field(() => PlannedLineView, { nullable: true, description: 'The fee of the policy.' })
  fee: PlannedLineView | null;

  @Field(() => [PlannedLineView], { description: 'Charged now for the new plan.' })
  charges: PlannedLineView[];

  @Field(() => MoneyView, { description: 'Credits less fee less charges; below zero when the customer pays.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'What the customer owes after it.' })
  balanceDueAfter: MoneyView;

  @Field(() => MoneyView, { description: 'What we keep for the customer after it.' })
  creditBalanceAfter: MoneyView;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Last day of the old plan; null: it is archived, because it began on the same day.',
  })
  oldEndsOn: LocalDate | null;

  @Field(() => LocalDateScalar, { description: 'First day of the new plan.' })
  newStartsOn: LocalDate;
}

interface Amount {
  readonly grossMinor: bigint;
  readonly explanation: Explanation;
}

export function planChangeView({
  plan,
  hash,
  currency,
  balanceMinor,
  newPlan,
}: PlanChangePreview): PlanChangePreviewView {
  const line = (
    amount: Amount,
    description: string,
    covers: { from: LocalDate; to: LocalDate } | null,
  ): PlannedLineView => ({
    description,
    from: covers?.from ?? null,
    through: covers && addDays(covers.to, -1),
    gross: moneyViewOf(amount.grossMinor, currency),
    why: explanationView(amount.explanation),
  });
  const after = balanceView(-(balanceMinor + plan.netMinor));
  return {
    hash,
    direction: plan.direction,
    credits: plan.credits.map((credit) => line(credit, credit.description, credit.covers)),
    fee: plan.fee && line(plan.fee, `Change to ${newPlan.title}`, null),
    charges: plan.charges.map((charge) => line(charge, charge.description, charge.covers)),
    net: moneyViewOf(plan.netMinor, currency),
    balanceDueAfter: moneyViewOf(after.dueMinor, currency),
    creditBalanceAfter: moneyViewOf(after.creditMinor, currency),
    oldEndsOn: plan.oldService.kind === 'end' ? plan.oldService.endsOn : null,
    newStartsOn: plan.newService.startsOn,
  };
}

@ObjectType('PlanChangeResult', { description: 'What a change of plan did.' })
export class PlanChangeResultView {
  @Field(() => ServiceView, { description: 'The new service.' })
  service: ServiceView;

  @Field(() => RecordIdScalar, { description: 'The service whose place it took.' })
  oldServiceId: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The credit note for unused days.' })
  creditNoteId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice for the fee and the new plan.' })
  invoiceId: string | null;

  @Field(() => MoneyView, { description: 'Credits less fee less charges.' })
  net: MoneyView;
}
