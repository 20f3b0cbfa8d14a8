import { Args, ArgsType, Field, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { ServiceView } from '@demarc/billing';
import { type Call, CommandBus, IsLocalDate, IsRecordId, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { FindGroupUsage } from '../app/sessions/find-group-usage.query.js';
import { FindRetention } from '../app/sessions/find-retention.query.js';
import { FindUsage } from '../app/sessions/find-usage.query.js';
import { SetRetention, SetRetentionInput } from '../app/sessions/set-retention.js';
import { TopUsage } from '../app/sessions/top-usage.query.js';
import type { FoundUsage, UsageGranularity } from '../app/sessions/usage-points.js';
import { UsageGranularityEnum, UsageGroupEnum } from './enums.js';
import { NetworkRecordsView, RetentionView, TopUserView, UsageView } from './usage.view.js';

@ArgsType()
class DaysArgs {
  @Field(() => LocalDateScalar, { description: 'The first day.' })
  @IsLocalDate()
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: 'The last day, itself included.' })
  @IsLocalDate()
  through: LocalDate;
}

@ArgsType()
export class UsageArgs extends DaysArgs {
  @Field(() => UsageGranularityEnum, { defaultValue: 'day', description: 'How it is added up.' })
  @IsIn(Object.values(UsageGranularityEnum))
  granularity: UsageGranularity = 'day';
}

@ArgsType()
export class GroupUsageArgs extends UsageArgs {
  @Field(() => UsageGroupEnum, { description: 'Of a plan or of a router.' })
  @IsIn(Object.values(UsageGroupEnum))
  kind: 'plan' | 'router';

  @Field(() => RecordIdScalar, { description: 'Which plan or router.' })
  @IsRecordId()
  id: string;
}

@ArgsType()
export class TopUsageArgs extends DaysArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many.' })
  @IsInt()
  @Min(1)
  @Max(200)
  first = 20;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only with this plan.' })
  @IsOptional()
  @IsRecordId()
  planId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only who is on this router.' })
  @IsOptional()
  @IsRecordId()
  routerId?: string;
}

@Resolver()
export class UsageResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
  ) {}

  @Asks(FindGroupUsage)
  @Query(() => UsageView, { description: 'What was used with a plan or on a router, as it was at the time.' })
  async groupUsage(@Args() args: GroupUsageArgs, @CurrentCall() call: Call): Promise<UsageView> {
    return usageView(await this.queries.ask(FindGroupUsage, args, call));
  }

  @Asks(TopUsage)
  @Query(() => [TopUserView], { description: 'Who used most, the most first.' })
  async topUsage(@Args() args: TopUsageArgs, @CurrentCall() call: Call): Promise<TopUserView[]> {
    return [...(await this.queries.ask(TopUsage, args, call))];
  }

  @Asks(FindRetention)
  @Query(() => NetworkRecordsView, { description: 'How long sessions, usage and logins are kept, and what they take.' })
  async networkRecords(@CurrentCall() call: Call): Promise<NetworkRecordsView> {
    const { kept, stored } = await this.queries.ask(FindRetention, {}, call);
    return { kept, stored: [...stored] };
  }

  @Runs(SetRetention)
  @Mutation(() => RetentionView, { description: 'Sets how long sessions, usage and logins are kept.' })
  setNetworkRetention(
    @Args('input', { description: 'How long what is kept.' }) input: SetRetentionInput,
    @CurrentCall() call: Call,
  ): Promise<RetentionView> {
    return this.commands.run(SetRetention, input, call);
  }
}

@Resolver(() => CustomerView)
export class CustomerUsageResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(FindUsage)
  @ResolveField(() => UsageView, { description: 'What the customer used.' })
  async usage(@Parent() { id }: CustomerView, @Args() args: UsageArgs, @CurrentCall() call: Call): Promise<UsageView> {
    return usageView(await this.queries.ask(FindUsage, { ...args, customerId: id }, call));
  }
}

@Resolver(() => ServiceView)
export class ServiceUsageResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(FindUsage)
  @ResolveField(() => UsageView, { description: 'What the service used.' })
  async usage(@Parent() { id }: ServiceView, @Args() args: UsageArgs, @CurrentCall() call: Call): Promise<UsageView> {
    return usageView(await this.queries.ask(FindUsage, { ...args, serviceId: id }, call));
  }
}

function usageView({ points, ...found }: FoundUsage): UsageView {
  return { ...found, points: [...points] };
}
