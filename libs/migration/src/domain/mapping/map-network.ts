import type { SourceNetwork, SourceRouter } from '../source/records.js';
import type { SourceSet } from '../source/source-set.js';
import type { TargetAccess, TargetAddressPool, TargetRouter } from '../target.js';
import { isIpAddress } from './ip-text.js';

/** Splynx says how a router lets customers in, and by what it recognises them, in one word. */
const METHODS: Readonly<Record<string, TargetRouter['accessMethod']>> = {
  ppp_dhcp_radius: 'radius',
  hotspot_radius: 'radius',
  ppp_secrets: 'ppp_secrets',
  dhcp_leases: 'dhcp_leases',
  hotspot_users: 'hotspot_users',
  firewall_ip_mac_filter: 'ip_mac_filter',
  none: 'none',
};

export function mapRouters(set: Pick<SourceSet, 'routers'>): readonly TargetRouter[] {
  return set.routers.map((router) => {
    const sources = [router.nasIp, router.ip].filter(isAnyIp);
    return {
      sourceId: router.id,
      name: router.title.trim() || `Router ${router.id}`,
      vendor: router.nasType === 1 ? 'mikrotik' : 'standard',
      model: router.model.slice(0, 200),
      address: isAnyIp(router.ip) ? router.ip : undefined,
      sources: sources.slice(0, 1),
      accessMethod: METHODS[router.authorization] ?? 'none',
      radiusSecret: router.radiusSecret === '' ? undefined : router.radiusSecret,
      partnerId: router.partnerIds.length === 1 ? router.partnerIds[0] : undefined,
      locationId: router.locationId,
    };
  });
}

export function mapAddressPools(networks: readonly SourceNetwork[]): readonly TargetAddressPool[] {
  return networks
    .filter((network) => isIpAddress(network.address, network.family))
    .map((network) => ({
      sourceId: network.id,
      family: network.family,
      name: network.title.trim() || `${network.address}/${network.prefixLength}`,
      prefix: `${network.address}/${network.prefixLength}`,
      kind: network.root ? 'root' : network.use,
      locationId: network.locationId,
    }));
}

/** How the network side of a service recognises its customer: by what its router does, else by what it has. */
export function accessMethodOf(
  access: Pick<TargetAccess, 'login' | 'macs' | 'circuitId'>,
  router: SourceRouter | undefined,
): TargetAccess['method'] {
  if (router?.authorization.startsWith('hotspot')) return 'hotspot';
  if (router?.authorization === 'dhcp_leases' || access.circuitId !== undefined) return 'ipoe';
  if (access.login !== '') return 'pppoe';
  return access.macs.length > 0 ? 'mac' : 'static';
}

function isAnyIp(text: string): boolean {
  return isIpAddress(text, 4) || isIpAddress(text, 6);
}
