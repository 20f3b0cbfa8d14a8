import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { MOST_KBPS } from './site.input.js';

const MOST_ROWS = 500;

export class ImportSectorRow {
  @IsRecordId()
  id: string;

  /** The router that its customers come through. */
  @IsRecordId()
  routerId: string;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /** What all on it can have together; none: not limited. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  downloadKbps?: number | null;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MOST_KBPS)
  uploadKbps?: number | null;
}

export class ImportSectorsInput {
  @IsListOf(() => ImportSectorRow, { most: MOST_ROWS })
  rows: ImportSectorRow[];
}

/**
 * Sectors of another system, under ids that the caller keeps. There they are parts of a router; here of a site, so a router without
 * one gets a site of its own name. What is there already is left as it is.
 */
@Injectable()
export class ImportSectors extends Command<ImportSectorsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'networking.importSectors',
    sentence: 'Import sectors',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportSectorsInput;

  async handle({ rows }: ImportSectorsInput, act: Act): Promise<ImportOutcome> {
    const routerIds = [...new Set(rows.map(({ routerId }) => routerId))];
    await this.placeRouters(act, routerIds);
    const there = await act.sql.query<{ id: string; router_id: string; name: string }>(
      `SELECT sector.id, router.id AS router_id, lower(sector.name) AS name FROM networking.router router
         JOIN networking.sector sector ON sector.site_id = router.site_id AND sector.active WHERE router.id = ANY ($1::uuid[])`,
      [routerIds],
    );
    const owners = new Map(there.map((one) => [`${one.router_id} ${one.name}`, one.id]));
    const kept: ImportSectorRow[] = [];
    const refused: ImportOutcome['refused'][number][] = [];
    for (const row of rows) {
      const key = `${row.routerId} ${row.name.toLowerCase()}`;
      if ((owners.get(key) ?? row.id) !== row.id) {
        refused.push({ id: row.id, code: 'NAME_TAKEN', sentence: `Another sector there is named "${row.name}".` });
        continue;
      }
      owners.set(key, row.id);
      kept.push(row);
    }
    const added = await act.sql.execute(INSERT, [JSON.stringify(kept), act.at]);
    act.audit({ kind: 'import', id: 'sectors' }, `${added} sectors imported`);
    return { added, changed: 0, unchanged: kept.length - added, refused };
  }

  /** At the site of their name where there is one already. */
  private async placeRouters(act: Act, routerIds: readonly string[]): Promise<void> {
    const unplaced = await act.sql.query<{ id: string; name: string }>(
      'SELECT id, name FROM networking.router WHERE id = ANY ($1::uuid[]) AND site_id IS NULL',
      [routerIds],
    );
    if (unplaced.length === 0) return;
    const sites = unplaced.map(({ id }) => ({ routerId: id, siteId: act.newId<'Site'>() }));
    await act.sql.execute(NEW_SITES, [JSON.stringify(sites), act.at]);
    await act.sql.execute(PLACE, [unplaced.map(({ id }) => id)]);
  }
}

const NEW_SITES = `
  INSERT INTO networking.site (id, partner_id, location_id, name, created_at)
  SELECT site."siteId", router.partner_id, router.location_id, router.name, $2
    FROM jsonb_to_recordset($1::jsonb) AS site ("routerId" uuid, "siteId" uuid) JOIN networking.router router ON router.id = site."routerId"
  ON CONFLICT DO NOTHING`;

const PLACE = `
  UPDATE networking.router router SET site_id = site.id FROM networking.site site
   WHERE router.id = ANY ($1::uuid[]) AND router.site_id IS NULL AND site.active AND lower(site.name) = lower(router.name)`;

const INSERT = `
  INSERT INTO networking.sector (id, site_id, partner_id, router_id, name, download_kbps, upload_kbps, created_at)
  SELECT row.id, router.site_id, router.partner_id, router.id, row.name, row."downloadKbps", row."uploadKbps", $2
    FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "routerId" uuid, name text, "downloadKbps" int, "uploadKbps" int)
    JOIN networking.router router ON router.id = row."routerId"
  ON CONFLICT (id) DO NOTHING`;
