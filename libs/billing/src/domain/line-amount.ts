import { currencyDigits, type CurrencyCode, type RoundingRule } from '@demarc/kernel';
import type { Explanation, ExplainedStep, ExplanationRule } from './explanation.js';
import { majorText, powerOfTen, roundQuotient, scaled } from './exact-number.js';
import { taxed, taxOf, type ResolvedTax, type TaxedAmount } from './tax.js';

/**
 * The recorded rounding. Every line is rounded once by `rule` to the currency's digits, never a daily rate. `tax`: the
 * tax of each line, or of the whole document by rate (then shared over its lines so that they add up to it).
 */
export interface RoundingPolicy {
  readonly rule: RoundingRule;
  readonly tax: 'line' | 'document';
}

export const USUAL_ROUNDING: RoundingPolicy = { rule: 'half_up', tax: 'line' };

/** Taken off before tax, in the listed order; a fixed one is for a whole period and shrinks with its part. */
export type LineDiscount =
  | { readonly kind: 'percent'; readonly percent: string; readonly label: string }
  | { readonly kind: 'fixed'; readonly amount: string; readonly label: string };

export interface PricedThing {
  /** Plain decimals in major units; a unit price may have more digits than the currency. */
  readonly quantity: string;
  readonly unitPrice: string;
  readonly priceIncludesTax: boolean;
  readonly tax: ResolvedTax | null;
  readonly discounts?: readonly LineDiscount[];
}

export interface ExplainedAmount extends TaxedAmount {
  readonly explanation: Explanation;
}

/** quantity × unit price, less discounts, × days / of, rounded once; then split into net, tax and gross. */
export function lineAmount(
  thing: PricedThing,
  part: { readonly days: number; readonly of: number },
  currency: CurrencyCode,
  rounding: RoundingPolicy = USUAL_ROUNDING,
): TaxedAmount {
  const base = lineBase(thing, part, currencyDigits(currency), rounding.rule);
  return taxed(base, thing.tax, thing.priceIncludesTax, rounding.rule);
}

/** The same amount with everything it came from. `facts` are dates and words for people. */
export function explainedLine(
  rule: ExplanationRule,
  thing: PricedThing,
  part: { readonly days: number; readonly of: number },
  facts: Readonly<Record<string, string>>,
  currency: CurrencyCode,
  rounding: RoundingPolicy = USUAL_ROUNDING,
): ExplainedAmount {
  const amount = lineAmount(thing, part, currency, rounding);
  const inputs: Record<string, string> = {
    ...facts,
    currency,
    quantity: thing.quantity,
    unit_price: thing.unitPrice,
    days: String(part.days),
    period_days: String(part.of),
    tax_percent: thing.tax?.ratePercent ?? '0',
  };
  if (thing.tax) inputs['tax_name'] = thing.tax.name;
  thing.discounts?.forEach((discount, index) => {
    inputs[`discount_${index + 1}`] = discount.kind === 'percent' ? discount.percent : discount.amount;
    inputs[`discount_${index + 1}_label`] = discount.label;
  });
  return { ...amount, explanation: { rule, inputs, steps: stepsOf(thing, currencyDigits(currency), rounding.rule) } };
}

/**
 * Tax rounded once per rate on the whole document: each line gets the growth of the rounded running tax, so the lines
 * add up to the document to the minor unit, whatever their signs. Lines keep their order.
 */
export function taxByDocument<Line extends ExplainedAmount & { readonly thing: PricedThing }>(
  lines: readonly Line[],
  rule: RoundingRule,
): Line[] {
  const running = new Map<string, bigint>();
  return lines.map((line) => {
    const { tax, priceIncludesTax } = line.thing;
    if (!tax) return line;
    const key = `${tax.taxId}:${tax.ratePercent}:${priceIncludesTax}`;
    const baseMinor = priceIncludesTax ? line.grossMinor : line.netMinor;
    const before = running.get(key) ?? 0n;
    running.set(key, before + baseMinor);
    const taxMinor =
      taxOf(before + baseMinor, tax, priceIncludesTax, rule) - taxOf(before, tax, priceIncludesTax, rule);
    const netMinor = priceIncludesTax ? baseMinor - taxMinor : baseMinor;
    const explanation = shareExplanation(line.explanation, before);
    return { ...line, netMinor, taxMinor, grossMinor: netMinor + taxMinor, explanation };
  });
}

function lineBase(thing: PricedThing, part: { days: number; of: number }, digits: number, rule: RoundingRule): bigint {
  const quantity = scaled(thing.quantity);
  const price = scaled(thing.unitPrice);
  let numerator = quantity.units * price.units * powerOfTen(digits);
  let denominator = quantity.scale * price.scale;
  for (const discount of thing.discounts ?? []) {
    if (discount.kind === 'percent') {
      const percent = scaled(discount.percent);
      numerator *= 100n * percent.scale - percent.units;
      denominator *= 100n * percent.scale;
    } else {
      const fixed = scaled(discount.amount);
      numerator = numerator * fixed.scale - fixed.units * powerOfTen(digits) * denominator;
      denominator *= fixed.scale;
    }
    if (numerator < 0n) numerator = 0n;
  }
  if (part.days !== part.of) {
    numerator *= BigInt(part.days);
    denominator *= BigInt(part.of);
  }
  return roundQuotient(numerator, denominator, rule);
}

const stepsByShape = new Map<string, readonly ExplainedStep[]>();

/** Steps depend only on the shape of the line, so lines share them. */
function stepsOf(thing: PricedThing, digits: number, rule: RoundingRule): readonly ExplainedStep[] {
  const kinds = thing.discounts?.map((discount) => discount.kind).join() ?? '';
  const shape = `${digits}:${rule}:${thing.priceIncludesTax}:${kinds}`;
  const known = stepsByShape.get(shape);
  if (known) return known;
  let formula = 'quantity * unit_price';
  thing.discounts?.forEach((discount, index) => {
    const name = `discount_${index + 1}`;
    formula =
      discount.kind === 'percent' ? `max(0, (${formula}) * (100 - ${name}) / 100)` : `max(0, ${formula} - ${name})`;
  });
  const rounding = { rule, digits };
  const base = `${formula} * days / period_days`;
  const steps: readonly ExplainedStep[] = thing.priceIncludesTax
    ? [
        { gives: 'gross', formula: base, rounding },
        { gives: 'tax', formula: 'gross * tax_percent / (100 + tax_percent)', rounding },
        { gives: 'net', formula: 'gross - tax', rounding },
      ]
    : [
        { gives: 'net', formula: base, rounding },
        { gives: 'tax', formula: 'net * tax_percent / 100', rounding },
        { gives: 'gross', formula: 'net + tax', rounding },
      ];
  stepsByShape.set(shape, steps);
  return steps;
}

function shareExplanation(explanation: Explanation, beforeMinor: bigint): Explanation {
  const digits = explanation.steps[0]?.rounding.digits ?? 2;
  const steps = explanation.steps.flatMap((step): ExplainedStep[] => {
    if (step.gives !== 'tax') return [step];
    const base = step.formula.startsWith('gross') ? 'gross' : 'net';
    const rest = step.formula.slice(base.length);
    return [
      { ...step, gives: 'tax_of_lines_before', formula: `lines_before${rest}` },
      { ...step, gives: 'tax_with_this_line', formula: `(lines_before + ${base})${rest}` },
      { ...step, formula: 'tax_with_this_line - tax_of_lines_before' },
    ];
  });
  return { ...explanation, inputs: { ...explanation.inputs, lines_before: majorText(beforeMinor, digits) }, steps };
}
