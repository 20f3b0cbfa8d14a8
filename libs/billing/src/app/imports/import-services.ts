import { Injectable } from '@nestjs/common';
import {
  type Act,
  Command,
  type CommandRule,
  IsCurrency,
  IsLocalDate,
  IsPlainDecimal,
  IsRecordId,
} from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { ServiceStatus } from '../../domain/index.js';
import { ServicesImported } from '../../events.js';
import type { PlanId, ServiceId, TaxRateId } from '../../ids.js';
import { MOST_IMPORT_ROWS, outcomeOf } from './import-outcome.js';

const KINDS = ['internet', 'voice', 'recurring', 'one_time', 'bundle'] as const;
const STATUSES = ['pending', 'active', 'paused', 'disabled', 'archived'] as const satisfies readonly ServiceStatus[];
const ENDINGS = ['end_date', 'deactivation'] as const;
const DISCOUNTS = ['percent', 'fixed'] as const;

export class ImportServiceRow {
  @IsRecordId()
  id: ServiceId;

  @IsRecordId()
  customerId: string;

  @IsRecordId()
  partnerId: string;

  @IsRecordId()
  planId: PlanId;

  @IsIn(KINDS)
  kind: (typeof KINDS)[number];

  @IsIn(STATUSES)
  status: ServiceStatus;

  @IsString()
  @MaxLength(2_000)
  description: string;

  @IsPlainDecimal({ min: '0.0001' })
  quantity: string;

  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string | null;

  @IsCurrency()
  currency: string;

  @IsBoolean()
  taxInclusive: boolean;

  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId | null;

  @IsLocalDate()
  startsOn: string;

  /** The last day of service. */
  @IsOptional()
  @IsLocalDate()
  endsOn?: string | null;

  @IsOptional()
  @IsIn(ENDINGS)
  endedBy?: (typeof ENDINGS)[number] | null;

  /** The first day that is charged here; left out, all days since the start are. */
  @IsOptional()
  @IsLocalDate()
  chargedFrom?: string | null;

  @IsOptional()
  @IsRecordId()
  bundleServiceId?: ServiceId | null;

  /** The service that deactivation ended and that this one goes on with. */
  @IsOptional()
  @IsRecordId()
  continuesServiceId?: ServiceId | null;

  @IsOptional()
  @IsLocalDate()
  pausedOn?: string | null;

  @IsOptional()
  @IsIn(DISCOUNTS)
  discountKind?: (typeof DISCOUNTS)[number] | null;

  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  discountValue?: string | null;

  @IsOptional()
  @IsLocalDate()
  discountFrom?: string | null;

  @IsOptional()
  @IsLocalDate()
  discountTo?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  discountText?: string | null;
}

export class ImportServicesInput {
  @IsArray()
  @ArrayMaxSize(MOST_IMPORT_ROWS)
  @Type(() => ImportServiceRow)
  @ValidateNested({ each: true })
  rows: ImportServiceRow[];
}

/** Services of another system under ids that the caller keeps: repeating it changes nothing. */
@Injectable()
export class ImportServices extends Command<ImportServicesInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importServices',
    sentence: 'Import services',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportServicesInput;

  async handle({ rows }: ImportServicesInput, act: Act): Promise<ImportOutcome> {
    const written = await act.sql.query<{ id: ServiceId; added: boolean }>(UPSERT, [JSON.stringify(rows), act.at]);
    const added = new Set(written.filter((row) => row.added).map((row) => row.id));
    const paused = rows
      .filter((row) => row.pausedOn && added.has(row.id))
      .map((row) => ({ ...row, pauseId: act.newId() }));
    await act.sql.execute(
      `INSERT INTO billing.service_pause (id, service_id, customer_id, partner_id, days, reason)
       SELECT "pauseId", id, "customerId", "partnerId", daterange("pausedOn", NULL), 'Paused in the system that it comes from'
         FROM jsonb_to_recordset($1::jsonb) AS row ("pauseId" uuid, id uuid, "customerId" uuid, "partnerId" uuid, "pausedOn" date)`,
      [JSON.stringify(paused)],
    );
    if (written.length > 0) act.emit(ServicesImported, { serviceIds: written.map((row) => row.id) });
    act.audit({ kind: 'import', id: 'services' }, `${written.length} services imported`);
    return outcomeOf(written, rows.length);
  }
}

const COLUMNS = [
  ['plan_id', 'planId', 'uuid'],
  ['kind', 'kind', 'text'],
  ['status', 'status', 'text'],
  ['description', 'description', 'text'],
  ['quantity', 'quantity', 'numeric'],
  ['unit_price', 'unitPrice', 'numeric'],
  ['tax_inclusive', 'taxInclusive', 'boolean'],
  ['tax_rate_id', 'taxRateId', 'uuid'],
  ['starts_on', 'startsOn', 'date'],
  ['ends_on', 'endsOn', 'date'],
  ['ended_by', 'endedBy', 'text'],
  ['bundle_service_id', 'bundleServiceId', 'uuid'],
  ['continues_service_id', 'continuesServiceId', 'uuid'],
  ['previous_service_id', 'continuesServiceId', 'uuid'],
  ['discount_kind', 'discountKind', 'text'],
  ['discount_value', 'discountValue', 'numeric'],
  ['discount_from', 'discountFrom', 'date'],
  ['discount_to', 'discountTo', 'date'],
  ['discount_text', 'discountText', 'text'],
] as const;

const names = COLUMNS.map(([column]) => column);
const fields = [...new Map(COLUMNS.map(([, field, type]) => [field, type]))];

/** Where charging begins is settled by the first import: from then on, what is charged is decided here. */
const UPSERT = `
  INSERT INTO billing.service (id, customer_id, partner_id, currency, charged_from, ${names.join(', ')}, created_at)
  SELECT id, "customerId", "partnerId", currency, "chargedFrom", ${COLUMNS.map(([, field]) => `"${field}"`).join(', ')}, $2
    FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "customerId" uuid, "partnerId" uuid, currency char(3), "chargedFrom" date,
      ${fields.map(([field, type]) => `"${field}" ${type}`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names.map((column) => `${column} = excluded.${column}`).join(', ')}, revision = service.revision + 1
  WHERE (${names.map((column) => `service.${column}`).join(', ')}) IS DISTINCT FROM (${names.map((column) => `excluded.${column}`).join(', ')})
  RETURNING id, (xmax = 0) AS added`;
