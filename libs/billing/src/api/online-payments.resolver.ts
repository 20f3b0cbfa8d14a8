import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, type Page, PageArgs, RecordIdScalar } from '@demarc/graphql';
import { ConnectProvider, ConnectProviderInput, ProviderConnecting } from '../app/gateways/connect-provider.js';
import {
  DisconnectProvider,
  DisconnectProviderInput,
  ReplaceWebhookSecrets,
  ReplaceWebhookSecretsInput,
} from '../app/gateways/provider-steps.js';
import { FindCheckout, ListRefunds } from '../app/gateways/find-checkout.query.js';
import {
  ListNotices,
  type ListedNotice,
  ListProviders,
  type NoticeState,
  RetryNotice,
  RetryNoticeInput,
} from '../app/gateways/list-notices.query.js';
import { RefundPayment, RefundPaymentInput } from '../app/gateways/refund-payment.js';
import { Checkouts } from '../app/gateways/checkouts.js';
import { StartCheckout, StartCheckoutInput } from '../app/gateways/start-checkout.js';
import {
  checkoutView,
  CheckoutView,
  NoticeStateEnum,
  PaymentProviderView,
  ProviderNoticePage,
  refundView,
  RefundView,
} from './online-payments.view.js';

/** Online payments: providers, payment pages, refunds, notices. */
@Resolver()
export class OnlinePaymentsResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly connecting: ProviderConnecting,
    private readonly checkouts: Checkouts,
  ) {}

  @Asks(ListProviders)
  @Query(() => [PaymentProviderView], { description: 'The connected accounts at payment providers.' })
  async paymentProviders(@CurrentCall() call: Call): Promise<readonly PaymentProviderView[]> {
    return this.queries.ask(ListProviders, {}, call);
  }

  @Asks(FindCheckout)
  @Query(() => CheckoutView, {
    description: 'One payment page. Ask again every second or two while a customer who has paid waits for `paid`.',
  })
  async checkout(
    @Args('id', { type: () => RecordIdScalar, description: 'The checkout.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<CheckoutView> {
    return checkoutView(await this.queries.ask(FindCheckout, { id }, call));
  }

  @Asks(ListRefunds)
  @Query(() => [RefundView], { description: 'What was given back of a payment, and what is under way.' })
  async refunds(
    @Args('paymentId', { type: () => RecordIdScalar, description: 'The payment.' }) paymentId: string,
    @CurrentCall() call: Call,
  ): Promise<RefundView[]> {
    return (await this.queries.ask(ListRefunds, { paymentId }, call)).map(refundView);
  }

  @Asks(ListNotices)
  @Query(() => ProviderNoticePage, { description: 'What payment providers announced, the newest first.' })
  async providerNotices(
    @Args() page: PageArgs,
    @Args('state', {
      type: () => NoticeStateEnum,
      nullable: true,
      description: 'Only those; `failed`: what waits for a person.',
    })
    state: NoticeState | undefined,
    @CurrentCall() call: Call,
  ): Promise<Page<ListedNotice>> {
    const { first, after } = page;
    return this.queries.ask(ListNotices, { first, ...(after ? { after } : {}), ...(state ? { state } : {}) }, call);
  }

  @Runs(StartCheckout)
  @Mutation(() => CheckoutView, {
    description: 'Opens a page on which a customer pays; send them to its `url`. The same payment gives the same page.',
  })
  async startCheckout(
    @Args('input', { description: 'Who pays what.' }) input: StartCheckoutInput,
    @CurrentCall() call: Call,
  ): Promise<CheckoutView> {
    const { checkoutId } = await this.checkouts.start(input, call);
    return this.ownCheckout(checkoutId, call);
  }

  @Runs(RefundPayment)
  @Mutation(() => RefundView, {
    description: 'Gives an online payment back. The books change when the provider has done it.',
  })
  async refundPayment(
    @Args('input', { description: 'What is given back.' }) input: RefundPaymentInput,
    @CurrentCall() call: Call,
  ): Promise<RefundView> {
    const { refundId } = await this.commands.run(RefundPayment, input, call);
    const made = (await this.queries.ask(ListRefunds, { paymentId: input.paymentId }, call)).find(
      (refund) => refund.id === refundId,
    );
    if (!made) throw new Error('a refund vanished');
    return refundView(made);
  }

  @Runs(ConnectProvider)
  @Mutation(() => RecordIdScalar, {
    description:
      'Connects an account at Stripe, after its key was tried; answers its id, which is the end of its webhook’s address.',
  })
  async connectPaymentProvider(
    @Args('input', { description: 'The account.' }) input: ConnectProviderInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.connecting.connect(input, call)).providerAccountId;
  }

  @Runs(ReplaceWebhookSecrets)
  @Mutation(() => RecordIdScalar, { description: 'Replaces the signing secrets of a provider’s webhook.' })
  async replaceWebhookSecrets(
    @Args('input', { description: 'All secrets in use.' }) input: ReplaceWebhookSecretsInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ReplaceWebhookSecrets, input, call)).providerAccountId;
  }

  @Runs(DisconnectProvider)
  @Mutation(() => RecordIdScalar, {
    description: 'Takes no new payments through an account; what was begun is brought to its end.',
  })
  async disconnectPaymentProvider(
    @Args('input', { description: 'Which account.' }) input: DisconnectProviderInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DisconnectProvider, input, call)).providerAccountId;
  }

  @Runs(RetryNotice)
  @Mutation(() => String, { description: 'Carries a notice that failed out again; answers its event id.' })
  async retryProviderNotice(
    @Args('input', { description: 'Which notice.' }) input: RetryNoticeInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(RetryNotice, input, call)).eventId;
  }

  private async ownCheckout(id: string, call: Call): Promise<CheckoutView> {
    return checkoutView(await this.queries.ask(FindCheckout, { id }, call));
  }
}
