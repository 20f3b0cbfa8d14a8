import { Args, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { invalid, notFound } from '@demarc/kernel';
import { ListRouters } from '../app/routers/list-routers.query.js';
import { PreviewRequireSigning, RequireSigning } from '../app/routers/posture/require-signing.js';
import { RouterPostures } from '../app/routers/posture/router-postures.query.js';
import { SetSigningPolicy } from '../app/routers/posture/set-signing-policy.js';
import { RequireSigningInput, SetSigningPolicyInput } from '../app/routers/posture/signing.input.js';
import { RevokeCertificate, RevokeCertificateInput } from '../app/routers/tls/revoke-certificate.js';
import { ListRevoked } from '../app/routers/tls/revoked-certificates.query.js';
import { SetRouterTlsInput } from '../app/routers/tls/router-tls.input.js';
import { FindRouterTls, ListStrangers } from '../app/routers/tls/router-tls.query.js';
import { SetRouterTls } from '../app/routers/tls/set-router-tls.js';
import {
  RadsecStrangerView,
  RevokedCertificateView,
  RouterPostureView,
  routerPostureView,
  RouterTlsView,
  SigningForecastView,
  signingForecastView,
} from './posture.view.js';
import { RouterView, routerView } from './router.view.js';

/** How well routers are protected, and how they are known over TLS. */
@Resolver(() => RouterView)
export class PostureResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(RouterPostures)
  @Query(() => [RouterPostureView], { description: 'How well each router in use is protected, by name.' })
  async routerPostures(@CurrentCall() call: Call): Promise<RouterPostureView[]> {
    return (await this.queries.ask(RouterPostures, {}, call)).map(routerPostureView);
  }

  @Asks(RouterPostures)
  @ResolveField(() => RouterPostureView, {
    nullable: true,
    description:
      'How well it is protected; null when it is retired. To be asked of one router: of all, ask routerPostures.',
  })
  async posture(@Parent() router: RouterView, @CurrentCall() call: Call): Promise<RouterPostureView | null> {
    const [found] = await this.queries.ask(RouterPostures, { ids: [router.id] }, call);
    return found ? routerPostureView(found) : null;
  }

  @Asks(FindRouterTls)
  @ResolveField(() => RouterTlsView, { nullable: true, description: 'How it is known over TLS; null: it is not.' })
  tls(@Parent() router: RouterView, @CurrentCall() call: Call): Promise<RouterTlsView | null> {
    return this.queries.ask(FindRouterTls, { routerId: router.id }, call);
  }

  @Asks(ListStrangers)
  @Query(() => [RadsecStrangerView], { description: 'Certificates that were refused in the last day, each once.' })
  radsecStrangers(@CurrentCall() call: Call): Promise<RadsecStrangerView[]> {
    return this.queries.ask(ListStrangers, {}, call);
  }

  @Asks(ListRevoked)
  @Query(() => [RevokedCertificateView], { description: 'Certificates of routers that are revoked, the last first.' })
  revokedCertificates(
    @Args('routerId', {
      type: () => RecordIdScalar,
      nullable: true,
      description: 'Of this router; of all when left out.',
    })
    routerId: string | undefined,
    @CurrentCall() call: Call,
  ): Promise<RevokedCertificateView[]> {
    return this.queries.ask(ListRevoked, routerId ? { routerId } : {}, call);
  }

  @Runs(RevokeCertificate)
  @Mutation(() => RevokedCertificateView, {
    description: 'Revokes a certificate for good: connections that show it end, and nobody is known by it any more.',
  })
  async revokeCertificate(
    @Args('input', { description: 'Which, and why.' }) input: RevokeCertificateInput,
    @CurrentCall() call: Call,
  ): Promise<RevokedCertificateView> {
    const { fingerprint } = await this.commands.run(RevokeCertificate, input, call);
    const found = (await this.queries.ask(ListRevoked, {}, call)).find((one) => one.fingerprint === fingerprint);
    if (!found) throw notFound('certificate');
    return found;
  }

  @Asks(PreviewRequireSigning)
  @Query(() => [SigningForecastView], {
    description: 'Of which routers signatures can be required without shutting anybody out.',
  })
  async previewRequireSigning(
    @Args('days', { type: () => Int, description: 'They must have signed everything for so many days: 1 to 90.' })
    days: number,
    @CurrentCall() call: Call,
  ): Promise<SigningForecastView[]> {
    if (days < 1 || days > 90)
      throw invalid('BAD_DAYS', 'Between one and 90 days.', [{ field: 'days', message: 'is 1 to 90' }]);
    return (await this.queries.ask(PreviewRequireSigning, { days }, call)).map(signingForecastView);
  }

  @Runs(SetSigningPolicy)
  @Mutation(() => RouterView, { description: 'Sets whether a router has to sign its logins.' })
  async setSigningPolicy(
    @Args('input', { description: 'The policy.' }) input: SetSigningPolicyInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    await this.commands.run(SetSigningPolicy, input, call);
    return this.router(input.routerId, call);
  }

  @Runs(RequireSigning)
  @Mutation(() => Int, { description: 'Requires signed logins of the chosen routers; answers of how many.' })
  async requireSigning(
    @Args('input', { description: 'The routers, as the preview showed them.' }) input: RequireSigningInput,
    @CurrentCall() call: Call,
  ): Promise<number> {
    return (await this.commands.run(RequireSigning, input, call)).changed;
  }

  @Runs(SetRouterTls)
  @Mutation(() => RouterView, { description: 'Sets how a router is known over TLS; by nothing: not any more.' })
  async setRouterTls(
    @Args('input', { description: 'Its certificates.' }) input: SetRouterTlsInput,
    @CurrentCall() call: Call,
  ): Promise<RouterView> {
    await this.commands.run(SetRouterTls, input, call);
    return this.router(input.routerId, call);
  }

  private async router(id: string, call: Call): Promise<RouterView> {
    const [found] = await this.queries.ask(ListRouters, { ids: [id] }, call);
    if (!found) throw notFound('router');
    return routerView(found);
  }
}
