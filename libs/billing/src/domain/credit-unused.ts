import { currencyDigits, maxDate, minDate, type CurrencyCode, type DateRange, type LocalDate } from '@demarc/kernel';
import type { PeriodLength } from './billing-period.js';
import { thingWithin } from './discount.js';
import type { Explanation, ExplanationRule } from './explanation.js';
import { majorText } from './exact-number.js';
import { explainedLine, type ExplainedAmount, type PricedThing, type RoundingPolicy } from './line-amount.js';
import { partOfPeriod, type DayCount, type PeriodPart } from './prorate.js';
import type { TaxedAmount } from './tax.js';

/** A line on an issued document, with what has been credited on it so far (positive amounts). */
export interface ChargedLine extends PeriodPart, TaxedAmount {
  readonly lineId: string;
  readonly description: string;
  readonly thing: PricedThing;
  readonly credited: TaxedAmount;
  /** Days of it that were given back already; half open, any order. */
  readonly creditedDays?: readonly DateRange[];
}

/** Money to give back on one line; positive amounts. */
export interface CreditLine extends PeriodPart, ExplainedAmount {
  readonly lineId: string;
  readonly description: string;
  readonly thing: PricedThing;
}

export interface CreditTerms {
  readonly rule: ExplanationRule;
  readonly currency: CurrencyCode;
  readonly rounding: RoundingPolicy;
  readonly length: PeriodLength;
  readonly dayCount: DayCount;
}

/** The unused days of a charged line from `on` (the first day not used) to its end. */
export function creditUnused(line: ChargedLine, on: LocalDate, terms: CreditTerms): CreditLine[] {
  return creditDays(line, on, null, terms);
}

/**
 * The days of a charged line from `from` to `to` that were not given back yet, priced as the line was. Never more than is
 * left of the line: its last days give back exactly what remains, so that all credits equal the line.
 */
export function creditDays(line: ChargedLine, from: LocalDate, to: LocalDate | null, terms: CreditTerms): CreditLine[] {
  const kept = daysWithout(line.covers, line.creditedDays ?? []);
  const given = kept.flatMap((days) => within(days, from, to));
  const isRest = daysWithoutAll(kept, given).length === 0;
  const lines: CreditLine[] = [];
  let left = remainder(line);
  for (const [index, covers] of given.entries()) {
    const part = partOf(line, covers, terms);
    if (left.grossMinor <= 0n || (part.days === 0 && !isRest)) continue;
    const credit = creditOf(line, part, left, isRest && index === given.length - 1, terms);
    left = minus(left, credit);
    lines.push(credit);
  }
  return lines;
}

/** `days` less all of `taken`, in order. */
export function daysWithout(days: DateRange, taken: readonly DateRange[]): DateRange[] {
  const gaps: DateRange[] = [];
  let from = days.from;
  for (const range of [...taken].sort((left, right) =>
    left.from < right.from ? -1 : left.from > right.from ? 1 : 0,
  )) {
    if (range.to <= from || range.from >= days.to) continue;
    if (range.from > from) gaps.push({ from, to: range.from });
    from = range.to;
  }
  if (from < days.to) gaps.push({ from, to: days.to });
  return gaps;
}

function daysWithoutAll(days: readonly DateRange[], taken: readonly DateRange[]): DateRange[] {
  return days.flatMap((range) => daysWithout(range, taken));
}

function within(days: DateRange, from: LocalDate, to: LocalDate | null): DateRange[] {
  const part = { from: maxDate(days.from, from), to: to === null ? days.to : minDate(days.to, to) };
  return part.from < part.to ? [part] : [];
}

/** Counted back to the end of the line, so that the parts of a line add up to it with either way of counting. */
function partOf(line: ChargedLine, covers: DateRange, { length, dayCount }: CreditTerms): PeriodPart {
  const upTo = (on: LocalDate): number =>
    on >= line.covers.to
      ? line.days
      : on <= line.covers.from
        ? 0
        : partOfPeriod({ from: line.covers.from, to: on }, line.period, length, dayCount).days;
  const days = Math.max(0, Math.min(line.days, upTo(covers.to)) - Math.min(line.days, upTo(covers.from)));
  return { covers, period: line.period, days, of: line.of };
}

function creditOf(
  line: ChargedLine,
  part: PeriodPart,
  left: TaxedAmount,
  isRest: boolean,
  terms: CreditTerms,
): CreditLine {
  const facts = {
    description: line.description,
    from: part.covers.from,
    to: part.covers.to,
    period_from: part.period.from,
    period_to: part.period.to,
    line: line.lineId,
  };
  const thing = thingWithin(line.thing, part, terms);
  const computed = explainedLine(terms.rule, thing, part, facts, terms.currency, terms.rounding);
  const tooMuch =
    computed.grossMinor > left.grossMinor || computed.netMinor > left.netMinor || computed.taxMinor > left.taxMinor;
  const amount = isRest || tooMuch ? exactly(left, computed, terms) : computed;
  return { ...part, ...amount, lineId: line.lineId, description: line.description, thing };
}

function remainder(line: ChargedLine): TaxedAmount {
  return minus(line, line.credited);
}

function minus(one: TaxedAmount, other: TaxedAmount): TaxedAmount {
  return {
    netMinor: one.netMinor - other.netMinor,
    taxMinor: one.taxMinor - other.taxMinor,
    grossMinor: one.grossMinor - other.grossMinor,
  };
}

function exactly(left: TaxedAmount, computed: ExplainedAmount, terms: CreditTerms): ExplainedAmount {
  if (computed.netMinor === left.netMinor && computed.taxMinor === left.taxMinor) return computed;
  const rounding = { rule: terms.rounding.rule, digits: currencyDigits(terms.currency) };
  const explanation: Explanation = {
    rule: terms.rule,
    inputs: {
      ...computed.explanation.inputs,
      left_net: majorText(left.netMinor, rounding.digits),
      left_tax: majorText(left.taxMinor, rounding.digits),
    },
    steps: [
      { gives: 'net', formula: 'left_net', rounding },
      { gives: 'tax', formula: 'left_tax', rounding },
      { gives: 'gross', formula: 'net + tax', rounding },
    ],
  };
  return { ...left, explanation };
}
