import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { type FieldFault, invalid, notFound } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { IsDate, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { bitsOf, contains } from '../../domain/prefix.js';
import { readPrefix } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { type CgnatMap, cgnatMaps } from './cgnat-maps.js';

const MOST_BLOCKS = 1_000;

@InputType({ description: 'A block of ports that a router gave, as it reported it.' })
export class PortBlockInput {
  @Field(() => String, { description: 'The public address.' })
  @IsString()
  @MaxLength(15)
  outside: string;

  @Field(() => Int, { description: 'The first port.' })
  @IsInt()
  @Min(0)
  @Max(65_535)
  firstPort: number;

  @Field(() => Int, { description: 'The last port.' })
  @IsInt()
  @Min(0)
  @Max(65_535)
  lastPort: number;

  @Field(() => String, { description: 'The customer’s address.' })
  @IsString()
  @MaxLength(15)
  inside: string;

  @Field(() => InstantScalar, { description: 'When it was given.' })
  @Type(() => Date)
  @IsDate()
  openedAt: Date;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When it was taken back; report the same block again to say so later.',
  })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  closedAt?: Date | null;
}

@InputType({ description: 'Port blocks from the log of a router.' })
export class RecordPortBlocksInput {
  @Field(() => RecordIdScalar, { description: 'The map that they belong to.' })
  @IsRecordId()
  mapId: string;

  @Field(() => [PortBlockInput], { description: `The blocks, at most ${MOST_BLOCKS}.` })
  @IsListOf(() => PortBlockInput, { most: MOST_BLOCKS })
  blocks: PortBlockInput[];
}

/** Keeps what a router says that it did. Nothing of it is judged: two claims to one port are both shown to who asks. */
@Injectable()
export class RecordPortBlocks extends Command<RecordPortBlocksInput, { recorded: number }> {
  readonly rule: CommandRule = {
    name: 'networking.recordPortBlocks',
    sentence: 'Record port blocks from the log of a router',
    permission: NetworkingPermissions['cgnat.record'],
    risk: 'normal',
  };
  readonly input = RecordPortBlocksInput;

  async handle({ mapId, blocks }: RecordPortBlocksInput, act: Act): Promise<{ recorded: number }> {
    const [map] = await cgnatMaps(act.sql, 'id = $1', [mapId]);
    if (!map) throw notFound('map of shared addresses');
    const faults = blocks.flatMap((block, index) => faultsOf(map, block, `blocks.${index}`));
    if (faults.length > 0)
      throw invalid('BAD_BLOCKS', 'Some blocks do not belong to this map. Nothing was recorded.', faults);
    for (const month of new Set(blocks.map(({ openedAt }) => `${openedAt.toISOString().slice(0, 7)}-01`)))
      await act.sql.query(`SELECT networking.open_partition('cgnat_block', $1)`, [month]);
    const recorded = await act.sql.execute(WRITE, [mapId, JSON.stringify(blocks), actorLabel(act.actor).name]);
    act.audit({ kind: 'cgnat_map', id: mapId }, `${recorded} port blocks of ${map.name} recorded`);
    return { recorded };
  }
}

const WRITE = `
  INSERT INTO networking.cgnat_block (map_id, outside, first_port, last_port, inside, opened_at, closed_at, reported_by)
  SELECT DISTINCT ON (outside, "firstPort", "openedAt") $1::uuid, outside, "firstPort", "lastPort", inside, "openedAt", "closedAt", $3
    FROM jsonb_to_recordset($2::jsonb) AS block (outside inet, "firstPort" int, "lastPort" int, inside inet, "openedAt" timestamptz, "closedAt" timestamptz)
   ORDER BY outside, "firstPort", "openedAt", "closedAt" NULLS LAST
  ON CONFLICT (map_id, outside, first_port, opened_at) DO UPDATE SET closed_at = coalesce(cgnat_block.closed_at, excluded.closed_at)`;

function faultsOf(map: CgnatMap, block: PortBlockInput, field: string): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const side of ['outside', 'inside'] as const) {
    const address = readPrefix(block[side]);
    if (!address || address.length !== bitsOf(address.family) || !contains(map[side], address))
      faults.push({ field: `${field}.${side}`, message: 'is not an address of this map' });
  }
  if (block.lastPort < block.firstPort) faults.push({ field: `${field}.lastPort`, message: 'comes before the first' });
  if (block.closedAt && block.closedAt < block.openedAt)
    faults.push({ field: `${field}.closedAt`, message: 'comes before it was given' });
  return faults;
}
