import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { type Id, notFound } from '@demarc/kernel';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { AddressPoolEntity } from '../../data/address-pool.entity.js';
import type { AddressPoolId } from '../../domain/ids.js';
import { NetworkingPermissions } from '../../permissions.js';
import { announceAccess } from '../aaa/access-feed.js';

@InputType({ description: 'Changes to an address pool; what is left out stays. The network itself does not change.' })
export class ChangePoolInput {
  @Field(() => RecordIdScalar, { description: 'Which pool.' })
  @IsRecordId()
  poolId: AddressPoolId;

  @Field(() => String, { nullable: true, description: 'The name.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @Field(() => String, { nullable: true, description: 'Name of the pool on the router (Framed-Pool).' })
  @IsOptional()
  @Matches(/^[\w.-]{1,64}$/, { message: 'routerPoolName has letters, digits, dots, dashes and underscores only' })
  routerPoolName?: string | null;

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
export class ChangePool extends Command<ChangePoolInput, { poolId: AddressPoolId }> {
  readonly rule: CommandRule = {
    name: 'networking.changePool',
    sentence: 'Change an address pool',
    permission: NetworkingPermissions['pool.manage'],
    risk: 'normal',
  };
  readonly input = ChangePoolInput;

  async handle({ poolId, locationId, ...given }: ChangePoolInput, act: Act): Promise<{ poolId: AddressPoolId }> {
    const pool = await act.manager.findOne(AddressPoolEntity, {
      where: { id: poolId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!pool) throw notFound('address pool');
    const changed = {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...(locationId === undefined ? {} : { locationId: locationId as Id<'Location'> | null }),
    };
    if (Object.keys(changed).length > 0) await act.manager.update(AddressPoolEntity, { id: poolId }, changed);
    act.audit({ kind: 'address_pool', id: poolId }, `Address pool ${pool.name} changed`, {
      fields: Object.keys(changed),
    });
    await announceAccess(act.sql, `pool:${poolId}`);
    return { poolId };
  }
}
