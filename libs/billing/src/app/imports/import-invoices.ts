import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsLocalDate } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsIn } from 'class-validator';
import { entryOf, ImportedDocument, withTotals, writeImportedLines } from './import-document-row.js';
import { addedOnly, MOST_IMPORT_ROWS, newRows } from './import-outcome.js';
import { postEntries } from '../ledger/post-entries.js';

export class ImportInvoiceRow extends ImportedDocument {
  @IsIn(['recurring', 'one_time'])
  kind: 'recurring' | 'one_time';

  @IsLocalDate()
  dueOn: string;
}

export class ImportInvoicesInput {
  @IsListOf(() => ImportInvoiceRow, { most: MOST_IMPORT_ROWS })
  rows: ImportInvoiceRow[];
}

/**
 * Invoices of another system, under ids that the caller keeps. Numbers are kept as printed, outside our series. One that was
 * deleted there is void here and stands in no journal. What is there already is never written over.
 */
@Injectable()
export class ImportInvoices extends Command<ImportInvoicesInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importInvoices',
    sentence: 'Import invoices',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportInvoicesInput;

  async handle({ rows }: ImportInvoicesInput, act: Act): Promise<ImportOutcome> {
    const present = await act.sql.query<{ id: string }>('SELECT id FROM billing.invoice WHERE id = ANY ($1::uuid[])', [
      rows.map((row) => row.id),
    ]);
    const fresh = newRows(rows, present).map((row) => withTotals(row));
    await writeImportedLines(act, 'invoice', fresh);
    await act.sql.execute(INSERT, [JSON.stringify(fresh), act.at]);
    const issued = fresh.filter((row) => row.status === 'issued');
    await postEntries(
      act,
      issued.map((row) => ({
        draft: entryOf('invoice', row),
        partnerId: row.partnerId,
        customerId: row.customerId,
        source: { kind: 'invoice', id: row.id },
        description: `Invoice ${row.number}`,
      })),
    );
    await act.sql.execute(CHARGED_DAYS, [
      JSON.stringify(
        issued.flatMap((row) =>
          row.lines.map((line) => ({ ...line, customerId: row.customerId, partnerId: row.partnerId })),
        ),
      ),
    ]);
    act.audit({ kind: 'import', id: 'invoices' }, `${fresh.length} invoices imported`);
    return addedOnly(fresh.length, rows.length);
  }
}

const INSERT = `
  INSERT INTO billing.invoice (id, customer_id, partner_id, origin, number, status, is_booked, kind, issued_on, due_on, currency, net_minor, tax_minor, gross_minor,
    period, note, hash, source_status, created_at)
  SELECT row.id, "customerId", "partnerId", 'imported', number, status, status = 'issued', kind, "issuedOn", "dueOn", currency, "netMinor", "taxMinor", "grossMinor",
    (SELECT range_merge(range_agg(covers)) FROM billing.invoice_line line WHERE line.invoice_id = row.id), note, hash, "sourceStatus", $2
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "customerId" uuid, "partnerId" uuid, number text, status text, kind text, "issuedOn" date,
    "dueOn" date, currency char(3), "netMinor" bigint, "taxMinor" bigint, "grossMinor" bigint, note text, hash text, "sourceStatus" text)`;

/** Days that were charged there are never charged again here. A second line over the same days (a discount) has none to claim. */
const CHARGED_DAYS = `
  INSERT INTO billing.charged_period (id, service_id, customer_id, partner_id, days, invoice_line_id)
  SELECT id, "serviceId", "customerId", "partnerId", daterange("coversFrom", "coversTo"), id
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "serviceId" uuid, "customerId" uuid, "partnerId" uuid, "coversFrom" date, "coversTo" date, "netMinor" bigint)
  WHERE "serviceId" IS NOT NULL AND "coversTo" > "coversFrom"
  ORDER BY "netMinor" DESC
  ON CONFLICT DO NOTHING`;
