import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { RandomSource } from '@demarc/kernel';
import { IsBoolean, IsOptional } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';

export const REST_USER = 'freeradius';
const PASSWORD_BYTES = 24;

export class SwitchFreeradiusInput {
  /** On makes a new password; the one before is no longer good. */
  @IsOptional()
  @IsBoolean()
  rest?: boolean;

  @IsOptional()
  @IsBoolean()
  sql?: boolean;
}

export interface FreeradiusSwitched {
  readonly restUser: string;
  /** Shown this once. */
  readonly restPassword: string | undefined;
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

  async handle({ rest, sql }: SwitchFreeradiusInput, act: Act): Promise<FreeradiusSwitched> {
    const restPassword = rest === true ? this.random.token(PASSWORD_BYTES) : undefined;
    const credential = restPassword === undefined ? null : hash('sha256', `${REST_USER}:${restPassword}`, 'buffer');
    await act.sql.execute(
      `UPDATE networking.freeradius_mode SET rest_credential = CASE WHEN $1 THEN $2::bytea ELSE rest_credential END,
         sql_enabled = coalesce($3, sql_enabled), changed_at = $4`,
      [rest !== undefined, credential, sql ?? null, act.at],
    );
    act.audit({ kind: 'setting', id: 'freeradius' }, sentenceOf({ rest, sql }), { rest, sql });
    return { restUser: REST_USER, restPassword };
  }
}

function sentenceOf({ rest, sql }: { rest: boolean | undefined; sql: boolean | undefined }): string {
  const said = [
    ...(rest === undefined ? [] : [`by HTTP ${rest ? 'on, with a new password' : 'off'}`]),
    ...(sql === undefined ? [] : [`by SQL ${sql ? 'on' : 'off'}`]),
  ];
  return `FreeRADIUS mode: ${said.join(', ') || 'nothing changed'}`;
}
