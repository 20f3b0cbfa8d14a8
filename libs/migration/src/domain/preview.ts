import { serviceEntity, type Entity } from './entities.js';
import type { ImportPlan } from './import-plan.js';

/** What an import would do, by kind of row: add, or find there already. */
export type PreviewedRows = Readonly<Record<string, { readonly add: number; readonly there: number }>>;

export function preview(plan: ImportPlan, isThere: (entity: Entity, sourceId: string) => boolean): PreviewedRows {
  const rows: readonly (readonly [Entity, string])[] = [
    ...plan.partners.map((row) => ['partner', row.id] as const),
    ...plan.locations.map((row) => ['location', row.id] as const),
    ...plan.invitations.map((row) => ['administrator', row.sourceId] as const),
    ...plan.taxRates.map((row) => ['tax_rate', row.sourceId] as const),
    ...plan.plans.map((row) => ['plan', row.key] as const),
    ...plan.planRules.map((row) => ['plan_rules', row.plan] as const),
    ...plan.routers.map((row) => ['router', row.sourceId] as const),
    ...plan.sectors.map((row) => ['sector', row.sourceId] as const),
    ...plan.addressPools.map((row) => ['address_pool', `ipv${row.family}/${row.sourceId}`] as const),
    ...plan.customers.map((row) => ['customer', row.sourceId] as const),
    ...plan.services.map((row) => [serviceEntity(row.kind), row.sourceId] as const),
    ...plan.dataBalances.map((row) => ['data_balance', row.sourceId] as const),
    ...plan.futureItems.map((row) => ['future_item', row.sourceId] as const),
    ...plan.invoices.map((row) => ['invoice', row.sourceId] as const),
    ...plan.creditNotes.map((row) => ['credit_note', row.sourceId] as const),
    ...plan.payments.map((row) => ['payment', row.sourceId] as const),
    ...plan.ledger.adjustments.map((row) => ['adjustment', row.sourceId] as const),
    ...plan.allocations.map((row) => ['allocation', row.sourceId] as const),
  ];
  const counts: Record<string, { add: number; there: number }> = {};
  for (const [entity, sourceId] of rows) {
    const count = (counts[entity] ??= { add: 0, there: 0 });
    if (isThere(entity, sourceId)) count.there += 1;
    else count.add += 1;
  }
  return counts;
}
