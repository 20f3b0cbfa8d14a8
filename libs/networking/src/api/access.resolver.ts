import { Args, Field, Mutation, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { PlanView, ServiceView } from '@demarc/billing';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { type Id, notFound } from '@demarc/kernel';
import { AccessStepInput, ChangeAccessInput, ProvisionAccessInput } from '../app/access/access.input.js';
import { CloseAccess, RevealAccessPassword } from '../app/access/access-steps.js';
import { ChangeAccess } from '../app/access/change-access.js';
import { DefineAccessPolicy, DefineAccessPolicyInput } from '../app/policies/define-access-policy.js';
import { DisconnectSession, DisconnectSessionInput } from '../app/convergence/disconnect-session.js';
import { AccessesOf, type AccessTrouble, ListAccessTrouble } from '../app/access/find-access.query.js';
import { PoliciesOf } from '../app/policies/find-policies.query.js';
import { PreviewAccessChange } from '../app/access/preview-access-change.query.js';
import { ProvisionAccess } from '../app/access/provision-access.js';
import { AccessChangePreviewView } from './access-change.view.js';
import { AccessPolicyView, AccessView } from './access.view.js';
import { AccessTroubleEnum } from './enums.js';
import { NetworkingLoaders } from './loaders.js';
import { unstored } from './unstored.js';

@ObjectType('RevealedPassword', { description: 'A network password, read by an act that is logged.' })
export class RevealedPasswordView {
  @Field(() => String, { nullable: true, description: 'The login that it belongs to.' })
  login: string | null;

  @Field(() => String, { description: 'The password in clear.' })
  password: string;
}

@Resolver(() => ServiceView)
export class ServiceAccessResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(AccessesOf)
  @ResolveField(() => AccessView, {
    nullable: true,
    description: 'The network side; null for services that have none.',
  })
  access(@Parent() { id }: ServiceView, @CurrentCall() call: Call): Promise<AccessView | null> {
    return this.loaders.access(call, id);
  }
}

@Resolver(() => PlanView)
export class PlanPolicyResolver {
  constructor(private readonly loaders: NetworkingLoaders) {}

  @Asks(PoliciesOf)
  @ResolveField(() => AccessPolicyView, {
    nullable: true,
    description: 'What the plan means on the wire; null: nothing.',
  })
  accessPolicy(@Parent() { id }: PlanView, @CurrentCall() call: Call): Promise<AccessPolicyView | null> {
    return this.loaders.policy(call, id);
  }
}

@Resolver()
export class AccessResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly loaders: NetworkingLoaders,
  ) {}

  @Asks(ListAccessTrouble)
  @Query(() => [AccessView], {
    description: 'Accesses that are not as they should be, those that wait longest first; at most 500.',
  })
  accessTrouble(
    @Args('trouble', { type: () => AccessTroubleEnum, description: 'In which way.' }) trouble: AccessTrouble,
    @CurrentCall() call: Call,
  ): Promise<AccessView[]> {
    return this.queries.ask(ListAccessTrouble, { trouble }, call);
  }

  @Asks(PreviewAccessChange)
  @Query(() => AccessChangePreviewView, {
    nullable: true,
    description: 'What another plan would do to the access of a service and its sessions; null: it has no access.',
  })
  previewAccessChange(
    @Args('serviceId', { type: () => RecordIdScalar, description: 'The service.' }) serviceId: Id<'Service'>,
    @Args('planId', { type: () => RecordIdScalar, description: 'The new plan.' }) planId: Id<'Plan'>,
    @CurrentCall() call: Call,
  ): Promise<AccessChangePreviewView | null> {
    return this.queries.ask(PreviewAccessChange, { serviceId, planId }, call);
  }

  @Runs(DefineAccessPolicy)
  @Mutation(() => AccessPolicyView, {
    description: 'Sets speeds, burst and priority of a plan; running sessions follow.',
  })
  async defineAccessPolicy(
    @Args('input', { description: 'The policy.' }) input: DefineAccessPolicyInput,
    @CurrentCall() call: Call,
  ): Promise<AccessPolicyView> {
    const { planId } = await this.commands.run(DefineAccessPolicy, input, call);
    const found = await this.loaders.policy(call, planId);
    if (!found) throw notFound('access policy');
    return found;
  }

  @Runs(ProvisionAccess)
  @Mutation(() => AccessView, { description: 'Sets up the network side of an internet service.' })
  async provisionAccess(
    @Args('input', { description: 'Login, addresses, devices.' }) input: ProvisionAccessInput,
    @CurrentCall() call: Call,
  ): Promise<AccessView> {
    return this.find((await this.commands.run(ProvisionAccess, input, call)).serviceId, call);
  }

  @Runs(ChangeAccess)
  @Mutation(() => AccessView, {
    description: 'Changes login, addresses or devices; sessions that do not fit any more are told.',
  })
  async changeAccess(
    @Args('input', { description: 'The changes.' }) input: ChangeAccessInput,
    @CurrentCall() call: Call,
  ): Promise<AccessView> {
    return this.find((await this.commands.run(ChangeAccess, input, call)).serviceId, call);
  }

  @Runs(RevealAccessPassword)
  @Mutation(() => RevealedPasswordView, {
    description: 'Reads the network password of a service. That it was read is logged.',
  })
  revealAccessPassword(
    @Args('input', { description: 'Which service.' }) input: AccessStepInput,
    @CurrentCall() call: Call,
  ): Promise<RevealedPasswordView> {
    return this.commands.run(RevealAccessPassword, input, unstored(call));
  }

  @Runs(CloseAccess)
  @Mutation(() => RecordIdScalar, { description: 'Takes the network side of a service away; answers the service.' })
  async closeAccess(
    @Args('input', { description: 'Which service.' }) input: AccessStepInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(CloseAccess, input, call)).serviceId;
  }

  @Runs(DisconnectSession)
  @Mutation(() => RecordIdScalar, {
    description: 'Ends a running session; answers the action in which the router’s answer will stand.',
  })
  async disconnectSession(
    @Args('input', { description: 'Which session.' }) input: DisconnectSessionInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DisconnectSession, input, call)).actionId;
  }

  private async find(serviceId: string, call: Call): Promise<AccessView> {
    const found = await this.loaders.access(call, serviceId);
    if (!found) throw notFound('network access');
    return found;
  }
}
