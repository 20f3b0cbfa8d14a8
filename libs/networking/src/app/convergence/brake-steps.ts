import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import { IsInt, Max, Min } from 'class-validator';
import { NetworkingPermissions } from '../../permissions.js';
import { AccessDecider } from '../access/access-decider.js';

@InputType({ description: 'How many accesses may be shut by themselves within a time, before a person is asked.' })
export class SetAccessBrakeInput {
  @Field(() => Int, { description: 'Percent of the base, or of one router.' })
  @IsInt()
  @Min(1)
  @Max(100)
  percent: number;

  @Field(() => Int, { description: 'Within so many minutes.' })
  @IsInt()
  @Min(1)
  @Max(1440)
  windowMinutes: number;

  @Field(() => Int, { description: 'Fewer than this many are never too many.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  atLeast: number;
}

@Injectable()
export class SetAccessBrake extends Command<SetAccessBrakeInput, SetAccessBrakeInput> {
  readonly rule: CommandRule = {
    name: 'networking.setAccessBrake',
    sentence: 'Set how many accesses may be shut at once',
    permission: NetworkingPermissions['brake.manage'],
    risk: 'normal',
  };
  readonly input = SetAccessBrakeInput;

  async handle(input: SetAccessBrakeInput, act: Act): Promise<SetAccessBrakeInput> {
    const { percent, windowMinutes, atLeast } = input;
    await act.sql.execute('UPDATE networking.brake_setting SET percent = $1, window_minutes = $2, at_least = $3', [
      percent,
      windowMinutes,
      atLeast,
    ]);
    act.audit({ kind: 'setting', id: 'access_brake' }, 'Limit of closings set', { ...input });
    return { percent, windowMinutes, atLeast };
  }
}

@InputType({ description: 'The held closings, as they were seen.' })
export class LetClosingsThroughInput {
  @Field(() => Int, { description: 'How many were seen; refused when there are others by now.' })
  @IsInt()
  @Min(1)
  held: number;
}

/** Carries out the closings that were held, each as things stand now: whose cause is gone stays open. */
@Injectable()
export class LetClosingsThrough extends Command<LetClosingsThroughInput, { released: number }> {
  readonly rule: CommandRule = {
    name: 'networking.letClosingsThrough',
    sentence: 'Carry out the closings that were held',
    permission: NetworkingPermissions['brake.manage'],
    risk: 'high',
  };
  readonly input = LetClosingsThroughInput;

  constructor(private readonly decider: AccessDecider) {
    super();
  }

  async handle(input: LetClosingsThroughInput, act: Act): Promise<{ released: number }> {
    const held = await act.sql.query<{ service_id: string }>(
      'SELECT service_id FROM networking.held_closing ORDER BY service_id',
    );
    const ids = held.map((row) => row.service_id);
    if (ids.length !== input.held)
      throw conflict('HELD_CHANGED', `${ids.length} closings are held by now, not ${input.held}. Look at them again.`, {
        held: ids.length,
      });
    const cause = { name: 'released by a person', eventId: null, at: act.at, paymentId: null, isBraked: false };
    await this.decider.decideForServices(act, ids, cause);
    act.audit({ kind: 'setting', id: 'access_brake' }, `${ids.length} held closings let through`);
    return { released: ids.length };
  }
}
