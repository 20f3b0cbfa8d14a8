import { attributeByNumber, attributeName } from '../codec/dictionary.js';
import { type Attribute, attributeBytes } from '../codec/encode.js';
import { nameOfValue } from '../codec/value-names.js';
import { decodeAttribute } from '../codec/values.js';

/** An attribute for people: keys and proofs of passwords stay hidden. */
export interface ShownAttribute {
  readonly name: string;
  readonly value: string;
}

const SECRETS =
  /^(MS-MPPE-(Send|Recv)-Key|MS-CHAP2-Success|MS-CHAP-Error|User-Password|CHAP-Password|MS-CHAP2?-Response)$/;
export const HIDDEN = '(hidden)';

export function shownAttribute(attribute: Attribute): ShownAttribute {
  const { vendor, type } = attribute;
  const definition = attributeByNumber(vendor, type);
  const name = attributeName(vendor, type);
  if (!definition || definition.hiding || SECRETS.test(name)) return { name, value: definition ? HIDDEN : '' };
  const { value, tag } = decodeAttribute({ vendor, type, value: attributeBytes(attribute) });
  return { name: tag === undefined ? name : `${name}:${tag}`, value: textOf(name, value) };
}

function textOf(name: string, value: string | number | bigint | Date | Buffer): string {
  if (typeof value === 'number') return nameOfValue(name, value) ?? String(value);
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return isText(value) ? value.toString('latin1') : `0x${value.toString('hex')}`;
  return String(value);
}

function isText(value: Buffer): boolean {
  return value.length > 0 && value.every((byte) => byte >= 0x20 && byte < 0x7f);
}
