import { HEADER_LENGTH, MAX_PACKET_LENGTH } from '../codec/packet.js';

export type StreamFault = 'length_below_header' | 'length_over_4096';

const NOTHING = Buffer.alloc(0);

/**
 * Cuts what comes over a connection into packets by their own length field (RFC 6613 §2.6). At most one unfinished packet is
 * held, so a sender costs no more than 4,096 bytes of memory however slowly it speaks.
 */
export class PacketStream {
  private held: Buffer = NOTHING;

  /** `take` answers whether to go on: after the end of a connection nothing of it is read. */
  constructor(private readonly take: (packet: Buffer) => boolean) {}

  /** Part of a packet is there, and the rest of it is not. */
  get isWaiting(): boolean {
    return this.held.length > 0;
  }

  /** What is no packet cannot be skipped: where the next one begins is unknown, so the connection has to end. */
  push(chunk: Buffer): StreamFault | undefined {
    const bytes = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt16BE(at + 2);
      if (length < HEADER_LENGTH) return 'length_below_header';
      if (length > MAX_PACKET_LENGTH) return 'length_over_4096';
      if (bytes.length - at < length) break;
      const goesOn = this.take(bytes.subarray(at, at + length));
      at += length;
      if (!goesOn) return undefined;
    }
    // A copy, so that four bytes do not hold on to the chunk that they came in.
    this.held = at === bytes.length ? NOTHING : Buffer.from(bytes.subarray(at));
    return undefined;
  }
}
