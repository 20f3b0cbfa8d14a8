import type { LocalDate } from '@demarc/kernel';
import type { DiscountStretch, Explanation, LineDiscount, RevenueAccount } from '../../domain/index.js';
import { thingColumns } from '../documents/document-lines.js';
import { type TaxDetail, taxOfRow } from '../pricing/tax-detail.js';
import { discountsOfRow } from '../runs/charged-lines.js';
import type { WaitingCharge } from './document-charges.js';

/** A charge as it is kept. */
export interface ChargeRow {
  id: string;
  service_id: string;
  plan_id: string;
  charged_on: LocalDate;
  document: WaitingCharge['document'];
  revenue: RevenueAccount;
  description: string;
  quantity: string;
  unit: string;
  unit_price: string;
  tax_inclusive: boolean;
  discounts: readonly (LineDiscount | DiscountStretch)[] | null;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string;
  tax_detail: TaxDetail | null;
  covers_from: LocalDate;
  covers_to: LocalDate;
  period_from: LocalDate;
  period_to: LocalDate;
  days: number;
  period_days: number;
  net: string;
  tax: string;
  explanation: Explanation | null;
}

/** The charge as the line that it becomes: what it says is what was charged. */
export function chargeOf(row: ChargeRow): WaitingCharge {
  const netMinor = BigInt(row.net);
  const taxMinor = BigInt(row.tax);
  const covers = { from: row.covers_from, to: row.covers_to };
  const part = { period: { from: row.period_from, to: row.period_to }, days: row.days, of: row.period_days };
  const thing = {
    quantity: row.quantity,
    unitPrice: row.unit_price,
    priceIncludesTax: row.tax_inclusive,
    ...taxOfRow(row),
    ...discountsOfRow(row.discounts),
  };
  const said = {
    serviceId: row.service_id,
    covers,
    part,
    netMinor,
    taxMinor,
    grossMinor: netMinor + taxMinor,
    explanation: row.explanation,
  };
  return {
    ...said,
    chargeId: row.id,
    chargedOn: row.charged_on,
    document: row.document,
    taxDetail: row.tax_detail,
    line: {
      ...said,
      planId: row.plan_id,
      revenue: row.revenue,
      description: row.description,
      unit: row.unit,
      ...thingColumns(thing),
    },
  };
}
