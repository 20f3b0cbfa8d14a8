import type { LocalDate, RoundingRule } from '@demarc/kernel';
import type { ExplainedStep } from './explanation.js';
import { evaluateFormula, fractionOf, roundFraction, type Fraction } from './formula.js';
import { versionOn } from './price-version.js';
import type { ResolvedTax, TaxBase, TaxComponent, TaxPart } from './tax.js';
import { powerOfTen, roundQuotient } from './exact-number.js';

/** A tax as it is kept: one with rates by date, or a group of others in an order. */
export interface TaxFacts {
  readonly taxId: string;
  readonly name: string;
  /** What it is without any version. */
  readonly percent: string;
  /** Ascending by day. */
  readonly versions: readonly { readonly from: LocalDate; readonly percent: string }[];
  /** Of a group: the taxes in it, by their own record, or as they were taken over (name and percentage alone). */
  readonly parts: readonly {
    readonly taxId: string | null;
    readonly name: string;
    readonly percent: string;
    readonly on: TaxBase;
  }[];
}

/** How many decimals the combined rate of a group is rounded to. */
export type TaxDecimals = 0 | 2 | 4;

/** All taxes with their rates by date; answers the same object for the same rate, so that many lines share it. */
export class TaxBook {
  private readonly byId: ReadonlyMap<string, TaxFacts>;
  private readonly resolved = new Map<string, ResolvedTax>();

  constructor(facts: readonly TaxFacts[]) {
    this.byId = new Map(facts.map((tax) => [tax.taxId, tax]));
  }

  /** The tax as it is on a day, or null when there is none of that id. */
  on(taxId: string, day: LocalDate, decimals: TaxDecimals): ResolvedTax | null {
    const facts = this.byId.get(taxId);
    if (!facts) return null;
    const components = facts.parts.map((part) => this.component(part, day));
    const rates = components.length > 0 ? components : [{ percent: this.rateOn(facts, day) }];
    const key = [taxId, decimals, ...rates.map((one) => one.percent)].join(':');
    const known = this.resolved.get(key);
    if (known) return known;
    const tax = resolve(facts, components, this.rateOn(facts, day), decimals);
    this.resolved.set(key, tax);
    return tax;
  }

  /** Every rate that the tax has had or will have, by the day on which it begins; the first one holds before it too. */
  times(taxId: string, decimals: TaxDecimals): { readonly from: LocalDate; readonly tax: ResolvedTax }[] {
    const facts = this.byId.get(taxId);
    const versions = [...(facts?.versions ?? [])];
    for (const part of facts?.parts ?? []) versions.push(...(this.byId.get(part.taxId ?? '')?.versions ?? []));
    return [...new Set(versions.map((version) => version.from))].sort().flatMap((from) => {
      const tax = this.on(taxId, from, decimals);
      return tax ? [{ from, tax }] : [];
    });
  }

  private component(part: TaxFacts['parts'][number], day: LocalDate): TaxComponent {
    const own = part.taxId === null ? undefined : this.byId.get(part.taxId);
    return own ? { ...part, name: own.name, percent: this.rateOn(own, day) } : part;
  }

  private rateOn(facts: TaxFacts, day: LocalDate): string {
    return versionOn(facts.versions, day)?.percent ?? facts.percent;
  }
}

/** A group that was taken over is applied with the rate that it came with, if its taxes come to that at all. */
function resolve(
  { taxId, name, parts }: TaxFacts,
  components: readonly TaxComponent[],
  ratePercent: string,
  decimals: TaxDecimals,
): ResolvedTax {
  if (components.length === 0) return { taxId, name, ratePercent };
  if (parts.some((part) => part.taxId !== null))
    return { taxId, name, ratePercent: combinedRate(components, decimals), components, decimals };
  const given = ([4, 2, 0] as const).find((places) => isSame(combinedRate(components, places), ratePercent));
  return given === undefined ? { taxId, name, ratePercent } : { taxId, name, ratePercent, components, decimals: given };
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [fractionOf(left), fractionOf(right)];
  return one.numerator * other.denominator === other.numerator * one.denominator;
}

/** The rate that a group is applied with: exact, then rounded once. */
export function combinedRate(components: readonly TaxComponent[], decimals: TaxDecimals): string {
  const rounded = roundFraction(sumOf(exactRates(components)), decimals, 'half_up');
  return percentText(rounded, decimals);
}

/** The tax of a line by the taxes of its group: shares that add up to it, each by the growth of the rounded running sum. */
export function taxParts(taxMinor: bigint, tax: ResolvedTax | null, rule: RoundingRule = 'half_up'): TaxPart[] {
  const components = tax?.components;
  if (!components || components.length === 0) return [];
  const rates = exactRates(components);
  const all = sumOf(rates);
  let before = 0n;
  let running: Fraction = { numerator: 0n, denominator: 1n };
  return components.map((component, index) => {
    running = sumOf([running, rates[index] ?? running]);
    const upTo =
      all.numerator === 0n
        ? 0n
        : roundQuotient(taxMinor * running.numerator * all.denominator, running.denominator * all.numerator, rule);
    const part = { ...component, taxMinor: upTo - before };
    before = upTo;
    return part;
  });
}

/** The combined rate as steps of an explanation over `tax_1`, `tax_2` … Each rate is exact: six places a tax hold it. */
export function rateSteps(components: readonly TaxComponent[], decimals: TaxDecimals): ExplainedStep[] {
  const steps = components.map((component, index): ExplainedStep => ({
    gives: `rate_${index + 1}`,
    formula: rateFormula(component.on, index),
    rounding: { rule: 'half_up', digits: 6 * (index + 1) - 2 },
  }));
  const sum = namesUpTo(components.length);
  return [...steps, { gives: 'tax_percent', formula: sum, rounding: { rule: 'half_up', digits: decimals } }];
}

/** The tax by its parts as steps; none when the whole rate is zero. */
export function partSteps(tax: ResolvedTax, rounding: ExplainedStep['rounding']): ExplainedStep[] {
  const components = tax.components ?? [];
  if (components.length === 0 || sumOf(exactRates(components)).numerator === 0n) return [];
  const last = components.length;
  return components.flatMap((_, index): ExplainedStep[] => {
    const at = index + 1;
    const upTo = { gives: `tax_upto_${at}`, formula: `tax * (${namesUpTo(at)}) / (${namesUpTo(last)})`, rounding };
    const part = `tax_upto_${at}${at > 1 ? ` - tax_upto_${at - 1}` : ''}`;
    return [upTo, { gives: `tax_part_${at}`, formula: part, rounding }];
  });
}

function rateFormula(on: TaxBase, index: number): string {
  const own = `tax_${index + 1}`;
  switch (on) {
    case 'net':
      return own;
    case 'previous_tax':
      return `${own} * rate_${index} / 100`;
    case 'net_and_previous':
      return `${own} * (100 + rate_${index}) / 100`;
    case 'net_and_all':
      return index === 0 ? own : `${own} * (100 + ${namesUpTo(index)}) / 100`;
  }
}

function namesUpTo(count: number): string {
  return Array.from({ length: count }, (_, index) => `rate_${index + 1}`).join(' + ');
}

const exact = new WeakMap<readonly TaxComponent[], Fraction[]>();

/** Percent of the net that each tax comes to, by the very formulas of the explanation. */
function exactRates(components: readonly TaxComponent[]): Fraction[] {
  const known = exact.get(components);
  if (known) return known;
  const rates: Fraction[] = [];
  components.forEach((component, index) => {
    const read = (name: string): Fraction => {
      if (name === `tax_${index + 1}`) return fractionOf(component.percent);
      const rate = rates[Number(name.slice('rate_'.length)) - 1];
      if (!rate) throw new RangeError(`the first tax of a group is on the net amount, not on "${name}"`);
      return rate;
    };
    rates.push(evaluateFormula(rateFormula(component.on, index), read));
  });
  exact.set(components, rates);
  return rates;
}

function sumOf(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce(
    (sum, one) => ({
      numerator: sum.numerator * one.denominator + one.numerator * sum.denominator,
      denominator: sum.denominator * one.denominator,
    }),
    { numerator: 0n, denominator: 1n },
  );
}

function percentText(units: bigint, decimals: number): string {
  if (decimals === 0) return units.toString();
  const scale = powerOfTen(decimals);
  const fraction = (units % scale).toString().padStart(decimals, '0').replace(/0+$/, '');
  return fraction === '' ? (units / scale).toString() : `${units / scale}.${fraction}`;
}
