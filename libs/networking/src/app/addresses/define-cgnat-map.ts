import { Injectable } from '@nestjs/common';
import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, notFound } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { blocksPerAddress, type CgnatPlan, hasRoom } from '../../domain/cgnat.js';
import type { Prefix } from '../../domain/prefix.js';
import { prefixText, readPrefix } from '../../domain/prefix-text.js';
import { NetworkingPermissions } from '../../permissions.js';
import { networkFault, requireRouter } from './networks.js';

export const CgnatModeEnum = { DETERMINISTIC: 'deterministic', DYNAMIC: 'dynamic' } as const;
registerEnumType(CgnatModeEnum, {
  name: 'CgnatMode',
  description: 'How it is known who has which ports.',
  valuesMap: {
    DETERMINISTIC: { description: 'The ports follow from the inside address (RFC 7422); nothing has to be logged.' },
    DYNAMIC: { description: 'The router gives blocks by itself and reports them.' },
  },
});

export const CgnatLayoutEnum = { SLICES: 'slices', CONSECUTIVE: 'consecutive' } as const;
registerEnumType(CgnatLayoutEnum, {
  name: 'CgnatLayout',
  description: 'Who shares an outside address.',
  valuesMap: {
    SLICES: {
      description:
        'The inside falls into parts as large as the outside, each with its range of ports: few rules on the router.',
    },
    CONSECUTIVE: { description: 'Neighbours share an outside address: rules for each of them.' },
  },
});

@InputType({ description: 'How inside addresses share outside ones.' })
export class DefineCgnatMapInput {
  @Field(() => String, { description: 'The name.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => CgnatModeEnum, { description: 'How it is known who has which ports.' })
  @IsIn(['deterministic', 'dynamic'])
  mode: 'deterministic' | 'dynamic';

  @Field(() => CgnatLayoutEnum, { description: 'Who shares an outside address.', defaultValue: 'slices' })
  @IsIn(['slices', 'consecutive'])
  layout: 'slices' | 'consecutive' = 'slices';

  @Field(() => String, { description: 'The customers’ addresses: `100.64.0.0/19`.' })
  @IsString()
  @MaxLength(64)
  inside: string;

  @Field(() => String, { description: 'The public addresses: `203.0.113.0/24`.' })
  @IsString()
  @MaxLength(64)
  outside: string;

  @Field(() => Int, {
    description: 'The lowest port that is given; those below 1024 are for well-known services.',
    defaultValue: 1024,
  })
  @IsInt()
  @Min(1)
  @Max(65_535)
  firstPort: number = 1024;

  @Field(() => Int, { description: 'The highest port that is given.', defaultValue: 65_535 })
  @IsInt()
  @Min(1)
  @Max(65_535)
  lastPort: number = 65_535;

  @Field(() => Int, { description: 'How many ports each has.' })
  @IsInt()
  @Min(16)
  @Max(65_535)
  blockPorts: number;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The router that translates; where left out, inside addresses mean the same everywhere.',
  })
  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The partner whose it is; left out for everybody’s.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'Since when it is in force; now, when left out. It may be in the past.',
  })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  since?: Date | null;
}

@Injectable()
export class DefineCgnatMap extends Command<DefineCgnatMapInput, { mapId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.defineCgnatMap',
    sentence: 'Define how customers share public addresses',
    permission: NetworkingPermissions['cgnat.manage'],
    risk: 'normal',
  };
  readonly input = DefineCgnatMapInput;

  async handle(input: DefineCgnatMapInput, act: Act): Promise<{ mapId: string }> {
    const plan = checkedPlan(input);
    const mapId = act.newId<'CgnatMap'>();
    if (input.since && input.since > act.at)
      throw invalid('BAD_SINCE', 'A map is in force now or was before.', [
        { field: 'since', message: 'must not be in the future' },
      ]);
    await requireRouter(act.sql, input.routerId);
    try {
      await act.sql.execute(
        `INSERT INTO networking.cgnat_map (id, partner_id, router_id, name, mode, layout, inside, outside, first_port, last_port, block_ports, during)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, tstzrange($12, NULL))`,
        [
          mapId,
          input.partnerId ?? null,
          input.routerId ?? null,
          input.name,
          input.mode,
          plan.layout,
          prefixText(plan.inside),
          prefixText(plan.outside),
          plan.firstPort,
          plan.lastPort,
          plan.blockPorts,
          input.since ?? act.at,
        ],
      );
    } catch (error) {
      throw mapFault(error) ?? error;
    }
    act.audit({ kind: 'cgnat_map', id: mapId }, `Shared addresses ${input.name} defined`, {
      inside: prefixText(plan.inside),
      outside: prefixText(plan.outside),
      mode: input.mode,
      blockPorts: plan.blockPorts,
    });
    return { mapId };
  }
}

@InputType({ description: 'Which map of shared addresses.' })
export class CgnatStepInput {
  @Field(() => RecordIdScalar, { description: 'The map.' })
  @IsRecordId()
  mapId: string;
}

/** From now on it is not in force; questions about before are answered by it as they were. */
@Injectable()
export class EndCgnatMap extends Command<CgnatStepInput, { mapId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.endCgnatMap',
    sentence: 'End a map of shared public addresses',
    permission: NetworkingPermissions['cgnat.manage'],
    risk: 'normal',
  };
  readonly input = CgnatStepInput;

  async handle({ mapId }: CgnatStepInput, act: Act): Promise<{ mapId: string }> {
    const row = await act.sql.first<{ name: string; is_over: boolean; is_new: boolean }>(
      `SELECT name, NOT upper_inf(during) AS is_over, lower(during) >= $2 AS is_new FROM networking.cgnat_map WHERE id = $1 FOR UPDATE`,
      [mapId, act.at],
    );
    if (!row) throw notFound('map of shared addresses');
    if (row.is_over) throw conflict('MAP_IS_OVER', `"${row.name}" is not in force any more.`);
    if (row.is_new) await act.sql.execute('DELETE FROM networking.cgnat_map WHERE id = $1', [mapId]);
    else
      await act.sql.execute('UPDATE networking.cgnat_map SET during = tstzrange(lower(during), $2) WHERE id = $1', [
        mapId,
        act.at,
      ]);
    act.audit({ kind: 'cgnat_map', id: mapId }, `Shared addresses ${row.name} ended`);
    return { mapId };
  }
}

function checkedPlan(input: DefineCgnatMapInput): CgnatPlan {
  const inside = ipv4Network(input.inside, 'inside');
  const outside = ipv4Network(input.outside, 'outside');
  const { firstPort, lastPort, blockPorts, layout } = input;
  if (lastPort < firstPort + blockPorts - 1)
    throw invalid('BAD_PORTS', 'There is not one whole block between these ports.', [
      { field: 'blockPorts', message: 'is more than there are ports' },
    ]);
  const plan: CgnatPlan = { inside, outside, firstPort, lastPort, blockPorts, layout };
  if (input.mode === 'deterministic' && !hasRoom(plan))
    throw conflict(
      'NO_ROOM',
      `With ${blockPorts} ports each, ${blocksPerAddress(plan)} share an address: ${prefixText(outside)} has no room for all of ${prefixText(inside)}. Give fewer ports, or more public addresses.`,
    );
  return plan;
}

function ipv4Network(text: string, field: string): Prefix {
  const prefix = readPrefix(text);
  if (prefix?.family !== 4 || prefix.length < 8)
    throw invalid('BAD_PREFIX', 'This is not an IPv4 network. Write it as 100.64.0.0/19.', [
      { field, message: 'must be an IPv4 network such as 100.64.0.0/19' },
    ]);
  return prefix;
}

function mapFault(error: unknown): Error | undefined {
  switch (violatedConstraint(error)) {
    case 'cgnat_outside_apart':
      return conflict('OUTSIDE_TAKEN', 'Another map shares some of these public addresses at that time. End it first.');
    case 'cgnat_inside_apart':
      return conflict(
        'INSIDE_TAKEN',
        'Another map of this router translates some of these inside addresses at that time. End it first.',
      );
    case 'cgnat_map_partner_id_fkey':
      return notFound('partner');
    default:
      return networkFault(error);
  }
}
