import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { holds } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { RandomSource, Refusal } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';
import { freeradiusWays, seenOf } from './freeradius-ways.js';

export const REST_USER = 'freeradius';
const PASSWORD_BYTES = 24;

@InputType({ description: 'What a FreeRADIUS may do; what is left out stays as it is.' })
export class SwitchFreeradiusInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Ask by HTTP. On makes a new password; the one before is no longer good.',
  })
  @IsOptional()
  @IsBoolean()
  rest?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Read by SQL: then passwords stand in the clear in tables.' })
  @IsOptional()
  @IsBoolean()
  sql?: boolean;

  @Field(() => String, { nullable: true, description: 'The preview that was seen; refused when it changed since.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  seen?: string;
}

export interface FreeradiusSwitched {
  readonly restUser: string;
  /** Shown this once. */
  readonly restPassword: string | undefined;
  /** Whether the settings may have the routers’ secrets in them; that they were printed is on record. */
  readonly withRouters: boolean;
}

/** Lets a FreeRADIUS ask by HTTP, or read by SQL, or no longer. Passwords stand in the clear in tables only while SQL is on. */
@Injectable()
export class SwitchFreeradius extends Command<SwitchFreeradiusInput, FreeradiusSwitched> {
  readonly rule: CommandRule = {
    name: 'networking.switchFreeradius',
    sentence: 'Switch FreeRADIUS mode on or off',
    permission: NetworkingPermissions['freeradius.manage'],
    risk: 'normal',
  };
  readonly input = SwitchFreeradiusInput;

  constructor(private readonly random: RandomSource) {
    super();
  }

  async handle({ rest, sql, seen }: SwitchFreeradiusInput, act: Act): Promise<FreeradiusSwitched> {
    await act.sql.query('SELECT 1 FROM networking.freeradius_mode FOR UPDATE');
    if (seen !== undefined && seen !== seenOf(await freeradiusWays(act.sql)))
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'FreeRADIUS mode was switched meanwhile. Look at it again.');
    const restPassword = rest === true ? this.random.token(PASSWORD_BYTES) : undefined;
    const credential = restPassword === undefined ? null : hash('sha256', `${REST_USER}:${restPassword}`, 'buffer');
    await act.sql.execute(
      `UPDATE networking.freeradius_mode SET rest_credential = CASE WHEN $1 THEN $2::bytea ELSE rest_credential END,
         sql_enabled = coalesce($3, sql_enabled), changed_at = $4`,
      [rest !== undefined, credential, sql ?? null, act.at],
    );
    const withRouters = restPassword !== undefined && holds(act.actor, NetworkingPermissions['router.revealSecret']);
    const routerSecretsPrinted = withRouters;
    act.audit({ kind: 'setting', id: 'freeradius' }, sentenceOf({ rest, sql }), { rest, sql, routerSecretsPrinted });
    return { restUser: REST_USER, restPassword, withRouters };
  }
}

function sentenceOf({ rest, sql }: { rest: boolean | undefined; sql: boolean | undefined }): string {
  const said = [
    ...(rest === undefined ? [] : [`by HTTP ${rest ? 'on, with a new password' : 'off'}`]),
    ...(sql === undefined ? [] : [`by SQL ${sql ? 'on' : 'off'}`]),
  ];
  return `FreeRADIUS mode: ${said.join(', ') || 'nothing changed'}`;
}
