import { Field, ObjectType } from '@nestjs/graphql';
import { InstantScalar, LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { FoundPlanChange } from '../app/plan-changes/find-plan-changes.query.js';
import type { PlanChangePreview } from '../app/plan-changes/preview-plan-change.query.js';
import type { UndoPreview } from '../app/plan-changes/preview-undo.query.js';
import { PlanChangeStateEnum } from '../app/settings/service-enums.js';
import { balanceView, type Explanation, type PlanChangeState } from '../domain/index.js';
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

  @Field(() => String, { nullable: true, description: 'The billing setting that it comes from.' })
  setting: string | null;
}

@ObjectType('PlanChangeNotice', { description: 'The mail that would tell the customer of a change of plan.' })
export class PlanChangeNoticeView {
  @Field(() => String, { nullable: true, description: 'Its recipient; null: no address is known.' })
  to: string | null;

  @Field(() => String, { description: 'Its subject.' })
  subject: string;

  @Field(() => String, { description: 'Its text.' })
  text: string;

  @Field(() => Boolean, { description: 'Can mail leave at all? Otherwise it is kept, and can be sent later.' })
  leaves: boolean;
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

  @Field(() => Boolean, { description: 'The fee waits for the next invoice instead of standing on one of its own.' })
  feeIsLater: boolean;

  @Field(() => [PlannedLineView], { description: 'Charged now for the new plan.' })
  charges: PlannedLineView[];

  @Field(() => MoneyView, { description: 'What the next invoice carries because of this, instead of one of its own.' })
  deferred: MoneyView;

  @Field(() => MoneyView, { description: 'Credits less fee less charges; below zero when the customer pays.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'What the customer owes now.' })
  balanceDueBefore: MoneyView;

  @Field(() => MoneyView, { description: 'What we keep for the customer now.' })
  creditBalanceBefore: MoneyView;

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

  @Field(() => String, { description: 'Title of the new plan.' })
  newPlanTitle: string;

  @Field(() => String, { nullable: true, description: 'Price of one unit before; null: nobody had set one.' })
  oldUnitPrice: string | null;

  @Field(() => String, { description: 'Price of one unit from then on.' })
  newUnitPrice: string;

  @Field(() => String, { description: 'What is given back: none or unused.' })
  refund: string;

  @Field(() => String, { description: 'When the new plan is charged: period_end, thirty_days or next_run.' })
  invoice: string;

  @Field(() => PlanChangeNoticeView, {
    nullable: true,
    description: 'What the customer is told when `notify` is given; null where the customer asks.',
  })
  notice: PlanChangeNoticeView | null;
}

interface Amount {
  readonly grossMinor: bigint;
  readonly explanation: Explanation;
}

export function plannedLine(
  { grossMinor, explanation }: Amount,
  description: string,
  covers: { from: LocalDate; to: LocalDate } | null,
  currency: string,
  setting: string | null = null,
): PlannedLineView {
  return {
    description,
    from: covers?.from ?? null,
    through: covers && addDays(covers.to, -1),
    gross: moneyViewOf(grossMinor, currency),
    why: explanationView(explanation),
    setting,
  };
}

export function planChangeView(preview: PlanChangePreview): PlanChangePreviewView {
  const { plan, hash, currency, balanceMinor, newPlan, service, terms, unitPrice } = preview;
  const before = balanceView(-balanceMinor);
  const after = balanceView(-(balanceMinor + plan.netMinor));
  const feeSetting = plan.direction === 'dearer' ? 'changeFeeToDearer' : 'changeFeeToCheaper';
  return {
    hash,
    direction: plan.direction,
    credits: plan.credits.map((one) => plannedLine(one, one.description, one.covers, currency, 'changeRefund')),
    fee: plan.fee && plannedLine(plan.fee, `Change to ${newPlan.title}`, null, currency, feeSetting),
    feeIsLater: plan.fee !== null && plan.feeWhen === 'next_invoice',
    charges: plan.charges.map((one) => plannedLine(one, one.description, one.covers, currency, 'changeInvoice')),
    deferred: moneyViewOf(plan.deferredMinor, currency),
    net: moneyViewOf(plan.netMinor, currency),
    balanceDueBefore: moneyViewOf(before.dueMinor, currency),
    creditBalanceBefore: moneyViewOf(before.creditMinor, currency),
    balanceDueAfter: moneyViewOf(after.dueMinor, currency),
    creditBalanceAfter: moneyViewOf(after.creditMinor, currency),
    oldEndsOn: plan.oldService.kind === 'end' ? plan.oldService.endsOn : null,
    newStartsOn: plan.newService.startsOn,
    newPlanTitle: newPlan.title,
    oldUnitPrice: service.unitPrice,
    newUnitPrice: unitPrice,
    refund: terms.refund,
    invoice: terms.invoice,
    notice: preview.notice,
  };
}

@ObjectType('PlanChangeUndoPreview', {
  description: 'What undoing a change of plan would do. Nothing has been written.',
})
export class PlanChangeUndoPreviewView {
  @Field(() => String, { description: 'Names these figures: give it with the undoing.' })
  hash: string;

  @Field(() => [PlannedLineView], { description: 'Of the invoice of the change, given back by a credit note.' })
  credits: PlannedLineView[];

  @Field(() => [PlannedLineView], { description: 'Days that the change gave back, charged again.' })
  charges: PlannedLineView[];

  @Field(() => Boolean, { description: 'The fee waits for an invoice and is cancelled.' })
  feeIsCancelled: boolean;

  @Field(() => MoneyView, { description: 'Credits less charges; below zero when the customer pays.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'What the customer owes after it.' })
  balanceDueAfter: MoneyView;

  @Field(() => MoneyView, { description: 'What we keep for the customer after it.' })
  creditBalanceAfter: MoneyView;
}

export function undoView(preview: UndoPreview): PlanChangeUndoPreviewView {
  const { hash, credits, charges, feeIsCancelled, netMinor, currency, balanceMinor } = preview;
  const after = balanceView(-(balanceMinor + netMinor));
  const line = (one: Amount & { description: string; from: LocalDate | null; to: LocalDate | null }): PlannedLineView =>
    plannedLine(one, one.description, one.from && one.to ? { from: one.from, to: one.to } : null, currency);
  return {
    hash,
    credits: credits.map(line),
    charges: charges.map(line),
    feeIsCancelled,
    net: moneyViewOf(netMinor, currency),
    balanceDueAfter: moneyViewOf(after.dueMinor, currency),
    creditBalanceAfter: moneyViewOf(after.creditMinor, currency),
  };
}

@ObjectType('PlanChange', { description: 'A change of plan as it was made. Undone, it has left nothing.' })
export class PlanChangeView {
  @Field(() => RecordIdScalar, { description: 'Names the change.' })
  id: string;

  @Field(() => RecordIdScalar, { description: 'Whose service it is.' })
  customerId: string;

  @Field(() => RecordIdScalar, { description: 'The service that it ended.' })
  oldServiceId: string;

  @Field(() => RecordIdScalar, { description: 'The service that it began.' })
  newServiceId: string;

  @Field(() => String, { description: 'Title of the plan before.' })
  oldPlanTitle: string;

  @Field(() => String, { description: 'Title of the plan after.' })
  newPlanTitle: string;

  @Field(() => LocalDateScalar, { description: 'First day of the new plan.' })
  changeOn: LocalDate;

  @Field(() => PlanChangeStateEnum, { description: 'Where it stands.' })
  state: PlanChangeState;

  @Field(() => String, { description: 'Why it was made; empty when nobody said.' })
  reason: string;

  @Field(() => MoneyView, { description: 'Credits less fee less charges.' })
  net: MoneyView;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The credit note for unused days.' })
  creditNoteId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice for the fee and the new plan.' })
  invoiceId: string | null;

  @Field(() => String, { description: 'Who made it.' })
  madeBy: string;

  @Field(() => InstantScalar, { description: 'When it was made.' })
  madeAt: Date;

  @Field(() => String, { nullable: true, description: 'Who undid it.' })
  undoneBy: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was undone.' })
  undoneAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was undone.' })
  undoReason: string | null;
}

export function planChangeRecordView({ netMinor, currency, ...found }: FoundPlanChange): PlanChangeView {
  return { ...found, net: moneyViewOf(netMinor, currency) };
}

@ObjectType('PlanChangeResult', { description: 'What a change of plan did.' })
export class PlanChangeResultView {
  @Field(() => RecordIdScalar, { description: 'Names the change, to undo it.' })
  planChangeId: string;

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

@ObjectType('PlanChangeUndoResult', { description: 'What undoing a change of plan did.' })
export class PlanChangeUndoResultView {
  @Field(() => RecordIdScalar, { description: 'The change.' })
  planChangeId: string;

  @Field(() => ServiceView, { description: 'The service that goes on.' })
  service: ServiceView;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The credit note that took its invoice back.' })
  creditNoteId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice over the days that it had given back.' })
  invoiceId: string | null;

  @Field(() => MoneyView, { description: 'Credits less charges.' })
  net: MoneyView;
}
