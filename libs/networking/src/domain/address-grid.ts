import { isEndOfNetwork } from './free-units.js';
import type { NetworkKind } from './network-tree.js';
import { contains, overlap, type Prefix, prefixAround, sizeOf } from './prefix.js';

/** A page of the grid: as many as people see at once, and as a /24 has. */
export const CELLS = 256;

export interface GridNetwork {
  readonly prefix: Prefix;
  readonly kind: NetworkKind;
  readonly unitLength: number;
}

export interface GridWindow {
  readonly units: readonly Prefix[];
  /** From 0. */
  readonly page: bigint;
  readonly pages: bigint;
}

/** The page that an address is on, or a certain page; the first where neither fits. */
export function gridWindow({ prefix, unitLength }: GridNetwork, around: bigint | null, page = 0n): GridWindow {
  const step = sizeOf({ ...prefix, length: unitLength });
  const total = sizeOf(prefix) / step;
  const pages = (total + BigInt(CELLS) - 1n) / BigInt(CELLS);
  const index = around === null ? page * BigInt(CELLS) : (around - prefix.first) / step;
  const wanted = index >= 0n && index < total ? index / BigInt(CELLS) : 0n;
  const first = wanted * BigInt(CELLS);
  const count = total - first < BigInt(CELLS) ? Number(total - first) : CELLS;
  const units = Array.from({ length: count }, (_, nth) =>
    prefixAround(prefix.family, prefix.first + (first + BigInt(nth)) * step, unitLength),
  );
  return { units, page: wanted, pages };
}

export const CELL_STATES = [
  'free',
  'held',
  'reserved',
  'device',
  'quarantine',
  'online',
  'stray',
  'end',
  'taken',
] as const;
/**
 * `online`: the router gave it to a session. `stray`: a session uses it that it does not belong to. `end`: the first or last of an
 * IPv4 network. `taken`: another partner's.
 */
export type CellState = (typeof CELL_STATES)[number];

export interface CellHolding {
  readonly prefix: Prefix;
  readonly kind: 'static' | 'wan' | 'route' | 'delegated' | 'reserved' | 'device' | 'quarantine';
  readonly serviceId: string | null;
}

export interface CellSession {
  readonly prefix: Prefix;
  readonly serviceId: string | null;
}

export interface Cell<Holding extends CellHolding, Session extends CellSession> {
  readonly unit: Prefix;
  readonly state: CellState;
  readonly holding: Holding | null;
  readonly session: Session | null;
}

/** What stands in each cell. `taken` is what anybody has, whoever looks; the others are what the looker may see. */
export function gridCells<Holding extends CellHolding, Session extends CellSession>(
  network: GridNetwork,
  units: readonly Prefix[],
  seen: {
    readonly holdings: readonly Holding[];
    readonly sessions: readonly Session[];
    readonly taken: readonly Prefix[];
  },
): Cell<Holding, Session>[] {
  return units.map((unit) => {
    const holding = seen.holdings.find(({ prefix }) => overlap(prefix, unit)) ?? null;
    const session = seen.sessions.find(({ prefix }) => contains(unit, prefix) || contains(prefix, unit)) ?? null;
    const isTaken = seen.taken.some((prefix) => overlap(prefix, unit));
    return { unit, state: stateOf(network, unit, holding, session, isTaken), holding, session };
  });
}

function stateOf(
  network: GridNetwork,
  unit: Prefix,
  holding: CellHolding | null,
  session: CellSession | null,
  isTaken: boolean,
): CellState {
  const isOwn = session !== null && session.serviceId !== null && session.serviceId === holding?.serviceId;
  if (session && holding && !isOwn) return 'stray';
  if (holding) return holding.serviceId === null ? kindOf(holding) : 'held';
  if (isTaken) return 'taken';
  if (session) return network.kind === 'pool' || network.kind === 'cgnat' ? 'online' : 'stray';
  const hasEnds = network.kind === 'static' || network.kind === 'pool' || network.kind === 'management';
  return hasEnds && isEndOfNetwork(network.prefix, network.unitLength, unit) ? 'end' : 'free';
}

function kindOf({ kind }: CellHolding): CellState {
  return kind === 'device' || kind === 'quarantine' ? kind : 'reserved';
}
