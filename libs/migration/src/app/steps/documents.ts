import { ImportCreditNotes, ImportInvoices } from '@demarc/billing';
import type { CommandBus } from '@demarc/commands';
import { addDays, type IdSource } from '@demarc/kernel';
import type { References } from '../../data/references.js';
import { serviceEntity } from '../../domain/entities.js';
import type { TargetCreditNote, TargetInvoice, TargetLine } from '../../domain/finance-target.js';
import type { ImportPlan } from '../../domain/import-plan.js';
import type { Batch } from '../apply-rows.js';
import type { PartnerOf } from './services.js';
import { writeRows } from './step-tools.js';

interface Given {
  readonly plan: ImportPlan;
  readonly bus: CommandBus;
  readonly references: References;
  readonly partnerOf: PartnerOf;
  readonly ids: IdSource;
}

export function invoices(given: Given): Batch<TargetInvoice> {
  return {
    action: 'migration.importInvoices',
    rows: given.plan.invoices,
    entity: () => 'invoice',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        ...headOf(id, row, given),
        status: row.status,
        sourceStatus: row.paymentPending ? 'pending' : row.status,
        kind: row.kind,
        dueOn: row.dueOn,
      }));
      return { refused: await writeRows(given.bus, act, ImportInvoices, inputs) };
    },
  };
}

export function creditNotes(given: Given): Batch<TargetCreditNote> {
  const { references } = given;
  return {
    action: 'migration.importCreditNotes',
    rows: given.plan.creditNotes,
    entity: () => 'credit_note',
    sourceId: (row) => row.sourceId,
    isMutable: false,
    write: async (rows, act) => {
      const inputs = rows.map(({ id, row }) => ({
        ...headOf(id, row, given),
        status: row.status === 'deleted' ? 'void' : 'issued',
        sourceStatus: row.status,
        invoiceId: references.idOf('invoice', row.invoiceIds[0]) ?? null,
        refundedMinor: row.refundedMinor.toString(),
      }));
      return { refused: await writeRows(given.bus, act, ImportCreditNotes, inputs) };
    },
  };
}

function headOf(id: string, row: TargetInvoice | TargetCreditNote, given: Given): object {
  return {
    id,
    customerId: given.references.idOf('customer', row.customerId),
    partnerId: given.partnerOf(row.customerId),
    number: row.number.trim().slice(0, 200) || `#${row.sourceId}`,
    issuedOn: row.issuedOn,
    currency: given.plan.currency,
    note: row.note.slice(0, 10_000),
    lines: row.lines.map((line, index) => lineInput(line, index, given)),
  };
}

function lineInput(line: TargetLine, index: number, { references, ids }: Given): object {
  const serviceId =
    line.serviceKind === undefined || line.serviceId === undefined
      ? undefined
      : references.idOf(serviceEntity(line.serviceKind), line.serviceId);
  return {
    id: ids.next(),
    position: index + 1,
    serviceId: serviceId ?? null,
    revenue: line.serviceKind === undefined ? 'revenue.other' : `revenue.${line.serviceKind}`,
    description: line.description.slice(0, 4_000),
    coversFrom: line.periodFrom ?? null,
    coversTo: line.periodThrough === undefined ? null : addDays(line.periodThrough, 1),
    quantity: line.quantity.toFixed(4),
    unit: line.unit.slice(0, 100),
    unitPrice: line.unitPrice.toFixed(4),
    taxRateId: references.idOf('tax_rate', line.taxId) ?? null,
    taxPercent: line.taxPercent.toFixed(4),
    netMinor: line.netMinor.toString(),
    taxMinor: line.taxMinor.toString(),
    printed:
      line.sourceId === undefined
        ? null
        : {
            sourceId: line.sourceId,
            quantity: line.quantity.toFixed(),
            unitPrice: line.unitPrice.toFixed(4),
            taxPercent: line.taxPercent.toFixed(4),
          },
  };
}
