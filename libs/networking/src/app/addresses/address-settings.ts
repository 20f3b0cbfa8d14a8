import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, type Asking, Command, type CommandRule, Query, type Rule } from '@demarc/commands';
import type { Sql } from '@demarc/persistence';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';

export interface AddressSettings {
  /** What a customer gave back is kept for them so long. */
  readonly quarantineDays: number;
  readonly givesBack: boolean;
  readonly staticFromPools: boolean;
  /** Null: never by itself. */
  readonly releaseAfterMonths: number | null;
}

export async function addressSettings(sql: Sql): Promise<AddressSettings> {
  const row = await sql.first<AddressSettings>(
    `SELECT quarantine_days AS "quarantineDays", gives_back AS "givesBack", static_from_pools AS "staticFromPools",
       release_after_months AS "releaseAfterMonths" FROM networking.address_setting`,
  );
  if (!row) throw new Error('addresses have no setting');
  return row;
}

@Injectable()
export class FindAddressSettings extends Query<Record<string, never>, AddressSettings> {
  readonly rule: Rule = {
    name: 'networking.findAddressSettings',
    sentence: 'See how addresses are given out',
    permission: NetworkingPermissions['pool.view'],
  };

  answer(_: Record<string, never>, { sql }: Asking): Promise<AddressSettings> {
    return addressSettings(sql);
  }
}

@InputType({ description: 'How addresses are given out; what is left out stays.' })
export class SetAddressSettingsInput {
  @Field(() => Int, { nullable: true, description: 'So many days an address is kept for who had it last.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(365)
  quarantineDays?: number;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a customer who comes back gets the address that they had, while it is free.',
  })
  @IsOptional()
  @IsBoolean()
  givesBack?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a fixed address may be one of a pool that the router hands out.',
  })
  @IsOptional()
  @IsBoolean()
  staticFromPools?: boolean;

  @Field(() => Int, {
    nullable: true,
    description:
      'After so many months a disabled service of a customer who is not active is archived: its login and addresses are free. Null: never.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(24)
  releaseAfterMonths?: number | null;
}

@Injectable()
export class SetAddressSettings extends Command<SetAddressSettingsInput, AddressSettings> {
  readonly rule: CommandRule = {
    name: 'networking.setAddressSettings',
    sentence: 'Set how addresses are given out',
    permission: NetworkingPermissions['pool.manage'],
    risk: 'normal',
  };
  readonly input = SetAddressSettingsInput;

  async handle(input: SetAddressSettingsInput, act: Act): Promise<AddressSettings> {
    const before = await addressSettings(act.sql);
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const after: AddressSettings = { ...before, ...given };
    await act.sql.execute(
      'UPDATE networking.address_setting SET quarantine_days = $1, gives_back = $2, static_from_pools = $3, release_after_months = $4',
      [after.quarantineDays, after.givesBack, after.staticFromPools, after.releaseAfterMonths],
    );
    act.audit({ kind: 'setting', id: 'addresses' }, 'Address settings changed', { from: before, to: after });
    return after;
  }
}
