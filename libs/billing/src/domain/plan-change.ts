import { addDays, fail, maxDate, ok, type CurrencyCode, type LocalDate, type Result } from '@demarc/kernel';
import type { PeriodLength } from './billing-period.js';
import type { BillingPolicy } from './billing-policy.js';
import {
  calendarOf,
  dueCharges,
  pricedLines,
  type BillableService,
  type ChargeLine,
  type PlanKind,
  type TaxVersion,
} from './charge-plan.js';
import { creditUnused, type ChargedLine, type CreditLine } from './credit-unused.js';
import { scaled } from './exact-number.js';
import type { DatedDiscount } from './discount.js';
import { explainedLine, type ExplainedAmount, type PricedThing } from './line-amount.js';
import { partsOf } from './prorate.js';
import type { ResolvedTax, TaxExemption } from './tax.js';

export interface ChangeFee {
  readonly amount: string;
  readonly amountIncludesTax: boolean;
  readonly tax: ResolvedTax | null;
  readonly exemption?: TaxExemption;
}

export interface PlanChangeTerms {
  readonly refund: 'none' | 'unused';
  readonly feeToDearer: ChangeFee | null;
  readonly feeToCheaper: ChangeFee | null;
  /** `period_end`: charge the new plan now to the end of the running period; `thirty_days`: for 30 days; or in the next run. */
  readonly invoice: 'period_end' | 'thirty_days' | 'next_run';
  /** A smaller sum makes no document: the fee waits for the next invoice, and the run finds the days by itself. */
  readonly minimumInvoiceMinor?: bigint | null;
}

export interface NewPlan {
  readonly serviceId: string;
  readonly planKind: PlanKind;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly priceIncludesTax: boolean;
  readonly tax: ResolvedTax | null;
  readonly exemption?: TaxExemption;
  readonly taxVersions?: readonly TaxVersion[];
  readonly payPeriod: PeriodLength | null;
  readonly discounts?: readonly DatedDiscount[];
}

export interface PlanChangeRequest {
  readonly currency: CurrencyCode;
  readonly today: LocalDate;
  /** The first day of the new plan. */
  readonly changeOn: LocalDate;
  readonly service: BillableService;
  /** Lines already issued for the service. */
  readonly chargedLines: readonly ChargedLine[];
  readonly to: NewPlan;
  readonly policy: BillingPolicy;
  readonly terms: PlanChangeTerms;
}

export interface PlanChangePlan {
  readonly direction: 'dearer' | 'cheaper' | 'same';
  /** `endsOn` is the last day of the old plan. Changed on its own first day, it is archived instead. */
  readonly oldService: { readonly serviceId: string } & (
    { readonly kind: 'end'; readonly endsOn: LocalDate } | { readonly kind: 'archive' }
  );
  readonly newService: {
    readonly serviceId: string;
    readonly status: 'active' | 'pending';
    readonly startsOn: LocalDate;
  };
  readonly credits: readonly CreditLine[];
  readonly fee: (ExplainedAmount & { readonly thing: PricedThing }) | null;
  /** With the charges on one invoice, or as a future item on the next one. */
  readonly feeWhen: 'now' | 'next_invoice';
  readonly charges: readonly ChargeLine[];
  /** What the next invoice will carry because of this change and would otherwise stand on one of its own. */
  readonly deferredMinor: bigint;
  /** Credits less what is invoiced now: positive is in the customer's favour. */
  readonly netMinor: bigint;
}

export type PlanChangeRefusal =
  | { readonly code: 'PLAN_CHANGE_BEFORE_START'; readonly earliestOn: LocalDate }
  | { readonly code: 'PLAN_CHANGE_AFTER_END'; readonly latestOn: LocalDate }
  | { readonly code: 'PLAN_CHANGE_BEFORE_PAID_UNTIL'; readonly earliestOn: LocalDate }
  | { readonly code: 'PLAN_CHANGE_NOT_BILLED' };

/** One decision for the whole change: what the old service becomes, the new one, and each line of money, rounded once. */
export function planChange(request: PlanChangeRequest): Result<PlanChangePlan, PlanChangeRefusal> {
  const refusal = refusalOf(request);
  if (refusal) return fail(refusal);
  const { service, to, changeOn, today } = request;
  const direction = directionOf(request);
  const credits = creditsOf(request);
  const fee = feeOf(request, direction);
  const wanted = chargesOf(request);
  const invoiceMinor = (fee?.grossMinor ?? 0n) + total(wanted);
  const isNow = request.terms.invoice !== 'next_run' && invoiceMinor >= (request.terms.minimumInvoiceMinor ?? 0n);
  return ok({
    direction,
    oldService:
      changeOn === service.startsOn
        ? { serviceId: service.serviceId, kind: 'archive' }
        : { serviceId: service.serviceId, kind: 'end', endsOn: addDays(changeOn, -1) },
    newService: { serviceId: to.serviceId, status: changeOn <= today ? 'active' : 'pending', startsOn: changeOn },
    credits,
    fee,
    feeWhen: isNow ? 'now' : 'next_invoice',
    charges: isNow ? wanted : [],
    deferredMinor: isNow ? 0n : invoiceMinor,
    netMinor: total(credits) - (isNow ? invoiceMinor : 0n),
  });
}

/** The first day that nothing has been charged for yet: without a refund the earliest day for a change. */
export function paidUntil(service: Pick<BillableService, 'startsOn' | 'charged'>): LocalDate {
  return service.charged.reduce((latest, range) => maxDate(latest, range.to), service.startsOn);
}

function refusalOf({ service, changeOn, terms }: PlanChangeRequest): PlanChangeRefusal | undefined {
  if (service.status === 'archived') return { code: 'PLAN_CHANGE_NOT_BILLED' };
  if (changeOn < service.startsOn) return { code: 'PLAN_CHANGE_BEFORE_START', earliestOn: service.startsOn };
  if (service.endsOn && changeOn > service.endsOn) return { code: 'PLAN_CHANGE_AFTER_END', latestOn: service.endsOn };
  const earliestOn = paidUntil(service);
  if (terms.refund === 'none' && changeOn < earliestOn) return { code: 'PLAN_CHANGE_BEFORE_PAID_UNTIL', earliestOn };
  return undefined;
}

/** Compares list prices before tax and discount, for one month each. */
function directionOf({ service, to, policy }: PlanChangeRequest): PlanChangePlan['direction'] {
  const before = monthlyNet({ ...service, unitPrice: service.unitPrice ?? '0' }, service.payPeriod ?? policy.period);
  const after = monthlyNet(to, to.payPeriod ?? policy.period);
  const difference = after.numerator * before.denominator - before.numerator * after.denominator;
  return difference > 0n ? 'dearer' : difference < 0n ? 'cheaper' : 'same';
}

function monthlyNet(thing: PricedThing, length: PeriodLength): { numerator: bigint; denominator: bigint } {
  const quantity = scaled(thing.quantity);
  const price = scaled(thing.unitPrice);
  const rate = scaled(thing.tax && thing.priceIncludesTax ? thing.tax.ratePercent : '0');
  // 52 weeks are taken as 12 months.
  const monthsTimes12 = length.unit === 'month' ? 12n * BigInt(length.count) : 12n * BigInt(length.count) * 12n;
  const weeks = length.unit === 'week' ? 52n : 1n;
  return {
    numerator: quantity.units * price.units * 100n * rate.scale * 12n * weeks,
    denominator: quantity.scale * price.scale * (100n * rate.scale + rate.units) * monthsTimes12,
  };
}

function creditsOf({ service, chargedLines, changeOn, currency, policy, terms }: PlanChangeRequest): CreditLine[] {
  if (terms.refund === 'none') return [];
  const { length } = calendarOf(service, policy);
  const how = {
    rule: 'plan_change.refund',
    currency,
    rounding: policy.rounding,
    length,
    dayCount: policy.dayCount,
  } as const;
  return chargedLines.flatMap((line) => creditUnused(line, changeOn, how));
}

function feeOf(request: PlanChangeRequest, direction: PlanChangePlan['direction']): PlanChangePlan['fee'] {
  const { terms, currency, policy, service, to } = request;
  const fee = direction === 'dearer' ? terms.feeToDearer : direction === 'cheaper' ? terms.feeToCheaper : null;
  if (!fee || scaled(fee.amount).units === 0n) return null;
  const { tax, exemption } = fee;
  const thing = {
    quantity: '1',
    unitPrice: fee.amount,
    priceIncludesTax: fee.amountIncludesTax,
    tax,
    ...(exemption ? { exemption } : {}),
  };
  const facts = { direction, old_plan: service.description, new_plan: to.description };
  const amount = explainedLine('plan_change.fee', thing, { days: 1, of: 1 }, facts, currency, policy.rounding);
  return { ...amount, thing };
}

function chargesOf({ service, to, changeOn, today, currency, policy, terms }: PlanChangeRequest): ChargeLine[] {
  if (terms.invoice === 'next_run') return [];
  const fresh: BillableService = {
    ...to,
    status: 'active',
    startsOn: changeOn,
    anchorOn: service.anchorOn ?? service.startsOn,
    endsOn: null,
    endedBy: null,
    pauses: [],
    charged: [],
  };
  const due =
    terms.invoice === 'period_end'
      ? dueCharges(fresh, policy, maxDate(changeOn, today))
      : partsOf({ from: changeOn, to: addDays(changeOn, 30) }, calendarOf(fresh, policy), policy.dayCount).map(
          (part) => ({
            ...part,
            serviceId: to.serviceId,
          }),
        );
  return pricedLines(fresh, due, policy, currency);
}

function total(lines: readonly { readonly grossMinor: bigint }[]): bigint {
  return lines.reduce((sum, line) => sum + line.grossMinor, 0n);
}
