import { Injectable } from '@nestjs/common';
import { Field, InputType, registerEnumType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, type Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { AddressPoolEntity, type AddressPoolKind } from '../../data/address-pool.entity.js';
import { plainPrefix } from './address-plan.js';
import type { AddressPoolId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';

export const AddressPoolKindEnum = { STATIC: 'static', POOL: 'pool', MANAGEMENT: 'management', ROOT: 'root' } as const;
registerEnumType(AddressPoolKindEnum, {
  name: 'AddressPoolKind',
  description: 'What the addresses of a network are for.',
  valuesMap: {
    STATIC: { description: 'Given to services one by one, for good.' },
    POOL: { description: 'Handed out by the router at login; we say only the name of the pool.' },
    MANAGEMENT: { description: 'Of routers and other devices; never given to customers.' },
    ROOT: { description: 'A supernet that holds others; nothing is assigned from it.' },
  },
});

@InputType({ description: 'A network of addresses to add.' })
export class AddPoolInput {
  @Field(() => String, { description: 'The name.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => String, { description: 'The network: `203.0.113.0/24`.' })
  @IsString()
  @MaxLength(64)
  prefix: string;

  @Field(() => AddressPoolKindEnum, { description: 'What it is for.' })
  @IsIn(['static', 'pool', 'management', 'root'])
  kind: AddressPoolKind;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the pool on the router (Framed-Pool); the name unless set.',
  })
  @IsOptional()
  @Matches(/^[\w.-]{1,64}$/, { message: 'routerPoolName has letters, digits, dots, dashes and underscores only' })
  routerPoolName?: string | null;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner whose network it is; left out for everybody’s.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it is used.' })
  @IsOptional()
  @IsRecordId()
  locationId?: string | null;

  @Field(() => String, { nullable: true, description: 'A remark.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  comment?: string;
}

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
    const prefix = plainPrefix(input.prefix);
    if (prefix === undefined)
      throw invalid('BAD_PREFIX', 'This is not a network. Write it as 203.0.113.0/24.', [
        { field: 'prefix', message: 'must be a network such as 203.0.113.0/24' },
      ]);
    const poolId = act.newId<'AddressPool'>();
    try {
      await act.manager.insert(AddressPoolEntity, {
        id: poolId,
        partnerId: (input.partnerId ?? null) as Id<'Partner'> | null,
        locationId: (input.locationId ?? null) as Id<'Location'> | null,
        name: input.name,
        prefix,
        kind: input.kind,
        routerPoolName: input.routerPoolName ?? null,
        comment: input.comment ?? '',
        createdAt: act.at,
      });
    } catch (error) {
      throw poolFault(error, prefix) ?? error;
    }
    act.audit({ kind: 'address_pool', id: poolId }, `Address pool ${input.name} added`, { prefix, kind: input.kind });
    return { poolId };
  }
}

function poolFault(error: unknown, prefix: string): Refusal | undefined {
  switch (violatedConstraint(error)) {
    case 'address_pool_no_overlap':
      return conflict(
        'OVERLAPS',
        `${prefix} overlaps a network that is there already. Choose another, or make the larger one a root.`,
      );
    case 'address_pool_partner_id_fkey':
      return invalid('UNKNOWN_PARTNER', 'There is no such partner.', [
        { field: 'partnerId', message: 'does not exist' },
      ]);
    case 'address_pool_location_id_fkey':
      return invalid('UNKNOWN_LOCATION', 'There is no such location.', [
        { field: 'locationId', message: 'does not exist' },
      ]);
    default:
      return undefined;
  }
}
