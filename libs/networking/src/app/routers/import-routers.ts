import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { announceAccess } from '../aaa/access-feed.js';
import { radiusSecretBinding } from '../access/access-row.js';
import { NAS_TYPES } from '../../radius/index.js';

export const VENDORS = NAS_TYPES;
export const ACCESS_METHODS = [
  'radius',
  'ppp_secrets',
  'dhcp_leases',
  'hotspot_users',
  'ip_mac_filter',
  'none',
] as const;
const MOST_ROWS = 500;

export class ImportRouterRow {
  @IsRecordId()
  id: string;

  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @IsOptional()
  @IsRecordId()
  locationId?: string | null;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @IsIn(VENDORS)
  vendor: (typeof VENDORS)[number];

  @IsString()
  @MaxLength(200)
  model: string;

  /** Where it is managed; an IP address. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  address?: string | null;

  /** Where its RADIUS packets come from; IP addresses. */
  @IsString({ each: true })
  sources: string[];

  @IsIn(ACCESS_METHODS)
  accessMethod: (typeof ACCESS_METHODS)[number];

  /** Sealed at once; never stored or logged as it is. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  radiusSecret?: string | null;

  @IsBoolean()
  active: boolean;
}

export class ImportRoutersInput {
  @IsListOf(() => ImportRouterRow, { most: MOST_ROWS })
  rows: ImportRouterRow[];
}

/** Routers of another system under ids that the caller keeps. What is there already is left as it is: it is managed here now. */
@Injectable()
export class ImportRouters extends Command<ImportRoutersInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'networking.importRouters',
    sentence: 'Import routers',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportRoutersInput;

  constructor(private readonly secrets: SecretBox) {
    super();
  }

  async handle({ rows }: ImportRoutersInput, act: Act): Promise<ImportOutcome> {
    const inUse = await act.sql.query<{ id: string; name: string }>(
      'SELECT id, lower(name) AS name FROM networking.router WHERE active',
    );
    const owners = new Map(inUse.map((row) => [row.name, row.id]));
    const kept: ImportRouterRow[] = [];
    const refused: ImportOutcome['refused'][number][] = [];
    for (const row of rows) {
      const name = row.name.toLowerCase();
      if (row.active && (owners.get(name) ?? row.id) !== row.id) {
        refused.push({ id: row.id, code: 'NAME_TAKEN', sentence: `Another router is named "${row.name}".` });
        continue;
      }
      if (row.active) owners.set(name, row.id);
      kept.push(row);
    }
    const ready = await Promise.all(kept.map((row) => this.sealed(row)));
    const added = await act.sql.execute(INSERT, [JSON.stringify(ready), act.at]);
    if (added > 0) await announceAccess(act.sql, '*');
    act.audit({ kind: 'import', id: 'routers' }, `${added} routers imported`);
    return { added, changed: 0, unchanged: kept.length - added, refused };
  }

  private async sealed({ radiusSecret, ...row }: ImportRouterRow): Promise<object> {
    if (!radiusSecret) return row;
    const secret = await this.secrets.seal('radius_secret', radiusSecret, radiusSecretBinding(row.id));
    return { ...row, radiusSecret: secret.toString('hex') };
  }
}

/** How many of these routers are there. */
export async function countRouters(sql: Sql, ids: readonly string[]): Promise<number> {
  const row = await sql.first<{ count: number }>(
    'SELECT count(*)::int AS count FROM networking.router WHERE id = ANY ($1::uuid[])',
    [ids],
  );
  return row?.count ?? 0;
}

const INSERT = `
  INSERT INTO networking.router (id, partner_id, location_id, name, vendor, model, address, sources, access_method, radius_secret, active, created_at)
  SELECT id, "partnerId", "locationId", name, vendor, nullif(model, ''), address, ARRAY(SELECT source::cidr FROM unnest(sources) source), "accessMethod",
    decode("radiusSecret", 'hex'), active, $2
  FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "partnerId" uuid, "locationId" uuid, name text, vendor text, model text, address inet,
    sources text[], "accessMethod" text, "radiusSecret" text, active boolean)
  ON CONFLICT (id) DO NOTHING`;
