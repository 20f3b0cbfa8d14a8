import { currencyDigits, type CurrencyCode, type DateRange, type RoundingRule } from '@demarc/kernel';
import type { Explanation, ExplainedStep, ExplanationRule } from './explanation.js';
import { majorText, powerOfTen, roundQuotient, scaled } from './exact-number.js';
import type { Fraction } from './formula.js';
import { taxed, taxOf, type ResolvedTax, type TaxedAmount, type TaxExemption } from './tax.js';
import { partSteps, rateSteps } from './tax-group.js';

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

/** Days of a line that have the same discounts; `to` is the first day after them, `days` as the policy counts them. */
export interface DiscountStretch extends DateRange {
  readonly days: number;
  readonly discounts: readonly LineDiscount[];
}

export interface PricedThing {
  /** Plain decimals in major units; a unit price may have more digits than the currency. */
  readonly quantity: string;
  readonly unitPrice: string;
  readonly priceIncludesTax: boolean;
  readonly tax: ResolvedTax | null;
  /** On all days of the line. */
  readonly discounts?: readonly LineDiscount[];
  /** In place of `discounts`, where they differ within the line: its days, in order and without a gap. */
  readonly stretches?: readonly DiscountStretch[];
  /** Why there is no tax. */
  readonly exemption?: TaxExemption;
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
    ...taxInputs(thing),
  };
  if (thing.discounts) discountInputs(thing.discounts, inputs);
  if (thing.stretches) stretchInputs(thing.stretches, inputs);
  return { ...amount, explanation: { rule, inputs, steps: stepsOf(thing, currencyDigits(currency), rounding.rule) } };
}

function taxInputs({ tax, exemption }: PricedThing): Record<string, string> {
  if (tax?.components) {
    const inputs: Record<string, string> = { tax_name: tax.name };
    tax.components.forEach((component, index) => {
      inputs[`tax_${index + 1}`] = component.percent;
      inputs[`tax_${index + 1}_name`] = component.name;
      inputs[`tax_${index + 1}_on`] = component.on;
    });
    return inputs;
  }
  if (tax) return { tax_percent: tax.ratePercent, tax_name: tax.name };
  if (!exemption) return { tax_percent: '0' };
  const { kind, reason, documentNumber } = exemption;
  return { tax_percent: '0', exemption: kind, exemption_reason: reason, exemption_document: documentNumber };
}

function discountInputs(discounts: readonly LineDiscount[], inputs: Record<string, string>): void {
  discounts.forEach((discount, index) => {
    inputs[`discount_${index + 1}`] = discount.kind === 'percent' ? discount.percent : discount.amount;
    inputs[`discount_${index + 1}_label`] = discount.label;
  });
}

/** The discounts of all stretches in a row; each has the days that it is for. */
function stretchInputs(stretches: readonly DiscountStretch[], inputs: Record<string, string>): void {
  discountInputs(
    stretches.flatMap((stretch) => stretch.discounts),
    inputs,
  );
  let at = 0;
  stretches.forEach((stretch, index) => {
    inputs[`days_${index + 1}`] = String(stretch.days);
    for (const _ of stretch.discounts) {
      at += 1;
      inputs[`discount_${at}_from`] = stretch.from;
      inputs[`discount_${at}_to`] = stretch.to;
      inputs[`discount_${at}_days`] = String(stretch.days);
    }
  });
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
  const whole = {
    numerator: quantity.units * price.units * powerOfTen(digits),
    denominator: quantity.scale * price.scale,
  };
  if (thing.stretches) return stretchedBase(whole, thing.stretches, part.of, digits, rule);
  const { numerator, denominator } = thing.discounts ? discounted(whole, thing.discounts, digits) : whole;
  return part.days === part.of
    ? roundQuotient(numerator, denominator, rule)
    : roundQuotient(numerator * BigInt(part.days), denominator * BigInt(part.of), rule);
}

/** Each stretch at its own price for its own days; the sum is rounded once. */
function stretchedBase(
  whole: Fraction,
  stretches: readonly DiscountStretch[],
  of: number,
  digits: number,
  rule: RoundingRule,
): bigint {
  let numerator = 0n;
  let denominator = 1n;
  for (const stretch of stretches) {
    const price = discounted(whole, stretch.discounts, digits);
    numerator = numerator * price.denominator + price.numerator * BigInt(stretch.days) * denominator;
    denominator *= price.denominator;
  }
  return roundQuotient(numerator, denominator * BigInt(of), rule);
}

function discounted(whole: Fraction, discounts: readonly LineDiscount[], digits: number): Fraction {
  let { numerator, denominator } = whole;
  for (const discount of discounts) {
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
  return { numerator, denominator };
}

const stepsByShape = new Map<string, readonly ExplainedStep[]>();

/** Steps depend only on the shape of the line, so lines share them. */
function stepsOf(thing: PricedThing, digits: number, rule: RoundingRule): readonly ExplainedStep[] {
  const { tax, priceIncludesTax } = thing;
  const group = tax?.components?.map((one) => `${one.on} ${one.percent}`).join() ?? '';
  const shape = `${digits}:${rule}:${priceIncludesTax}:${priceShape(thing)}:${group}:${tax?.decimals}`;
  const known = stepsByShape.get(shape);
  if (known) return known;
  const rounding = { rule, digits };
  const base = baseFormula(thing);
  const own: ExplainedStep[] = priceIncludesTax
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
  const steps = tax?.components
    ? [...rateSteps(tax.components, tax.decimals ?? 4), ...own, ...partSteps(tax, rounding)]
    : own;
  stepsByShape.set(shape, steps);
  return steps;
}

function priceShape({ discounts, stretches }: PricedThing): string {
  const kinds = (list: readonly LineDiscount[]): string => list.map((discount) => discount.kind).join();
  // One stretch has another formula than discounts of the whole line, of the same kinds.
  if (stretches) return stretches.map((stretch) => `stretch ${kinds(stretch.discounts)}`).join('|');
  return discounts ? kinds(discounts) : '';
}

function baseFormula({ discounts, stretches }: PricedThing): string {
  if (!stretches) return `${priceFormula(discounts ?? [], 0)} * days / period_days`;
  let before = 0;
  const terms = stretches.map((stretch, index) => {
    const price = priceFormula(stretch.discounts, before);
    before += stretch.discounts.length;
    return `${price} * days_${index + 1}`;
  });
  return `(${terms.join(' + ')}) / period_days`;
}

function priceFormula(discounts: readonly LineDiscount[], before: number): string {
  return discounts.reduce((formula, discount, index) => {
    const name = `discount_${before + index + 1}`;
    return discount.kind === 'percent'
      ? `max(0, (${formula}) * (100 - ${name}) / 100)`
      : `max(0, ${formula} - ${name})`;
  }, 'quantity * unit_price');
}

function shareExplanation(explanation: Explanation, beforeMinor: bigint): Explanation {
  const digits = explanation.steps.find((step) => step.gives === 'tax')?.rounding.digits ?? 2;
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
