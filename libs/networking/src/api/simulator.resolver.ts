import { Args, Field, InputType, Query, registerEnumType, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, IsRecordId, QueryBus, validInput } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { SimulateLogin } from '../app/aaa/simulate-login.query.js';
import type { SimulatedMethod } from '../app/aaa/simulated-request.js';
import { SimulatedLoginView, simulatedLoginView } from './simulator.view.js';

export const SimulatedMethodEnum = { PAP: 'pap', CHAP: 'chap', MSCHAP2: 'mschap2', NONE: 'none' } as const;
registerEnumType(SimulatedMethodEnum, {
  name: 'SimulatedMethod',
  description: 'How a password is sent.',
  valuesMap: {
    PAP: { description: 'PAP.' },
    CHAP: { description: 'CHAP.' },
    MSCHAP2: { description: 'MS-CHAPv2.' },
    NONE: { description: 'No password: a device that is known by its MAC address, or by its line.' },
  },
});

@InputType({ description: 'A request to try. Nothing is sent, counted or kept.' })
export class SimulateLoginInput {
  @Field(() => RecordIdScalar, { description: 'The router that it would come from.' })
  @IsRecordId()
  routerId: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The service whose login is tried.' })
  @IsOptional()
  @IsRecordId()
  serviceId?: string | null;

  @Field(() => String, { nullable: true, description: 'The login, where no service is given.' })
  @IsOptional()
  @IsString()
  @MaxLength(253)
  login?: string | null;

  @Field(() => String, { nullable: true, description: 'The password; null: the right one, whatever it is.' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  password?: string | null;

  @Field(() => SimulatedMethodEnum, { defaultValue: 'pap', description: 'How it is sent.' })
  @IsIn(['pap', 'chap', 'mschap2', 'none'])
  method: SimulatedMethod = 'pap';

  @Field(() => String, { nullable: true, description: 'The device (Calling-Station-Id).' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  device?: string | null;

  @Field(() => String, { nullable: true, description: 'The circuit id that the access node says (DHCP option 82).' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  circuitId?: string | null;

  @Field(() => String, { nullable: true, description: 'The remote id that it says.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  remoteId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether staff log in to the device itself.' })
  @IsBoolean()
  isDeviceLogin: boolean = false;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it has a Message-Authenticator.' })
  @IsBoolean()
  isSigned: boolean = true;

  @Field(() => String, {
    defaultValue: '',
    description:
      'Further attributes, a line each: `NAS-Port-Id = ether1`. User-Name and User-Password go before the rest.',
  })
  @IsString()
  @MaxLength(8_000)
  attributes: string = '';
}

@Resolver()
export class SimulatorResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(SimulateLogin)
  @Query(() => SimulatedLoginView, { description: 'What a request would be answered now, and why. Has no effect.' })
  async simulateLogin(
    @Args('input', { description: 'Who signs in, where and how.' }) input: SimulateLoginInput,
    @CurrentCall() call: Call,
  ): Promise<SimulatedLoginView> {
    return simulatedLoginView(await this.queries.ask(SimulateLogin, await validInput(SimulateLoginInput, input), call));
  }
}
