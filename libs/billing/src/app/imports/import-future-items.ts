import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import {
  type Act,
  Command,
  type CommandRule,
  IsCurrency,
  IsListOf,
  IsLocalDate,
  IsPlainDecimal,
  IsRecordId,
} from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { currencyCode } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { futureItemWhole } from '../../domain/index.js';
import { Policies } from '../settings/policies.js';
import { addedOnly, MOST_IMPORT_ROWS, newRows } from './import-outcome.js';

export class ImportFutureItemRow {
  @IsRecordId()
  id: string;

  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  description: string;

  @IsPlainDecimal({ min: '0' })
  quantity: string;

  /** Below zero: taken off the next invoice. */
  @IsPlainDecimal()
  unitPrice: string;

  @IsCurrency()
  currency: string;

  @IsBoolean()
  taxInclusive: boolean;

  @IsOptional()
  @IsRecordId()
  taxRateId?: string | null;

  @IsLocalDate()
  addedOn: string;
}

export class ImportFutureItemsInput {
  @IsListOf(() => ImportFutureItemRow, { most: MOST_IMPORT_ROWS })
  rows: ImportFutureItemRow[];
}

/** What waits for the next invoice in another system, charges and credits, under ids that the caller keeps. */
@Injectable()
export class ImportFutureItems extends Command<ImportFutureItemsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importFutureItems',
    sentence: 'Import future items',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportFutureItemsInput;

  constructor(private readonly policies: Policies) {
    super();
  }

  async handle({ rows }: ImportFutureItemsInput, act: Act): Promise<ImportOutcome> {
    const present = await act.sql.query<{ id: string }>(
      'SELECT id FROM billing.future_item WHERE id = ANY ($1::uuid[])',
      [rows.map((row) => row.id)],
    );
    const termsOf = await this.policies.termsOfAll(act.sql);
    const fresh = newRows(rows, present).map((row) => {
      const { rounding: rule, settings } = termsOf(row.partnerId);
      const whole = futureItemWhole(row, currencyCode(row.currency), { rule, tax: settings.taxRounding });
      return { ...row, wholeMinor: whole.toString() };
    });
    await act.sql.execute(INSERT, [JSON.stringify(fresh), actorLabel(act.actor).name, act.at]);
    act.audit({ kind: 'import', id: 'future_items' }, `${fresh.length} future items imported`);
    return addedOnly(fresh.length, rows.length);
  }
}

const INSERT = `
  INSERT INTO billing.future_item (id, customer_id, partner_id, source, revenue, description, quantity, unit_price, currency, tax_inclusive, tax_rate_id,
    added_on, whole_minor, created_by, created_at)
  SELECT id, "customerId", "partnerId", 'manual', 'revenue.one_time', description, quantity, "unitPrice", currency, "taxInclusive", "taxRateId",
    "addedOn", "wholeMinor", $2, $3
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "customerId" uuid, "partnerId" uuid, description text, quantity numeric, "unitPrice" numeric,
    currency char(3), "taxInclusive" boolean, "taxRateId" uuid, "addedOn" date, "wholeMinor" bigint)`;
