import { isIP } from 'node:net';
import { keyOf, type RowValues } from './router-object.js';

/**
 * RouterOS asks simple queues from the first to the last, and the first that fits a packet has it: a queue below one with a wider
 * target never sees any. Children are asked among those of their parent.
 */
export interface Shadow {
  /** The queue that has its packets. */
  readonly by: string;
  /** The one that followed it until now; empty: it was the last. */
  readonly follows: string;
}

export const SIMPLE_QUEUES = '/queue/simple';

interface Net {
  readonly family: 4 | 6;
  readonly bits: bigint;
  readonly length: number;
}

const LENGTH = { 4: 32, 6: 128 } as const;

/** The simple queues of a router in their order. Those of other people are never in the way of each other here. */
export class QueueOrder {
  private readonly found = new Map<RowValues, Shadow>();
  private readonly levels = new Map<string, Level>();

  constructor(rows: readonly RowValues[]) {
    for (const [place, row] of rows.entries()) {
      if (isOff(row)) continue;
      const parent = row['parent'] ?? 'none';
      const level = this.levels.get(parent) ?? new Level();
      this.levels.set(parent, level);
      const nets = netsOf(row['target'] ?? '');
      const isOurs = keyOf(SIMPLE_QUEUES, row) !== undefined;
      const by = isOurs ? level.firstOver(nets) : undefined;
      if (by !== undefined) this.found.set(row, { by, follows: rows[place + 1]?.['name'] ?? '' });
      if (isPlain(row)) level.add(place, row['name'] ?? '', nets, isOurs);
    }
  }

  /** By which one, where the queue stands behind one that has its packets. */
  shadowOf(row: RowValues): Shadow | undefined {
    return this.found.get(row);
  }

  /** The queue before which a new one has to be added, where at the end it would see no packet. */
  placeFor(values: RowValues): string | undefined {
    if (isOff(values)) return undefined;
    return this.levels.get(values['parent'] ?? 'none')?.firstOver(netsOf(values['target'] ?? ''));
  }
}

/** The queues of one parent, by what they are for. */
class Level {
  private readonly nets = new Map<
    string,
    { readonly place: number; readonly name: string; readonly isOurs: boolean }
  >();
  private readonly lengths = { 4: new Set<number>(), 6: new Set<number>() };

  add(place: number, name: string, nets: readonly Net[], isOurs: boolean): void {
    for (const net of nets) {
      this.lengths[net.family].add(net.length);
      const key = keyOfNet(net, net.length);
      if (!this.nets.has(key)) this.nets.set(key, { place, name, isOurs });
    }
  }

  /** The first that has any of these. One of ours for the very same target is another's business than the order's. */
  firstOver(nets: readonly Net[]): string | undefined {
    let first: { readonly place: number; readonly name: string } | undefined;
    for (const net of nets)
      for (const length of this.lengths[net.family]) {
        if (length > net.length) continue;
        const over = this.nets.get(keyOfNet(net, length));
        if (!over || (over.isOurs && length === net.length)) continue;
        if (!first || over.place < first.place) first = over;
      }
    return first?.name === '' ? undefined : first?.name;
  }
}

function keyOfNet({ family, bits }: Net, length: number): string {
  return `${family}/${length}/${bits >> BigInt(LENGTH[family] - length)}`;
}

function isOff(row: RowValues): boolean {
  return row['disabled'] === 'true' || row['disabled'] === 'yes' || row['invalid'] === 'true';
}

/** What holds for some packets or at some hours only leaves the rest to those behind it. */
function isPlain(row: RowValues): boolean {
  return ['dst', 'packet-marks', 'time'].every((field) => (row[field] ?? '') === '');
}

/** Targets that are addresses; which packets come by an interface cannot be told from here. */
function netsOf(target: string): Net[] {
  return target.split(',').flatMap((one) => {
    const [address = '', mask] = one.trim().split('/');
    const family = isIP(address);
    if (family !== 4 && family !== 6) return [];
    const length = mask === undefined ? LENGTH[family] : Number(mask);
    if (!Number.isInteger(length) || length < 0 || length > LENGTH[family]) return [];
    return [{ family, bits: family === 4 ? bitsOf4(address) : bitsOf6(address), length }];
  });
}

function bitsOf4(address: string): bigint {
  return address.split('.').reduce((bits, part) => (bits << 8n) + BigInt(part), 0n);
}

function bitsOf6(address: string): bigint {
  const withTail = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [head = '', tail] = withTail.split('::');
  const front = head.split(':').filter((part) => part !== '');
  const back = (tail ?? '').split(':').filter((part) => part !== '');
  const middle = tail === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...middle, ...back].reduce((bits, part) => (bits << 16n) + BigInt(`0x${part}`), 0n);
}
