import { bitsOf, type Prefix, prefixAround } from './prefix.js';

export interface AddressNumber {
  readonly family: 4 | 6;
  readonly address: bigint;
}

/** An IPv4 address of four decimal parts, or an IPv6 address; undefined for anything else. */
export function readAddress(text: string): AddressNumber | undefined {
  const address = text.includes(':') ? readIpv6(text) : readIpv4(text);
  return address === undefined ? undefined : { family: text.includes(':') ? 6 : 4, address };
}

/** `10.0.0.7/24` → 10.0.0.0/24; an address alone is a network of one. */
export function readPrefix(text: string): Prefix | undefined {
  const [given = '', length, ...rest] = text.trim().split('/');
  const address = readAddress(given);
  if (!address || rest.length > 0) return undefined;
  const bits = bitsOf(address.family);
  if (length === undefined) return { family: address.family, first: address.address, length: bits };
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  return prefixAround(address.family, address.address, Number(length));
}

/** As PostgreSQL writes a `cidr`: always with its length, IPv6 as RFC 5952 §4 says. */
export function prefixText({ family, first, length }: Prefix): string {
  return `${addressText(family, first)}/${length}`;
}

export function addressText(family: 4 | 6, address: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => Number((address >> BigInt(112 - 16 * index)) & 0xffffn));
  const [start, count] = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (count < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + count).join(':')}`;
}

/** Addresses as people say them; a network of more than one with its length. */
export function shortText(prefix: Prefix): string {
  return prefix.length === bitsOf(prefix.family) ? addressText(prefix.family, prefix.first) : prefixText(prefix);
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function readIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const zeros = 8 - head.length - (tail?.length ?? 0);
  if (tail ? zeros < 1 : zeros !== 0) return undefined;
  return [...head, ...Array.from({ length: zeros }, () => 0n), ...(tail ?? [])].reduce(
    (sum, group) => (sum << 16n) | group,
    0n,
  );
}

/** The last two groups may be an IPv4 address (RFC 4291 §2.2). */
function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  for (const [index, part] of text.split(':').entries()) {
    if (part.includes('.') && index === text.split(':').length - 1) {
      const ipv4 = readIpv4(part);
      if (ipv4 === undefined) return undefined;
      groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

function longestZeros(groups: readonly number[]): readonly [start: number, count: number] {
  let best: readonly [number, number] = [0, 0];
  for (let start = 0; start < groups.length; start += 1) {
    let count = 0;
    while (groups[start + count] === 0) count += 1;
    if (count > best[1]) best = [start, count];
  }
  return best;
}
