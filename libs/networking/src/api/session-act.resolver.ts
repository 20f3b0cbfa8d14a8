import {
  Args,
  ArgsType,
  Field,
  Float,
  Int,
  Mutation,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, IsRecordId, QueryBus } from '@demarc/commands';
import { CurrentCall, InstantScalar, RecordIdScalar } from '@demarc/graphql';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { DisconnectSessions, MOST_SESSIONS, SessionsInput } from '../app/convergence/disconnect-session.js';
import { ReapplyPolicy, type ReapplyWay } from '../app/convergence/reapply-policy.js';
import { RecentUsage } from '../app/sessions/recent-usage.query.js';

const ReapplyWayEnum = { CHANGE: 'change', NEW_LOGIN: 'new_login', NEXT_RENEWAL: 'next_renewal' } as const;
registerEnumType(ReapplyWayEnum, {
  name: 'ReapplyWay',
  description: 'How a policy comes to a running session.',
  valuesMap: {
    CHANGE: { description: 'By a change in the session; where the router refuses that, by a new login.' },
    NEW_LOGIN: { description: 'The session is ended, and the device logs in anew.' },
    NEXT_RENEWAL: { description: 'When its lease is renewed: this router takes neither CoA nor Disconnect for it.' },
  },
});

@ObjectType('ReappliedSession', { description: 'A session that its policy is being brought to.' })
export class ReappliedSessionView {
  @Field(() => String, { description: 'The session.' })
  sessionKey: string;

  @Field(() => RecordIdScalar, { description: 'Its service.' })
  serviceId: string;

  @Field(() => ReapplyWayEnum, { description: 'How.' })
  way: ReapplyWay;
}

@ObjectType('ReappliedPolicy', {
  description: 'What was set going; the answers of routers stand among the access actions.',
})
export class ReappliedPolicyView {
  @Field(() => InstantScalar, { description: 'When it was asked for: answers come after it.' })
  at: Date;

  @Field(() => [ReappliedSessionView], { description: 'The sessions.' })
  sessions: ReappliedSessionView[];
}

@ObjectType('RatePoint', { description: 'The rate within five minutes.' })
export class RatePointView {
  @Field(() => InstantScalar, { description: 'Where the five minutes begin.' })
  at: Date;

  @Field(() => Float, {
    nullable: true,
    description: 'Received by the customer, in bit/s; null: nothing was reported.',
  })
  downloadBps: number | null;

  @Field(() => Float, { nullable: true, description: 'Sent by the customer.' })
  uploadBps: number | null;
}

@ObjectType('RecentUsage', {
  description: 'The last hours of a service by five minutes, as its routers reported them.',
})
export class RecentUsageView {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => [RatePointView], { description: 'One each five minutes, the oldest first.' })
  points: RatePointView[];
}

@ArgsType()
class RecentUsageArgs {
  @Field(() => [RecordIdScalar], {
    description: 'The services, 200 at most; those that reported nothing are left out.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SESSIONS)
  @IsRecordId({ each: true })
  serviceIds: string[];

  @Field(() => Int, { defaultValue: 1, description: 'So many hours back, 24 at most.' })
  @IsInt()
  @Min(1)
  @Max(24)
  hours: number = 1;
}

/** What is done with running sessions, and how fast they have been lately. */
@Resolver()
export class SessionActResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(RecentUsage)
  @Query(() => [RecentUsageView], { description: 'The last hours of services by five minutes.' })
  async recentUsage(@Args() args: RecentUsageArgs, @CurrentCall() call: Call): Promise<RecentUsageView[]> {
    const found = await this.queries.ask(RecentUsage, args, call);
    return found.map(({ serviceId, points }) => ({
      serviceId,
      points: points.map(({ atMs, ...rates }) => ({ ...rates, at: new Date(atMs) })),
    }));
  }

  @Runs(DisconnectSessions)
  @Mutation(() => [RecordIdScalar], {
    description: 'Ends running sessions; answers the actions in which the routers’ answers will stand.',
  })
  async disconnectSessions(
    @Args('input', { description: 'Which sessions.' }) input: SessionsInput,
    @CurrentCall() call: Call,
  ): Promise<string[]> {
    return (await this.commands.run(DisconnectSessions, input, call)).actionIds;
  }

  @Runs(ReapplyPolicy)
  @Mutation(() => ReappliedPolicyView, { description: 'Brings the whole policy to running sessions once more.' })
  async reapplyPolicy(
    @Args('input', { description: 'Which sessions.' }) input: SessionsInput,
    @CurrentCall() call: Call,
  ): Promise<ReappliedPolicyView> {
    const { at, sessions } = await this.commands.run(ReapplyPolicy, input, call);
    return { at, sessions: [...sessions] };
  }
}
