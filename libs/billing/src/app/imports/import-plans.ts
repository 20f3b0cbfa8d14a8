import { Injectable } from '@nestjs/common';
import {
  type Act,
  Command,
  type CommandRule,
  IsCurrency,
  IsListOf,
  IsPlainDecimal,
  IsRecordId,
} from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { PlanId, TaxRateId } from '../../ids.js';
import { MOST_IMPORT_ROWS, outcomeOf } from './import-outcome.js';

const PLAN_KINDS = ['internet', 'voice', 'recurring', 'one_time', 'bundle'] as const;

export class ImportPlanRow {
  @IsRecordId()
  id: PlanId;

  @IsIn(PLAN_KINDS)
  kind: (typeof PLAN_KINDS)[number];

  @IsString()
  @MinLength(1)
  @MaxLength(500)
  title: string;

  @IsString()
  @MaxLength(2_000)
  serviceDescription: string;

  @IsPlainDecimal({ min: '0' })
  unitPrice: string;

  @IsCurrency()
  currency: string;

  @IsBoolean()
  taxInclusive: boolean;

  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(120)
  contractMonths?: number | null;

  @IsRecordId({ each: true })
  bundledPlanIds: PlanId[];

  /** Only these partners sell it; none: every partner. */
  @IsRecordId({ each: true })
  partnerIds: string[];

  @IsBoolean()
  active: boolean;
}

export class ImportPlansInput {
  @IsListOf(() => ImportPlanRow, { most: MOST_IMPORT_ROWS })
  rows: ImportPlanRow[];
}

/** Plans of another system under ids that the caller keeps: repeating it changes nothing. */
@Injectable()
export class ImportPlans extends Command<ImportPlansInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importPlans',
    sentence: 'Import plans',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportPlansInput;

  async handle({ rows }: ImportPlansInput, act: Act): Promise<ImportOutcome> {
    const written = await act.sql.query<{ id: PlanId; added: boolean }>(UPSERT, [JSON.stringify(rows), act.at]);
    const ids = rows.map((row) => row.id);
    await act.sql.execute(
      `DELETE FROM billing.plan_partner seller WHERE seller.plan_id = ANY ($1::uuid[]) AND NOT EXISTS (
         SELECT 1 FROM jsonb_to_recordset($2::jsonb) AS row (id uuid, "partnerIds" uuid[])
          WHERE row.id = seller.plan_id AND seller.partner_id = ANY (row."partnerIds"))`,
      [ids, JSON.stringify(rows)],
    );
    await act.sql.execute(
      `INSERT INTO billing.plan_partner (plan_id, partner_id)
       SELECT row.id, seller.id FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "partnerIds" uuid[]) CROSS JOIN unnest(row."partnerIds") seller (id)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
    act.audit({ kind: 'import', id: 'plans' }, `${written.length} plans imported`);
    return outcomeOf(written, rows.length);
  }
}

const COLUMNS = [
  ['kind', 'kind', 'text'],
  ['title', 'title', 'text'],
  ['service_description', 'serviceDescription', 'text'],
  ['unit_price', 'unitPrice', 'numeric'],
  ['currency', 'currency', 'char(3)'],
  ['tax_inclusive', 'taxInclusive', 'boolean'],
  ['tax_rate_id', 'taxRateId', 'uuid'],
  ['contract_months', 'contractMonths', 'smallint'],
  ['bundled_plan_ids', 'bundledPlanIds', 'uuid[]'],
  ['active', 'active', 'boolean'],
] as const;

const names = COLUMNS.map(([column]) => column);

const UPSERT = `
  INSERT INTO billing.plan (id, ${names.join(', ')}, available, created_at)
  SELECT id, ${COLUMNS.map(([, field]) => `"${field}"`).join(', ')}, active, $2
    FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, ${COLUMNS.map(([, field, type]) => `"${field}" ${type}`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names.map((column) => `${column} = excluded.${column}`).join(', ')}, revision = plan.revision + 1
  WHERE (${names.map((column) => `plan.${column}`).join(', ')}) IS DISTINCT FROM (${names.map((column) => `excluded.${column}`).join(', ')})
  RETURNING id, (xmax = 0) AS added`;
