import { isPausedCopy } from '../exceptions/service-exceptions.js';
import type { SourceInternetAccess, SourceService } from '../source/records.js';
import { byId, type SourceId } from '../source/source-id.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetAccess, TargetDiscount, TargetService } from '../target.js';
import { readMacs } from './hardware-address.js';
import { isIpAddress, isPrefix } from './ip-text.js';
import { planKeyOf } from './map-plans.js';

const STATUS = {
  active: 'active',
  stopped: 'paused',
  disabled: 'disabled',
  hidden: 'archived',
  pending: 'pending',
} as const;

interface Claims {
  readonly ips: Set<string>;
  readonly macs: Set<string>;
  readonly routers: ReadonlySet<SourceId>;
}

/** Services whose customer is known. A paused copy and its disabled original become one paused service. */
export function mapServices(set: SourceSet): readonly TargetService[] {
  const customers = new Set(set.customers.map((customer) => customer.id));
  const owned = byId(set.services).filter((service) => customers.has(service.customerId));
  const internet = new Map(
    owned.filter((service) => service.kind === 'internet').map((service) => [service.id, service]),
  );
  const copies = new Map<SourceId, SourceService>();
  for (const service of owned) {
    const original =
      isPausedCopy(service) && service.parentId !== undefined ? internet.get(service.parentId) : undefined;
    if (original?.customerId === service.customerId && !copies.has(original.id)) copies.set(original.id, service);
  }
  const merged = new Set([...copies.values()].map((copy) => copy.id));
  const claims: Claims = { ips: new Set(), macs: new Set(), routers: new Set(set.routers.map((router) => router.id)) };
  return owned
    .filter((service) => !(service.kind === 'internet' && merged.has(service.id)))
    .map((service) =>
      mapService(
        service,
        service.kind === 'internet' ? copies.get(service.id) : undefined,
        discountsOf(service, set),
        claims,
      ),
    );
}

function mapService(
  service: SourceService,
  pausedCopy: SourceService | undefined,
  discounts: readonly TargetDiscount[],
  claims: Claims,
): TargetService {
  const current = pausedCopy ?? service;
  return {
    kind: service.kind,
    sourceIds: pausedCopy ? [service.id, pausedCopy.id] : [service.id],
    customerId: service.customerId,
    plan: planKeyOf(current),
    bundleServiceId: current.bundleServiceId,
    description: current.description,
    status: STATUS[current.status],
    quantity: current.quantity,
    unitPrice: current.unitPrice,
    startsOn: service.startsOn,
    endsOn: lastDay(service, current),
    pausedOn: current.status === 'stopped' ? current.startsOn : undefined,
    discounts,
    phone: service.phone === '' ? undefined : service.phone,
    access: current.access ? mapAccess(current.access, claims) : undefined,
  };
}

/** A last day before the first is an exception for a person; here the service then has its first day as its last. */
function lastDay(service: SourceService, current: SourceService): TargetService['endsOn'] {
  const { endsOn } = current;
  return endsOn !== undefined && service.startsOn !== undefined && endsOn < service.startsOn
    ? service.startsOn
    : endsOn;
}

function mapAccess(access: SourceInternetAccess, claims: Claims): TargetAccess {
  const macs = readMacs(access.mac).flatMap((mac) => (mac.kind === 'valid' ? [mac.address] : []));
  return {
    login: access.login,
    password: access.password,
    macs: [...new Set(macs)].filter((mac) => claim(claims.macs, mac)),
    ipv4: isIpAddress(access.ipv4, 4) && claim(claims.ips, access.ipv4) ? access.ipv4 : undefined,
    ipv4FromPool: access.ipv4Source === 'pool',
    ipv4PoolId: access.ipv4PoolId,
    ipv4Routes: access.ipv4Route
      .split(',')
      .map((route) => route.trim())
      .filter((route) => isPrefix(route, 4)),
    ipv6: isPrefix(access.ipv6, 6) || isIpAddress(access.ipv6, 6) ? access.ipv6 : undefined,
    ipv6Delegated: isPrefix(access.ipv6Delegated, 6) ? access.ipv6Delegated : undefined,
    routerId: access.routerId !== undefined && claims.routers.has(access.routerId) ? access.routerId : undefined,
  };
}

function discountsOf(service: SourceService, set: SourceSet): readonly TargetDiscount[] {
  const additional = set.additionalDiscounts
    .filter((one) => one.enabled && one.serviceKind === service.kind && one.serviceId === service.id)
    .map((one) => one.discount)
    .sort((left, right) => right.value.comparedTo(left.value));
  return service.discount ? [...additional, service.discount] : additional;
}

/** The first service keeps an address or hardware address; a later one goes without, and is listed as an exception. */
function claim(taken: Set<string>, key: string): boolean {
  if (taken.has(key)) return false;
  taken.add(key);
  return true;
}
