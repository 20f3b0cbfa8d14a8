import type { Id } from '@demarc/kernel';

export type TaxRateId = Id<'TaxRate'>;
export type PlanId = Id<'Plan'>;
export type ServiceId = Id<'Service'>;
export type HoldId = Id<'Hold'>;
export type InvoiceId = Id<'Invoice'>;
export type CreditNoteId = Id<'CreditNote'>;
export type PaymentId = Id<'Payment'>;
export type PaymentMethodId = Id<'PaymentMethod'>;
export type AllocationId = Id<'Allocation'>;
export type BillingRunId = Id<'BillingRun'>;
export type SuspensionBatchId = Id<'SuspensionBatch'>;
export type ProviderAccountId = Id<'ProviderAccount'>;
export type CheckoutId = Id<'Checkout'>;
export type RefundId = Id<'Refund'>;
export type FutureItemId = Id<'FutureItem'>;
export type InvoiceLineId = Id<'InvoiceLine'>;
