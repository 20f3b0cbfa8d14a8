import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { ImportOutcome } from '@demarc/crm';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { NETWORK_KINDS, type NetworkKind, plantTree, usualUnit } from '../../domain/network-tree.js';
import { prefixText } from '../../domain/prefix-text.js';
import { announceAccess } from '../aaa/access-feed.js';
import { lockTree, type Network, replant, wantedPrefix } from './networks.js';

const MOST_ROWS = 500;

export class ImportAddressPoolRow {
  @IsRecordId()
  id: string;

  @IsOptional()
  @IsRecordId()
  locationId?: string | null;

  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  /** `10.20.16.0/20`; bits behind the length are cut off. */
  @IsString()
  @MaxLength(64)
  prefix: string;

  @IsIn(NETWORK_KINDS)
  kind: NetworkKind;
}

export class ImportAddressPoolsInput {
  @IsListOf(() => ImportAddressPoolRow, { most: MOST_ROWS })
  rows: ImportAddressPoolRow[];
}

/** Networks of another system under ids that the caller keeps. One that overlaps another pool is refused. */
@Injectable()
export class ImportAddressPools extends Command<ImportAddressPoolsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'networking.importAddressPools',
    sentence: 'Import address pools',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportAddressPoolsInput;

  async handle({ rows }: ImportAddressPoolsInput, act: Act): Promise<ImportOutcome> {
    const before = await lockTree(act);
    const known = new Set(before.map(({ id }) => id));
    const { tree, refused } = fitting(before, rows.filter((row) => !known.has(row.id)).map(networkOf));
    await replant(act, before, tree);
    const added = tree.length - before.length;
    await announceAccess(act.sql, '*');
    act.audit({ kind: 'import', id: 'address_pools' }, `${added} address pools imported`);
    return { added, changed: 0, unchanged: rows.length - added - refused.length, refused };
  }
}

/** What finds a place among the others, in the order given; what overlaps one that came before it is refused. */
function fitting(
  before: readonly Network[],
  rows: readonly Network[],
): { readonly tree: readonly Network[]; readonly refused: ImportOutcome['refused'][number][] } {
  const refused: ImportOutcome['refused'][number][] = [];
  let wanted = [...before, ...rows];
  for (;;) {
    const planted = plantTree(wanted);
    if (planted.kind === 'tree') return { tree: wanted, refused };
    const { one, other } = planted;
    const [stays, goes] = wanted.indexOf(one) < wanted.indexOf(other) ? [one, other] : [other, one];
    wanted = wanted.filter((network) => network !== goes);
    refused.push({
      id: goes.id,
      code: 'OVERLAPS',
      sentence: `${prefixText(goes.prefix)} overlaps the pool "${stays.name}".`,
    });
  }
}

function networkOf(row: ImportAddressPoolRow): Network {
  const prefix = wantedPrefix(row.prefix);
  return {
    id: row.id,
    prefix,
    kind: row.kind,
    name: row.name,
    unitLength: usualUnit(prefix, row.kind),
    partnerId: null,
    locationId: row.locationId ?? null,
    routerId: null,
    routerPoolName: null,
    vlan: null,
    comment: '',
  };
}
