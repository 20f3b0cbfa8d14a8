import { ImportFutureItems, ImportServices } from '@demarc/billing';
import type { CommandBus } from '@demarc/commands';
import { ImportAccesses } from '@demarc/networking';
import type { References } from '../../data/references.js';
import { serviceEntity } from '../../domain/entities.js';
import type { TargetFutureItem } from '../../domain/finance-target.js';
import type { ImportPlan } from '../../domain/import-plan.js';
import { customerStatusOf } from '../../domain/mapping/map-accounts.js';
import type { TargetAccount, TargetPlan, TargetService } from '../../domain/target.js';
import type { Batch, Prepared } from '../apply-rows.js';
import { writeRows } from './step-tools.js';

export type ServiceRank = 'bundle' | 'single' | 'continuing';

/** A service and its network side are written in one transaction. Bundles first, then what stands alone, then paused copies. */
export function services(
  plan: ImportPlan,
  bus: CommandBus,
  references: References,
  partnerOf: PartnerOf,
  rank: ServiceRank,
): Batch<TargetService> {
  const plansByKey = new Map(plan.plans.map((one) => [one.key, one]));
  const accounts = new Map(plan.accounts.map((account) => [account.customerId, account]));
  return {
    action: 'migration.importServices',
    rows: plan.services.filter((service) => rankOf(service) === rank),
    entity: (row) => serviceEntity(row.kind),
    sourceId: (row) => row.sourceId,
    isMutable: true,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) =>
        serviceInput(id, row, plansByKey.get(row.plan), { plan, references, partnerOf }),
      );
      const refused = await writeRows(bus, act, ImportServices, inputs);
      const lost = new Set(refused.map((one) => one.id));
      const accesses = rows
        .filter(({ id }) => !lost.has(id))
        .flatMap((one) => accessInput(one, references, partnerOf, accounts.get(one.row.customerId)));
      await writeRows(bus, act, ImportAccesses, accesses);
      return { refused };
    },
  };
}

/** What waits for a customer's next invoice: charges, and credits that are taken off it. */
export function futureItems(
  plan: ImportPlan,
  bus: CommandBus,
  references: References,
  partnerOf: PartnerOf,
): Batch<TargetFutureItem> {
  return {
    action: 'migration.importFutureItems',
    rows: plan.futureItems,
    entity: () => 'future_item',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        customerId: references.idOf('customer', row.customerId),
        partnerId: partnerOf(row.customerId),
        description: row.description.slice(0, 2_000) || 'Charge',
        quantity: row.quantity.toFixed(4),
        unitPrice: (row.kind === 'credit' ? row.unitPrice.negated() : row.unitPrice).toFixed(4),
        currency: plan.currency,
        taxInclusive: false,
        taxRateId: references.idOf('tax_rate', row.taxId) ?? null,
        addedOn: row.on,
      }));
      return { refused: await writeRows(bus, act, ImportFutureItems, inputs) };
    },
  };
}

export type PartnerOf = (customerSourceId: string) => string | undefined;

function rankOf(service: TargetService): ServiceRank {
  if (service.kind === 'bundle') return 'bundle';
  return service.continuesId === undefined ? 'single' : 'continuing';
}

function serviceInput(
  id: string,
  row: TargetService,
  sold: TargetPlan | undefined,
  given: { readonly plan: ImportPlan; readonly references: References; readonly partnerOf: PartnerOf },
): object {
  const { references } = given;
  return {
    id,
    customerId: references.idOf('customer', row.customerId),
    partnerId: given.partnerOf(row.customerId),
    planId: references.idOf('plan', row.plan),
    kind: row.kind,
    status: row.status,
    description: [row.description || sold?.name || 'Service', ...(row.phone === undefined ? [] : [row.phone])]
      .join(' · ')
      .slice(0, 2_000),
    quantity: row.quantity.toFixed(4),
    unitPrice: row.unitPrice.toFixed(4),
    currency: given.plan.currency,
    taxInclusive: sold?.priceIncludesTax ?? true,
    taxRateId: references.idOf('tax_rate', sold?.taxId) ?? null,
    startsOn: row.startsOn,
    endsOn: row.endsOn ?? null,
    endedBy: row.endedBy ?? null,
    chargedFrom: row.chargedFrom,
    bundleServiceId: references.idOf('bundle_service', row.bundleServiceId) ?? null,
    continuesServiceId: references.idOf('internet_service', row.continuesId) ?? null,
    pausedOn: row.pausedOn ?? null,
    discounts: row.discounts.map((discount) => ({
      main: discount.main,
      kind: discount.kind,
      value: discount.value.toFixed(4),
      from: discount.from ?? null,
      to: discount.through ?? null,
      text: discount.text.slice(0, 2_000),
    })),
  };
}

function accessInput(
  { id, row }: Prepared<TargetService>,
  references: References,
  partnerOf: PartnerOf,
  account: TargetAccount | undefined,
): readonly object[] {
  const { access } = row;
  if (!access) return [];
  const poolId = references.idOf(
    'address_pool',
    access.ipv4PoolId === undefined ? undefined : `ipv4/${access.ipv4PoolId}`,
  );
  return [
    {
      id,
      customerId: references.idOf('customer', row.customerId),
      partnerId: partnerOf(row.customerId),
      planId: references.idOf('plan', row.plan),
      method: access.method,
      login: access.login === '' ? null : access.login.slice(0, 253),
      password: access.password === '' ? null : access.password.slice(0, 500),
      routerId: references.idOf('router', access.routerId) ?? null,
      ipv4Assignment:
        access.ipv4 !== undefined ? 'permanent' : access.ipv4FromPool && poolId !== undefined ? 'pool' : 'none',
      ipv4: access.ipv4 ?? null,
      poolId: access.ipv4FromPool ? (poolId ?? null) : null,
      routes: [...access.ipv4Routes],
      ipv6Prefix: access.ipv6 ?? null,
      delegatedPrefix: access.ipv6Delegated ?? null,
      macs: [...access.macs],
      circuitId: access.circuitId ?? null,
      remoteId: access.remoteId ?? null,
      sectorId: references.idOf('sector', access.sectorId) ?? null,
      serviceStatus: row.status,
      startsOn: row.startsOn,
      endsOn: row.endsOn ?? null,
      customerStatus: customerStatusOf(account),
      isHeld: account?.heldByPerson ?? false,
    },
  ];
}
