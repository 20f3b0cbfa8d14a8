import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid, notFound } from '@demarc/kernel';
import type { AddressPoolId } from '../../domain/ids.js';
import { isEndOfNetwork } from '../../domain/free-units.js';
import { comparePrefixes, contains, partsOf, type Prefix, wholeOf } from '../../domain/prefix.js';
import { prefixText } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';
import { lockTree, type Network, replant, storedPrefix } from './networks.js';
import { MergePoolsInput, PoolStepInput, SplitPoolInput } from './pool.input.js';

const MOST_PARTS = 256;

/** Cuts a network into equal parts. The first part stays the network that it was; whoever holds an address keeps it. */
@Injectable()
export class SplitPool extends Command<SplitPoolInput, { poolIds: AddressPoolId[] }> {
  readonly rule: CommandRule = {
    name: 'networking.splitPool',
    sentence: 'Split an address pool',
    permission: NetworkingPermissions['pool.manage'],
    risk: 'normal',
  };
  readonly input = SplitPoolInput;

  async handle({ poolId, length }: SplitPoolInput, act: Act): Promise<{ poolIds: AddressPoolId[] }> {
    const tree = await lockTree(act);
    const whole = tree.find(({ id }) => id === poolId);
    if (!whole) throw notFound('address pool');
    const prefixes = checkedParts(whole, length);
    await refuseEnds(act, whole, prefixes);
    const [lowest, ...others] = prefixes.map((prefix, index): Network => ({
      ...whole,
      prefix,
      unitLength: Math.max(whole.unitLength, length),
      ...(index === 0 ? {} : { id: act.newId<'AddressPool'>(), name: `${whole.name} (${index + 1})` }),
    }));
    if (!lowest) throw new Error('a network fell into no parts');
    await replant(act, tree, [...tree.map((one) => (one === whole ? lowest : one)), ...others]);
    await followAddresses(act, whole.id, others);
    const poolIds = [lowest, ...others].map(({ id }) => id as AddressPoolId);
    act.audit({ kind: 'address_pool', id: poolId }, `Address pool ${whole.name} split into ${poolIds.length}`, {
      from: prefixText(whole.prefix),
      into: prefixes.slice(0, 16).map(prefixText),
    });
    await announceAccess(act.sql, '*');
    return { poolIds };
  }
}

/** Makes networks one that are neighbours: the lowest grows over the others. What splitting cut, this puts together. */
@Injectable()
export class MergePools extends Command<MergePoolsInput, { poolId: AddressPoolId }> {
  readonly rule: CommandRule = {
    name: 'networking.mergePools',
    sentence: 'Merge address pools',
    permission: NetworkingPermissions['pool.manage'],
    risk: 'normal',
  };
  readonly input = MergePoolsInput;

  async handle({ poolIds }: MergePoolsInput, act: Act): Promise<{ poolId: AddressPoolId }> {
    const tree = await lockTree(act);
    const parts = tree
      .filter(({ id }) => poolIds.includes(id as AddressPoolId))
      .sort((one, other) => comparePrefixes(one.prefix, other.prefix));
    const [lowest, ...others] = parts;
    if (!lowest || parts.length !== new Set(poolIds).size) throw notFound('address pool');
    const prefix = wholeOf(parts.map((part) => part.prefix));
    if (!prefix)
      throw conflict(
        'NOT_ONE_NETWORK',
        'Together these are no network: there is a gap, or they do not begin where one of that size begins.',
      );
    if (others.some((part) => part.kind !== lowest.kind || part.partnerId !== lowest.partnerId))
      throw conflict('NOT_ALIKE', 'Only networks of one kind and one partner can be merged.');
    const ids = others.map(({ id }) => id);
    await act.sql.execute('UPDATE networking.access SET pool_id = $2 WHERE pool_id = ANY ($1::uuid[])', [
      ids,
      lowest.id,
    ]);
    const grown: Network = { ...lowest, prefix };
    await replant(
      act,
      tree,
      tree.filter(({ id }) => !ids.includes(id)).map((one) => (one === lowest ? grown : one)),
    );
    act.audit({ kind: 'address_pool', id: lowest.id }, `${parts.length} address pools merged into ${lowest.name}`, {
      from: parts.slice(0, 16).map((part) => prefixText(part.prefix)),
      to: prefixText(prefix),
    });
    await announceAccess(act.sql, '*');
    return { poolId: lowest.id as AddressPoolId };
  }
}

/** Takes a network out of the tree. What lay in a root goes one up; an end network goes only when nobody holds anything of it. */
@Injectable()
export class RemovePool extends Command<PoolStepInput, { poolId: AddressPoolId }> {
  readonly rule: CommandRule = {
    name: 'networking.removePool',
    sentence: 'Remove an address pool',
    permission: NetworkingPermissions['pool.manage'],
    risk: 'normal',
  };
  readonly input = PoolStepInput;

  async handle({ poolId }: PoolStepInput, act: Act): Promise<{ poolId: AddressPoolId }> {
    const tree = await lockTree(act);
    const network = tree.find(({ id }) => id === poolId);
    if (!network) throw notFound('address pool');
    if (network.kind !== 'root') {
      const taken = await act.sql.query('SELECT 1 FROM networking.taken_of($1, $2) LIMIT 1', [
        prefixText(network.prefix),
        act.at,
      ]);
      if (taken.length > 0)
        throw conflict(
          'POOL_HOLDS_ADDRESSES',
          `Addresses of "${network.name}" are held or reserved. Release them first.`,
        );
    }
    await act.sql.execute('UPDATE networking.access SET pool_id = NULL WHERE pool_id = $1 AND NOT live', [poolId]);
    await replant(
      act,
      tree,
      tree.filter((one) => one !== network),
    );
    act.audit({ kind: 'address_pool', id: poolId }, `Address pool ${network.name} removed`, {
      prefix: prefixText(network.prefix),
    });
    await announceAccess(act.sql, '*');
    return { poolId };
  }
}

function checkedParts(whole: Network, length: number): Prefix[] {
  const deepest = whole.kind === 'root' ? (whole.prefix.family === 4 ? 32 : 128) : whole.unitLength;
  if (length <= whole.prefix.length || length > deepest)
    throw invalid('BAD_LENGTH', 'The parts are smaller than the network, and no smaller than what one service gets.', [
      { field: 'length', message: `must be between ${whole.prefix.length + 1} and ${deepest}` },
    ]);
  if (2 ** (length - whole.prefix.length) > MOST_PARTS)
    throw invalid('TOO_MANY_PARTS', `A network falls into at most ${MOST_PARTS} parts at once. Split in two steps.`, [
      { field: 'length', message: `must be at most ${whole.prefix.length + 8}` },
    ]);
  return partsOf(whole.prefix, length);
}

/** Each part has an address of its own and a broadcast: nobody may hold what would become one. */
async function refuseEnds(act: Act, whole: Network, parts: readonly Prefix[]): Promise<void> {
  if (whole.kind === 'root') return;
  const rows = await act.sql.query<{ taken: string }>('SELECT taken FROM networking.taken_of($1, $2)', [
    prefixText(whole.prefix),
    act.at,
  ]);
  for (const held of rows.map(({ taken }) => storedPrefix(taken))) {
    const part = parts.find((one) => contains(one, held));
    if (!part)
      throw conflict('CUTS_A_HOLDING', `${prefixText(held)} is held as a whole and would be cut. Choose larger parts.`);
    if (held.length === 32 && whole.unitLength === 32 && part.length < 31 && isEndOfNetwork(part, 32, held))
      throw conflict(
        'HELD_AT_THE_END',
        `${prefixText(held)} is held and would be the first or last address of ${prefixText(part)}. Release it first.`,
      );
  }
}

/** Fixed addresses belong to the part that they lie in; whoever draws from the router's pool stays with the first. */
async function followAddresses(act: Act, from: string, parts: readonly Network[]): Promise<void> {
  await act.sql.execute(
    `UPDATE networking.access SET pool_id = part.id FROM unnest($2::uuid[], $3::cidr[]) AS part (id, prefix)
      WHERE pool_id = $1 AND ipv4 IS NOT NULL AND ipv4 <<= part.prefix::inet`,
    [from, parts.map(({ id }) => id), parts.map(({ prefix }) => prefixText(prefix))],
  );
}
