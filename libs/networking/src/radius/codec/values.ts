import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from '@demarc/kernel';
import { ipv4Bytes, ipv4Text, ipv6Bytes, ipv6PrefixBytes, ipv6PrefixText, ipv6Text } from './addresses.js';
import type { AttributeDefinition } from './attribute-definition.js';
import { attributeByName, attributeByNumber, attributeName } from './dictionary.js';
import type { Attribute } from './encode.js';
import { MAX_VALUE_LENGTH, type Packet, type RawAttribute } from './packet.js';
import { valueByName } from './value-names.js';

/** A value for people and logs. What does not fit its type, or is in no dictionary, stays as bytes. */
export interface DecodedAttribute {
  readonly name: string;
  readonly tag?: number;
  readonly value: string | number | bigint | Date | Buffer;
}

/** Vendor number, vendor type and length within Vendor-Specific (RFC 2865 §5.26). */
const VENDOR_HEAD = 6;

export type ValueFault = 'unknown_attribute' | 'not_the_type' | 'value_too_long' | 'hidden_needs_secret';

/** All attributes by name. Hidden ones (passwords, keys) are left hidden: they are never needed in the clear here. */
export function decodeAttributes(packet: Packet): DecodedAttribute[] {
  return packet.attributes().map(decodeAttribute);
}

export function decodeAttribute(raw: RawAttribute): DecodedAttribute {
  const definition = attributeByNumber(raw.vendor, raw.type);
  const name = attributeName(raw.vendor, raw.type);
  if (!definition || definition.hiding) return { name, value: raw.value };
  const { tag, value } = definition.tagged ? untag(definition, raw.value) : { tag: undefined, value: raw.value };
  const decoded = decodeValue(definition, value) ?? raw.value;
  return tag === undefined ? { name, value: decoded } : { name, tag, value: decoded };
}

/** From a name and a text, as an operator or a command line writes them: `Framed-IP-Address`, `192.0.2.7`. */
export function attributeFromText(name: string, text: string, tag?: number): Result<Attribute, ValueFault> {
  const definition = attributeByName(name);
  if (!definition) return fail('unknown_attribute');
  return attributeOf(definition, text, tag);
}

/** The same for an attribute that has been looked up. Text and plain numbers stay what they are, for a quicker packet. */
export function attributeOf(
  definition: AttributeDefinition,
  text: string,
  tag?: number,
): Result<Attribute, ValueFault> {
  const { vendor, type, kind, tagged, hiding } = definition;
  if (hiding) return fail('hidden_needs_secret');
  const room = vendor === 0 ? MAX_VALUE_LENGTH : MAX_VALUE_LENGTH - VENDOR_HEAD;
  // A UTF-16 unit takes at most three bytes: short texts skip the exact count.
  if (kind === 'text' && !tagged && text.length * 3 <= room) return ok({ vendor, type, value: text });
  const value = encodeText(definition, text);
  if (value === undefined) return fail('not_the_type');
  const bytes = tagged ? withTag(definition, value, tag ?? 0) : value;
  if (bytes.length > room) return fail('value_too_long');
  if (!tagged && kind === 'text') return ok({ vendor, type, value: text });
  if (!tagged && kind === 'integer') return ok({ vendor, type, value: value.readUInt32BE() });
  return ok({ vendor, type, value: bytes });
}

function decodeValue({ kind }: AttributeDefinition, value: Buffer): DecodedAttribute['value'] | undefined {
  switch (kind) {
    case 'text':
      return isUtf8(value) ? value.toString('utf8') : undefined;
    case 'octets':
      return value;
    case 'integer':
      return value.length === 4 ? value.readUInt32BE() : value.length === 3 ? value.readUIntBE(0, 3) : undefined;
    case 'integer64':
      return value.length === 8 ? value.readBigUInt64BE() : undefined;
    case 'date':
      return value.length === 4 ? instant(value.readUInt32BE()) : undefined;
    case 'ipaddr':
      return ipv4Text(value);
    case 'ipv6addr':
      return ipv6Text(value);
    case 'ipv6prefix':
      return ipv6PrefixText(value);
    case 'ifid':
      return value.length === 8 ? (value.toString('hex').match(/.{4}/g)?.join(':') ?? undefined) : undefined;
  }
}

function encodeText({ kind, name }: AttributeDefinition, text: string): Buffer | undefined {
  switch (kind) {
    case 'text':
      return Buffer.from(text);
    case 'octets':
      return /^0x([0-9a-f]{2})*$/i.test(text) ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text);
    case 'integer':
      return unsigned(text, 4) ?? named(name, text);
    case 'date':
      return unsigned(text, 4);
    case 'integer64':
      return unsigned(text, 8);
    case 'ipaddr':
      return ipv4Bytes(text);
    case 'ipv6addr':
      return ipv6Bytes(text);
    case 'ipv6prefix': {
      const prefix = ipv6PrefixBytes(text);
      return prefix.ok ? prefix.value : undefined;
    }
    case 'ifid':
      return /^([0-9a-f]{4}:){3}[0-9a-f]{4}$/i.test(text) ? Buffer.from(text.replaceAll(':', ''), 'hex') : undefined;
  }
}

function named(attribute: string, text: string): Buffer | undefined {
  const number = valueByName(attribute, text);
  return number === undefined ? undefined : unsigned(String(number), 4);
}

function unsigned(text: string, size: 4 | 8): Buffer | undefined {
  if (!/^\d{1,20}$/.test(text)) return undefined;
  const number = BigInt(text);
  if (number >= 1n << BigInt(size * 8)) return undefined;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(number);
  return bytes.subarray(8 - size);
}

/** RFC 2868 §3: text is tagged only when its first byte is at most 0x1F; an integer's first byte is always its tag. */
function untag({ kind }: AttributeDefinition, value: Buffer): { tag: number | undefined; value: Buffer } {
  const first = value[0];
  if (first === undefined) return { tag: undefined, value };
  if (kind === 'integer') return { tag: first, value: value.subarray(1) };
  return first <= 0x1f ? { tag: first, value: value.subarray(1) } : { tag: undefined, value };
}

function withTag({ kind }: AttributeDefinition, value: Buffer, tag: number): Buffer {
  return Buffer.concat([Buffer.from([tag & 0x1f]), kind === 'integer' ? value.subarray(1) : value]);
}

function instant(seconds: number): Date {
  const date = new Date(0);
  date.setTime(seconds * 1000);
  return date;
}
