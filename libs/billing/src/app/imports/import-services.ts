import { Injectable } from '@nestjs/common';
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
import { localDate } from '@demarc/kernel';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ServiceStatus } from '../../domain/index.js';
import { ServicesImported } from '../../events.js';
import type { PlanId, ServiceId, TaxRateId } from '../../ids.js';
import { writeDiscounts } from '../pricing/service-discounts.js';
import { MOST_IMPORT_ROWS, outcomeOf } from './import-outcome.js';

const KINDS = ['internet', 'voice', 'recurring', 'one_time', 'bundle'] as const;
const STATUSES = ['pending', 'active', 'paused', 'disabled', 'archived'] as const satisfies readonly ServiceStatus[];
const ENDINGS = ['end_date', 'deactivation'] as const;
const DISCOUNTS = ['percent', 'fixed'] as const;

export class ImportServiceDiscount {
  /** The service's own discount, or an additional one that goes before it. */
  @IsBoolean()
  main: boolean;

  @IsIn(DISCOUNTS)
  kind: (typeof DISCOUNTS)[number];

  @IsPlainDecimal({ min: '0' })
  value: string;

  @IsOptional()
  @IsLocalDate()
  from?: string | null;

  /** The last day that is cheaper. */
  @IsOptional()
  @IsLocalDate()
  to?: string | null;

  @IsString()
  @MaxLength(2_000)
  text: string;
}

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

  @IsListOf(() => ImportServiceDiscount, { most: 50 })
  discounts: ImportServiceDiscount[];
}

export class ImportServicesInput {
  @IsListOf(() => ImportServiceRow, { most: MOST_IMPORT_ROWS })
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
      `INSERT INTO billing.service_pause (id, service_id, customer_id, partner_id, days, is_away, reason)
       SELECT "pauseId", id, "customerId", "partnerId", daterange("pausedOn", NULL), "continuesServiceId" IS NOT NULL, 'Paused in the system that it comes from'
         FROM jsonb_to_recordset($1::jsonb) AS row ("pauseId" uuid, id uuid, "customerId" uuid, "partnerId" uuid, "pausedOn" date,
           "continuesServiceId" uuid)`,
      [JSON.stringify(paused)],
    );
    await importDiscounts(act, rows);
    if (written.length > 0) act.emit(ServicesImported, { serviceIds: written.map((row) => row.id) });
    act.audit({ kind: 'import', id: 'services' }, `${written.length} services imported`);
    return outcomeOf(written, rows.length);
  }
}

/** The discounts of each service as the other system has them; those that are the same stay as they are. */
async function importDiscounts(act: Act, rows: readonly ImportServiceRow[]): Promise<void> {
  const wanted = rows.map((row) => ({
    id: row.id,
    customerId: row.customerId,
    partnerId: row.partnerId,
    discounts: row.discounts.map((discount) => ({ ...discount, from: discount.from ?? null, to: discount.to ?? null })),
  }));
  const replaced = await act.sql.query<{ id: string }>(
    `SELECT wanted.id FROM jsonb_to_recordset($1::jsonb) AS wanted (id uuid, discounts jsonb)
      WHERE ${discountSet('SELECT main, kind, value, valid_from, valid_to, label FROM billing.service_discount WHERE service_id = wanted.id')}
        IS DISTINCT FROM ${discountSet(
          `SELECT main, kind, value, "from", "to", text FROM jsonb_to_recordset(wanted.discounts) AS one (main boolean, kind text, value numeric(18,4),
             "from" date, "to" date, text text)`,
        )}`,
    [JSON.stringify(wanted)],
  );
  const changed = new Set(replaced.map((row) => row.id));
  await act.sql.execute('DELETE FROM billing.service_discount WHERE service_id = ANY ($1::uuid[])', [[...changed]]);
  const fresh = wanted
    .filter((row) => changed.has(row.id))
    .flatMap((row) =>
      row.discounts.map((discount) => ({
        service: row,
        discount: {
          main: discount.main,
          kind: discount.kind,
          value: discount.value,
          ...(discount.from ? { from: localDate(discount.from) } : {}),
          ...(discount.to ? { through: localDate(discount.to) } : {}),
          text: discount.text,
        },
      })),
    );
  await writeDiscounts(act, fresh);
}

function discountSet(select: string): string {
  return `(SELECT array_agg(row(one.*)::text ORDER BY row(one.*)::text) FROM (${select}) one (main, kind, value, since, until, said))`;
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
