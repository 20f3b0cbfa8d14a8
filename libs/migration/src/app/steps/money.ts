import { ImportAdjustments, ImportAllocations, ImportPayments } from '@demarc/billing';
import type { CommandBus } from '@demarc/commands';
import type { References } from '../../data/references.js';
import type { Entity } from '../../domain/entities.js';
import type { TargetAdjustment, TargetAllocation, TargetPayment } from '../../domain/finance-target.js';
import type { ImportPlan } from '../../domain/import-plan.js';
import { UNLISTED } from '../../domain/mapping/map-settings.js';
import type { Batch } from '../apply-rows.js';
import type { PartnerOf } from './services.js';
import { writeRows } from './step-tools.js';

interface Given {
  readonly plan: ImportPlan;
  readonly bus: CommandBus;
  readonly references: References;
  readonly partnerOf: PartnerOf;
}

export function payments({ plan, bus, references, partnerOf }: Given): Batch<TargetPayment> {
  return {
    action: 'migration.importPayments',
    rows: plan.payments,
    entity: () => 'payment',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    facts: (row) => ({
      ...(row.proformaId === undefined ? {} : { onProforma: true }),
      ...(row.isExplained ? { isExplained: true } : {}),
    }),
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        customerId: references.idOf('customer', row.customerId),
        partnerId: partnerOf(row.customerId),
        methodId: references.idOf('payment_method', row.methodId) ?? references.idOf('payment_method', UNLISTED),
        amountMinor: row.amountMinor.toString(),
        currency: plan.currency,
        receivedOn: row.receivedOn,
        receiptNumber: row.receiptNumber.slice(0, 200),
        note: [row.comment, row.reference]
          .filter((text) => text !== '')
          .join('\n')
          .slice(0, 10_000),
        reversed: row.isReversed || (row.isExplained && row.creditNoteId === undefined),
      }));
      return { refused: await writeRows(bus, act, ImportPayments, inputs) };
    },
  };
}

export function adjustments({ plan, bus, references, partnerOf }: Given): Batch<TargetAdjustment> {
  return {
    action: 'migration.importAdjustments',
    rows: plan.ledger.adjustments,
    entity: () => 'adjustment',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        customerId: references.idOf('customer', row.customerId),
        partnerId: partnerOf(row.customerId),
        amountMinor: row.amountMinor.toString(),
        currency: plan.currency,
        bookedOn: row.on,
        description: row.description.slice(0, 2_000),
      }));
      return { refused: await writeRows(bus, act, ImportAdjustments, inputs) };
    },
  };
}

export function allocations({ plan, bus, references }: Given): Batch<TargetAllocation> {
  return {
    action: 'migration.importAllocations',
    rows: plan.allocations,
    entity: () => 'allocation',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        id,
        payerKind: row.payerKind,
        payerId: references.idOf(payerEntity(row), row.payerId),
        invoiceId: references.idOf('invoice', row.invoiceId),
        amountMinor: row.amountMinor.toString(),
      }));
      return { refused: await writeRows(bus, act, ImportAllocations, inputs) };
    },
  };
}

function payerEntity(row: TargetAllocation): Entity {
  return row.payerKind;
}
