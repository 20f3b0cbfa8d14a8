import { addDays, fail, minDate, ok, type CurrencyCode, type LocalDate, type Result } from '@demarc/kernel';
import type { BillingPolicy } from './billing-policy.js';
import { calendarOf, dueCharges, pricedLines, type BillableService, type ChargeLine } from './charge-plan.js';
import { creditDays, type ChargedLine, type CreditLine } from './credit-unused.js';
import { scaled } from './exact-number.js';
import { explainedLine, type ExplainedAmount, type PricedThing } from './line-amount.js';
import type { ChangeFee } from './plan-change.js';

export type EndRefund = 'none' | 'credit' | 'paid_first';

export interface FinalBillRequest {
  readonly currency: CurrencyCode;
  readonly today: LocalDate;
  /** The last day of service, itself included. */
  readonly endsOn: LocalDate;
  /** The first day of access, where days before the first charged one are free. */
  readonly beginsOn?: LocalDate | null;
  readonly refund: EndRefund;
  /** What a service costs that ends on its first day. */
  readonly onFirstDay: 'one_day' | 'free';
  readonly service: BillableService;
  readonly chargedLines: readonly ChargedLine[];
  /** What was paid in money for each charged line. */
  readonly paidMinor: ReadonlyMap<string, bigint>;
  readonly contractEndsOn: LocalDate | null;
  readonly feeAtEnd: ChangeFee | null;
  readonly feeBeforeEnd: ChangeFee | null;
  readonly policy: BillingPolicy;
}

export interface FinalBill {
  /** Never used: nothing is charged for it, and it is archived. */
  readonly isNever: boolean;
  readonly isBeforeContractEnd: boolean;
  readonly credits: readonly CreditLine[];
  readonly fee: (ExplainedAmount & { readonly thing: PricedThing }) | null;
  /** Days up to the end that no document carries yet: the next invoice does. */
  readonly lastCharges: readonly ChargeLine[];
  /** Of the credit: money that was really paid and goes back; the rest stays as credit. */
  readonly refundDueMinor: bigint;
  readonly creditMinor: bigint;
  /** Credits less fee: positive is in the customer's favour. */
  readonly netMinor: bigint;
}

export type FinalBillRefusal =
  { readonly code: 'END_BEFORE_START'; readonly earliestOn: LocalDate } | { readonly code: 'END_NOT_BILLED' };

/** One decision for the preview and for the end of a service. */
export function finalBill(request: FinalBillRequest): Result<FinalBill, FinalBillRefusal> {
  const { service, endsOn, onFirstDay, contractEndsOn } = request;
  if (service.status === 'archived') return fail({ code: 'END_NOT_BILLED' });
  const earliestOn = minDate(service.startsOn, request.beginsOn ?? service.startsOn);
  if (endsOn < earliestOn) return fail({ code: 'END_BEFORE_START', earliestOn });
  const isFirstDay = endsOn <= service.startsOn;
  const isNever = endsOn < service.startsOn || (isFirstDay && onFirstDay === 'free');
  const isBeforeContractEnd = contractEndsOn !== null && endsOn < contractEndsOn;
  const credits = creditsOf(request, isFirstDay, isNever);
  const fee = isNever ? null : feeOf(request, isBeforeContractEnd);
  const creditGross = total(credits);
  const refundDueMinor = request.refund === 'paid_first' ? refundDue(request, credits) : 0n;
  return ok({
    isNever,
    isBeforeContractEnd,
    credits,
    fee,
    lastCharges: isNever ? [] : lastChargesOf(request),
    refundDueMinor,
    creditMinor: creditGross - refundDueMinor,
    netMinor: creditGross - (fee?.grossMinor ?? 0n),
  });
}

/** A service that ends on its first day never costs more than that day, whatever is given back otherwise. */
function creditsOf(request: FinalBillRequest, isFirstDay: boolean, isNever: boolean): CreditLine[] {
  const { service, chargedLines, endsOn, currency, policy, refund } = request;
  if (refund === 'none' && !isFirstDay) return [];
  const from = isNever ? service.startsOn : addDays(endsOn, 1);
  const { length } = calendarOf(service, policy);
  const rule = 'service_end.refund';
  const how = { rule, currency, rounding: policy.rounding, length, dayCount: policy.dayCount } as const;
  return chargedLines.flatMap((line) => creditDays(line, from, null, how));
}

/** No more of a line goes back as money than was paid for it. */
function refundDue({ paidMinor }: FinalBillRequest, credits: readonly CreditLine[]): bigint {
  const byLine = new Map<string, bigint>();
  for (const { lineId, grossMinor } of credits) byLine.set(lineId, (byLine.get(lineId) ?? 0n) + grossMinor);
  let due = 0n;
  for (const [lineId, grossMinor] of byLine) {
    const paid = paidMinor.get(lineId) ?? 0n;
    due += paid < grossMinor ? paid : grossMinor;
  }
  return due;
}

function feeOf({ currency, policy, service, ...request }: FinalBillRequest, isEarly: boolean): FinalBill['fee'] {
  const fee = isEarly ? (request.feeBeforeEnd ?? request.feeAtEnd) : request.feeAtEnd;
  if (!fee || scaled(fee.amount).units === 0n) return null;
  const { tax, exemption } = fee;
  const thing = {
    quantity: '1',
    unitPrice: fee.amount,
    priceIncludesTax: fee.amountIncludesTax,
    tax,
    ...(exemption ? { exemption } : {}),
  };
  const facts = { description: service.description, contract_to: isEarly ? (request.contractEndsOn ?? '') : '' };
  return {
    thing,
    ...explainedLine('service_end.fee', thing, { days: 1, of: 1 }, facts, currency, policy.rounding),
  };
}

/** By the day after the end everything that the service ever costs is due, in advance and in arrears. */
function lastChargesOf({ service, endsOn, policy, currency }: FinalBillRequest): readonly ChargeLine[] {
  if (service.unitPrice === null) return [];
  const end = service.endsOn === null ? endsOn : minDate(service.endsOn, endsOn);
  const ended: BillableService = { ...service, endsOn: end, endedBy: 'end_date' };
  return pricedLines(ended, dueCharges(ended, policy, addDays(end, 1)), policy, currency);
}

function total(lines: readonly { readonly grossMinor: bigint }[]): bigint {
  return lines.reduce((sum, line) => sum + line.grossMinor, 0n);
}
