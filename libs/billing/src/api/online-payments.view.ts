import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { InstantScalar, MoneyView, moneyViewOf, pageOf, RecordIdScalar } from '@demarc/graphql';
import type { FoundCheckout, ListedRefund } from '../app/gateways/find-checkout.query.js';
import { ProviderModeEnum } from '../app/gateways/connect-provider.js';

export const CheckoutStateEnum = {
  OPEN: 'open',
  PAID: 'paid',
  EXPIRED: 'expired',
  FAILED: 'failed',
  UNKNOWN: 'unknown',
} as const;
registerEnumType(CheckoutStateEnum, {
  name: 'CheckoutState',
  description: 'Where an online payment stands.',
  valuesMap: {
    OPEN: { description: 'The page waits for the customer.' },
    PAID: { description: 'Paid and recorded.' },
    EXPIRED: { description: 'Closed without payment.' },
    FAILED: { description: 'The page could not be opened, or the bank refused the payment.' },
    UNKNOWN: { description: 'The provider took something else than was asked for: somebody looks at it.' },
  },
});

export const NoticeStateEnum = { RECEIVED: 'received', DONE: 'done', IGNORED: 'ignored', FAILED: 'failed' } as const;
registerEnumType(NoticeStateEnum, {
  name: 'ProviderNoticeState',
  description: 'What came of a notice: `failed` waits for a person.',
  valuesMap: {
    RECEIVED: { description: 'Kept, and waiting for its turn.' },
    DONE: { description: 'The books follow it.' },
    IGNORED: { description: 'About something that the books do not keep.' },
    FAILED: { description: 'Could not be worked on; somebody looks at it.' },
  },
});

export const RefundStateEnum = {
  REQUESTED: 'requested',
  PENDING: 'pending',
  UNKNOWN: 'unknown',
  DONE: 'done',
  FAILED: 'failed',
  RETURNED: 'returned',
} as const;
registerEnumType(RefundStateEnum, {
  name: 'RefundState',
  description: 'Where money that goes back stands.',
  valuesMap: {
    REQUESTED: { description: 'The provider is being asked.' },
    PENDING: { description: 'The provider has it under way.' },
    UNKNOWN: { description: 'The provider gave no answer; it is looked at every few minutes.' },
    DONE: { description: 'The money has left us and is booked.' },
    FAILED: { description: 'It was not given back.' },
    RETURNED: { description: 'It came back to us.' },
  },
});

export const RefundKindEnum = { REFUND: 'refund', CHARGEBACK: 'chargeback' } as const;
registerEnumType(RefundKindEnum, {
  name: 'RefundKind',
  description: 'Given back by us, or taken back by the customer’s bank.',
  valuesMap: { REFUND: { description: 'Given back by us.' }, CHARGEBACK: { description: 'Taken back by the bank.' } },
});

@ObjectType('PaymentProvider', { description: 'A connected account at a payment provider. Its keys are never shown.' })
export class PaymentProviderView {
  @Field(() => RecordIdScalar, { description: 'The connected account; its webhook is `/webhooks/stripe/<id>`.' })
  id: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner that it serves; null: every partner without one of its own.',
  })
  partnerId: string | null;

  @Field(() => String, { description: 'Which provider: `stripe`.' })
  provider: string;

  @Field(() => ProviderModeEnum, { description: 'Test or real money.' })
  mode: 'test' | 'live';

  @Field(() => String, { description: 'Its name for staff.' })
  name: string;

  @Field(() => String, { description: 'The end of the secret key, to tell keys apart.' })
  keyHint: string;

  @Field(() => Int, {
    description: 'How many signing secrets of the webhook are known. With none, notices are refused.',
  })
  webhookSecrets: number;

  @Field(() => Boolean, { description: 'False: disconnected; only what was begun is brought to its end.' })
  active: boolean;

  @Field(() => InstantScalar, { description: 'When it was connected.' })
  connectedAt: Date;

  @Field(() => String, { description: 'Who connected it.' })
  connectedBy: string;
}

@ObjectType('Checkout', { description: 'A payment page at a provider that a customer was sent to.' })
export class CheckoutView {
  @Field(() => RecordIdScalar, { description: 'The checkout.' })
  id: string;

  @Field(() => RecordIdScalar, { description: 'Who pays.' })
  customerId: string;

  @Field(() => CheckoutStateEnum, {
    description: 'Where it stands. It becomes `paid` shortly after the customer has paid.',
  })
  state: FoundCheckout['state'];

  @Field(() => String, { nullable: true, description: 'Send the customer here; null when the page is closed.' })
  url: string | null;

  @Field(() => MoneyView, { description: 'How much is paid.' })
  amount: MoneyView;

  @Field(() => [RecordIdScalar], { description: 'The invoices that were chosen; none: the oldest first.' })
  invoiceIds: readonly string[];

  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment, once it is recorded.' })
  paymentId: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the receipt, once it is recorded.' })
  receiptNumber: string | null;

  @Field(() => InstantScalar, { nullable: true, description: 'When the page closes by itself.' })
  expiresAt: Date | null;

  @Field(() => InstantScalar, { description: 'When it was opened.' })
  createdAt: Date;

  @Field(() => InstantScalar, { description: 'When it last changed.' })
  updatedAt: Date;
}

export function checkoutView({ amountMinor, currency, ...rest }: FoundCheckout): CheckoutView {
  return { ...rest, amount: moneyViewOf(amountMinor, currency) };
}

@ObjectType('Refund', { description: 'Money of an online payment that goes back, or went.' })
export class RefundView {
  @Field(() => RecordIdScalar, { description: 'The refund.' })
  id: string;

  @Field(() => RecordIdScalar, { description: 'The payment.' })
  paymentId: string;

  @Field(() => RefundKindEnum, { description: 'A refund of ours, or a chargeback of the bank.' })
  kind: 'refund' | 'chargeback';

  @Field(() => RefundStateEnum, { description: 'Where it stands.' })
  state: string;

  @Field(() => MoneyView, { description: 'How much.' })
  amount: MoneyView;

  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Field(() => String, { nullable: true, description: 'What went wrong, where something did.' })
  fault: string | null;

  @Field(() => String, { description: 'Who asked for it.' })
  requestedBy: string;

  @Field(() => InstantScalar, { description: 'When it was asked for.' })
  createdAt: Date;

  @Field(() => InstantScalar, { description: 'When it last changed.' })
  updatedAt: Date;
}

export function refundView({ amountMinor, currency, ...rest }: ListedRefund): RefundView {
  return { ...rest, amount: moneyViewOf(amountMinor, currency) };
}

@ObjectType('ProviderNotice', { description: 'What a payment provider announced.' })
export class ProviderNoticeView {
  @Field(() => String, { description: 'Which provider.' })
  provider: string;

  @Field(() => RecordIdScalar, { description: 'The connected account that it came to.' })
  accountId: string;

  @Field(() => String, { description: 'The provider’s id of the event.' })
  eventId: string;

  @Field(() => String, { description: 'The provider’s word for it: `checkout.session.completed`.' })
  kind: string;

  @Field(() => NoticeStateEnum, { description: 'What came of it.' })
  state: keyof typeof NoticeStateEnum;

  @Field(() => String, { nullable: true, description: 'Why it waits for a person.' })
  fault: string | null;

  @Field(() => InstantScalar, { description: 'When it came.' })
  receivedAt: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When it was carried out or given up.' })
  finishedAt: Date | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The payment that it is about.' })
  paymentId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The checkout that it is about.' })
  checkoutId: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The customer whom it is about.' })
  customerId: string | null;
}

export const ProviderNoticePage = pageOf(ProviderNoticeView, 'ProviderNotice');
