import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid, notFound, Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { NetworkingPermissions } from '../../permissions.js';
import { SaveSiteInput, SiteStepInput } from './site.input.js';

const CHANGED = new Refusal('stale', 'CHANGED_MEANWHILE', 'This was changed by somebody else. Load it again.');

@Injectable()
export class SaveSite extends Command<SaveSiteInput, { siteId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.saveSite',
    sentence: 'Add or change a site',
    permission: NetworkingPermissions['site.manage'],
    risk: 'normal',
  };
  readonly input = SaveSiteInput;

  async handle(input: SaveSiteInput, act: Act): Promise<{ siteId: string }> {
    const isNew = input.siteId === undefined;
    const siteId = input.siteId ?? act.newId<'Site'>();
    if (((input.latitude ?? null) === null) !== ((input.longitude ?? null) === null))
      throw invalid('HALF_A_PLACE', 'Give both degrees north and degrees east, or neither.', [
        { field: 'longitude', message: 'goes with latitude' },
      ]);
    const columns = [
      siteId,
      input.partnerId ?? null,
      input.locationId ?? null,
      input.name.trim(),
      input.address ?? '',
      input.latitude ?? null,
      input.longitude ?? null,
      input.notes ?? '',
      input.downloadKbps ?? null,
      input.uploadKbps ?? null,
    ];
    try {
      if (isNew)
        await act.sql.execute(
          `INSERT INTO networking.site (id, partner_id, location_id, name, address, latitude, longitude, notes, download_kbps, upload_kbps, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
          [...columns, act.at],
        );
      else await change(act, siteId, input.revision, columns);
    } catch (error) {
      throw siteFault(error, input.name) ?? error;
    }
    act.audit({ kind: 'site', id: siteId }, `Site ${input.name} ${isNew ? 'added' : 'changed'}`);
    return { siteId };
  }
}

async function change(
  act: Act,
  siteId: string,
  revision: number | undefined,
  columns: readonly unknown[],
): Promise<void> {
  const changed = await act.sql.execute(
    `UPDATE networking.site SET partner_id = $2, location_id = $3, name = $4, address = $5, latitude = $6, longitude = $7, notes = $8,
       download_kbps = $9, upload_kbps = $10, revision = revision + 1 WHERE id = $1 AND active AND revision = $11`,
    [...columns, revision ?? 0],
  );
  if (changed > 0) return;
  const known = await act.sql.first('SELECT 1 FROM networking.site WHERE id = $1 AND active', [siteId]);
  throw known ? CHANGED : notFound('site');
}

export function siteFault(error: unknown, name: string): Refusal | undefined {
  switch (violatedConstraint(error)) {
    case 'site_name':
    case 'sector_name':
      return conflict('NAME_TAKEN', `There is one named "${name}" already. Choose another name.`);
    case 'site_partner_id_fkey':
      return invalid('UNKNOWN_PARTNER', 'There is no such partner.', [
        { field: 'partnerId', message: 'does not exist' },
      ]);
    case 'site_location_id_fkey':
      return invalid('UNKNOWN_LOCATION', 'There is no such location.', [
        { field: 'locationId', message: 'does not exist' },
      ]);
    case 'sector_router_id_fkey':
      return invalid('UNKNOWN_ROUTER', 'There is no such router.', [{ field: 'routerId', message: 'does not exist' }]);
    default:
      return undefined;
  }
}

/** A site with sectors in use, routers or devices stays. */
@Injectable()
export class RetireSite extends Command<SiteStepInput, { id: string }> {
  readonly rule: CommandRule = {
    name: 'networking.retireSite',
    sentence: 'Take a site out of use',
    permission: NetworkingPermissions['site.manage'],
    risk: 'normal',
  };
  readonly input = SiteStepInput;

  async handle({ id }: SiteStepInput, act: Act): Promise<{ id: string }> {
    const site = await act.sql.first<{ name: string }>(
      'SELECT name FROM networking.site WHERE id = $1 AND active FOR UPDATE',
      [id],
    );
    if (!site) throw notFound('site');
    const used = await act.sql.first(
      `SELECT 1 FROM networking.sector WHERE site_id = $1 AND active UNION ALL
       SELECT 1 FROM networking.device WHERE site_id = $1 AND active UNION ALL
       SELECT 1 FROM networking.router WHERE site_id = $1 AND active LIMIT 1`,
      [id],
    );
    if (used) throw conflict('SITE_IN_USE', 'Sectors, routers or devices are at this site. Move them first.');
    await act.sql.execute('UPDATE networking.site SET active = false, revision = revision + 1 WHERE id = $1', [id]);
    act.audit({ kind: 'site', id }, `Site ${site.name} taken out of use`);
    return { id };
  }
}
