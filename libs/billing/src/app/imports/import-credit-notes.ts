import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsOptional, Matches } from 'class-validator';
import type { InvoiceId } from '../../ids.js';
import { entryOf, ImportedDocument, withTotals, writeImportedLines } from './import-document-row.js';
import { addedOnly, MOST_IMPORT_ROWS, newRows } from './import-outcome.js';
import { postEntries } from '../ledger/post-entries.js';

export class ImportCreditNoteRow extends ImportedDocument {
  @IsOptional()
  @IsRecordId()
  invoiceId?: InvoiceId | null;

  /** Paid out to the customer: not there any more to settle invoices with. */
  @Matches(/^\d{1,18}$/)
  refundedMinor: string;
}

export class ImportCreditNotesInput {
  @IsListOf(() => ImportCreditNoteRow, { most: MOST_IMPORT_ROWS })
  rows: ImportCreditNoteRow[];
}

/** Credit notes of another system, under ids that the caller keeps. What is there already is never written over. */
@Injectable()
export class ImportCreditNotes extends Command<ImportCreditNotesInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importCreditNotes',
    sentence: 'Import credit notes',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportCreditNotesInput;

  async handle({ rows }: ImportCreditNotesInput, act: Act): Promise<ImportOutcome> {
    const present = await act.sql.query<{ id: string }>(
      'SELECT id FROM billing.credit_note WHERE id = ANY ($1::uuid[])',
      [rows.map((row) => row.id)],
    );
    const fresh = newRows(rows, present).map((row) => withTotals(row));
    await writeImportedLines(act, 'credit_note', fresh);
    await act.sql.execute(INSERT, [JSON.stringify(fresh), act.at]);
    await postEntries(
      act,
      fresh
        .filter((row) => row.status === 'issued')
        .map((row) => ({
          draft: entryOf('credit_note', row),
          partnerId: row.partnerId,
          customerId: row.customerId,
          source: { kind: 'credit_note', id: row.id },
          description: `Credit note ${row.number}`,
        })),
    );
    act.audit({ kind: 'import', id: 'credit_notes' }, `${fresh.length} credit notes imported`);
    return addedOnly(fresh.length, rows.length);
  }
}

const INSERT = `
  INSERT INTO billing.credit_note (id, customer_id, partner_id, origin, number, status, is_booked, invoice_id, issued_on, currency, net_minor, tax_minor, gross_minor,
    remaining_minor, note, hash, source_status, created_at)
  SELECT id, "customerId", "partnerId", 'imported', number, status, status = 'issued', "invoiceId", "issuedOn", currency, "netMinor", "taxMinor", "grossMinor",
    CASE status WHEN 'void' THEN 0 ELSE greatest("grossMinor" - "refundedMinor", 0) END, note, hash, "sourceStatus", $2
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "customerId" uuid, "partnerId" uuid, number text, status text, "invoiceId" uuid, "issuedOn" date,
    currency char(3), "netMinor" bigint, "taxMinor" bigint, "grossMinor" bigint, "refundedMinor" bigint, note text, hash text, "sourceStatus" text)`;
