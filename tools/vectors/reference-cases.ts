import {
  chargesOf,
  creditsOf,
  dayNumber,
  type Fraction,
  halfUp,
  later,
  periodAround,
  plus,
  type RefCycle,
  type RefLine,
  type RefPlan,
  termOf,
  textOf,
} from './reference.ts';

/** A case as it stands in a file. */
export interface WrittenCase {
  readonly id: string;
  readonly area: string;
  readonly convention: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly events?: readonly Readonly<Record<string, unknown>>[];
  readonly expect: Readonly<Record<string, unknown>>;
  readonly note: string;
}

export const CONVENTIONS = {
  'by-day-period':
    'Half-open periods [start,end). A part period is days in the part / days in the whole billing period it falls in (the period is anchored on the billing day; a billing day beyond the month end falls on the last day). Every line is rounded half-up to the currency scale. Billed in advance: every period which starts on or before the bill-up-to date is billed.',
  'by-day-fixed-30':
    'As by-day-period, but each month counts 30 days: the divisor is 30, and a part that crosses a month end has (days in that month - 30) taken off its day count.',
  'by-day-cents-calendar':
    'Billing period is the calendar month/quarter/year or the anniversary period, in the customer time zone. Day of start and day of termination both count as used. Amounts in minor units rounded half-up.',
  'tax-per-line':
    'Exclusive tax. Discount is taken before tax and spread over lines in proportion to the line amount; tax is rounded per line or per invoice as the case states.',
  ledger: 'No dates needed: balances only. Positive balance = customer owes. Credit = money kept for the customer.',
} as const;

export interface Setting {
  readonly id: string;
  readonly plan: RefPlan;
  readonly cycle: RefCycle;
  readonly mode: 'advance' | 'arrears';
  readonly start: string;
  readonly currency: string;
  readonly zone?: string;
  readonly taxes?: readonly string[];
}

const DIGITS: Readonly<Record<string, number>> = { JPY: 0, CLP: 0, KWD: 3, TND: 3 };
const digitsOf = (currency: string): number => DIGITS[currency] ?? 2;

function givenOf({ plan, cycle, mode, start, currency, zone, taxes }: Setting): Record<string, unknown> {
  return {
    plan_period: plan.period,
    price: plan.price,
    currency,
    ...(plan.quantity === 1 ? {} : { quantity: plan.quantity }),
    ...(cycle.alignment === 'billing_day' ? { billing_day: cycle.billingDay } : { alignment: cycle.alignment }),
    billing_mode: mode,
    ...(cycle.monthDays === 30 ? { month_days: 30 } : {}),
    ...(zone === undefined ? {} : { time_zone: zone }),
    ...(taxes === undefined ? {} : { tax_percent: taxes.length === 1 ? taxes[0] : taxes }),
    service_start: start,
  };
}

const conventionOf = ({ cycle }: Setting): keyof typeof CONVENTIONS =>
  cycle.monthDays === 30
    ? 'by-day-fixed-30'
    : cycle.alignment === 'billing_day'
      ? 'by-day-period'
      : 'by-day-cents-calendar';

const shown = ({ kind, from, to, amount }: RefLine): object => ({ kind, from, to, amount });

const arithmetic = (plan: RefPlan, lines: readonly RefLine[]): string =>
  lines
    .map(
      (line) =>
        `${line.amount} = ${plan.price}${plan.quantity === 1 ? '' : ` × ${plan.quantity}`} × ${termOf(line.share)}`,
    )
    .join('; ');

function linesOf(setting: Setting, plan: RefPlan, days: readonly [string, string], anchor = setting.start): RefLine[] {
  return chargesOf(plan, setting.cycle, anchor, days, digitsOf(setting.currency));
}

/** What a run on a day finds: in advance to the end of the running period, in arrears to its begin. */
function chargedTo({ plan, cycle, mode, start }: Setting, runOn: string, end: string | undefined): string {
  if (runOn < start) return start;
  const [from, to] = periodAround(plan, cycle, start, runOn);
  if (mode === 'advance') return end !== undefined && end < to ? end : to;
  const until = end !== undefined && end <= runOn ? end : from;
  return until < start ? start : until;
}

export function partPeriodCase(setting: Setting, runOn: string, end?: string): WrittenCase {
  const to = chargedTo(setting, runOn, end);
  const lines = linesOf(setting, setting.plan, [setting.start, to < setting.start ? setting.start : to]);
  const sum = lines.reduce<Fraction>((all, line) => plus(all, line.share), { over: 0n, under: 1n });
  return {
    id: setting.id,
    area: 'part_period',
    convention: conventionOf(setting),
    given: { ...givenOf(setting), bill_up_to: runOn, ...(end === undefined ? {} : { service_end: end }) },
    expect: {
      lines: lines.map(shown),
      periods_billed_terms: lines.map((line) => termOf(line.share)),
      periods_billed_total: termOf(sum),
    },
    note: lines.length === 0 ? 'Nothing is due yet.' : `${arithmetic(setting.plan, lines)}.`,
  };
}

export interface Change {
  readonly on: string;
  readonly plan: RefPlan;
}

/** At once, with the unused money back and the new plan charged to the end of its running period. */
export function changeCase(setting: Setting, { on, plan }: Change): WrittenCase {
  const { cycle, start, currency } = setting;
  const digits = digitsOf(currency);
  const billed = on > start ? later(on, -1) : on;
  const old = linesOf(setting, setting.plan, [start, periodAround(setting.plan, cycle, start, billed)[1]]);
  const credits = creditsOf(setting.plan, cycle, start, old, on, digits);
  const anchor = cycle.alignment === 'anniversary' ? start : on;
  const fresh = linesOf(setting, plan, [on, periodAround(plan, cycle, anchor, on)[1]], anchor);
  const minor = (line: RefLine): bigint => BigInt(line.amount.replace('.', ''));
  const net = [...credits, ...fresh].reduce((sum, line) => sum + minor(line), 0n);
  const isSame = plan.price === setting.plan.price && plan.period === setting.plan.period;
  return {
    id: setting.id,
    area: 'plan_change',
    convention: conventionOf(setting),
    given: givenOf(setting),
    events: [
      {
        on,
        do: isSame ? 'change_quantity' : 'change_plan',
        ...(plan.price === setting.plan.price ? {} : { price: plan.price }),
        ...(plan.period === setting.plan.period ? {} : { plan_period: plan.period }),
        ...(plan.quantity === setting.plan.quantity ? {} : { quantity: plan.quantity }),
        when: 'immediate',
        refund_unused: true,
      },
    ],
    expect: { lines: [...old, ...credits, ...fresh].map(shown), net_of_change: textOf(net, digits) },
    note: `Old: ${arithmetic(setting.plan, [...old, ...credits])}. New: ${arithmetic(plan, fresh)}.`,
  };
}

/** Ended on a day that is used, with what is left given back. */
export function cancelCase(setting: Setting, on: string): WrittenCase {
  const { plan, cycle, start, currency, taxes = [] } = setting;
  const digits = digitsOf(currency);
  const last = cycle.alignment === 'billing_day' ? later(on, -1) : on;
  const billedOn = cycle.alignment === 'billing_day' && on > start ? later(on, -1) : on;
  const old = linesOf(setting, plan, [start, periodAround(plan, cycle, start, billedOn)[1]]);
  const first = later(last, 1) > start ? later(last, 1) : start;
  const credits = creditsOf(plan, cycle, start, old, first, digits);
  const net = credits.reduce((sum, line) => sum - BigInt(line.amount.replace('.', '')), 0n);
  const rate = taxes.reduce((sum, tax) => sum + BigInt(Math.round(Number(tax) * 100)), 0n);
  const tax = credits.reduce((sum, line) => sum + halfUp(-BigInt(line.amount.replace('.', '')) * rate, 10_000n), 0n);
  return {
    id: setting.id,
    area: 'cancel',
    convention: conventionOf(setting),
    given: givenOf(setting),
    events: [{ on, do: 'cancel_service', refund_unused: true }],
    expect: {
      lines: [...old, ...credits].map(shown),
      unused_days: credits.reduce((sum, line) => sum + dayNumber(line.to) - dayNumber(line.from), 0),
      net: textOf(net, digits),
      tax: textOf(tax, digits),
      total: textOf(net + tax, digits),
    },
    note: `${arithmetic(plan, [...old, ...credits])}; tax of ${rate / 100n}.${String(rate % 100n).padStart(2, '0')} % of ${textOf(net, digits)} is ${textOf(tax, digits)}.`,
  };
}

/** Paused and resumed within one charged period: given back and charged again. In arrears the days are never charged. */
export function pauseCase(setting: Setting, from: string, to: string): WrittenCase {
  const { plan, cycle, start, mode, currency } = setting;
  const digits = digitsOf(currency);
  const end = periodAround(plan, cycle, start, from)[1];
  const before = linesOf(setting, plan, [start, mode === 'advance' ? end : from]);
  const credits = mode === 'advance' ? creditsOf(plan, cycle, start, before, from, digits) : [];
  const after = linesOf(setting, plan, [to, end]);
  return {
    id: setting.id,
    area: 'pause',
    convention: conventionOf(setting),
    given: givenOf(setting),
    events: [
      { on: from, do: 'pause_service', refund_unused: true },
      { on: to, do: 'resume_service' },
      ...(mode === 'arrears' ? [{ on: end, do: 'bill_run' }] : []),
    ],
    expect: { lines: [...before, ...credits, ...after].map(shown) },
    note: `${arithmetic(plan, [...before, ...credits, ...after])}.`,
  };
}
