import { maxDate, type LocalDate } from '@demarc/kernel';
import { isPausedCopy } from '../exceptions/service-exceptions.js';
import type { SourceInternetAccess, SourceRouter, SourceService } from '../source/records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetAccess, TargetDiscount, TargetService } from '../target.js';
import { readMacs } from './hardware-address.js';
import { isIpAddress, isPrefix } from './ip-text.js';
import { type MappedLine, mapLines } from './map-lines.js';
import { accessMethodOf } from './map-network.js';
import { planKeyOf } from './map-plans.js';
import { mapSectors } from './map-sectors.js';

const STATUS = {
  active: 'active',
  stopped: 'paused',
  disabled: 'disabled',
  hidden: 'archived',
  pending: 'pending',
} as const;

/** As the service itself says; when charging begins is seen from its invoices. */
export type MappedService = Omit<TargetService, 'chargedFrom'>;

interface Claims {
  readonly ips: Set<string>;
  readonly macs: Set<string>;
  readonly routers: ReadonlyMap<SourceId, SourceRouter>;
  readonly lines: ReadonlyMap<SourceId, MappedLine>;
  readonly sectors: ReadonlyMap<SourceId, SourceId>;
}

/**
 * Services whose customer is known; bundles first, originals before the paused copies that go on with them. What is in no
 * list (no customer) is set aside.
 */
export function mapServices(set: SourceSet, snapshotOn: LocalDate): readonly MappedService[] {
  const customers = new Map(set.customers.map((customer) => [customer.id, customer]));
  const owned = byId(set.services).filter((service) => customers.has(service.customerId));
  const originals = pausedOriginals(owned);
  const ended = new Set(originals.values());
  const claims: Claims = {
    ips: new Set(),
    macs: new Set(),
    routers: new Map(set.routers.map((router) => [router.id, router])),
    lines: mapLines({ ...set, services: owned }).lines,
    sectors: mapSectors({ ...set, services: owned }).places,
  };
  const discounts = discountsByService(set);
  const mapped = owned.map((service) => {
    const startsOn = service.startsOn ?? customers.get(service.customerId)?.addedOn ?? snapshotOn;
    const continuesId = service.kind === 'internet' ? originals.get(service.id) : undefined;
    const isDeactivated = service.kind === 'internet' && ended.has(service.id);
    return mapService(service, { startsOn, continuesId, isDeactivated, discounts: discounts(service), claims });
  });
  return [...mapped].sort((left, right) => rank(left) - rank(right));
}

function rank(service: MappedService): number {
  return service.kind === 'bundle' ? 0 : service.continuesId === undefined ? 1 : 2;
}

/** Paused copy → the disabled original of the same customer. */
function pausedOriginals(owned: readonly SourceService[]): ReadonlyMap<SourceId, SourceId> {
  const internet = new Map(
    owned.filter((service) => service.kind === 'internet').map((service) => [service.id, service]),
  );
  const originals = new Map<SourceId, SourceId>();
  for (const copy of owned.filter(isPausedCopy)) {
    const original = copy.parentId === undefined ? undefined : internet.get(copy.parentId);
    if (original && original.customerId === copy.customerId && !isPausedCopy(original))
      originals.set(copy.id, original.id);
  }
  return originals;
}

function mapService(
  service: SourceService,
  found: {
    readonly startsOn: LocalDate;
    readonly continuesId: SourceId | undefined;
    readonly isDeactivated: boolean;
    readonly discounts: readonly TargetDiscount[];
    readonly claims: Claims;
  },
): MappedService {
  const endsOn = service.endsOn === undefined ? undefined : maxDate(service.endsOn, found.startsOn);
  return {
    kind: service.kind,
    sourceId: service.id,
    continuesId: found.continuesId,
    customerId: service.customerId,
    plan: planKeyOf(service),
    bundleServiceId: service.bundleServiceId,
    description: service.description,
    status: STATUS[service.status],
    quantity: service.quantity,
    unitPrice: service.unitPrice,
    startsOn: found.startsOn,
    endsOn,
    endedBy: endsOn === undefined ? undefined : found.isDeactivated ? 'deactivation' : 'end_date',
    pausedOn: service.status === 'stopped' ? found.startsOn : undefined,
    discounts: found.discounts,
    phone: service.phone === '' ? undefined : service.phone,
    access: service.access ? mapAccess(service.id, service.access, found.claims) : undefined,
  };
}

function mapAccess(id: SourceId, access: SourceInternetAccess, claims: Claims): TargetAccess {
  const valid = readMacs(access.mac).flatMap((mac) => (mac.kind === 'valid' ? [mac.address] : []));
  const macs = [...new Set(valid)].filter((mac) => claim(claims.macs, mac));
  const router = access.routerId === undefined ? undefined : claims.routers.get(access.routerId);
  const line = claims.lines.get(id);
  return {
    login: access.login,
    password: access.password,
    macs,
    method: accessMethodOf({ login: access.login, macs, circuitId: line?.circuitId }, router),
    ipv4: isIpAddress(access.ipv4, 4) && claim(claims.ips, access.ipv4) ? access.ipv4 : undefined,
    ipv4FromPool: access.ipv4Source === 'pool',
    ipv4PoolId: access.ipv4PoolId,
    ipv4Routes: access.ipv4Route
      .split(',')
      .map((route) => route.trim())
      .filter((route) => isPrefix(route, 4)),
    ipv6: isPrefix(access.ipv6, 6) || isIpAddress(access.ipv6, 6) ? access.ipv6 : undefined,
    ipv6Delegated: isPrefix(access.ipv6Delegated, 6) ? access.ipv6Delegated : undefined,
    routerId: router?.id,
    circuitId: line?.circuitId,
    remoteId: line?.remoteId,
    sectorId: claims.sectors.get(id),
  };
}

/** Additional discounts come before the service's own, the highest first. */
function discountsByService(set: SourceSet): (service: SourceService) => readonly TargetDiscount[] {
  const additional = new Map<string, TargetDiscount[]>();
  for (const one of set.additionalDiscounts.filter((discount) => discount.enabled)) {
    const key = `${one.serviceKind}/${one.serviceId}`;
    const list = [...(additional.get(key) ?? []), { ...one.discount, main: false }];
    additional.set(
      key,
      list.sort((left, right) => right.value.comparedTo(left.value)),
    );
  }
  return (service) => [
    ...(additional.get(`${service.kind}/${service.id}`) ?? []),
    ...(service.discount ? [{ ...service.discount, main: true }] : []),
  ];
}

/** The first service keeps an address or hardware address; a later one goes without, and is listed as an exception. */
function claim(taken: Set<string>, key: string): boolean {
  if (taken.has(key)) return false;
  taken.add(key);
  return true;
}
