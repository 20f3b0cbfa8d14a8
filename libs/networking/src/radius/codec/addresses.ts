import { fail, ok, type Result } from '@demarc/kernel';
import ipaddr from 'ipaddr.js';

const DOT = -2;

/** Four bytes of a dotted address; short, octal and hexadecimal spellings are refused. */
export function ipv4Bytes(text: string): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(4);
  let part = -1;
  let at = 0;
  for (let from = 0; from < text.length; from += 1) {
    const digit = text.charCodeAt(from) - 48;
    if (digit === DOT) {
      if (part < 0 || at === 3) return undefined;
      bytes[at] = part;
      at += 1;
      part = -1;
    } else {
      if (digit < 0 || digit > 9 || part === 0) return undefined;
      part = Math.max(part, 0) * 10 + digit;
      if (part > 255) return undefined;
    }
  }
  if (part < 0 || at !== 3) return undefined;
  bytes[3] = part;
  return bytes;
}

export function ipv4Text(bytes: Buffer): string | undefined {
  return bytes.length === 4 ? `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}` : undefined;
}

export function ipv6Bytes(text: string): Buffer | undefined {
  return ipaddr.IPv6.isValid(text) && !text.includes('%')
    ? Buffer.from(ipaddr.IPv6.parse(text).toByteArray())
    : undefined;
}

export function ipv6Text(bytes: Buffer): string | undefined {
  return bytes.length === 16 ? ipaddr.fromByteArray([...bytes]).toString() : undefined;
}

export type PrefixFault = 'not_a_prefix' | 'prefix_length' | 'host_bits';

/** RFC 3162 §2.3, RFC 4818: a zero byte, the length, then as many bytes as the prefix needs; host bits must be zero. */
export function ipv6PrefixBytes(text: string): Result<Buffer, PrefixFault> {
  const [address = '', lengthText = '', ...rest] = text.split('/');
  const bytes = ipv6Bytes(address);
  if (!bytes || rest.length > 0 || !/^\d{1,3}$/.test(lengthText)) return fail('not_a_prefix');
  const length = Number(lengthText);
  if (length > 128) return fail('prefix_length');
  if (hasHostBits(bytes, length)) return fail('host_bits');
  return ok(Buffer.concat([Buffer.from([0, length]), bytes.subarray(0, Math.ceil(length / 8))]));
}

export function ipv6PrefixText(value: Buffer): string | undefined {
  if (value.length < 2 || value.length > 18) return undefined;
  const length = value[1] ?? 0;
  if (length > 128) return undefined;
  const given = value.subarray(2);
  if (given.length < Math.ceil(length / 8)) return undefined;
  const bytes = Buffer.alloc(16);
  given.copy(bytes);
  return hasHostBits(bytes, length) ? undefined : `${ipv6Text(bytes)}/${length}`;
}

/** The address of a datagram's sender, IPv4 in IPv6 dress undressed, so that one NAS is found on either socket. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}

function hasHostBits(bytes: Buffer, length: number): boolean {
  const whole = length >> 3;
  const rest = length & 7;
  for (let at = whole; at < bytes.length; at += 1) {
    const mask = at === whole ? 0xff >> rest : 0xff;
    if (((bytes[at] ?? 0) & mask) !== 0) return true;
  }
  return false;
}
