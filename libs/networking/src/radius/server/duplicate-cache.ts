const NO_BYTES = Buffer.alloc(0);

/** What became of a request: still at work, or answered with these bytes. */
export class Slot {
  reply: Buffer | undefined;
  readonly id: number;
  private bytes: Buffer;
  private length: number;

  /** Keeps a copy, so that the datagram need not outlive its answer, in the room that the slot before it had. */
  constructor(request: Buffer, before: Slot | undefined) {
    const room = before?.giveUpRoom() ?? NO_BYTES;
    this.id = request[1] ?? 0;
    this.length = request.length;
    this.bytes = room.length >= request.length ? room : Buffer.allocUnsafeSlow(request.length);
    this.bytes.set(request);
  }

  isOf(request: Buffer): boolean {
    return request.length === this.length && request.compare(this.bytes, 0, this.length) === 0;
  }

  private giveUpRoom(): Buffer {
    const room = this.bytes;
    this.bytes = NO_BYTES;
    this.length = -1;
    return room;
  }
}

type Generation = Map<string, Map<number, Slot>>;

/**
 * RFC 5080 §2.2.2: a repeated request gets the reply that it got, and no second treatment. A request is repeated when
 * it comes from the same address and port, byte for byte the same: the authenticator alone would let a changed packet
 * have an answer that was not meant for it. Two generations that change places: an entry lives between one and two
 * lifetimes, and no timer runs per packet.
 */
export class DuplicateCache {
  private current: Generation = new Map();
  private previous: Generation = new Map();
  private count = 0;
  private turnedAtMs: number;

  constructor(
    private readonly lifetimeMs: number,
    private readonly limit: number,
    nowMs: number,
  ) {
    this.turnedAtMs = nowMs;
  }

  find(address: string, port: number, request: Buffer, nowMs: number): Slot | undefined {
    this.turn(nowMs);
    const key = slotKey(port, request[1]);
    const slot = this.current.get(address)?.get(key) ?? this.previous.get(address)?.get(key);
    return slot?.isOf(request) === true ? slot : undefined;
  }

  /** A new request with an id in use takes its place: the sender has given up on the old one. */
  remember(address: string, port: number, request: Buffer, reply: Buffer | undefined): Slot {
    let peer = this.current.get(address);
    if (!peer) {
      peer = new Map();
      this.current.set(address, peer);
    }
    const key = slotKey(port, request[1]);
    const before = peer.get(key);
    if (!before) this.count += 1;
    const slot = new Slot(request, before);
    slot.reply = reply;
    peer.set(key, slot);
    return slot;
  }

  /** Lets a repetition be treated anew, after the first try failed. */
  forget(address: string, port: number, slot: Slot): void {
    const key = slotKey(port, slot.id);
    for (const generation of [this.current, this.previous]) {
      const peer = generation.get(address);
      if (peer?.get(key) === slot) peer.delete(key);
    }
  }

  private turn(nowMs: number): void {
    if (nowMs - this.turnedAtMs < this.lifetimeMs && this.count < this.limit) return;
    this.previous = nowMs - this.turnedAtMs < 2 * this.lifetimeMs ? this.current : new Map();
    this.current = new Map();
    this.count = 0;
    this.turnedAtMs = nowMs;
  }
}

/** One port takes one kind of request, so its code need not be in the key. */
function slotKey(port: number, id: number | undefined): number {
  return port * 256 + (id ?? 0);
}
