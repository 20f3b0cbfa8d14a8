import { createHash } from 'node:crypto';
import { IsCurrency, IsListOf, IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { currencyCode, localDate } from '@demarc/kernel';
import { IsIn, IsInt, IsObject, IsOptional, IsString, Matches, MaxLength, Min, MinLength } from 'class-validator';
import { creditNoteIssued, invoiceIssued, type JournalEntryDraft, type RevenueAccount } from '../../domain/index.js';
import type { PlanId, ServiceId, TaxRateId } from '../../ids.js';
import type { Posting } from '../ledger/post-entries.js';

const MINOR = /^-?\d{1,18}$/;
const REVENUES = [
  'revenue.internet',
  'revenue.voice',
  'revenue.recurring',
  'revenue.bundle',
  'revenue.one_time',
  'revenue.fee',
  'revenue.other',
] as const satisfies readonly RevenueAccount[];

export class ImportedLine {
  @IsRecordId()
  id: string;

  @IsInt()
  @Min(1)
  position: number;

  @IsOptional()
  @IsRecordId()
  serviceId?: ServiceId | null;

  @IsOptional()
  @IsRecordId()
  planId?: PlanId | null;

  @IsIn(REVENUES)
  revenue: RevenueAccount;

  @IsString()
  @MaxLength(4_000)
  description: string;

  @IsOptional()
  @IsLocalDate()
  coversFrom?: string | null;

  /** The first day that is not covered any more. */
  @IsOptional()
  @IsLocalDate()
  coversTo?: string | null;

  @IsPlainDecimal()
  quantity: string;

  @IsString()
  @MaxLength(100)
  unit: string;

  @IsPlainDecimal()
  unitPrice: string;

  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId | null;

  @IsPlainDecimal({ min: '0' })
  taxPercent: string;

  @Matches(MINOR)
  netMinor: string;

  @Matches(MINOR)
  taxMinor: string;

  /** As it was printed, where that has more places than the books keep. */
  @IsOptional()
  @IsObject()
  printed?: Record<string, string> | null;
}

/** A document as it was printed. Never rated again; its lines sum to its totals. */
export abstract class ImportedDocument {
  @IsRecordId()
  id: string;

  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  number: string;

  @IsIn(['issued', 'void'])
  status: 'issued' | 'void';

  @IsLocalDate()
  issuedOn: string;

  @IsCurrency()
  currency: string;

  @IsString()
  @MaxLength(10_000)
  note: string;

  @IsString()
  @MaxLength(100)
  sourceStatus: string;

  @IsListOf(() => ImportedLine, { most: 2_000 })
  lines: ImportedLine[];
}

export interface DocumentTotals {
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly hash: string;
}

export function withTotals<Row extends ImportedDocument>(row: Row): Row & DocumentTotals {
  const netMinor = row.lines.reduce((sum, line) => sum + BigInt(line.netMinor), 0n);
  const taxMinor = row.lines.reduce((sum, line) => sum + BigInt(line.taxMinor), 0n);
  const hash = createHash('sha256').update(JSON.stringify(row)).digest('hex');
  return {
    ...row,
    netMinor: String(netMinor),
    taxMinor: String(taxMinor),
    grossMinor: String(netMinor + taxMinor),
    hash,
  };
}

export function entryOf(kind: 'invoice' | 'credit_note', row: ImportedDocument): JournalEntryDraft {
  const booking = {
    customerId: row.customerId,
    currency: currencyCode(row.currency),
    bookedOn: localDate(row.issuedOn),
    lines: row.lines.map((line) => ({
      revenue: line.revenue,
      netMinor: BigInt(line.netMinor),
      taxMinor: BigInt(line.taxMinor),
      taxId: line.taxRateId ?? null,
    })),
  };
  return kind === 'invoice' ? invoiceIssued(booking) : creditNoteIssued(booking);
}

/** Lines go first: the document closes them. */
export async function writeImportedLines(
  work: Posting,
  kind: 'invoice' | 'credit_note',
  documents: readonly ImportedDocument[],
): Promise<void> {
  const lines = documents.flatMap((document) =>
    document.lines.map((line) => ({
      ...line,
      documentId: document.id,
      customerId: document.customerId,
      partnerId: document.partnerId,
    })),
  );
  await work.sql.execute(
    `INSERT INTO billing.${kind}_line (id, ${kind}_id, customer_id, partner_id, position, service_id, plan_id, revenue, description, covers,
       quantity, unit, unit_price, net_minor, tax_rate_id, tax_percent, tax_minor, gross_minor, printed)
     SELECT id, "documentId", "customerId", "partnerId", position, "serviceId", "planId", revenue, description,
       CASE WHEN "coversTo" > "coversFrom" THEN daterange("coversFrom", "coversTo") END, quantity, unit, "unitPrice", "netMinor", "taxRateId", "taxPercent",
       "taxMinor", "netMinor" + "taxMinor", printed
     FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "documentId" uuid, "customerId" uuid, "partnerId" uuid, position smallint, "serviceId" uuid,
       "planId" uuid, revenue text, description text, "coversFrom" date, "coversTo" date, quantity numeric, unit text, "unitPrice" numeric,
       "netMinor" bigint, "taxRateId" uuid, "taxPercent" numeric, "taxMinor" bigint, printed jsonb)`,
    [JSON.stringify(lines)],
  );
}
