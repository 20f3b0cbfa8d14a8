import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { IsBoolean, IsObject, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { PartnerId } from '../domain/ids.js';
import type { PartnerLegal } from '../domain/partner-legal.js';
import { type ImportOutcome, MOST_IMPORT_ROWS, namesInUse, outcomeOf, sift } from './import-outcome.js';

export class ImportPartnerRow {
  @IsRecordId()
  id: PartnerId;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @IsOptional()
  @IsObject()
  legal?: PartnerLegal;

  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  percent?: string;

  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

export class ImportPartnersInput {
  @IsListOf(() => ImportPartnerRow, { most: MOST_IMPORT_ROWS })
  rows: ImportPartnerRow[];
}

/** Partners of another system under ids that the caller keeps: repeating it changes nothing. */
@Injectable()
export class ImportPartners extends Command<ImportPartnersInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'crm.importPartners',
    sentence: 'Import partners',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportPartnersInput;

  async handle({ rows }: ImportPartnersInput, act: Act): Promise<ImportOutcome> {
    const inUse = await namesInUse(
      act.sql,
      'crm.partner',
      rows.map((row) => row.name),
    );
    const { kept, refused } = sift(rows, (row) =>
      (inUse.get(row.name) ?? row.id) === row.id
        ? undefined
        : { code: 'NAME_TAKEN', sentence: `Another partner is named "${row.name}".` },
    );
    const written = await act.sql.query<{ added: boolean }>(
      `INSERT INTO crm.partner (id, name, legal, percent, active, created_at)
       SELECT id, name, coalesce(legal, '{}'), coalesce(percent, 0), coalesce(active, true), $2
       FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, name text, legal jsonb, percent numeric, active boolean)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, legal = excluded.legal, percent = excluded.percent, active = excluded.active, revision = partner.revision + 1
       WHERE (partner.name, partner.legal, partner.percent, partner.active) IS DISTINCT FROM (excluded.name, excluded.legal, excluded.percent, excluded.active)
       RETURNING (xmax = 0) AS added`,
      [JSON.stringify(kept), act.at],
    );
    act.audit({ kind: 'import', id: 'partners' }, `${written.length} partners imported`);
    return outcomeOf(written, kept.length, refused);
  }
}
