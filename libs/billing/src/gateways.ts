import { OnlinePaymentsResolver } from './api/online-payments.resolver.js';
import { StripeWebhookController } from './api/stripe-webhook.controller.js';
import { ConnectProvider, ProviderConnecting } from './app/gateways/connect-provider.js';
import { DisconnectProvider, ReplaceWebhookSecrets } from './app/gateways/provider-steps.js';
import { FindCheckout, ListRefunds } from './app/gateways/find-checkout.query.js';
import { ListNotices, ListProviders, RetryNotice } from './app/gateways/list-notices.query.js';
import { LookAtOpenPayments } from './app/gateways/look-at-open-payments.schedule.js';
import { NoticeReceiving } from './app/gateways/receive-notice.js';
import { RefundPayment } from './app/gateways/refund-payment.js';
import { Refunds } from './app/gateways/refunds.js';
import { SendRefundJob } from './app/gateways/send-refund.job.js';
import { PaymentSettling } from './app/gateways/settle-payment.js';
import { Checkouts } from './app/gateways/checkouts.js';
import { StartCheckout } from './app/gateways/start-checkout.js';
import { TakeNoticeJob } from './app/gateways/take-notice.job.js';
import { PaymentProvider } from './gateways/payment-provider.js';
import { ProviderAccounts } from './gateways/provider-accounts.js';
import { StripeProvider } from './gateways/stripe/stripe.adapter.js';

/** Online payments, as the module of billing takes them in. */
export const GATEWAY_PROVIDERS = [
  { provide: PaymentProvider, useClass: StripeProvider },
  ProviderAccounts,
  ConnectProvider,
  ReplaceWebhookSecrets,
  DisconnectProvider,
  ProviderConnecting,
  StartCheckout,
  Checkouts,
  RefundPayment,
  RetryNotice,
  Refunds,
  PaymentSettling,
  NoticeReceiving,
  TakeNoticeJob,
  SendRefundJob,
  LookAtOpenPayments,
  FindCheckout,
  ListRefunds,
  ListProviders,
  ListNotices,
  OnlinePaymentsResolver,
];

export const GATEWAY_CONTROLLERS = [StripeWebhookController];
