import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, notFound } from '@demarc/kernel';
import type { AddressPoolId } from '../../domain/ids.js';
import { contains, samePrefix } from '../../domain/prefix.js';
import { prefixText, readPrefix } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { checkedUnit } from './add-pool.js';
import { lockTree, type Network, networkFault, replant, requireRouter, wantedPrefix } from './networks.js';
import { ChangePoolInput } from './pool.input.js';

/** Changes what a network is called, where it is, and which addresses it has. */
@Injectable()
export class ChangePool extends Command<ChangePoolInput, { poolId: AddressPoolId }> {
  readonly rule: CommandRule = {
    name: 'networking.changePool',
    sentence: 'Change an address pool',
    permission: NetworkingPermissions['pool.manage'],
    risk: 'normal',
  };
  readonly input = ChangePoolInput;

  async handle(
    { poolId, prefix, unitLength, ...given }: ChangePoolInput,
    act: Act,
  ): Promise<{ poolId: AddressPoolId }> {
    await requireRouter(act.sql, given.routerId);
    const tree = await lockTree(act);
    const before = tree.find(({ id }) => id === poolId);
    if (!before) throw notFound('address pool');
    const moved = prefix === undefined ? before.prefix : wantedPrefix(prefix);
    const unit =
      unitLength === undefined
        ? Math.max(before.unitLength, moved.length)
        : checkedUnit(unitLength, moved, before.kind);
    const after: Network = { ...before, prefix: moved, unitLength: unit };
    if (!samePrefix(before.prefix, moved)) {
      await refuseHeldOutside(act, before, after);
      await replant(
        act,
        tree,
        tree.map((network) => (network === before ? after : network)),
      );
    }
    const changed = Object.entries({ ...given, ...(unit === before.unitLength ? {} : { unitLength: unit }) }).filter(
      ([, value]) => value !== undefined,
    );
    await this.write(act, poolId, changed);
    act.audit({ kind: 'address_pool', id: poolId }, `Address pool ${before.name} changed`, {
      fields: [...changed.map(([name]) => name), ...(samePrefix(before.prefix, moved) ? [] : ['prefix'])],
      ...(samePrefix(before.prefix, moved) ? {} : { from: prefixText(before.prefix), to: prefixText(moved) }),
    });
    await announceAccess(act.sql, `pool:${poolId}`);
    return { poolId };
  }

  private async write(act: Act, poolId: string, changed: readonly (readonly [string, unknown])[]): Promise<void> {
    if (changed.length === 0) return;
    const sets = changed.map(([name], index) => `${COLUMN[name as keyof typeof COLUMN]} = $${index + 2}`);
    try {
      await act.sql.execute(`UPDATE networking.network SET ${sets.join(', ')}, revision = revision + 1 WHERE id = $1`, [
        poolId,
        ...changed.map(([, value]) => value),
      ]);
      if (changed.some(([name]) => name === 'unitLength'))
        await act.sql.execute('DELETE FROM networking.free_address WHERE network_id = $1', [poolId]);
    } catch (error) {
      throw networkFault(error) ?? error;
    }
  }
}

const COLUMN = {
  name: 'name',
  routerPoolName: 'router_pool_name',
  locationId: 'location_id',
  routerId: 'router_id',
  vlan: 'vlan',
  comment: 'comment',
  unitLength: 'unit_length',
} as const;

/** An end network takes along nobody who holds an address of it: their routers know it by heart. */
async function refuseHeldOutside(act: Act, before: Network, after: Network): Promise<void> {
  if (before.kind === 'root') return;
  const rows = await act.sql.query<{ taken: string }>('SELECT taken FROM networking.taken_of($1, $2)', [
    prefixText(before.prefix),
    act.at,
  ]);
  const outside = rows.filter(({ taken }) => !isInside(after, taken));
  if (outside.length > 0)
    throw conflict(
      'HELD_OUTSIDE',
      `${outside[0]?.taken ?? ''}${outside.length > 1 ? ` and ${outside.length - 1} others are` : ' is'} held and would lie outside. Release or move them first.`,
      { outside: outside.length },
    );
}

function isInside(network: Network, taken: string): boolean {
  const prefix = readPrefix(taken);
  return prefix !== undefined && contains(network.prefix, prefix);
}
