import { NOWHERE, PacketStore } from './packet-store.js';

/** What became of a request: still at work, or answered. It may outlive what it tells of, and then says nothing any more. */
export class Slot {
  constructor(
    private readonly generation: Generation,
    private readonly row: number,
    private readonly serial: number,
  ) {}

  /** Undefined while the request is at work. */
  get reply(): Buffer | undefined {
    return this.generation.replyTo(this.row, this.serial);
  }

  answer(reply: Buffer): void {
    this.generation.answer(this.row, this.serial, reply);
  }

  /** Lets a repetition be treated anew, after the first try failed. */
  forget(): void {
    this.generation.forget(this.row, this.serial);
  }
}

/** Of a row: where the request stands, which one it is, where the room for an answer is, and to which request that is the answer. */
const Column = { request: 0, serial: 1, reply: 2, answered: 3 } as const;
const COLUMNS = 4;
const FIRST_ROWS = 1_024;
const NONE = 0;

/** Requests of one span of time, as numbers and bytes; its memory is used again for another. */
class Generation {
  private readonly peers = new Map<string, Map<number, number>>();
  private readonly packets = new PacketStore();
  private rows = new Int32Array(FIRST_ROWS * COLUMNS);
  private lastSerial = NONE;
  count = 0;

  /** The row of the sender's last request with this key. */
  rowOf(address: string, key: number): number | undefined {
    return this.peers.get(address)?.get(key);
  }

  find(row: number, request: Buffer): Slot | undefined {
    const serial = this.cell(row, 'serial');
    if (serial === NONE || !this.packets.isAt(this.cell(row, 'request'), request)) return undefined;
    return new Slot(this, row, serial);
  }

  /** A new request with a key in use takes the place of the one before. */
  remember(address: string, key: number, request: Buffer): Slot {
    const row = this.rowOf(address, key) ?? this.addRow(address, key);
    this.lastSerial = (this.lastSerial + 1) | 0 || 1;
    this.set(row, 'request', this.packets.put(request, this.cell(row, 'request')));
    this.set(row, 'serial', this.lastSerial);
    return new Slot(this, row, this.lastSerial);
  }

  replyTo(row: number, serial: number): Buffer | undefined {
    const isThere = this.isOf(row, serial) && this.cell(row, 'answered') === serial;
    return isThere ? this.packets.copyOf(this.cell(row, 'reply')) : undefined;
  }

  answer(row: number, serial: number, reply: Buffer): void {
    if (!this.isOf(row, serial)) return;
    this.set(row, 'reply', this.packets.put(reply, this.cell(row, 'reply')));
    this.set(row, 'answered', serial);
  }

  forget(row: number, serial: number): void {
    if (this.isOf(row, serial)) this.set(row, 'serial', NONE);
  }

  clear(): void {
    this.peers.clear();
    this.packets.clear();
    this.rows.fill(NONE);
    this.count = 0;
  }

  private addRow(address: string, key: number): number {
    const row = this.count;
    this.count += 1;
    const peer = this.peers.get(address);
    if (peer) peer.set(key, row);
    else this.peers.set(address, new Map([[key, row]]));
    if (this.rows.length < this.count * COLUMNS) this.widen();
    this.set(row, 'request', NOWHERE);
    this.set(row, 'reply', NOWHERE);
    return row;
  }

  private widen(): void {
    const wider = new Int32Array(this.rows.length * 2);
    wider.set(this.rows);
    this.rows = wider;
  }

  private isOf(row: number, serial: number): boolean {
    return this.cell(row, 'serial') === serial;
  }

  private cell(row: number, column: keyof typeof Column): number {
    return this.rows[row * COLUMNS + Column[column]] ?? NONE;
  }

  private set(row: number, column: keyof typeof Column, value: number): void {
    this.rows[row * COLUMNS + Column[column]] = value;
  }
}

/**
 * RFC 5080 §2.2.2: a repeated request gets the reply that it got, and no second treatment. A request is repeated when
 * it comes from the same address and port, byte for byte the same: the authenticator alone would let a changed packet
 * have an answer that was not meant for it. Two generations that change places: an entry lives between one and two
 * lifetimes, and no timer runs per packet.
 */
export class DuplicateCache {
  private current = new Generation();
  private previous = new Generation();
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
    const row = this.current.rowOf(address, key);
    if (row !== undefined) return this.current.find(row, request);
    const before = this.previous.rowOf(address, key);
    return before === undefined ? undefined : this.previous.find(before, request);
  }

  remember(address: string, port: number, request: Buffer): Slot {
    return this.current.remember(address, slotKey(port, request[1]), request);
  }

  private turn(nowMs: number): void {
    if (nowMs - this.turnedAtMs < this.lifetimeMs && this.current.count < this.limit) return;
    const { current, previous } = this;
    if (nowMs - this.turnedAtMs >= 2 * this.lifetimeMs) current.clear();
    previous.clear();
    this.current = previous;
    this.previous = current;
    this.turnedAtMs = nowMs;
  }
}

/** One port takes one kind of request, so its code need not be in the key. */
function slotKey(port: number, id: number | undefined): number {
  return port * 256 + (id ?? 0);
}
