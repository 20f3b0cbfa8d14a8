import type { RoundingRule } from '@demarc/kernel';
import { roundQuotient, scaled } from './exact-number.js';

/** What a tax of a group is charged on: the net amount, the tax just above it alone, the net amount with it, or with all above. */
export type TaxBase = 'net' | 'previous_tax' | 'net_and_previous' | 'net_and_all';

/** One tax of a group. `taxId` is null when it was taken over as a name and a percentage. */
export interface TaxComponent {
  readonly taxId: string | null;
  readonly name: string;
  readonly percent: string;
  readonly on: TaxBase;
}

/** What one tax of a group comes to on a line. */
export interface TaxPart extends TaxComponent {
  readonly taxMinor: bigint;
}

/** A tax with the rate that holds at the tax point; a group carries its combined rate and the taxes that it is made of. */
export interface ResolvedTax {
  readonly taxId: string;
  readonly name: string;
  /** Percent as plain decimal text: `"8.25"`. */
  readonly ratePercent: string;
  readonly components?: readonly TaxComponent[];
  /** Places that the combined rate of a group is rounded to. */
  readonly decimals?: 0 | 2 | 4;
}

/** Why a customer pays no tax, as it stands in the evidence. Without any it is a mark that was taken over. */
export interface TaxExemption {
  readonly kind: 'exempt' | 'reverse_charge';
  readonly reason: string;
  /** Of the certificate; for the reverse charge the customer's tax number. */
  readonly documentNumber: string;
  /** What the document says about it, as the law of the place wants it. */
  readonly note?: string;
}

/** What is owed for a line: net + tax = gross, always to the minor unit. */
export interface TaxedAmount {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

/** Tax within or on top of a rounded amount; the tax is rounded once and the third figure follows from the other two. */
export function taxed(
  baseMinor: bigint,
  tax: ResolvedTax | null,
  includesTax: boolean,
  rule: RoundingRule = 'half_up',
): TaxedAmount {
  const taxMinor = tax ? taxOf(baseMinor, tax, includesTax, rule) : 0n;
  return includesTax
    ? { netMinor: baseMinor - taxMinor, taxMinor, grossMinor: baseMinor }
    : { netMinor: baseMinor, taxMinor, grossMinor: baseMinor + taxMinor };
}

/** Tax of an amount, rounded once. Of a price with tax inside: amount × rate / (100 + rate). */
export function taxOf(
  baseMinor: bigint,
  tax: ResolvedTax,
  includesTax: boolean,
  rule: RoundingRule = 'half_up',
): bigint {
  const rate = scaled(tax.ratePercent);
  if (rate.units === 0n) return 0n;
  const hundred = 100n * rate.scale;
  return roundQuotient(baseMinor * rate.units, includesTax ? hundred + rate.units : hundred, rule);
}

/** Figures of a document for one rate, as the law wants them shown. */
export interface TaxTotal extends TaxedAmount {
  readonly taxId: string | null;
  readonly name: string;
  readonly ratePercent: string;
}

export interface DocumentTotals extends TaxedAmount {
  readonly byTax: readonly TaxTotal[];
}

/** Sums lines to the document and by rate; the rates add up to the document because both are sums of the same lines. */
export function documentTotals(lines: readonly (TaxedAmount & { readonly tax: ResolvedTax | null })[]): DocumentTotals {
  const byTax: TaxTotal[] = [];
  let netMinor = 0n;
  let taxMinor = 0n;
  for (const line of lines) {
    netMinor += line.netMinor;
    taxMinor += line.taxMinor;
    const taxId = line.tax?.taxId ?? null;
    const ratePercent = line.tax?.ratePercent ?? '0';
    const at = byTax.findIndex((total) => total.taxId === taxId && total.ratePercent === ratePercent);
    const before = byTax[at];
    const total = {
      taxId,
      name: line.tax?.name ?? '',
      ratePercent,
      netMinor: (before?.netMinor ?? 0n) + line.netMinor,
      taxMinor: (before?.taxMinor ?? 0n) + line.taxMinor,
      grossMinor: (before?.grossMinor ?? 0n) + line.grossMinor,
    };
    if (before) byTax[at] = total;
    else byTax.push(total);
  }
  return { netMinor, taxMinor, grossMinor: netMinor + taxMinor, byTax };
}
