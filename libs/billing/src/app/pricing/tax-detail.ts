import type { ResolvedTax, TaxBase, TaxExemption } from '../../domain/index.js';
import { taxParts } from '../../domain/index.js';
import type { LineToIssue } from '../documents/document-lines.js';

/** What a line keeps of its tax besides name and rate: the taxes of a group with their amounts, or why there is none. */
export interface TaxDetail {
  readonly parts?: readonly {
    readonly taxId: string | null;
    readonly name: string;
    readonly percent: string;
    readonly on: TaxBase;
    readonly taxMinor: string;
  }[];
  readonly decimals?: 0 | 2 | 4;
  readonly exemption?: TaxExemption;
}

/** Null for a line with one tax or none. */
export function taxDetailOf(
  line: Pick<LineToIssue, 'tax' | 'taxMinor' | 'exemption' | 'taxDetail' | 'explanation'>,
): TaxDetail | null {
  if (line.taxDetail !== undefined) return line.taxDetail;
  if (line.exemption) return { exemption: line.exemption };
  if (!line.tax?.components) return null;
  const rule = line.explanation?.steps.find((step) => step.gives === 'tax')?.rounding.rule;
  const parts = taxParts(line.taxMinor, line.tax, rule).map((part) => ({ ...part, taxMinor: String(part.taxMinor) }));
  return { parts, decimals: line.tax.decimals ?? 4 };
}

/** The tax of a line as it was issued, so that what is given back is split as it was charged. */
export function taxOfRow(row: {
  readonly tax_id: string | null;
  readonly tax_name: string | null;
  readonly tax_percent: string;
  readonly tax_detail: TaxDetail | null;
}): { readonly tax: ResolvedTax | null; readonly exemption?: TaxExemption } {
  const exemption = row.tax_detail?.exemption;
  if (row.tax_id === null) return exemption ? { tax: null, exemption } : { tax: null };
  const tax = { taxId: row.tax_id, name: row.tax_name ?? '', ratePercent: row.tax_percent };
  const parts = row.tax_detail?.parts;
  if (!parts) return { tax };
  const components = parts.map(({ taxId, name, percent, on }) => ({ taxId, name, percent, on }));
  return { tax: { ...tax, components, decimals: row.tax_detail.decimals ?? 4 } };
}
