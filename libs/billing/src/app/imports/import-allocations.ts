import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsIn, Matches } from 'class-validator';
import type { AllocationId, InvoiceId } from '../../ids.js';
import { addedOnly, MOST_IMPORT_ROWS, newRows } from './import-outcome.js';

const PAYERS = ['payment', 'credit_note', 'adjustment'] as const;

export class ImportAllocationRow {
  @IsRecordId()
  id: AllocationId;

  @IsIn(PAYERS)
  payerKind: (typeof PAYERS)[number];

  /** A payment, a credit note, or the id that an adjustment was imported under. */
  @IsRecordId()
  payerId: string;

  @IsRecordId()
  invoiceId: InvoiceId;

  @Matches(/^[1-9]\d{0,17}$/, { message: '$property must be whole minor units above zero' })
  amountMinor: string;
}

export class ImportAllocationsInput {
  @IsListOf(() => ImportAllocationRow, { most: MOST_IMPORT_ROWS })
  rows: ImportAllocationRow[];
}

/**
 * Which payment or credit settled which invoice in another system. An allocation stands under the customer of the invoice,
 * also where another customer's money settled it.
 */
@Injectable()
export class ImportAllocations extends Command<ImportAllocationsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importAllocations',
    sentence: 'Import allocations',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportAllocationsInput;

  async handle({ rows }: ImportAllocationsInput, act: Act): Promise<ImportOutcome> {
    const present = await act.sql.query<{ id: string }>(
      'SELECT id FROM billing.allocation WHERE id = ANY ($1::uuid[])',
      [rows.map((row) => row.id)],
    );
    const fresh = newRows(rows, present);
    const values = [JSON.stringify(fresh)];
    await act.sql.execute(MOVE('payment', 'unallocated_minor', '-', 'payment'), values);
    await act.sql.execute(MOVE('credit_note', 'remaining_minor', '-', 'credit_note'), values);
    await act.sql.execute(MOVE('invoice', 'settled_minor', '+'), values);
    await act.sql.execute(INSERT, [...values, act.at]);
    act.audit({ kind: 'import', id: 'allocations' }, `${fresh.length} allocations imported`);
    return addedOnly(fresh.length, rows.length);
  }
}

const ROWS = `jsonb_to_recordset($1::jsonb) AS row (id uuid, "payerKind" text, "payerId" uuid, "invoiceId" uuid, "amountMinor" bigint)`;

/** Table and column are fixed words of this file. */
const MOVE = (
  table: 'payment' | 'credit_note' | 'invoice',
  column: string,
  sign: '+' | '-',
  payer?: string,
): string => `
  UPDATE billing.${table} document SET ${column} = document.${column} ${sign} moved.minor
    FROM (SELECT ${payer ? '"payerId"' : '"invoiceId"'} AS id, sum("amountMinor") AS minor FROM ${ROWS}
           ${payer ? `WHERE "payerKind" = '${payer}'` : ''} GROUP BY 1) moved
   WHERE document.id = moved.id`;

const INSERT = `
  INSERT INTO billing.allocation (id, customer_id, partner_id, payment_id, credit_note_id, adjustment_id, invoice_id, amount_minor, made_at)
  SELECT row.id, invoice.customer_id, invoice.partner_id, CASE "payerKind" WHEN 'payment' THEN "payerId" END,
    CASE "payerKind" WHEN 'credit_note' THEN "payerId" END, entry.id, invoice.id, "amountMinor", $2
  FROM ${ROWS} JOIN billing.invoice invoice ON invoice.id = "invoiceId"
    LEFT JOIN billing.journal_entry entry ON "payerKind" = 'adjustment' AND entry.source_id = "payerId" AND entry.kind = 'opening_adjustment'`;
