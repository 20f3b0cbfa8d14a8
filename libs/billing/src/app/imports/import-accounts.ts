import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsCurrency, IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { customerStatus, type CustomerLifecycle, type Standing } from '../../domain/index.js';
import type { HoldId } from '../../ids.js';
import { MOST_IMPORT_ROWS, outcomeOf } from './import-outcome.js';

const BILLING_TYPES = ['recurring', 'prepaid_daily', 'prepaid_custom'] as const;
const LIFECYCLES = ['new', 'active', 'ended'] as const satisfies readonly CustomerLifecycle[];
const STANDINGS = ['good', 'overdue', 'blocked', 'inactive'] as const satisfies readonly Standing[];

export class ImportedHold {
  @IsRecordId()
  id: HoldId;

  @IsString()
  @MinLength(1)
  @MaxLength(500)
  reason: string;
}

export class ImportAccountRow {
  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  @IsCurrency()
  currency: string;

  @IsIn(BILLING_TYPES)
  billingType: (typeof BILLING_TYPES)[number];

  @IsBoolean()
  billingEnabled: boolean;

  @IsInt()
  @Min(1)
  @Max(31)
  billingDay: number;

  @IsInt()
  @Min(0)
  @Max(365)
  dueDays: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  blockingDays?: number | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(365)
  deactivationDays?: number | null;

  @Matches(/^-?\d{1,18}$/)
  minimumBalanceMinor: string;

  @IsBoolean()
  autoInvoice: boolean;

  @IsOptional()
  @IsObject()
  invoiceAddress?: Record<string, string> | null;

  @IsIn(LIFECYCLES)
  lifecycle: CustomerLifecycle;

  @IsIn(STANDINGS)
  standing: Standing;

  @IsLocalDate()
  standingSince: string;

  /** Standing is looked at again on this day. */
  @IsOptional()
  @IsLocalDate()
  nextCheckOn?: string | null;

  /** A person closed this customer's access in the other system. */
  @IsOptional()
  @Type(() => ImportedHold)
  @ValidateNested()
  hold?: ImportedHold | null;
}

export class ImportAccountsInput {
  @IsListOf(() => ImportAccountRow, { most: MOST_IMPORT_ROWS })
  rows: ImportAccountRow[];
}

/**
 * Billing accounts of another system. What is billed how is brought up to date by a repetition; standing and holds are
 * taken once, for from then on they are decided here.
 */
@Injectable()
export class ImportAccounts extends Command<ImportAccountsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importAccounts',
    sentence: 'Import billing accounts',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportAccountsInput;

  async handle({ rows }: ImportAccountsInput, act: Act): Promise<ImportOutcome> {
    const ready = rows.map((row) => ({
      ...row,
      openHolds: row.hold ? 1 : 0,
      customerStatus: customerStatus(
        row.lifecycle,
        row.standing,
        row.hold ? [{ holdId: row.hold.id, reason: row.hold.reason }] : [],
      ),
    }));
    const written = await act.sql.query<{ customer_id: string; added: boolean }>(UPSERT, [
      JSON.stringify(ready),
      act.at,
    ]);
    const added = new Set(written.filter((row) => row.added).map((row) => row.customer_id));
    const holds = rows.flatMap((row) =>
      row.hold && added.has(row.customerId)
        ? [{ ...row.hold, customerId: row.customerId, partnerId: row.partnerId }]
        : [],
    );
    await act.sql.execute(
      `INSERT INTO billing.hold (id, customer_id, partner_id, reason, placed_by, placed_at)
       SELECT id, "customerId", "partnerId", reason, 'Import', $2
         FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "customerId" uuid, "partnerId" uuid, reason text)`,
      [JSON.stringify(holds), act.at],
    );
    act.audit({ kind: 'import', id: 'accounts' }, `${written.length} billing accounts imported`);
    return outcomeOf(written, rows.length);
  }
}

const TERMS = [
  ['billing_type', 'billingType', 'text'],
  ['billing_enabled', 'billingEnabled', 'boolean'],
  ['billing_day', 'billingDay', 'smallint'],
  ['due_days', 'dueDays', 'smallint'],
  ['blocking_days', 'blockingDays', 'smallint'],
  ['deactivation_days', 'deactivationDays', 'smallint'],
  ['minimum_balance_minor', 'minimumBalanceMinor', 'bigint'],
  ['auto_invoice', 'autoInvoice', 'boolean'],
  ['invoice_address', 'invoiceAddress', 'jsonb'],
] as const;

const STATE = [
  ['partner_id', 'partnerId', 'uuid'],
  ['currency', 'currency', 'char(3)'],
  ['lifecycle', 'lifecycle', 'text'],
  ['standing', 'standing', 'text'],
  ['standing_since', 'standingSince', 'date'],
  ['next_check_on', 'nextCheckOn', 'date'],
  ['open_holds', 'openHolds', 'int'],
  ['customer_status', 'customerStatus', 'text'],
] as const;

const all = [...TERMS, ...STATE];
const terms = TERMS.map(([column]) => column);

const UPSERT = `
  INSERT INTO billing.account (customer_id, ${all.map(([column]) => column).join(', ')}, period_months, mode, opened_at)
  SELECT "customerId", ${all.map(([, field]) => `"${field}"`).join(', ')}, 1, 'advance', $2
    FROM jsonb_to_recordset($1::jsonb) AS row ("customerId" uuid, ${all.map(([, field, type]) => `"${field}" ${type}`).join(', ')})
  ON CONFLICT (customer_id) DO UPDATE SET ${terms.map((column) => `${column} = excluded.${column}`).join(', ')}, revision = account.revision + 1
  WHERE (${terms.map((column) => `account.${column}`).join(', ')}) IS DISTINCT FROM (${terms.map((column) => `excluded.${column}`).join(', ')})
  RETURNING customer_id, (xmax = 0) AS added`;
