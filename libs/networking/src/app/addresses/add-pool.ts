import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { invalid } from '@demarc/kernel';
import type { AddressPoolId } from '../../domain/ids.js';
import { usualUnit } from '../../domain/network-tree.js';
import { bitsOf, contains, type Prefix } from '../../domain/prefix.js';
import { prefixText, readPrefix } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { lockTree, type Network, replant, requireRouter, wantedPrefix } from './networks.js';
import { AddPoolInput } from './pool.input.js';
import { writeReservations } from './reservations.js';

/** Adds a network where it belongs in the tree; what lies in a new root goes below it. */
@Injectable()
export class AddPool extends Command<AddPoolInput, { poolId: AddressPoolId }> {
  readonly rule: CommandRule = {
    name: 'networking.addPool',
    sentence: 'Add an address pool',
    permission: NetworkingPermissions['pool.manage'],
    risk: 'normal',
  };
  readonly input = AddPoolInput;

  async handle(input: AddPoolInput, act: Act): Promise<{ poolId: AddressPoolId }> {
    const prefix = wantedPrefix(input.prefix);
    const poolId = act.newId<'AddressPool'>();
    const network: Network = {
      id: poolId,
      prefix,
      kind: input.kind,
      name: input.name,
      unitLength: checkedUnit(input.unitLength ?? null, prefix, input.kind),
      partnerId: input.partnerId ?? null,
      locationId: input.locationId ?? null,
      routerId: input.routerId ?? null,
      routerPoolName: input.routerPoolName ?? null,
      vlan: input.vlan ?? null,
      comment: input.comment ?? '',
    };
    const gateway = input.gateway ? checkedGateway(input.gateway, prefix) : undefined;
    await requireRouter(act.sql, input.routerId);
    const tree = await lockTree(act);
    await replant(act, tree, [...tree, network]);
    if (gateway)
      await writeReservations(act, network, [gateway], {
        kind: 'device',
        label: 'Gateway',
        until: null,
        customer: null,
      });
    act.audit({ kind: 'address_pool', id: poolId }, `Address pool ${input.name} added`, {
      prefix: prefixText(prefix),
      kind: input.kind,
    });
    return { poolId };
  }
}

export function checkedUnit(given: number | null, prefix: Prefix, kind: Network['kind']): number {
  const unit = given ?? usualUnit(prefix, kind);
  if (unit < prefix.length || unit > bitsOf(prefix.family))
    throw invalid('BAD_UNIT', 'What one service gets lies within the network and is no smaller than an address.', [
      { field: 'unitLength', message: `must be between ${prefix.length} and ${bitsOf(prefix.family)}` },
    ]);
  return unit;
}

function checkedGateway(text: string, network: Prefix): Prefix {
  const gateway = readPrefix(text);
  if (!gateway || gateway.length !== bitsOf(gateway.family) || !contains(network, gateway))
    throw invalid('BAD_GATEWAY', 'The gateway is an address of the network itself.', [
      { field: 'gateway', message: `must be an address in ${prefixText(network)}` },
    ]);
  return gateway;
}
