const BLOCK = 1 << 20;
/** Before each packet: how much room it has and how much of that it uses. */
const HEAD = 4;
/** A place that no packet has. */
export const NOWHERE = -1;

/**
 * Packets side by side in large blocks outside of the heap. A buffer each would be three objects a packet, and would keep the pool
 * that it was cut from with all that stood there: in a storm some kilobytes for some hundred bytes, and work for the garbage collector
 * while routers wait.
 */
export class PacketStore {
  private readonly blocks: Buffer[] = [];
  private end = 0;

  /** Where the packet stands now: in the room of the one before it where it fits. */
  put(packet: Buffer, before = NOWHERE): number {
    const old = before === NOWHERE ? 0 : this.blockOf(before).readUInt16LE(before % BLOCK);
    const place = old >= packet.length ? before : this.makeRoom(Math.max(packet.length, 2 * old));
    const block = this.blockOf(place);
    const at = place % BLOCK;
    block.writeUInt16LE(packet.length, at + 2);
    packet.copy(block, at + HEAD);
    return place;
  }

  isAt(place: number, packet: Buffer): boolean {
    const block = this.blockOf(place);
    const from = (place % BLOCK) + HEAD;
    const length = block.readUInt16LE(from - 2);
    return length === packet.length && packet.compare(block, from, from + length) === 0;
  }

  copyOf(place: number): Buffer {
    const block = this.blockOf(place);
    const from = (place % BLOCK) + HEAD;
    return Buffer.from(block.subarray(from, from + block.readUInt16LE(from - 2)));
  }

  /** Forgets all, and keeps as many blocks as were in use. */
  clear(): void {
    this.blocks.length = Math.ceil(this.end / BLOCK);
    this.end = 0;
  }

  private makeRoom(room: number): number {
    const left = BLOCK - (this.end % BLOCK);
    // No packet reaches over the end of a block.
    const place = HEAD + room > left ? this.end + left : this.end;
    this.end = place + HEAD + room;
    this.blocks[Math.floor(place / BLOCK)] ??= Buffer.allocUnsafeSlow(BLOCK);
    this.blockOf(place).writeUInt16LE(room, place % BLOCK);
    return place;
  }

  private blockOf(place: number): Buffer {
    const block = this.blocks[Math.floor(place / BLOCK)];
    if (!block) throw new RangeError(`no packet stands at ${place}`);
    return block;
  }
}
