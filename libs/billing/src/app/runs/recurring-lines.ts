import type { Id } from '@demarc/kernel';
import type { ChargeLine, RevenueAccount } from '../../domain/index.js';
import { thingColumns, type LineToIssue } from '../documents/document-lines.js';

/** A decided charge as a line of a document. */
export function chargeToLine(
  id: Id<'InvoiceLine'>,
  charge: ChargeLine,
  service: { readonly planId: string; readonly unit: string },
): LineToIssue {
  return {
    id,
    serviceId: charge.serviceId,
    planId: service.planId,
    revenue: revenueOf(charge.planKind),
    description: charge.description,
    covers: charge.covers,
    part: { period: charge.period, days: charge.days, of: charge.of },
    unit: service.unit,
    ...thingColumns(charge.thing),
    netMinor: charge.netMinor,
    taxMinor: charge.taxMinor,
    grossMinor: charge.grossMinor,
    explanation: charge.explanation,
  };
}

export function revenueOf(kind: ChargeLine['planKind']): RevenueAccount {
  return `revenue.${kind}`;
}
