import type { CommandBus } from '@demarc/commands';
import { ImportPaymentMethods, ImportPlans, ImportTaxRates } from '@demarc/billing';
import { ImportCustomFields, ImportLocations, ImportPartners } from '@demarc/crm';
import { ImportAccessPolicies, ImportAddressPools, ImportRouters, ImportSectors } from '@demarc/networking';
import type { References } from '../../data/references.js';
import type { ImportPlan } from '../../domain/import-plan.js';
import type { SourceLocation, SourcePartner } from '../../domain/source/records.js';
import type {
  TargetAccessPolicy,
  TargetAddressPool,
  TargetCustomField,
  TargetPaymentMethod,
  TargetPlan,
  TargetRouter,
  TargetSector,
  TargetTaxRate,
} from '../../domain/target.js';
import type { Batch } from '../apply-rows.js';
import { orNull, writeNamed, writeRows } from './step-tools.js';

export function partners(plan: ImportPlan, bus: CommandBus): Batch<SourcePartner> {
  return {
    action: 'migration.importPartners',
    rows: plan.partners,
    entity: () => 'partner',
    sourceId: (row) => row.id,
    isMutable: true,
    write: async (rows, act) => ({
      refused: await writeNamed(
        bus,
        act,
        ImportPartners,
        rows.map(({ id, row }) => ({ id, name: row.name.slice(0, 200), sourceId: row.id })),
      ),
    }),
  };
}

export function locations(plan: ImportPlan, bus: CommandBus): Batch<SourceLocation> {
  return {
    action: 'migration.importLocations',
    rows: plan.locations,
    entity: () => 'location',
    sourceId: (row) => row.id,
    isMutable: true,
    write: async (rows, act) => ({
      refused: await writeNamed(
        bus,
        act,
        ImportLocations,
        rows.map(({ id, row }) => ({ id, name: row.name.slice(0, 200), sourceId: row.id })),
      ),
    }),
  };
}

/** A field that is there already, under another id, is used as it is. */
export function customFields(plan: ImportPlan, bus: CommandBus): Batch<TargetCustomField> {
  return {
    action: 'migration.importCustomFields',
    rows: plan.customFields,
    entity: () => 'custom_field',
    sourceId: (row) => row.sourceName,
    isMutable: true,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row: { name, title, type, options, required } }) => ({
        id,
        entity: 'customer',
        name,
        title,
        type,
        ...(options.length > 0 ? { options: options.slice(0, 200) } : {}),
        required,
      }));
      const refused = await writeRows(bus, act, ImportCustomFields, inputs);
      return { refused: refused.filter((one) => one.code !== 'NAME_TAKEN') };
    },
  };
}

export function taxRates(plan: ImportPlan, bus: CommandBus): Batch<TargetTaxRate> {
  return {
    action: 'migration.importTaxRates',
    rows: plan.taxRates,
    entity: () => 'tax_rate',
    sourceId: (row) => row.sourceId,
    isMutable: true,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        name: row.name.slice(0, 200),
        percent: row.percent.toFixed(4),
        parts: row.parts.map((part) => ({ ...part, percent: part.percent.toFixed(4) })),
        archived: row.archived,
        sourceId: row.sourceId,
      }));
      return { refused: await writeNamed(bus, act, ImportTaxRates, inputs) };
    },
  };
}

export function paymentMethods(plan: ImportPlan, bus: CommandBus): Batch<TargetPaymentMethod> {
  return {
    action: 'migration.importPaymentMethods',
    rows: plan.paymentMethods,
    entity: () => 'payment_method',
    sourceId: (row) => row.sourceId,
    isMutable: true,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        name: row.name.slice(0, 200),
        ledgerAccount: row.ledgerAccount,
        active: row.active,
        sourceId: row.sourceId,
      }));
      return { refused: await writeNamed(bus, act, ImportPaymentMethods, inputs) };
    },
  };
}

/** Bundles come after what they bundle. */
export function plans(plan: ImportPlan, bus: CommandBus, references: References, isBundle: boolean): Batch<TargetPlan> {
  return {
    action: 'migration.importPlans',
    rows: plan.plans.filter((one) => (one.kind === 'bundle') === isBundle),
    entity: () => 'plan',
    sourceId: (row) => row.key,
    isMutable: true,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        kind: row.kind,
        title: row.name.slice(0, 500),
        serviceDescription: row.invoiceText.slice(0, 2_000),
        unitPrice: row.price.toFixed(4),
        currency: plan.currency,
        taxInclusive: row.priceIncludesTax,
        taxRateId: references.idOf('tax_rate', row.taxId) ?? null,
        contractMonths:
          row.contractMonths !== undefined && row.contractMonths >= 1 && row.contractMonths <= 120
            ? row.contractMonths
            : null,
        bundledPlanIds: row.bundled.flatMap((key) => references.idOf('plan', key) ?? []),
        partnerIds: row.partnerIds.flatMap((partnerId) => references.idOf('partner', partnerId) ?? []),
        active: !row.archived,
      }));
      const refused = await writeRows(bus, act, ImportPlans, inputs);
      await writeRows(
        bus,
        act,
        ImportAccessPolicies,
        rows.flatMap(({ id, row }) =>
          row.policy && row.policy.downloadKbps > 0 && row.policy.uploadKbps > 0 ? [policyInput(id, row.policy)] : [],
        ),
      );
      return { refused };
    },
  };
}

export function routers(plan: ImportPlan, bus: CommandBus, references: References): Batch<TargetRouter> {
  return {
    action: 'migration.importRouters',
    rows: plan.routers,
    entity: () => 'router',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        partnerId: references.idOf('partner', row.partnerId) ?? null,
        locationId: references.idOf('location', row.locationId) ?? null,
        name: row.name.slice(0, 200),
        vendor: row.vendor,
        model: row.model,
        address: row.address ?? null,
        sources: [...row.sources],
        accessMethod: row.accessMethod,
        radiusSecret: row.radiusSecret ?? null,
        active: true,
        sourceId: row.sourceId,
      }));
      return { refused: await writeNamed(bus, act, ImportRouters, inputs) };
    },
  };
}

export function sectors(plan: ImportPlan, bus: CommandBus, references: References): Batch<TargetSector> {
  return {
    action: 'migration.importSectors',
    rows: plan.sectors.filter(({ routerId }) => references.idOf('router', routerId) !== undefined),
    entity: () => 'sector',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        routerId: references.idOf('router', row.routerId),
        name: row.name.slice(0, 200),
        downloadKbps: row.downloadKbps ?? null,
        uploadKbps: row.uploadKbps ?? null,
        sourceId: row.sourceId,
      }));
      return { refused: await writeNamed(bus, act, ImportSectors, inputs) };
    },
  };
}

export function addressPools(plan: ImportPlan, bus: CommandBus, references: References): Batch<TargetAddressPool> {
  return {
    action: 'migration.importAddressPools',
    rows: plan.addressPools,
    entity: () => 'address_pool',
    sourceId: (row) => `ipv${row.family}/${row.sourceId}`,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        locationId: references.idOf('location', row.locationId) ?? null,
        name: orNull(row.name, 200) ?? row.prefix,
        prefix: row.prefix,
        kind: row.kind,
      }));
      return { refused: await writeRows(bus, act, ImportAddressPools, inputs) };
    },
  };
}

function policyInput(id: string, policy: TargetAccessPolicy): object {
  const { downloadKbps, uploadKbps, guaranteedDownKbps, burst } = policy;
  return {
    id,
    downloadKbps,
    uploadKbps,
    guaranteedPercent:
      guaranteedDownKbps === undefined ? null : Math.min(100, Math.round((guaranteedDownKbps * 100) / downloadKbps)),
    contention: Math.min(policy.contention, 1000),
    priority: policy.priority,
    burst: burst
      ? {
          downloadKbps: burst.downKbps,
          uploadKbps: burst.upKbps,
          thresholdDownloadKbps: burst.thresholdDownKbps,
          thresholdUploadKbps: burst.thresholdUpKbps,
          seconds: Math.min(burst.seconds, 600),
        }
      : null,
  };
}
