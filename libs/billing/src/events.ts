import { defineEvent } from '@demarc/commands';
import type { Id, LocalDate } from '@demarc/kernel';
import type { ContractOutcome, CustomerStatus, ServiceStatus, Standing } from './domain/index.js';
import type {
  BillingRunId,
  CreditNoteId,
  FeeId,
  HoldId,
  InvoiceId,
  PaymentId,
  PlanId,
  ProformaId,
  PromiseId,
  RefundId,
  ServiceId,
} from './ids.js';

export interface AboutCustomer {
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
}

/** A page of a run, or a single document (`runId` null). Sending is somebody else's step. */
export interface InvoicesIssuedPayload {
  readonly runId: BillingRunId | null;
  readonly invoices: readonly { readonly invoiceId: InvoiceId; readonly customerId: Id<'Customer'> }[];
}

export interface CreditNoteIssuedPayload extends AboutCustomer {
  readonly creditNoteId: CreditNoteId;
  readonly invoiceId: InvoiceId | null;
  readonly amountMinor: string;
  readonly currency: string;
}

export interface PaymentPayload extends AboutCustomer {
  readonly paymentId: PaymentId;
  readonly amountMinor: string;
  readonly currency: string;
}

export interface PaymentRecordedPayload extends PaymentPayload {
  /** The account pays before it is served. */
  readonly isPrepaid: boolean;
  /** An unpaid proforma asks for exactly this amount. */
  readonly paysProforma: boolean;
}

export interface PaymentReversedPayload extends PaymentPayload {
  /** The bank took the money back. */
  readonly returned: boolean;
}

export interface PaymentRefundPayload extends PaymentPayload {
  readonly refundId: RefundId;
  readonly kind: 'refund' | 'chargeback';
}

export interface StandingChangedPayload extends AboutCustomer {
  readonly from: Standing;
  readonly to: Standing;
  readonly on: LocalDate;
  /** Other accounts are billed together with this one. */
  readonly leadsOthers: boolean;
}

export interface CustomerStatusChangedPayload extends AboutCustomer {
  readonly from: CustomerStatus;
  readonly to: CustomerStatus;
  /** The payment that caused it, when one did: its way to the router is measured from there. */
  readonly paymentId: PaymentId | null;
}

export interface ServiceEventPayload extends AboutCustomer {
  readonly serviceId: ServiceId;
  readonly planId: PlanId;
  readonly status: ServiceStatus;
}

export interface PlanChangedPayload extends AboutCustomer {
  readonly oldServiceId: ServiceId;
  readonly newServiceId: ServiceId;
  readonly changeOn: LocalDate;
}

export const InvoicesIssued = defineEvent<InvoicesIssuedPayload>('billing.InvoicesIssued');
export const InvoiceVoided = defineEvent<
  AboutCustomer & { readonly invoiceId: InvoiceId; readonly creditNoteId: CreditNoteId }
>('billing.InvoiceVoided');
export const CreditNoteIssued = defineEvent<CreditNoteIssuedPayload>('billing.CreditNoteIssued');
/** A request for payment went out; nothing is owed by it. */
export const ProformaIssued = defineEvent<AboutCustomer & { readonly proformaId: ProformaId }>(
  'billing.ProformaIssued',
);
export const PaymentRecorded = defineEvent<PaymentRecordedPayload>('billing.PaymentRecorded');
export const PaymentReversed = defineEvent<PaymentReversedPayload>('billing.PaymentReversed');
/** Money of an online payment went back: by a refund of ours, or by the customer’s bank. */
export const PaymentRefunded = defineEvent<PaymentRefundPayload>('billing.PaymentRefunded');
/** It came to us again: the refund bounced, the chargeback was won. */
export const PaymentRefundReturned = defineEvent<PaymentRefundPayload>('billing.PaymentRefundReturned');
export const StandingChanged = defineEvent<StandingChangedPayload>('billing.StandingChanged');
export const HoldPlaced = defineEvent<AboutCustomer & { readonly holdId: HoldId; readonly reason: string }>(
  'billing.HoldPlaced',
);
export const HoldLifted = defineEvent<AboutCustomer & { readonly holdId: HoldId }>('billing.HoldLifted');
/** What people and routers see: new, active, blocked, inactive. Access opens for `active` alone. */
export const CustomerStatusChanged = defineEvent<CustomerStatusChangedPayload>('billing.CustomerStatusChanged');
export const ServiceAdded = defineEvent<ServiceEventPayload>('billing.ServiceAdded');
export const ServiceStarted = defineEvent<ServiceEventPayload>('billing.ServiceStarted');
/** Status, dates, price or plan data of a service changed. */
export const ServiceChanged = defineEvent<ServiceEventPayload>('billing.ServiceChanged');
/** The new service takes the place of the old one: login and addresses go over. */
export const PlanChanged = defineEvent<PlanChangedPayload>('billing.PlanChanged');
/** The old service goes on as if the change had never been: login and addresses go back to it. */
export const PlanChangeUndone = defineEvent<Omit<PlanChangedPayload, 'changeOn'>>('billing.PlanChangeUndone');
/** The contract of a service ends in a while, as the settings ask to be told. */
export const ContractEnding = defineEvent<
  AboutCustomer & {
    readonly serviceId: ServiceId;
    readonly endsOn: LocalDate;
    readonly renews: boolean;
    readonly outcome: ContractOutcome;
  }
>('billing.ContractEnding');
/** A contract is over and was not renewed: the service runs on without a term. */
export const ContractEnded = defineEvent<
  AboutCustomer & { readonly serviceId: ServiceId; readonly endedOn: LocalDate; readonly outcome: ContractOutcome }
>('billing.ContractEnded');
/** A contract that renews itself goes on to `endsOn`. */
export const ContractRenewed = defineEvent<
  AboutCustomer & { readonly serviceId: ServiceId; readonly endsOn: LocalDate }
>('billing.ContractRenewed');
/** Title, price or availability of a plan changed; its services keep their price. */
export const PlanEdited = defineEvent<{ readonly planId: PlanId }>('billing.PlanEdited');
export const ServicesImported = defineEvent<{ readonly serviceIds: readonly ServiceId[] }>('billing.ServicesImported');
export const PromiseMade = defineEvent<
  AboutCustomer & { readonly promiseId: PromiseId; readonly kind: 'promise' | 'grace'; readonly untilOn: LocalDate }
>('billing.PromiseMade');
/** It was kept, broken or taken back; grace just expires. */
export const PromiseEnded = defineEvent<
  AboutCustomer & {
    readonly promiseId: PromiseId;
    readonly kind: 'promise' | 'grace';
    readonly end: 'kept' | 'broken' | 'expired' | 'withdrawn';
    readonly on: LocalDate;
  }
>('billing.PromiseEnded');
export const FeeCharged = defineEvent<
  AboutCustomer & {
    readonly feeId: FeeId;
    readonly kind: string;
    readonly amountMinor: string;
    readonly currency: string;
  }
>('billing.FeeCharged');
