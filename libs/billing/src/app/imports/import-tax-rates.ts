import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsBoolean, IsString, MaxLength, MinLength } from 'class-validator';
import type { TaxRateId } from '../../ids.js';
import { MOST_IMPORT_ROWS, outcomeOf } from './import-outcome.js';

export class ImportTaxPart {
  @IsString()
  @MaxLength(200)
  name: string;

  @IsPlainDecimal({ min: '0' })
  percent: string;

  /** Charged on the sum of what comes before, not on the net price. */
  @IsBoolean()
  onTopOfPrevious: boolean;
}

export class ImportTaxRateRow {
  @IsRecordId()
  id: TaxRateId;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @IsPlainDecimal({ min: '0' })
  percent: string;

  @IsListOf(() => ImportTaxPart, { most: 20 })
  parts: ImportTaxPart[];

  @IsBoolean()
  archived: boolean;
}

export class ImportTaxRatesInput {
  @IsListOf(() => ImportTaxRateRow, { most: MOST_IMPORT_ROWS })
  rows: ImportTaxRateRow[];
}

/** Tax rates of another system under ids that the caller keeps: repeating it changes nothing. */
@Injectable()
export class ImportTaxRates extends Command<ImportTaxRatesInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'billing.importTaxRates',
    sentence: 'Import tax rates',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportTaxRatesInput;

  async handle({ rows }: ImportTaxRatesInput, act: Act): Promise<ImportOutcome> {
    const inUse = await act.sql.query<{ id: string; name: string }>(
      'SELECT id, lower(name) AS name FROM billing.tax_rate WHERE NOT archived',
    );
    const owners = new Map(inUse.map((row) => [row.name, row.id]));
    const kept: ImportTaxRateRow[] = [];
    const refused: ImportOutcome['refused'][number][] = [];
    for (const row of rows) {
      const name = row.name.toLowerCase();
      if (row.archived || (owners.get(name) ?? row.id) === row.id) {
        kept.push(row);
        if (!row.archived) owners.set(name, row.id);
      } else {
        refused.push({ id: row.id, code: 'NAME_TAKEN', sentence: `Another tax rate is named "${row.name}".` });
      }
    }
    const written = await act.sql.query<{ added: boolean }>(
      `INSERT INTO billing.tax_rate (id, name, percent, parts, archived, created_at)
       SELECT id, name, percent, parts, archived, $2
         FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, name text, percent numeric, parts jsonb, archived boolean)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, percent = excluded.percent, parts = excluded.parts, archived = excluded.archived
       WHERE (tax_rate.name, tax_rate.percent, tax_rate.parts, tax_rate.archived)
         IS DISTINCT FROM (excluded.name, excluded.percent, excluded.parts, excluded.archived)
       RETURNING (xmax = 0) AS added`,
      [JSON.stringify(kept), act.at],
    );
    act.audit({ kind: 'import', id: 'tax_rates' }, `${written.length} tax rates imported`);
    return outcomeOf(written, kept.length, refused);
  }
}
