import ipaddr from 'ipaddr.js';

/** A network in its plain form, bits behind the length cut off: `10.0.0.7/24` → `10.0.0.0/24`. Undefined for what is none. */
export function plainPrefix(text: string): string | undefined {
  const given = text.trim();
  if (!given.includes('/')) {
    if (!ipaddr.isValid(given)) return undefined;
    const address = ipaddr.parse(given);
    if (address.kind() === 'ipv4' && given.split('.').length !== 4) return undefined;
    return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
  }
  if (!ipaddr.isValidCIDR(given)) return undefined;
  const [address, bits] = ipaddr.parseCIDR(given);
  const network =
    address.kind() === 'ipv4' ? ipaddr.IPv4.networkAddressFromCIDR(given) : ipaddr.IPv6.networkAddressFromCIDR(given);
  return `${network.toString()}/${bits}`;
}

/** A single IPv4 address that a customer can have: not a network of this world, loopback, multicast or broadcast. */
export function plainIpv4(text: string): string | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text) || !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  const address = ipaddr.IPv4.parse(text);
  const first = address.octets[0] ?? 0;
  return first === 0 || first === 127 || first >= 224 ? undefined : address.toString();
}

/** An IPv6 prefix in plain form. */
export function plainIpv6Prefix(text: string): string | undefined {
  const prefix = text.includes('/') ? plainPrefix(text) : undefined;
  return prefix?.includes(':') ? prefix : undefined;
}
