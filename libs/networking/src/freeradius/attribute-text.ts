import { type Attribute, attributeByNumber, attributeName, decodeAttribute, revealSalted } from '../radius/index.js';

/** An attribute in the words of FreeRADIUS' dictionaries. */
export interface WrittenAttribute {
  readonly name: string;
  readonly value: string | number;
}

/** Under what the keys in a reply are hidden: FreeRADIUS hides them itself, for the request that it holds. */
export interface HiddenUnder {
  readonly secret: Buffer;
  readonly authenticator: Buffer;
}

/** Undefined for a value that cannot be told: one that is hidden otherwise, or in no dictionary. */
export function writtenAttribute(attribute: Attribute, under?: HiddenUnder): WrittenAttribute | undefined {
  const { vendor, type } = attribute;
  const definition = attributeByNumber(vendor, type);
  if (!definition) return undefined;
  const name = attributeName(vendor, type);
  const bytes = bytesOf(attribute.value);
  if (definition.hiding === 'salt' && under) {
    const clear = revealSalted(bytes, under.secret, under.authenticator);
    return clear.ok ? { name, value: `0x${clear.value.toString('hex')}` } : undefined;
  }
  if (definition.hiding) return undefined;
  const { value } = decodeAttribute({ vendor, type, value: bytes });
  if (Buffer.isBuffer(value)) return { name, value: `0x${value.toString('hex')}` };
  if (value instanceof Date) return { name, value: Math.floor(value.getTime() / 1_000) };
  return { name, value: typeof value === 'bigint' ? value.toString() : value };
}

function bytesOf(value: Attribute['value']): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value);
  if (typeof value === 'bigint') {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(value);
    return bytes;
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
