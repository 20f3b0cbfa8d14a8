import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { invalid } from '@demarc/kernel';
import { IsInt, Max, Min } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';
import { readRetention, type Retention } from './retention.js';

@InputType({ description: 'How long each kind of record of the network is kept.' })
export class SetRetentionInput {
  @Field(() => Int, { description: 'Days of raw usage, as it was reported.' })
  @IsInt()
  @Min(2)
  @Max(400)
  rawDays: number;

  @Field(() => Int, { description: 'Days of usage by the hour.' })
  @IsInt()
  @Min(14)
  @Max(1100)
  hourDays: number;

  @Field(() => Int, { description: 'Months of usage by the day.' })
  @IsInt()
  @Min(13)
  @Max(240)
  dayMonths: number;

  @Field(() => Int, { description: 'Days of sessions that have ended: who had an address when.' })
  @IsInt()
  @Min(30)
  @Max(3700)
  sessionDays: number;

  @Field(() => Int, { description: 'Days of the log of logins.' })
  @IsInt()
  @Min(1)
  @Max(400)
  loginDays: number;
}

@Injectable()
export class SetRetention extends Command<SetRetentionInput, Retention> {
  readonly rule: CommandRule = {
    name: 'networking.setRetention',
    sentence: 'Set how long sessions, usage and logins are kept',
    permission: NetworkingPermissions['retention.manage'],
    risk: 'normal',
  };
  readonly input = SetRetentionInput;

  async handle(input: SetRetentionInput, act: Act): Promise<Retention> {
    const { rawDays, hourDays, dayMonths, sessionDays, loginDays } = input;
    if (sessionDays > dayMonths * 31)
      throw invalid(
        'SESSIONS_OUTLIVE_USAGE',
        'Keep usage by the day at least as long as the sessions that it is made of.',
      );
    const before = await readRetention(act.sql);
    await act.sql.execute(
      'UPDATE networking.retention SET raw_days = $1, hour_days = $2, day_months = $3, session_days = $4, login_days = $5',
      [rawDays, hourDays, dayMonths, sessionDays, loginDays],
    );
    const after = { rawDays, hourDays, dayMonths, sessionDays, loginDays };
    act.audit({ kind: 'setting', id: 'retention' }, 'Set how long records of the network are kept', { before, after });
    return after;
  }
}
