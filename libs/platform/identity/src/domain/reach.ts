/** Structurally `PartnerScope` of `platform/access`. */
export type Partners = 'all' | readonly string[];

/** What somebody may do, and for whose records. */
export interface Reach {
  readonly permissions: ReadonlySet<string>;
  readonly partners: Partners;
}

export interface Excess {
  readonly permissions: readonly string[];
  /** Does it go over partners that the holder does not have? */
  readonly partners: boolean;
}

/** What `wanted` has beyond `held`; undefined when it lies within. Nobody hands on more than they have themselves. */
export function excessOf(wanted: Reach, held: Reach): Excess | undefined {
  const permissions = [...wanted.permissions].filter((permission) => !held.permissions.has(permission)).sort();
  const partners = !partnersWithin(wanted.partners, held.partners);
  return permissions.length === 0 && !partners ? undefined : { permissions, partners };
}

export function partnersWithin(wanted: Partners, held: Partners): boolean {
  if (held === 'all') return true;
  return wanted !== 'all' && wanted.every((partner) => held.includes(partner));
}
