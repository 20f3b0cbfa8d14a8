import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsCurrency, IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { currencyCode, localDate } from '@demarc/kernel';
import { IsString, Matches, MaxLength } from 'class-validator';
import { openingAdjustment } from '../../domain/index.js';
import { addedOnly, MOST_IMPORT_ROWS, newRows } from './import-outcome.js';
import { postEntries } from '../ledger/post-entries.js';

export class ImportAdjustmentRow {
  @IsRecordId()
  id: string;

  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  /** Above zero raises the customer's balance. */
  @Matches(/^-?[1-9]\d{0,17}$/, { message: '$property must be whole minor units other than zero' })
  amountMinor: string;

  @IsCurrency()
  currency: string;

  @IsLocalDate()
  bookedOn: string;

  @IsString()
  @MaxLength(2_000)
  description: string;
}

export class ImportAdjustmentsInput {
  @IsListOf(() => ImportAdjustmentRow, { most: MOST_IMPORT_ROWS })
  rows: ImportAdjustmentRow[];
}

/**
 * What moved a balance in another system without a document: corrections, charges never invoiced. Booked against opening
 * balances; the row's id is the source of its journal entry. What is there already is never written twice.
 */
@Injectable()
export class ImportAdjustments extends Command<ImportAdjustmentsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importAdjustments',
    sentence: 'Import balance adjustments',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportAdjustmentsInput;

  async handle({ rows }: ImportAdjustmentsInput, act: Act): Promise<ImportOutcome> {
    const present = await act.sql.query<{ id: string }>(
      `SELECT source_id AS id FROM billing.journal_entry WHERE source_id = ANY ($1::uuid[]) AND kind = 'opening_adjustment'`,
      [rows.map((row) => row.id)],
    );
    const fresh = newRows(rows, present);
    await postEntries(
      act,
      fresh.flatMap((row) => {
        const owedMinor = -BigInt(row.amountMinor);
        const draft = openingAdjustment({
          customerId: row.customerId,
          currency: currencyCode(row.currency),
          bookedOn: localDate(row.bookedOn),
          owedMinor,
        });
        const { partnerId, customerId, description } = row;
        return draft
          ? [{ draft, partnerId, customerId, source: { kind: 'adjustment' as const, id: row.id }, description }]
          : [];
      }),
    );
    act.audit({ kind: 'import', id: 'adjustments' }, `${fresh.length} balance adjustments imported`);
    return addedOnly(fresh.length, rows.length);
  }
}
