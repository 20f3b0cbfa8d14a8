/** What became of a request: still at work, or answered with these bytes. */
export interface Slot {
  readonly request: Buffer;
  reply: Buffer | undefined;
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
    const key = slotKey(port, request);
    const slot = this.current.get(address)?.get(key) ?? this.previous.get(address)?.get(key);
    return slot && slot.request.equals(request) ? slot : undefined;
  }

  /** A new request with an id in use takes its place: the sender has given up on the old one. */
  remember(address: string, port: number, request: Buffer, reply: Buffer | undefined): Slot {
    let peer = this.current.get(address);
    if (!peer) {
      peer = new Map();
      this.current.set(address, peer);
    }
    const slot = { request, reply };
    const key = slotKey(port, request);
    if (!peer.has(key)) this.count += 1;
    peer.set(key, slot);
    return slot;
  }

  /** Lets a repetition be treated anew, after the first try failed. */
  forget(address: string, port: number, slot: Slot): void {
    const key = slotKey(port, slot.request);
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

function slotKey(port: number, request: Buffer): number {
  return port * 65_536 + (request[0] ?? 0) * 256 + (request[1] ?? 0);
}
