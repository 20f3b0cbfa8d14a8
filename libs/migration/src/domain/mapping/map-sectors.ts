import type { ExceptionCode } from '../exceptions/exception.js';
import type { SourceSector } from '../source/records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetSector } from '../target.js';

export interface SectorFinding {
  readonly code: Extract<ExceptionCode, 'SECTOR_NOT_CARRIED' | 'UNKNOWN_SECTOR'>;
  readonly entity: 'service' | 'sector';
  readonly id: SourceId;
  readonly note: string;
}

export interface MappedSectors {
  readonly sectors: readonly TargetSector[];
  /** By service. */
  readonly places: ReadonlyMap<SourceId, SourceId>;
  readonly findings: readonly SectorFinding[];
}

/** Sectors with their capacities, and who is on them. A service shares its speed with its sector or with others of its plan. */
export function mapSectors(
  set: Pick<SourceSet, 'sectors' | 'routers' | 'services' | 'tariffs' | 'notReadable'>,
): MappedSectors {
  const routers = new Set(set.routers.map(({ id }) => id));
  const findings: SectorFinding[] = [];
  const known = new Map<SourceId, SourceSector>();
  for (const sector of byId(set.sectors)) {
    if (routers.has(sector.routerId)) known.set(sector.id, sector);
    else if (!set.notReadable.has('routers'))
      findings.push({
        code: 'SECTOR_NOT_CARRIED',
        entity: 'sector',
        id: sector.id,
        note: `router_id ${sector.routerId} is not in the router list`,
      });
  }
  const shared = new Set(
    set.tariffs.filter(({ speeds }) => (speeds?.contention ?? 1) > 1).map(({ kind, id }) => `${kind}/${id}`),
  );
  const places = new Map<SourceId, SourceId>();
  for (const { id, access, tariffId } of byId(set.services)) {
    if (access?.sectorId === undefined) continue;
    const sector = known.get(access.sectorId);
    const why =
      sector && access.routerId !== undefined && access.routerId !== sector.routerId
        ? `sector ${sector.id} is on router ${sector.routerId}, the service on router ${access.routerId}`
        : sector && shared.has(`internet/${tariffId ?? ''}`)
          ? `sector ${sector.id}: the speed of its tariff is shared already`
          : undefined;
    if (why !== undefined) findings.push({ code: 'SECTOR_NOT_CARRIED', entity: 'service', id, note: why });
    else if (sector) places.set(id, sector.id);
    else if (!set.notReadable.has('routers-sectors'))
      findings.push({
        code: 'UNKNOWN_SECTOR',
        entity: 'service',
        id,
        note: `sector_id ${access.sectorId} is not in the sector list`,
      });
  }
  return { sectors: [...known.values()].map(sectorOf), places, findings };
}

function sectorOf({ id, routerId, title, downloadKbps, uploadKbps }: SourceSector): TargetSector {
  return {
    sourceId: id,
    routerId,
    name: title.trim() || `Sector ${id}`,
    downloadKbps: downloadKbps > 0 ? downloadKbps : undefined,
    uploadKbps: uploadKbps > 0 ? uploadKbps : undefined,
  };
}
