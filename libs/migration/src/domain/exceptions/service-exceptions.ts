import { readMacs } from '../mapping/hardware-address.js';
import { mapLines } from '../mapping/map-lines.js';
import { mapSectors } from '../mapping/map-sectors.js';
import type { ServiceKind, SourceInternetAccess, SourceService, TariffKind } from '../source/records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { ExceptionList } from './exception.js';

const TARIFFS = {
  internet: 'tariffs-internet',
  voice: 'tariffs-voice',
  recurring: 'tariffs-recurring',
  bundle: 'tariffs-bundle',
} as const;

export function findServiceExceptions(set: SourceSet, list: ExceptionList): void {
  const customers = new Set(set.customers.map((customer) => customer.id));
  const tariffs = new Set(set.tariffs.map((tariff) => `${tariff.kind}/${tariff.id}`));
  const routers = set.notReadable.has('routers') ? undefined : new Set(set.routers.map((router) => router.id));
  const inUse = { ips: new Map<string, SourceId>(), macs: new Map<string, SourceId>() };
  for (const service of byId(set.services)) {
    if (!customers.has(service.customerId)) {
      list.add('ORPHAN_SERVICE', 'service', service.id, `customer ${service.customerId} is not in the customer list`);
      continue;
    }
    if (
      !set.notReadable.has(TARIFFS[service.kind]) &&
      !tariffs.has(`${tariffKind(service.kind)}/${service.tariffId ?? '0'}`)
    ) {
      list.add(
        'UNKNOWN_TARIFF',
        'service',
        service.id,
        `tariff_id ${service.tariffId ?? '0'} is not in the tariff list`,
      );
    }
    if (service.endsOn !== undefined && service.startsOn !== undefined && service.endsOn < service.startsOn) {
      list.add('SERVICE_DATE_ORDER', 'service', service.id);
    }
    if (service.access) checkAccess(service, service.access, { routers, ...inUse }, list);
  }
  const owned = { ...set, services: set.services.filter(({ customerId }) => customers.has(customerId)) };
  for (const { code, entity, id, note } of [...mapLines(owned).findings, ...mapSectors(owned).findings])
    list.add(code, entity, id, note);
}

/** A paused copy that deactivation made; the disabled original and the copy are one subscription. */
export function isPausedCopy(service: SourceService): boolean {
  return service.kind === 'internet' && service.status === 'stopped' && service.parentId !== undefined;
}

export function tariffKind(kind: ServiceKind): TariffKind {
  return kind;
}

function checkAccess(
  service: SourceService,
  access: SourceInternetAccess,
  known: {
    /** Absent when the list could not be read: then nobody can say that one is missing from it. */
    readonly routers: ReadonlySet<SourceId> | undefined;
    readonly ips: Map<string, SourceId>;
    readonly macs: Map<string, SourceId>;
  },
  list: ExceptionList,
): void {
  const { id } = service;
  if (known.routers && access.routerId !== undefined && !known.routers.has(access.routerId)) {
    list.add('UNKNOWN_ROUTER', 'service', id, `router_id ${access.routerId} is not in the router list`);
  }
  if (service.status === 'active' && access.login === '' && access.ipv4 === '' && access.mac.trim() === '') {
    list.add('NO_ACCESS_IDENTIFIER', 'service', id);
  }
  if (access.ipv4 !== '')
    claim(known.ips, access.ipv4, id, (other) =>
      list.add('DUPLICATE_IP', 'service', id, `${access.ipv4} also on service ${other}`),
    );
  for (const mac of readMacs(access.mac)) {
    if (mac.kind === 'invalid') list.add('INVALID_MAC', 'service', id, `"${mac.text}" is not a hardware address`);
    else
      claim(known.macs, mac.address, id, (other) =>
        list.add('DUPLICATE_MAC', 'service', id, `${mac.address} also on service ${other}`),
      );
  }
  if (isPausedCopy(service)) {
    list.add(
      'PAUSED_DUPLICATE',
      'service',
      id,
      `copy of service ${service.parentId ?? ''} made by deactivation; one subscription, not two`,
    );
  }
}

/** The first service keeps an address; every later one is told who has it. */
function claim(owners: Map<string, SourceId>, key: string, id: SourceId, taken: (owner: SourceId) => void): void {
  const owner = owners.get(key);
  if (owner === undefined) owners.set(key, id);
  else if (owner !== id) taken(owner);
}
