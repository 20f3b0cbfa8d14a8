import { ipv4Bytes, ipv6Bytes } from '../../radius/index.js';

/**
 * Columns for `unnest`, as arrays in PostgreSQL's binary form (`array_send` and the `_send` of each type). Text arrays are
 * escaped here and parsed there value by value, which costs more than storing the rows. A value that its type cannot hold
 * becomes NULL, for one such value would cost the whole batch.
 */
export type Column<T> = (values: readonly (T | null | undefined)[]) => Buffer;

const HEADER = 20;
const HEADER_OF_NONE = 12;
const NULL = -1;
const UNFIT = -1;
/** Of `timestamptz`: microseconds since 2000. */
const EPOCH_MS = 946_684_800_000;
const INET = { v4: 2, v6: 3 } as const;

/** A column of values that need at most `widest` bytes each; `write` puts one at a place and answers how long it is, or UNFIT. */
function column<T>(oid: number, widest: (value: T) => number, write: (value: T, at: number) => number): Column<T> {
  return (values) => {
    header(oid, values.length);
    let at = HEADER;
    let before: T | null | undefined;
    let from = at;
    for (const value of values) {
      const isNull = value === null || value === undefined;
      makeRoom(at, isNull ? 0 : widest(value));
      if (value === before && at > HEADER) {
        // One router, one outcome: many columns say the same from line to line.
        bytes.copyWithin(at, from, at);
        const size = at - from;
        from = at;
        at += size;
        continue;
      }
      const length = isNull ? NULL : write(value, at + 4);
      view.setInt32(at, length);
      from = at;
      at += 4 + Math.max(length, 0);
      before = value;
    }
    return Buffer.from(bytes.subarray(0, values.length === 0 ? HEADER_OF_NONE : at));
  };
}

let bytes = Buffer.alloc(65_536);
let view = viewOf(bytes);

function viewOf(of: Buffer): DataView {
  return new DataView(of.buffer, of.byteOffset, of.length);
}

function makeRoom(at: number, size: number): void {
  if (at + 4 + size <= bytes.length) return;
  const larger = Buffer.alloc(2 * (at + 4 + size));
  larger.set(bytes);
  bytes = larger;
  view = viewOf(bytes);
}

/** One dimension, from 1; an empty array has none. */
function header(oid: number, count: number): void {
  view.setInt32(0, count === 0 ? 0 : 1);
  view.setInt32(4, 1);
  view.setInt32(8, oid);
  view.setInt32(12, count);
  view.setInt32(16, 1);
}

export const texts = column<string>(
  25,
  (value) => value.length * 3,
  (value, at) => bytes.write(value, at),
);

export const booleans = column<boolean>(
  16,
  () => 1,
  (value, at) => {
    bytes[at] = value ? 1 : 0;
    return 1;
  },
);

export const integers = column<number>(
  23,
  () => 4,
  (value, at) => {
    if (value !== (value | 0)) return UNFIT;
    view.setInt32(at, value);
    return 4;
  },
);

export const bigints = column<bigint | number>(
  20,
  () => 8,
  (value, at) => (typeof value === 'bigint' ? writeBigint(value, at) : writeWhole(value, at)),
);

/** Instants in milliseconds since 1970. */
export const instants = column<number>(
  1184,
  () => 8,
  (value, at) => writeWhole((value - EPOCH_MS) * 1000, at),
);

export const uuids = column<string>(
  2950,
  (value) => value.length,
  (value, at) => (writeHex(value, at) === 16 ? 16 : UNFIT),
);

export const macAddresses = column<string>(
  829,
  (value) => value.length,
  (value, at) => (writeHex(value, at) === 6 ? 6 : UNFIT),
);

/** Addresses, and prefixes `address/length`. */
export const addresses = column<string>(869, () => 20, writeAddress);

function writeBigint(value: bigint, at: number): number {
  view.setBigInt64(at, value);
  return 8;
}

function writeWhole(value: number, at: number): number {
  view.setInt32(at, Math.floor(value / 2 ** 32));
  view.setUint32(at + 4, value % 2 ** 32);
  return 8;
}

/** Hexadecimal digits, marks between them left out. */
function writeHex(text: string, at: number): number {
  let to = at;
  let high = -1;
  for (let from = 0; from < text.length; from += 1) {
    const digit = hexDigit(text.charCodeAt(from));
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      bytes[to] = high * 16 + digit;
      to += 1;
      high = -1;
    }
  }
  return to - at;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function writeAddress(text: string, at: number): number {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const raw = ipv4Bytes(address) ?? ipv6Bytes(address);
  if (!raw) return UNFIT;
  bytes[at] = raw.length === 4 ? INET.v4 : INET.v6;
  bytes[at + 1] = slash < 0 ? raw.length * 8 : Number(text.slice(slash + 1));
  bytes[at + 2] = 0;
  bytes[at + 3] = raw.length;
  bytes.set(raw, at + 4);
  return 4 + raw.length;
}
