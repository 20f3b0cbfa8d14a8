/** As much of DER (X.690) as certificates are made of. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  return Buffer.concat([Buffer.of(tag, ...lengthBytes(length)), content]);
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let left = length; left > 0; left >>>= 8) bytes.unshift(left & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts);
export const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
export const bits = (bytes: Uint8Array, unused = 0): Buffer => der(0x03, Buffer.of(unused), bytes);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const yes = (): Buffer => der(0x01, Buffer.of(0xff));

/** The first byte must be from 1 to 127: positive, and without padding. */
export const integer = (bytes: Uint8Array): Buffer => der(0x02, bytes);

/** Any positive number: padded where its first bit is set, and without zeros before it. */
export function positive(hex: string): Buffer {
  const digits = hex.replace(/^0+/, '') || '0';
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return integer((bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
}

/** `2.5.29.19` */
export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

/** RFC 5280 §4.1.2.5: two digits of the year until 2049, four after. */
export function time(at: Date): Buffer {
  const text = `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

/** What a `time` says. Two digits of the year from 50 on mean the last century (RFC 5280 §4.1.2.5.1). */
export function readTime(element: Buffer): Date {
  const text = contentOf(element).toString('ascii');
  const isLong = element[0] === 0x18;
  const year = isLong ? text.slice(0, 4) : `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text.slice(0, 2)}`;
  const [month, day, hour, minute, second] = text.slice(isLong ? 4 : 2).match(/\d\d/g) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at.getTime())) throw new Error('this is no time');
  return at;
}

/** What an element holds. */
export function contentOf(element: Buffer): Buffer {
  const { start, end } = extentOf(element, 0);
  return element.subarray(start, end);
}

/** The elements inside of an element, each whole. */
export function elementsOf(bytes: Buffer): Buffer[] {
  const { start, end } = extentOf(bytes, 0);
  const found: Buffer[] = [];
  for (let at = start; at < end;) {
    const next = extentOf(bytes, at).end;
    found.push(bytes.subarray(at, next));
    at = next;
  }
  return found;
}

function extentOf(bytes: Buffer, at: number): { readonly start: number; readonly end: number } {
  const first = bytes[at + 1] ?? 0;
  const width = first < 0x80 ? 0 : first & 0x7f;
  const length = width === 0 ? first : bytes.readUIntBE(at + 2, width);
  const start = at + 2 + width;
  const end = start + length;
  if (end > bytes.length || end <= at) throw new Error('this is no DER');
  return { start, end };
}
