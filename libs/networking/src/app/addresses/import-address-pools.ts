import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { announceAccess } from '../aaa/access-feed.js';

const KINDS = ['static', 'pool', 'management', 'root'] as const;
const MOST_ROWS = 500;

export class ImportAddressPoolRow {
  @IsRecordId()
  id: string;

  @IsOptional()
  @IsRecordId()
  locationId?: string | null;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /** `10.20.16.0/20`; bits behind the length are cut off. */
  @IsString()
  @MaxLength(64)
  prefix: string;

  @IsIn(KINDS)
  kind: (typeof KINDS)[number];
}

export class ImportAddressPoolsInput {
  @IsArray()
  @ArrayMaxSize(MOST_ROWS)
  @Type(() => ImportAddressPoolRow)
  @ValidateNested({ each: true })
  rows: ImportAddressPoolRow[];
}

/** Networks of another system under ids that the caller keeps. One that overlaps another pool is refused. */
@Injectable()
export class ImportAddressPools extends Command<ImportAddressPoolsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'networking.importAddressPools',
    sentence: 'Import address pools',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportAddressPoolsInput;

  async handle({ rows }: ImportAddressPoolsInput, act: Act): Promise<ImportOutcome> {
    const refused: ImportOutcome['refused'][number][] = [];
    let added = 0;
    for (const row of rows) {
      const overlap = await act.sql.first<{ id: string; name: string }>(
        `SELECT id, name FROM networking.address_pool WHERE id = $1 OR ($3 <> 'root' AND kind <> 'root' AND prefix && $2::inet) ORDER BY id = $1 DESC LIMIT 1`,
        [row.id, row.prefix, row.kind],
      );
      if (overlap && overlap.id !== row.id) {
        refused.push({ id: row.id, code: 'OVERLAPS', sentence: `${row.prefix} overlaps the pool "${overlap.name}".` });
      } else if (!overlap) {
        added += await act.sql.execute(
          `INSERT INTO networking.address_pool (id, location_id, name, prefix, kind, created_at) VALUES ($1, $2, $3, network($4::inet), $5, $6)`,
          [row.id, row.locationId ?? null, row.name, row.prefix, row.kind, act.at],
        );
      }
    }
    await announceAccess(act.sql, '*');
    act.audit({ kind: 'import', id: 'address_pools' }, `${added} address pools imported`);
    return { added, changed: 0, unchanged: rows.length - added - refused.length, refused };
  }
}
