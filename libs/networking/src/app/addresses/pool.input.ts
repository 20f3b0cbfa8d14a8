import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import type { AddressPoolId } from '../../domain/ids.js';
import { NETWORK_KINDS, type NetworkKind } from '../../domain/network-tree.js';

export const AddressPoolKindEnum = {
  STATIC: 'static',
  POOL: 'pool',
  MANAGEMENT: 'management',
  ROOT: 'root',
  DELEGATION: 'delegation',
  CGNAT: 'cgnat',
} as const;
registerEnumType(AddressPoolKindEnum, {
  name: 'AddressPoolKind',
  description: 'What the addresses of a network are for.',
  valuesMap: {
    STATIC: { description: 'Given to services one by one, for good.' },
    POOL: { description: 'Handed out by the router at login; we say only the name of the pool.' },
    MANAGEMENT: { description: 'Of routers and other devices; never given to customers.' },
    ROOT: { description: 'A supernet that holds others; nothing is assigned from it.' },
    DELEGATION: {
      description: 'Whole networks are given to services: IPv6 prefixes for their routers, or further IPv4 networks.',
    },
    CGNAT: { description: 'Public addresses that many customers share, each with a block of ports.' },
  },
});

@InputType({ isAbstract: true })
export abstract class PoolPlaceInput {
  @Field(() => String, {
    nullable: true,
    description: 'Name of the pool on the router (Framed-Pool); the name unless set.',
  })
  @IsOptional()
  @Matches(/^[\w.-]{1,64}$/, { message: 'routerPoolName has letters, digits, dots, dashes and underscores only' })
  routerPoolName?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Where it is used.' })
  @IsOptional()
  @IsRecordId()
  locationId?: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The router that it is on.' })
  @IsOptional()
  @IsRecordId()
  routerId?: string | null;

  @Field(() => Int, { nullable: true, description: 'The VLAN that it is on.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(4094)
  vlan?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'What one service gets of it, as a length: 32 one IPv4 address, 56 a /56. As is usual for its kind when left out.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(128)
  unitLength?: number | null;

  @Field(() => String, { nullable: true, description: 'A remark.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  comment?: string;
}

@InputType({ description: 'A network of addresses to add.' })
export class AddPoolInput extends PoolPlaceInput {
  @Field(() => String, { description: 'The name.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => String, { description: 'The network: `203.0.113.0/24` or `2001:db8::/40`.' })
  @IsString()
  @MaxLength(64)
  prefix: string;

  @Field(() => AddressPoolKindEnum, { description: 'What it is for.' })
  @IsIn(NETWORK_KINDS)
  kind: NetworkKind;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner whose network it is; left out for everybody’s.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: string | null;

  @Field(() => String, { nullable: true, description: 'The router’s own address in it, which is given to nobody.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  gateway?: string | null;
}

@InputType({ description: 'Changes to an address pool; what is left out stays.' })
export class ChangePoolInput extends PoolPlaceInput {
  @Field(() => RecordIdScalar, { description: 'Which pool.' })
  @IsRecordId()
  poolId: AddressPoolId;

  @Field(() => String, { nullable: true, description: 'The name.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Other addresses: it grows, shrinks or moves, and finds its place in the tree anew. What is held has to stay inside.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  prefix?: string;
}

@InputType({ description: 'Which address pool.' })
export class PoolStepInput {
  @Field(() => RecordIdScalar, { description: 'Which pool.' })
  @IsRecordId()
  poolId: AddressPoolId;
}

@InputType({ description: 'A network to be cut into equal parts.' })
export class SplitPoolInput extends PoolStepInput {
  @Field(() => Int, { description: 'The length of the parts: a /24 falls into four /26.' })
  @IsInt()
  @Min(1)
  @Max(128)
  length: number;
}

@InputType({ description: 'Networks to be made one.' })
export class MergePoolsInput {
  @Field(() => [RecordIdScalar], {
    description: 'Which; together they are one network without a gap. The lowest stays and grows.',
  })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(256)
  @IsRecordId({ each: true })
  poolIds: AddressPoolId[];
}
