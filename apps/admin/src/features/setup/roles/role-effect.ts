export interface RoleRights {
  readonly id: string;
  readonly permissions: readonly string[];
  readonly holders: readonly { readonly id: string; readonly name: string }[];
}

export interface PersonEffect {
  readonly id: string;
  readonly name: string;
  readonly gains: readonly string[];
  readonly loses: readonly string[];
}

/** Who gains and who loses what when a role allows `next` from now on: what another role gives as well is no loss. */
export function roleEffect(
  roles: readonly RoleRights[],
  roleId: string,
  next: readonly string[],
): readonly PersonEffect[] {
  const changed = roles.find(({ id }) => id === roleId);
  if (changed === undefined) return [];
  return changed.holders
    .map(({ id, name }) => {
      const others = roles.filter((role) => role.id !== roleId && role.holders.some((holder) => holder.id === id));
      const elsewhere = new Set(others.flatMap(({ permissions }) => permissions));
      return {
        id,
        name,
        gains: next.filter((one) => !elsewhere.has(one) && !changed.permissions.includes(one)),
        loses: changed.permissions.filter((one) => !elsewhere.has(one) && !next.includes(one)),
      };
    })
    .filter(({ gains, loses }) => gains.length > 0 || loses.length > 0);
}

export interface Holding {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** Everybody who holds a permission, and by which of their roles. */
export function holdersOf(
  roles: readonly (RoleRights & { readonly name: string })[],
  permission: string,
): readonly Holding[] {
  const people = new Map<string, { id: string; name: string; roles: string[] }>();
  for (const role of roles) {
    if (!role.permissions.includes(permission)) continue;
    for (const { id, name } of role.holders) {
      const known = people.get(id) ?? { id, name, roles: [] };
      known.roles.push(role.name);
      people.set(id, known);
    }
  }
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name));
}
