import { Field, ObjectType } from '@nestjs/graphql';
import { LocalDateScalar, MoneyView, moneyViewOf, RecordIdScalar } from '@demarc/graphql';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { EndedService } from '../app/services/end-service.js';
import type { EndPreview, PausePreview, RenewalPreview } from '../app/services/preview-service.query.js';
import { EndRefundEnum, PauseBillingEnum } from '../app/settings/service-enums.js';
import { balanceView, type EndRefund, type PauseBilling } from '../domain/index.js';
import { plannedLine, PlannedLineView } from './plan-change.view.js';
import { ServiceView } from './service.view.js';

@ObjectType({ isAbstract: true })
class ServiceStepPreviewView {
  @Field(() => String, {
    description: 'Names these figures: give it with the step, which is refused when they are others.',
  })
  hash: string;

  @Field(() => [PlannedLineView], { description: 'Given back for days that are not used.' })
  credits: PlannedLineView[];

  @Field(() => MoneyView, { description: 'Credits less charges; below zero when the customer pays.' })
  net: MoneyView;

  @Field(() => MoneyView, { description: 'What the customer owes after it.' })
  balanceDueAfter: MoneyView;

  @Field(() => MoneyView, { description: 'What we keep for the customer after it.' })
  creditBalanceAfter: MoneyView;
}

@ObjectType('PausePreview', { description: 'What a pause would do. Nothing has been written.' })
export class PausePreviewView extends ServiceStepPreviewView {
  @Field(() => LocalDateScalar, { description: 'First day of the pause.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the pause; null: until it is resumed.' })
  through: LocalDate | null;

  @Field(() => PauseBillingEnum, { description: 'What its days cost.' })
  billing: PauseBilling;

  @Field(() => [PlannedLineView], { description: 'Days that are charged again at the reduced price.' })
  charges: PlannedLineView[];
}

@ObjectType('EndPreview', { description: 'The final bill of a service. Nothing has been written.' })
export class EndPreviewView extends ServiceStepPreviewView {
  @Field(() => LocalDateScalar, { description: 'Last day of service, itself included.' })
  endsOn: LocalDate;

  @Field(() => EndRefundEnum, { description: 'What is given back.' })
  refund: EndRefund;

  @Field(() => Boolean, { description: 'Never used: it costs nothing and is archived.' })
  isNever: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the contract, when the end is before it.' })
  contractEndsOn: LocalDate | null;

  @Field(() => PlannedLineView, { nullable: true, description: 'The plan’s fee for the end.' })
  fee: PlannedLineView | null;

  @Field(() => [PlannedLineView], { description: 'Days up to the end that the next invoice still charges.' })
  lastCharges: PlannedLineView[];

  @Field(() => MoneyView, { description: 'Money that was really paid for unused days, and goes back.' })
  refundDue: MoneyView;
}

@ObjectType('PriceNotComing', { description: 'A planned price that is taken back.' })
export class PriceNotComingView {
  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  from: LocalDate;

  @Field(() => MoneyView, { description: 'The price.' })
  price: MoneyView;
}

@ObjectType('RenewalPreview', { description: 'What the renewal of a contract would do. Nothing has been written.' })
export class RenewalPreviewView extends ServiceStepPreviewView {
  @Field(() => LocalDateScalar, { description: 'First day of the new term.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: 'Last day of the new term, itself included.' })
  through: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the present contract.' })
  contractEndsOn: LocalDate | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day that the present contract had given the service: it goes on.',
  })
  endTakenBack: LocalDate | null;

  @Field(() => PriceNotComingView, { nullable: true, description: 'The list price that does not come any more.' })
  priceTakenBack: PriceNotComingView | null;

  @Field(() => [PlannedLineView], { description: 'Days that the end had given back, charged again.' })
  charges: PlannedLineView[];
}

@ObjectType('EndServiceResult', { description: 'What the end of a service did.' })
export class EndServiceResultView {
  @Field(() => ServiceView, { description: 'The service.' })
  service: ServiceView;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The credit note for unused days.' })
  creditNoteId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The invoice over the fee, or over days charged again.' })
  invoiceId: string | null;

  @Field(() => MoneyView, { description: 'Money that was really paid for unused days, and goes back.' })
  refundDue: MoneyView;
}

export function endResultView(
  { creditNoteId, invoiceId, refundDueMinor }: EndedService,
  service: ServiceView,
): EndServiceResultView {
  return { service, creditNoteId, invoiceId, refundDue: moneyViewOf(refundDueMinor, service.currency) };
}

export function pauseView({ plan, hash, billing, currency, balanceMinor }: PausePreview): PausePreviewView {
  return {
    hash,
    from: plan.from,
    through: plan.to && addDays(plan.to, -1),
    billing,
    credits: plan.credits.map((one) => plannedLine(one, one.description, one.covers, currency, 'pauseCredit')),
    charges: plan.charges.map((one) =>
      plannedLine(one, one.credit.description, one.credit.covers, currency, 'pauseReducedPercent'),
    ),
    ...sums(plan.netMinor, balanceMinor, currency),
  };
}

export function endView({
  bill,
  hash,
  endsOn,
  refund,
  contractEndsOn,
  service,
  currency,
  balanceMinor,
}: EndPreview): EndPreviewView {
  return {
    hash,
    endsOn,
    refund,
    isNever: bill.isNever,
    contractEndsOn: bill.isBeforeContractEnd ? contractEndsOn : null,
    credits: bill.credits.map((one) => plannedLine(one, one.description, one.covers, currency, 'endRefund')),
    fee: bill.fee && plannedLine(bill.fee, `End of ${service.description}`, null, currency),
    lastCharges: bill.lastCharges.map((one) => plannedLine(one, one.description, one.covers, currency)),
    refundDue: moneyViewOf(bill.refundDueMinor, currency),
    ...sums(bill.netMinor, balanceMinor, currency),
  };
}

export function renewalView({
  term,
  hash,
  charges,
  currency,
  balanceMinor,
  priceTakenBack,
  ...decided
}: RenewalPreview): RenewalPreviewView {
  return {
    hash,
    ...term,
    contractEndsOn: decided.contractEndsOn,
    endTakenBack: decided.endTakenBack,
    priceTakenBack: priceTakenBack && {
      from: priceTakenBack.from,
      price: { amount: priceTakenBack.unitPrice, currency },
    },
    credits: [],
    charges: charges.map((one) => plannedLine(one, one.description, { from: one.from, to: one.to }, currency)),
    ...sums(-charges.reduce((sum, { grossMinor }) => sum + grossMinor, 0n), balanceMinor, currency),
  };
}

function sums(
  netMinor: bigint,
  balanceMinor: bigint,
  currency: string,
): Pick<ServiceStepPreviewView, 'net' | 'balanceDueAfter' | 'creditBalanceAfter'> {
  const after = balanceView(-(balanceMinor + netMinor));
  return {
    net: moneyViewOf(netMinor, currency),
    balanceDueAfter: moneyViewOf(after.dueMinor, currency),
    creditBalanceAfter: moneyViewOf(after.creditMinor, currency),
  };
}
