import { fail, ok, type Result } from '@demarc/kernel';
import { Attr } from './codes.js';

export const HEADER_LENGTH = 20;
export const MAX_PACKET_LENGTH = 4096;
export const MAX_VALUE_LENGTH = 253;

export type PacketFault =
  | 'shorter_than_header'
  | 'length_below_header'
  | 'length_beyond_datagram'
  | 'length_over_4096'
  | 'attribute_length_below_2'
  | 'attribute_beyond_end';

/** One attribute as it is on the wire. `vendor` is 0 for the standard space; a VSA we cannot split stays raw as type 26. */
export interface RawAttribute {
  readonly vendor: number;
  readonly type: number;
  readonly value: Buffer;
}

/**
 * A structurally sound packet over the bytes it came in. Nothing is decoded before it is asked for: an
 * Access-Request is read once for five of its attributes, so an index would cost more than the walk.
 */
export class Packet {
  constructor(readonly bytes: Buffer) {}

  get code(): number {
    return this.bytes[0] ?? 0;
  }

  get id(): number {
    return this.bytes[1] ?? 0;
  }

  get authenticator(): Buffer {
    return this.bytes.subarray(4, HEADER_LENGTH);
  }

  /** Where the first attribute of this type begins; 0 when there is none. */
  offsetOf(type: number, from: number = HEADER_LENGTH): number {
    const { bytes } = this;
    for (let at = from; at < bytes.length; at += bytes[at + 1] ?? bytes.length) if (bytes[at] === type) return at;
    return 0;
  }

  has(type: number): boolean {
    return this.offsetOf(type) !== 0;
  }

  count(type: number): number {
    let found = 0;
    for (let at = this.offsetOf(type); at !== 0; at = this.offsetOf(type, this.after(at))) found += 1;
    return found;
  }

  first(type: number): Buffer | undefined {
    const at = this.offsetOf(type);
    return at === 0 ? undefined : this.bytes.subarray(at + 2, this.after(at));
  }

  all(type: number): Buffer[] {
    const values: Buffer[] = [];
    for (let at = this.offsetOf(type); at !== 0; at = this.offsetOf(type, this.after(at)))
      values.push(this.bytes.subarray(at + 2, this.after(at)));
    return values;
  }

  /** The values of repeated attributes joined, as EAP-Message and long Class values are sent (RFC 2869 §5.13). */
  joined(type: number): Buffer | undefined {
    const values = this.all(type);
    return values.length > 1 ? Buffer.concat(values) : values[0];
  }

  text(type: number): string | undefined {
    const at = this.offsetOf(type);
    return at === 0 ? undefined : this.bytes.toString('utf8', at + 2, this.after(at));
  }

  /** A 32-bit integer, or undefined when absent or not four bytes long. */
  integer(type: number): number | undefined {
    const at = this.offsetOf(type);
    return at === 0 || this.bytes[at + 1] !== 6 ? undefined : this.bytes.readUInt32BE(at + 2);
  }

  vendorFirst(vendor: number, type: number): Buffer | undefined {
    for (
      let at = this.offsetOf(Attr.VendorSpecific);
      at !== 0;
      at = this.offsetOf(Attr.VendorSpecific, this.after(at))
    ) {
      const end = this.after(at);
      if (end - at < 8 || this.bytes.readUInt32BE(at + 2) !== vendor) continue;
      for (let sub = at + 6; sub + 2 <= end;) {
        const length = this.bytes[sub + 1] ?? 0;
        if (length < 2 || sub + length > end) break;
        if (this.bytes[sub] === type) return this.bytes.subarray(sub + 2, sub + length);
        sub += length;
      }
    }
    return undefined;
  }

  /** Every attribute in order, vendor attributes taken out of their envelopes. */
  attributes(): RawAttribute[] {
    const found: RawAttribute[] = [];
    for (let at = HEADER_LENGTH; at < this.bytes.length; at = this.after(at)) {
      const type = this.bytes[at] ?? 0;
      const value = this.bytes.subarray(at + 2, this.after(at));
      if (type === Attr.VendorSpecific) found.push(...vendorAttributes(value));
      else found.push({ vendor: 0, type, value });
    }
    return found;
  }

  private after(at: number): number {
    return at + (this.bytes[at + 1] ?? this.bytes.length);
  }
}

/** Reads a datagram. Bytes past the length field are padding and are ignored (RFC 2865 §3). */
export function parsePacket(datagram: Buffer): Result<Packet, PacketFault> {
  if (datagram.length < HEADER_LENGTH) return fail('shorter_than_header');
  const length = datagram.readUInt16BE(2);
  if (length < HEADER_LENGTH) return fail('length_below_header');
  if (length > MAX_PACKET_LENGTH) return fail('length_over_4096');
  if (length > datagram.length) return fail('length_beyond_datagram');
  for (let at = HEADER_LENGTH; at < length;) {
    if (at + 2 > length) return fail('attribute_beyond_end');
    const size = datagram[at + 1] ?? 0;
    if (size < 2) return fail('attribute_length_below_2');
    at += size;
    if (at > length) return fail('attribute_beyond_end');
  }
  return ok(new Packet(length === datagram.length ? datagram : datagram.subarray(0, length)));
}

/** RFC 2865 §5.26: the inside of a VSA *should* be sub-attributes; when it is not, the whole is kept as it came. */
function vendorAttributes(value: Buffer): RawAttribute[] {
  const raw = [{ vendor: 0, type: Attr.VendorSpecific, value }];
  if (value.length < 6) return raw;
  const vendor = value.readUInt32BE(0);
  const found: RawAttribute[] = [];
  for (let at = 4; at < value.length;) {
    const length = value[at + 1] ?? 0;
    if (length < 2 || at + length > value.length) return raw;
    found.push({ vendor, type: value[at] ?? 0, value: value.subarray(at + 2, at + length) });
    at += length;
  }
  return found;
}
