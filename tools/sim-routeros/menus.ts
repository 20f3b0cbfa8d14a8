import type { Kind } from './kinds.ts';

export interface Field {
  readonly kind: Kind;
  /** What the row says when nobody said anything; a field without one is then absent. */
  readonly usual?: string;
  readonly required?: boolean;
  /** Told by the router, never written. */
  readonly readOnly?: boolean;
  /** Left out of exports of RouterOS 7 unless asked for. */
  readonly sensitive?: boolean;
}

export interface Menu {
  readonly fields: Readonly<Record<string, Field>>;
  /** One row without an id. */
  readonly single?: boolean;
  /** Rows have an order that means something, and `move`. */
  readonly ordered?: boolean;
  /** Rows come from the router alone; people can at most remove them. */
  readonly madeByRouter?: boolean;
  readonly unique?: readonly { readonly fields: readonly string[]; readonly trap: string }[];
  readonly dynamicTrap?: string;
  readonly dynamicStays?: boolean;
  readonly notExported?: boolean;
}

export const text = (usual?: string): Field => (usual === undefined ? { kind: 'text' } : { kind: 'text', usual });
export const told = (kind: Kind = 'text', usual?: string): Field => ({ ...usually(kind, usual), readOnly: true });
export const needed = (kind: Kind = 'text'): Field => ({ kind, required: true });
export const usually = (kind: Kind, usual?: string): Field => (usual === undefined ? { kind } : { kind, usual });

export const DISABLED: Readonly<Record<string, Field>> = { disabled: usually('flag', 'false'), comment: text() };
export const DYNAMIC: Readonly<Record<string, Field>> = { ...DISABLED, dynamic: told('flag', 'false') };
