import { Args, ArgsType, Field, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, IsRecordId, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, InstantScalar, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { ArrayMaxSize, IsBoolean, IsDate, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ConnectionsOf } from '../app/access/find-connections.query.js';
import { MOST_SESSIONS } from '../app/convergence/disconnect-session.js';
import { type FoundAction, ListAccessActions } from '../app/convergence/list-access-actions.query.js';
import { ListRadiusLog } from '../app/aaa/list-radius-log.query.js';
import {
  type FoundSession,
  ListOnlineSessions,
  ListPastSessions,
  type SessionSort,
} from '../app/sessions/list-sessions.query.js';
import { ConnectionView } from './access.view.js';
import { AccessActionStateEnum, LoginOutcomeEnum, SessionSortEnum } from './enums.js';
import { NetworkingLoaders } from './loaders.js';
import {
  AccessActionPage,
  type AccessActionView,
  LoginLinePage,
  type LoginLineView,
  loginLineView,
} from './log.view.js';
import { SessionPage, type SessionView } from './session.view.js';

@ArgsType()
export class SessionArgs extends PageArgs {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Only of this customer.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only on this router.' })
  @IsOptional()
  @IsRecordId()
  routerId?: string;

  @Field(() => String, { nullable: true, description: 'The beginning of a login, or a whole IPv4 or MAC address.' })
  @IsOptional()
  @IsString()
  @MaxLength(253)
  search?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only of services with this plan.' })
  @IsOptional()
  @IsRecordId()
  planId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only of customers of this partner.' })
  @IsOptional()
  @IsRecordId()
  partnerId?: string;

  @Field(() => String, { nullable: true, description: 'Only addresses in this network, such as that of a pool.' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  network?: string;
}

@ArgsType()
export class OnlineSessionArgs extends SessionArgs {
  @Field(() => SessionSortEnum, { defaultValue: 'started', description: 'What they are put in order by.' })
  @IsIn(Object.values(SessionSortEnum))
  sort: SessionSort = 'started';

  @Field(() => Boolean, { defaultValue: false, description: 'The least or the oldest first.' })
  @IsBoolean()
  ascending = false;
}

@ArgsType()
export class PastSessionArgs extends SessionArgs {
  @Field(() => InstantScalar, { nullable: true, description: 'Only what ran at this time.' })
  @IsOptional()
  @IsDate()
  at?: Date;
}

@ArgsType()
export class RadiusLogArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only this login, whole, upper or lower case.' })
  @IsOptional()
  @IsString()
  @MaxLength(253)
  login?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only of this customer.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only from this router.' })
  @IsOptional()
  @IsRecordId()
  routerId?: string;

  @Field(() => LoginOutcomeEnum, { nullable: true, description: 'Only with this outcome.' })
  @IsOptional()
  @IsIn(['accept', 'garden', 'reject'])
  outcome?: 'accept' | 'garden' | 'reject';

  @Field(() => String, { nullable: true, description: 'Only refused for this reason: `wrong_password`.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  code?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only from this device: the beginning of its MAC address, in any spelling.',
  })
  @IsOptional()
  @Matches(/^[0-9a-f:. -]{2,17}$/i, { message: 'device is the beginning of a MAC address' })
  device?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only log-ins of staff to devices themselves; or none of these.',
  })
  @IsOptional()
  @IsBoolean()
  isOfStaff?: boolean;
}

@ArgsType()
export class ActionArgs extends PageArgs {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Only of this customer.' })
  @IsOptional()
  @IsRecordId()
  customerId?: string;

  @Field(() => AccessActionStateEnum, { nullable: true, description: 'Only in this state.' })
  @IsOptional()
  @IsIn(Object.values(AccessActionStateEnum))
  state?: FoundAction['state'];

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only these.' })
  @IsOptional()
  @ArrayMaxSize(MOST_SESSIONS)
  @IsRecordId({ each: true })
  ids?: string[];

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only about these services.' })
  @IsOptional()
  @ArrayMaxSize(MOST_SESSIONS)
  @IsRecordId({ each: true })
  serviceIds?: string[];

  @Field(() => InstantScalar, { nullable: true, description: 'Only what was asked then or later.' })
  @IsOptional()
  @IsDate()
  since?: Date;
}

@Resolver()
export class SessionResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(ListOnlineSessions)
  @Query(() => SessionPage, { description: 'Who is online, newest session first unless another order is asked for.' })
  async onlineSessions(@Args() args: OnlineSessionArgs, @CurrentCall() call: Call): Promise<Page<SessionView>> {
    return views(await this.queries.ask(ListOnlineSessions, args, call));
  }

  @Asks(ListPastSessions)
  @Query(() => SessionPage, { description: 'Sessions that have ended, newest first: who had an address when.' })
  async pastSessions(@Args() args: PastSessionArgs, @CurrentCall() call: Call): Promise<Page<SessionView>> {
    return views(await this.queries.ask(ListPastSessions, args, call));
  }

  @Asks(ListRadiusLog)
  @Query(() => LoginLinePage, { description: 'Logins and what became of them, newest first; kept for 7 days.' })
  async radiusLog(@Args() args: RadiusLogArgs, @CurrentCall() call: Call): Promise<Page<LoginLineView>> {
    const page = await this.queries.ask(ListRadiusLog, args, call);
    return { ...page, nodes: page.nodes.map(loginLineView) };
  }

  @Asks(ListAccessActions)
  @Query(() => AccessActionPage, { description: 'What routers were told, and how they answered, newest first.' })
  accessActions(@Args() args: ActionArgs, @CurrentCall() call: Call): Promise<Page<AccessActionView>> {
    return this.queries.ask(ListAccessActions, args, call);
  }
}

/** What the network knows of a customer. */
@Resolver(() => CustomerView)
export class CustomerNetworkResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly loaders: NetworkingLoaders,
  ) {}

  @Asks(ConnectionsOf)
  @ResolveField(() => [ConnectionView], { description: 'Why the connections are, or are not, working.' })
  connections(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<ConnectionView[]> {
    return this.loaders.connections(call, id);
  }

  @Asks(ListOnlineSessions)
  @ResolveField(() => SessionPage, { description: 'Sessions that are up.' })
  async onlineSessions(
    @Parent() { id }: CustomerView,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<SessionView>> {
    return views(await this.queries.ask(ListOnlineSessions, { ...page, customerId: id }, call));
  }

  @Asks(ListPastSessions)
  @ResolveField(() => SessionPage, { description: 'Sessions that have ended, newest first.' })
  async pastSessions(
    @Parent() { id }: CustomerView,
    @Args() page: PageArgs,
    @CurrentCall() call: Call,
  ): Promise<Page<SessionView>> {
    return views(await this.queries.ask(ListPastSessions, { ...page, customerId: id }, call));
  }
}

function views(page: Page<FoundSession>): Page<SessionView> {
  return { ...page, nodes: page.nodes };
}
