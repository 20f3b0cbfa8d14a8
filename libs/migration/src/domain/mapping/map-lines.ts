import type { ExceptionCode } from '../exceptions/exception.js';
import type { SourceInternetAccess, SourceRouter, SourceService } from '../source/records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';

export interface LineFinding {
  readonly code: Extract<ExceptionCode, 'DUPLICATE_LINE' | 'LINE_NOT_CARRIED' | 'LINES_TO_CHECK'>;
  readonly entity: 'service' | 'router';
  readonly id: SourceId;
  readonly note: string;
}

export interface MappedLine {
  readonly circuitId: string;
  /** Left out: any. */
  readonly remoteId?: string | undefined;
}

export interface MappedLines {
  readonly lines: ReadonlyMap<SourceId, MappedLine>;
  readonly findings: readonly LineFinding[];
}

/** Of a service that is no longer in use, its line may be another's. */
const IN_USE: ReadonlySet<SourceService['status']> = new Set(['active', 'pending', 'stopped']);
const LONGEST_BYTES = 249;

/** The lines by which services are known: what Splynx compares with circuit and remote id of a request, where the router asks over RADIUS. */
export function mapLines(set: Pick<SourceSet, 'services' | 'routers'>): MappedLines {
  const routers = new Map(set.routers.map((router) => [router.id, router]));
  const lines = new Map<SourceId, MappedLine>();
  const owners = new Map<string, SourceId>();
  const mixed = new Map<SourceId, number>();
  const findings: LineFinding[] = [];
  const lost = (code: LineFinding['code'], id: SourceId, note: string): number =>
    findings.push({ code, entity: 'service', id, note });
  for (const { id, access, status } of byId(set.services)) {
    if (!access || access.portId === '') continue;
    const router = access.routerId === undefined ? undefined : routers.get(access.routerId);
    const line = lineOf(access);
    if (!asksByLine(router)) lost('LINE_NOT_CARRIED', id, `router ${router?.id ?? ''} does not ask for lines`);
    else if (line === undefined) lost('LINE_NOT_CARRIED', id, `${named(access, 60)} is not one line`);
    else {
      const key = JSON.stringify([router?.id, line.circuitId, line.remoteId]);
      const owner = IN_USE.has(status) ? owners.get(key) : undefined;
      if (owner !== undefined) {
        lost('DUPLICATE_LINE', id, `${named(access)} also on service ${owner}`);
        continue;
      }
      if (IN_USE.has(status)) owners.set(key, id);
      lines.set(id, line);
      if (router && access.login !== '') mixed.set(router.id, (mixed.get(router.id) ?? 0) + 1);
    }
  }
  for (const [id, services] of mixed)
    findings.push({
      code: 'LINES_TO_CHECK',
      entity: 'router',
      id,
      note: `${services} services with a port id are known by their line; who of them logs in by PPPoE has to be set so`,
    });
  return { lines, findings };
}

/** Secrets and hotspot users are found by their name alone. */
function asksByLine(router: SourceRouter | undefined): boolean {
  return router === undefined || router.authorization === 'ppp_dhcp_radius' || router.authorization === 'dhcp_leases';
}

/** Without a remote id, or with `*`, any does. */
function lineOf({ portId, remoteId }: SourceInternetAccess): MappedLine | undefined {
  const circuit = plainId(portId);
  if (circuit === undefined) return undefined;
  if (remoteId === '' || remoteId === '*') return { circuitId: circuit };
  const remote = plainId(remoteId);
  return remote === undefined ? undefined : { circuitId: circuit, remoteId: remote };
}

function named({ portId, remoteId }: SourceInternetAccess, most = Infinity): string {
  return `port id ${portId.slice(0, most)}${remoteId === '' ? '' : ` with remote id ${remoteId.slice(0, most)}`}`;
}

/** Splynx keeps the bytes of an id in hexadecimal; what is no such text is the id itself. */
function plainId(id: string): string | undefined {
  const digits = id.replace(/^0x/i, '').replaceAll(/[\s:.-]/g, '');
  if (/^(?:[0-9a-f]{2})+$/i.test(digits))
    return digits.length <= 2 * LONGEST_BYTES ? `0x${digits.toLowerCase()}` : undefined;
  return id.includes('*') || id.length > LONGEST_BYTES ? undefined : id;
}
