import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { conflict, invalid, notFound } from '@demarc/kernel';
import { blocksPerAddress, insideOf, outsideOf } from '../../domain/cgnat.js';
import { routerRecipe } from '../../domain/cgnat-recipe.js';
import { addressText, readAddress } from '../../domain/prefix-text.js';
import { sizeOf } from '../../domain/prefix.js';
import { NetworkingPermissions } from '../../permissions.js';
import { type CgnatMap, cgnatMaps } from './cgnat-maps.js';

export interface FoundCgnatMap extends CgnatMap {
  /** How many share a public address. */
  readonly perAddress: number;
  readonly room: string;
}

@Injectable()
export class ListCgnatMaps extends Query<Record<string, never>, FoundCgnatMap[]> {
  readonly rule: Rule = {
    name: 'networking.listCgnatMaps',
    sentence: 'See how customers share public addresses',
    permission: NetworkingPermissions['cgnat.view'],
  };

  async answer(_: Record<string, never>, { sql }: Asking): Promise<FoundCgnatMap[]> {
    return (await cgnatMaps(sql, 'true', [])).map((map) => ({
      ...map,
      perAddress: blocksPerAddress(map),
      room: String(sizeOf(map.outside) * BigInt(blocksPerAddress(map))),
    }));
  }
}

/** The rules that make a router translate as the map says. */
@Injectable()
export class CgnatRecipe extends Query<{ readonly mapId: string; readonly outInterfaceList: string }, string[]> {
  readonly rule: Rule = {
    name: 'networking.cgnatRecipe',
    sentence: 'See the rules for the router that shares public addresses',
    permission: NetworkingPermissions['cgnat.view'],
  };

  async answer(
    { mapId, outInterfaceList }: { readonly mapId: string; readonly outInterfaceList: string },
    { sql }: Asking,
  ): Promise<string[]> {
    const [map] = await cgnatMaps(sql, 'id = $1', [mapId]);
    if (!map) throw notFound('map of shared addresses');
    if (!/^[\w.-]{1,64}$/.test(outInterfaceList))
      throw invalid(
        'BAD_LIST',
        'The name of an interface list has letters, digits, dots, dashes and underscores only.',
        [{ field: 'outInterfaceList', message: 'is not such a name' }],
      );
    if (map.mode === 'dynamic')
      throw conflict(
        'ROUTER_DECIDES',
        'Of this map the router gives the ports by itself: there are no rules to be made.',
      );
    const rules = routerRecipe(map, { mark: `demarc:cgnat:${map.id.slice(-8)}`, outInterfaceList });
    if (!rules)
      throw conflict('TOO_MANY_RULES', 'A router would need more than 10,000 rules for this. Share in slices instead.');
    return rules;
  }
}

export interface Translation {
  readonly mapId: string;
  readonly mapName: string;
  readonly inside: string;
  readonly outside: string;
  readonly firstPort: number;
  readonly lastPort: number;
}

/** From an inside address out, or from an outside address and port in; of those in force at an instant. It names no customer. */
@Injectable()
export class TranslateAddress extends Query<
  { readonly address: string; readonly port: number | null; readonly at: Date | null },
  Translation[]
> {
  readonly rule: Rule = {
    name: 'networking.translateAddress',
    sentence: 'Translate between inside and shared public addresses',
    permission: NetworkingPermissions['cgnat.view'],
  };

  async answer(
    { address, port, at }: { readonly address: string; readonly port: number | null; readonly at: Date | null },
    { sql, clock }: Asking,
  ): Promise<Translation[]> {
    const read = readAddress(address.trim());
    if (read?.family !== 4)
      throw invalid('BAD_ADDRESS', 'This is not an IPv4 address.', [
        { field: 'address', message: 'must be such as 203.0.113.7' },
      ]);
    const maps = await cgnatMaps(
      sql,
      `mode = 'deterministic' AND during @> $2::timestamptz AND (inside >>= $1::inet OR outside >>= $1::inet)`,
      [addressText(4, read.address), at ?? clock.now()],
    );
    return maps.flatMap((map) => {
      const inside = port === null ? read.address : insideOf(map, read.address, port);
      const block = inside === undefined ? undefined : outsideOf(map, inside);
      return inside === undefined || !block
        ? []
        : [
            {
              mapId: map.id,
              mapName: map.name,
              inside: addressText(4, inside),
              outside: addressText(4, block.address),
              firstPort: block.firstPort,
              lastPort: block.lastPort,
            },
          ];
    });
  }
}
