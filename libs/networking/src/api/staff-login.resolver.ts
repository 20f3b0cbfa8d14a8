import { Args, Field, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import {
  ChangeDeviceLogin,
  GiveDeviceLogin,
  type GivenDeviceLogin,
  RenewDevicePassword,
  RenewOwnDevicePassword,
  TakeDeviceLogin,
} from '../app/staff-logins/device-login-commands.js';
import {
  ChangeDeviceLoginInput,
  type DeviceLevel,
  DeviceLevelEnum,
  DeviceLoginStepInput,
  GiveDeviceLoginInput,
  OwnDeviceLoginInput,
} from '../app/staff-logins/device-login.input.js';
import { type FoundDeviceLogin, ListDeviceLogins, OwnDeviceLogin } from '../app/staff-logins/device-logins.query.js';
import { unstored } from './unstored.js';

@ObjectType('DevicePlace', { description: 'What somebody may do on one router, or on all routers at one site.' })
export class DevicePlaceView {
  @Field(() => RecordIdScalar, { nullable: true, description: 'The router.' })
  routerId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Or the site.' })
  siteId: string | null;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => DeviceLevelEnum, { description: 'What they may do there.' })
  level: DeviceLevel;
}

@ObjectType('DeviceLogin', { description: 'A member of staff who logs in to network devices themselves.' })
export class DeviceLoginView {
  @Field(() => RecordIdScalar, { description: 'Who.' })
  staffId: string;

  @Field(() => String, { description: 'Their name.' })
  staffName: string;

  @Field(() => Boolean, { description: 'False: their account is not active, so they get in nowhere.' })
  works: boolean;

  @Field(() => String, { description: 'The name that is typed on the device.' })
  login: string;

  @Field(() => DeviceLevelEnum, {
    nullable: true,
    description: 'What they may do on every router that nothing else is said of; null: nothing.',
  })
  level: DeviceLevel | null;

  @Field(() => [DevicePlaceView], { description: 'What else is said of single routers and sites.' })
  places: readonly DevicePlaceView[];

  @Field(() => DeviceLevelEnum, {
    nullable: true,
    description: 'What they may do on the router that was asked about; null: nothing, or no router was asked about.',
  })
  levelThere: DeviceLevel | null;

  @Field(() => InstantScalar, { description: 'When the password was made.' })
  passwordAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When they last logged in.' })
  usedAt: Date | null;

  @Field(() => String, { nullable: true, description: 'On which router.' })
  usedOn: string | null;

  @Field(() => Int, { description: 'Counts the changes; give it when changing.' })
  revision: number;
}

@ObjectType('GivenDeviceLogin', { description: 'A log-in to devices with its password, which is shown this once.' })
export class GivenDeviceLoginView {
  @Field(() => RecordIdScalar, { description: 'Who.' })
  staffId: string;

  @Field(() => String, { description: 'The name that is typed on the device.' })
  login: string;

  @Field(() => String, { description: 'The password. Nobody can read it again.' })
  password: string;
}

@Resolver()
export class StaffLoginResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(ListDeviceLogins)
  @Query(() => [DeviceLoginView], { description: 'Who of the staff may log in to which network devices, by name.' })
  deviceLogins(
    @Args('staffId', { type: () => RecordIdScalar, nullable: true, description: 'Only this member of staff.' })
    staffId: string | undefined,
    @Args('routerId', {
      type: () => RecordIdScalar,
      nullable: true,
      description: 'With what they may do on this router.',
    })
    routerId: string | undefined,
    @CurrentCall() call: Call,
  ): Promise<FoundDeviceLogin[]> {
    return this.queries.ask(ListDeviceLogins, { staffId: staffId ?? undefined, routerId: routerId ?? undefined }, call);
  }

  @Asks(OwnDeviceLogin)
  @Query(() => DeviceLoginView, {
    nullable: true,
    description: 'Your own log-in to network devices; null: you have none.',
  })
  ownDeviceLogin(@CurrentCall() call: Call): Promise<FoundDeviceLogin | null> {
    return this.queries.ask(OwnDeviceLogin, {}, call);
  }

  @Runs(GiveDeviceLogin)
  @Mutation(() => GivenDeviceLoginView, { description: 'Lets a member of staff log in to network devices.' })
  giveDeviceLogin(
    @Args('input', { description: 'Who, by which name, and what they may do.' }) input: GiveDeviceLoginInput,
    @CurrentCall() call: Call,
  ): Promise<GivenDeviceLogin> {
    return this.commands.run(GiveDeviceLogin, input, unstored(call));
  }

  @Runs(ChangeDeviceLogin)
  @Mutation(() => DeviceLoginView, { description: 'Changes what a member of staff may do on network devices.' })
  async changeDeviceLogin(
    @Args('input', { description: 'Who, and what from now on.' }) input: ChangeDeviceLoginInput,
    @CurrentCall() call: Call,
  ): Promise<FoundDeviceLogin> {
    const { staffId } = await this.commands.run(ChangeDeviceLogin, input, call);
    const [found] = await this.queries.ask(ListDeviceLogins, { staffId }, call);
    if (!found) throw notFound('device login');
    return found;
  }

  @Runs(TakeDeviceLogin)
  @Mutation(() => RecordIdScalar, { description: 'Takes the log-in to devices away; answers whose it was.' })
  async takeDeviceLogin(
    @Args('input', { description: 'Whose.' }) input: DeviceLoginStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(TakeDeviceLogin, input, call)).staffId;
  }

  @Runs(RenewDevicePassword)
  @Mutation(() => GivenDeviceLoginView, { description: 'Makes a new password; the one before is no longer good.' })
  renewDevicePassword(
    @Args('input', { description: 'Whose.' }) input: DeviceLoginStepInput,
    @CurrentCall() call: Call,
  ): Promise<GivenDeviceLogin> {
    return this.commands.run(RenewDevicePassword, input, unstored(call));
  }

  @Runs(RenewOwnDevicePassword)
  @Mutation(() => GivenDeviceLoginView, {
    description: 'Makes a new password for your own log-in to devices; the one before is no longer good.',
  })
  renewOwnDevicePassword(
    @Args('input', { description: 'That it is meant.' }) input: OwnDeviceLoginInput,
    @CurrentCall() call: Call,
  ): Promise<GivenDeviceLogin> {
    return this.commands.run(RenewOwnDevicePassword, input, unstored(call));
  }
}
