import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, notFound, Refusal } from '@demarc/kernel';
import { NetworkingPermissions } from '../../permissions.js';
import { ConvergeAccess } from '../convergence/converge-access.job.js';
import { announceAccess } from '../aaa/access-feed.js';
import { siteFault } from './save-site.js';
import { PutOnSectorInput, SaveSectorInput, SiteStepInput } from './site.input.js';

@Injectable()
export class SaveSector extends Command<SaveSectorInput, { sectorId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.saveSector',
    sentence: 'Add or change a sector',
    permission: NetworkingPermissions['site.manage'],
    risk: 'normal',
  };
  readonly input = SaveSectorInput;

  async handle(input: SaveSectorInput, act: Act): Promise<{ sectorId: string }> {
    const site = await act.sql.first<{ partner_id: string | null }>(
      'SELECT partner_id FROM networking.site WHERE id = $1 AND active',
      [input.siteId],
    );
    if (!site) throw notFound('site');
    const isNew = input.sectorId === undefined;
    const sectorId = input.sectorId ?? act.newId<'Sector'>();
    const columns = [
      sectorId,
      input.siteId,
      site.partner_id,
      input.routerId ?? null,
      input.interfaceName ?? null,
      input.name.trim(),
      input.downloadKbps ?? null,
      input.uploadKbps ?? null,
    ];
    try {
      if (isNew)
        await act.sql.execute(
          `INSERT INTO networking.sector (id, site_id, partner_id, router_id, interface_name, name, download_kbps, upload_kbps, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          [...columns, act.at],
        );
      else await change(act, sectorId, input.revision, columns);
    } catch (error) {
      throw siteFault(error, input.name) ?? error;
    }
    act.audit({ kind: 'sector', id: sectorId }, `Sector ${input.name} ${isNew ? 'added' : 'changed'}`, {
      downloadKbps: input.downloadKbps ?? null,
      uploadKbps: input.uploadKbps ?? null,
    });
    return { sectorId };
  }
}

async function change(act: Act, id: string, revision: number | undefined, columns: readonly unknown[]): Promise<void> {
  const changed = await act.sql.execute(
    `UPDATE networking.sector SET site_id = $2, partner_id = $3, router_id = $4, interface_name = $5, name = $6, download_kbps = $7,
       upload_kbps = $8, revision = revision + 1 WHERE id = $1 AND active AND revision = $9`,
    [...columns, revision ?? 0],
  );
  if (changed > 0) return;
  const known = await act.sql.first('SELECT 1 FROM networking.sector WHERE id = $1 AND active', [id]);
  throw known
    ? new Refusal('stale', 'CHANGED_MEANWHILE', 'This was changed by somebody else. Load it again.')
    : notFound('sector');
}

@Injectable()
export class RetireSector extends Command<SiteStepInput, { id: string }> {
  readonly rule: CommandRule = {
    name: 'networking.retireSector',
    sentence: 'Take a sector out of use',
    permission: NetworkingPermissions['site.manage'],
    risk: 'normal',
  };
  readonly input = SiteStepInput;

  async handle({ id }: SiteStepInput, act: Act): Promise<{ id: string }> {
    const sector = await act.sql.first<{ name: string }>(
      'SELECT name FROM networking.sector WHERE id = $1 AND active FOR UPDATE',
      [id],
    );
    if (!sector) throw notFound('sector');
    const used = await act.sql.first<{ count: number }>(
      'SELECT count(*)::int AS count FROM networking.access WHERE sector_id = $1 AND live',
      [id],
    );
    if (used && used.count > 0)
      throw conflict('SECTOR_IN_USE', `${used.count} services are on this sector. Put them on another one first.`);
    await act.sql.execute('UPDATE networking.sector SET active = false, revision = revision + 1 WHERE id = $1', [id]);
    act.audit({ kind: 'sector', id }, `Sector ${sector.name} taken out of use`);
    return { id };
  }
}

/** A service has its speed shared either with the sector or with its plan's others, never both. */
@Injectable()
export class PutOnSector extends Command<PutOnSectorInput, { services: number }> {
  readonly rule: CommandRule = {
    name: 'networking.putOnSector',
    sentence: 'Put services on a sector',
    permission: NetworkingPermissions['site.manage'],
    risk: 'normal',
  };
  readonly input = PutOnSectorInput;

  async handle({ sectorId, serviceIds }: PutOnSectorInput, act: Act): Promise<{ services: number }> {
    const sector = sectorId
      ? await act.sql.first<{ name: string; router_id: string | null }>(
          'SELECT name, router_id FROM networking.sector WHERE id = $1 AND active',
          [sectorId],
        )
      : null;
    if (sector === undefined) throw notFound('sector');
    const found = await act.sql.query<{
      service_id: string;
      customer_id: string;
      contended: boolean;
      router_id: string | null;
    }>(
      `SELECT access.service_id, access.customer_id, coalesce(policy.contention, 1) > 1 AS contended, access.router_id
         FROM networking.access access LEFT JOIN networking.access_policy policy ON policy.plan_id = access.plan_id
        WHERE access.service_id = ANY ($1::uuid[]) AND access.live FOR UPDATE OF access`,
      [serviceIds],
    );
    if (found.length < new Set(serviceIds).size) throw notFound('service');
    const contended = found.filter((one) => one.contended).length;
    if (sector && contended > 0)
      throw conflict(
        'SECTOR_AND_CONTENTION',
        `${contended} of these services have a plan whose speed is shared among its own customers. A service shares either with its plan or with its sector.`,
      );
    const elsewhere = found.filter(
      (one) => sector?.router_id && one.router_id && one.router_id !== sector.router_id,
    ).length;
    if (elsewhere > 0)
      throw conflict(
        'SECTOR_ON_ANOTHER_ROUTER',
        `${elsewhere} of these services are bound to another router than the sector’s.`,
      );
    const services = await act.sql.execute(
      `UPDATE networking.access SET sector_id = $2, desired_version = desired_version + 1, desired_at = $3, desired_because = NULL, purpose = CASE desired WHEN 'open' THEN 'change' WHEN 'blocked' THEN 'block' ELSE 'close' END,
         cause = 'sector', caused_at = $3, cause_payment_id = NULL, converge_attempts = 0, next_attempt_at = $3, revision = revision + 1
       WHERE service_id = ANY ($1::uuid[]) AND sector_id IS DISTINCT FROM $2::uuid`,
      [serviceIds, sectorId ?? null, act.at],
    );
    for (const { service_id } of found) {
      act.enqueue(ConvergeAccess, { serviceId: service_id }, { singletonKey: service_id });
      await announceAccess(act.sql, service_id);
    }
    act.audit(
      { kind: 'sector', id: sectorId ?? 'none' },
      sector ? `${services} services put on sector ${sector.name}` : `${services} services taken off their sectors`,
      { serviceIds },
    );
    return { services };
  }
}
