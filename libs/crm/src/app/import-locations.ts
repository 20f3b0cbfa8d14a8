import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { LocationId } from '../domain/ids.js';
import { type ImportOutcome, MOST_IMPORT_ROWS, namesInUse, outcomeOf, sift } from './import-outcome.js';

export class ImportLocationRow {
  @IsRecordId()
  id: LocationId;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @IsOptional()
  @IsRecordId()
  parentId?: LocationId | null;
}

export class ImportLocationsInput {
  @IsListOf(() => ImportLocationRow, { most: MOST_IMPORT_ROWS })
  rows: ImportLocationRow[];
}

/** Locations of another system under ids that the caller keeps: repeating it changes nothing. */
@Injectable()
export class ImportLocations extends Command<ImportLocationsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'crm.importLocations',
    sentence: 'Import locations',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportLocationsInput;

  async handle({ rows }: ImportLocationsInput, act: Act): Promise<ImportOutcome> {
    const inUse = await namesInUse(
      act.sql,
      'crm.location',
      rows.map((row) => row.name),
    );
    const { kept, refused } = sift(rows, (row) =>
      (inUse.get(row.name) ?? row.id) === row.id
        ? undefined
        : { code: 'NAME_TAKEN', sentence: `Another location is named "${row.name}".` },
    );
    const written = await act.sql.query<{ added: boolean }>(
      `INSERT INTO crm.location (id, name, parent_id)
       SELECT id, name, "parentId" FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, name text, "parentId" uuid)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent_id = excluded.parent_id, revision = location.revision + 1
       WHERE (location.name, location.parent_id) IS DISTINCT FROM (excluded.name, excluded.parent_id)
       RETURNING (xmax = 0) AS added`,
      [JSON.stringify(kept)],
    );
    act.audit({ kind: 'import', id: 'locations' }, `${written.length} locations imported`);
    return outcomeOf(written, kept.length, refused);
  }
}
