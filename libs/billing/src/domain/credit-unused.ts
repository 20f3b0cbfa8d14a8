import { currencyDigits, type CurrencyCode, type LocalDate } from '@demarc/kernel';
import type { PeriodLength } from './billing-period.js';
import type { Explanation, ExplanationRule } from './explanation.js';
import { majorText } from './exact-number.js';
import { explainedLine, type ExplainedAmount, type PricedThing, type RoundingPolicy } from './line-amount.js';
import { unusedPart, type DayCount, type PeriodPart } from './prorate.js';
import type { TaxedAmount } from './tax.js';

/** A line on an issued document, with what has been credited on it so far (positive amounts). */
export interface ChargedLine extends PeriodPart, TaxedAmount {
  readonly lineId: string;
  readonly description: string;
  readonly thing: PricedThing;
  readonly credited: TaxedAmount;
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

/**
 * The unused days of a charged line from `on` (the first day not used), priced as the line was. Never more than is left
 * of the line: a whole line, or its last part, gives back exactly what remains, so that all credits equal the line.
 */
export function creditUnused(line: ChargedLine, on: LocalDate, terms: CreditTerms): CreditLine | undefined {
  const unused = unusedPart(line, on, terms.length, terms.dayCount);
  const left = remainder(line);
  if (unused.days === 0 || left.grossMinor <= 0n) return undefined;
  const facts = {
    description: line.description,
    from: unused.covers.from,
    to: unused.covers.to,
    period_from: line.period.from,
    period_to: line.period.to,
    line: line.lineId,
  };
  const computed = explainedLine(terms.rule, line.thing, unused, facts, terms.currency, terms.rounding);
  const isWholeLine = unused.days === line.days && left.grossMinor === line.grossMinor;
  const tooMuch =
    computed.grossMinor > left.grossMinor || computed.netMinor > left.netMinor || computed.taxMinor > left.taxMinor;
  const amount = isWholeLine || tooMuch ? exactly(left, computed, terms) : computed;
  return { ...unused, ...amount, lineId: line.lineId, description: line.description, thing: line.thing };
}

function remainder(line: ChargedLine): TaxedAmount {
  return {
    netMinor: line.netMinor - line.credited.netMinor,
    taxMinor: line.taxMinor - line.credited.taxMinor,
    grossMinor: line.grossMinor - line.credited.grossMinor,
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
