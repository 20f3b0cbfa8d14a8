import { Args, ArgsType, Field, Int, Mutation, ObjectType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, InstantScalar } from '@demarc/graphql';
import { IsBoolean, IsOptional } from 'class-validator';
import { FindFreeradius, PreviewFreeradius } from '../app/freeradius/find-freeradius.query.js';
import { FreeradiusSetup } from '../app/freeradius/freeradius-setup.js';
import { SwitchFreeradius, SwitchFreeradiusInput } from '../app/freeradius/switch-freeradius.js';
import type { FreeradiusEffect } from '../domain/freeradius-switch.js';
import { unstored } from './unstored.js';

const FreeradiusEffectEnum = {
  REST_OPENS: 'rest_opens',
  REST_NEW_PASSWORD: 'rest_new_password',
  REST_CLOSES: 'rest_closes',
  REST_NOT_HEARD: 'rest_not_heard',
  SQL_OPENS: 'sql_opens',
  SQL_CLOSES: 'sql_closes',
  NOTHING: 'nothing',
} as const;
registerEnumType(FreeradiusEffectEnum, {
  name: 'FreeradiusEffect',
  description: 'What switching FreeRADIUS mode does.',
  valuesMap: {
    REST_OPENS: { description: 'FreeRADIUS may ask by HTTP, with a password that is made now.' },
    REST_NEW_PASSWORD: { description: 'A new password; with the one before nothing is answered any more.' },
    REST_CLOSES: { description: 'Questions by HTTP are no longer answered.' },
    REST_NOT_HEARD: { description: 'The radius role has no port for it: RADIUS_REST_PORT is not set.' },
    SQL_OPENS: { description: 'Logins are written into tables, their passwords in the clear.' },
    SQL_CLOSES: { description: 'The tables are emptied.' },
    NOTHING: { description: 'It is so already.' },
  },
});

@ObjectType('Freeradius', {
  description: 'Whether a FreeRADIUS answers for the product, and what was last heard of it.',
})
export class FreeradiusView {
  @Field(() => Boolean, { description: 'It may ask by HTTP.' })
  rest: boolean;

  @Field(() => Boolean, { description: 'It may read by SQL.' })
  sql: boolean;

  @Field(() => InstantScalar, { nullable: true, description: 'When that was last changed.' })
  changedAt: Date | null;

  @Field(() => String, { description: 'As whom it asks by HTTP.' })
  restUser: string;

  @Field(() => String, { description: 'Where it asks.' })
  restUri: string;

  @Field(() => Boolean, { description: 'Whether the radius role has a port for that.' })
  restListens: boolean;

  @Field(() => InstantScalar, { nullable: true, description: 'When it last asked by HTTP.' })
  restAskedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'What: authorize, authenticate, accounting, post-auth.' })
  restAsked: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When it last reported a login by SQL.' })
  sqlLoginAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Which login.' })
  sqlLogin: string | null;

  @Field(() => String, { nullable: true, description: 'What it answered.' })
  sqlReply: string | null;

  @Field(() => Int, { description: 'Reports that it has kept and that are not counted yet.' })
  sqlWaiting: number;

  @Field(() => Int, { description: 'Routers that it would answer.' })
  routers: number;

  @Field(() => Int, { description: 'Logins with a password: so many stand in the clear while SQL is on.' })
  passwords: number;
}

@ObjectType('FreeradiusPreview', { description: 'What a switch would do.' })
export class FreeradiusPreviewView {
  @Field(() => String, { description: 'Names what was seen; give it with the switch.' })
  seen: string;

  @Field(() => [FreeradiusEffectEnum], { description: 'The effects.' })
  effects: FreeradiusEffect[];
}

@ObjectType('SwitchedFreeradius', {
  description: 'What FreeRADIUS needs now. It holds secrets and is shown this once.',
})
export class SwitchedFreeradiusView {
  @Field(() => String, { nullable: true, description: 'demarc.conf for this installation; null when nothing is on.' })
  configuration: string | null;

  @Field(() => Boolean, { description: 'Whether the routers are in it: that takes the right to read their secrets.' })
  hasRouters: boolean;
}

@ArgsType()
class FreeradiusWaysArgs {
  @Field(() => Boolean, { nullable: true, description: 'Ask by HTTP.' })
  @IsOptional()
  @IsBoolean()
  rest?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Read by SQL.' })
  @IsOptional()
  @IsBoolean()
  sql?: boolean;
}

const FOLDER = '/etc/freeradius/demarc';

@Resolver()
export class FreeradiusResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly setup: FreeradiusSetup,
  ) {}

  @Asks(FindFreeradius)
  @Query(() => FreeradiusView, { description: 'Whether a FreeRADIUS answers for the product.' })
  freeradius(@CurrentCall() call: Call): Promise<FreeradiusView> {
    return this.queries.ask(FindFreeradius, {}, call);
  }

  @Asks(PreviewFreeradius)
  @Query(() => FreeradiusPreviewView, { description: 'What switching FreeRADIUS mode would do.' })
  async previewFreeradius(
    @Args() wanted: FreeradiusWaysArgs,
    @CurrentCall() call: Call,
  ): Promise<FreeradiusPreviewView> {
    const { seen, effects } = await this.queries.ask(PreviewFreeradius, wanted, call);
    return { seen, effects: [...effects] };
  }

  @Runs(SwitchFreeradius)
  @Mutation(() => SwitchedFreeradiusView, { description: 'Switches FreeRADIUS mode; answers what FreeRADIUS needs.' })
  async switchFreeradius(
    @Args('input', { description: 'What it may do.' }) input: SwitchFreeradiusInput,
    @CurrentCall() call: Call,
  ): Promise<SwitchedFreeradiusView> {
    const { restPassword, restUser, withRouters } = await this.commands.run(SwitchFreeradius, input, unstored(call));
    if (restPassword === undefined) return { configuration: null, hasRouters: false };
    const wish = { restPassword, restUser, database: undefined, folder: FOLDER, listen: '0.0.0.0' };
    const configuration = await this.setup.print({ ...wish, withRouters });
    return { configuration, hasRouters: withRouters };
  }
}
