import type { PolicyAdjustment, Rates } from '../rates.js';

export type NodeKind = 'site' | 'router' | 'sector';

/** What a circuit or a node hangs on. */
export interface ShaperParent {
  readonly kind: NodeKind;
  readonly id: string;
}

export interface ShaperNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  readonly parent: ShaperParent | null;
  /** What all below it can have together, from their side; null: not known. */
  readonly downloadKbps: number | null;
  readonly uploadKbps: number | null;
}

/** A service on the network, as a shaper wants to know it. Its id and number stay for as long as it lives. */
export interface Circuit {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly planId: string;
  readonly planTitle: string;
  readonly routerId: string | null;
  readonly parent: ShaperParent | null;
  readonly state: 'open' | 'blocked' | 'closed';
  readonly reason: string | null;
  /** What holds now: the plan, hours, fair use and quota are in it. Null: its plan says no speed. */
  readonly rates: Rates | null;
  readonly guaranteed: Rates | null;
  readonly priority: number | null;
  readonly adjusted: PolicyAdjustment | null;
  readonly isOnline: boolean;
  readonly macs: readonly string[];
  /** Addresses and networks, its own and those of its sessions; none is with two circuits. */
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

export type ShaperItemKind = NodeKind | 'circuit';

/** One step of the feed: `value` is null where the thing is gone. */
export interface ShaperChange {
  readonly position: string;
  readonly kind: ShaperItemKind;
  readonly id: string;
  readonly node: ShaperNode | null;
  readonly circuit: Circuit | null;
}
