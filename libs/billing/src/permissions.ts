import { declarePermissions } from '@demarc/access';

const EVERYBODY = ['administrator', 'manager', 'financial_manager', 'customer_creator', 'support', 'engineer'] as const;
const OFFICE = ['administrator', 'manager', 'financial_manager', 'support'] as const;
const FINANCE = ['administrator', 'manager', 'financial_manager'] as const;

export const BillingPermissions = declarePermissions('billing', {
  'plan.view': { sentence: 'See the plans and tax rates.', roles: EVERYBODY },
  'plan.manage': { sentence: 'Create, change and archive plans.', roles: ['administrator', 'manager'] },
  'tax.exempt': { sentence: 'Note why a customer pays no tax, and end it.', roles: FINANCE },
  'tax.manage': { sentence: 'Define and archive tax rates.', roles: ['administrator', 'financial_manager'] },
  'policy.view': { sentence: 'See the billing settings.', roles: FINANCE },
  'policy.change': {
    sentence: 'Change the billing settings of the operator and its partners.',
    roles: ['administrator', 'financial_manager'],
  },
  'account.view': { sentence: 'See balance, standing and billing settings of customers.', roles: EVERYBODY },
  'account.updateMany': {
    sentence: 'Give existing customers the billing settings of new ones.',
    roles: ['administrator', 'financial_manager'],
  },
  'account.change': {
    sentence: 'Change the billing settings of a customer, and note promises to pay.',
    roles: FINANCE,
  },
  'account.protect': {
    sentence: 'Protect a customer from suspension.',
    roles: ['administrator', 'manager', 'financial_manager'],
  },
  'hold.place': { sentence: 'Put a hold on a customer: access closes until a person lifts it.', roles: OFFICE },
  'hold.lift': { sentence: 'Lift a hold.', roles: FINANCE },
  'service.view': { sentence: 'See the services of customers.', roles: EVERYBODY },
  'service.manage': {
    sentence: 'Add, change, pause, end and archive services.',
    roles: ['administrator', 'manager', 'customer_creator', 'support'],
  },
  'discount.manage': {
    sentence: 'Give, change and end discounts of a service.',
    roles: ['administrator', 'manager', 'financial_manager'],
  },
  'discount.applyToMany': {
    sentence: 'Give the services of many customers a discount.',
    roles: ['administrator', 'manager'],
  },
  'service.changePlan': {
    sentence: 'Change the plan of a service, with its credit, fee and charge.',
    roles: ['administrator', 'manager', 'support'],
  },
  'creditNote.issue': {
    sentence: 'Issue credit notes: on an invoice whole or in part, or on none.',
    roles: ['administrator', 'financial_manager'],
  },
  'debit.post': {
    sentence: 'Debit a customer without a document, and take it back.',
    roles: ['administrator', 'financial_manager'],
  },
  'futureItem.view': { sentence: 'See what waits to be charged with the next invoice.', roles: OFFICE },
  'futureItem.manage': {
    sentence: 'Add, change and cancel what is charged with the next invoice.',
    roles: OFFICE,
  },
  'service.changeTerms': {
    sentence: 'Deviate from the billing settings in a change of plan, a pause or an end of a service.',
    roles: ['administrator', 'manager', 'financial_manager'],
  },
  'invoice.view': { sentence: 'See invoices and credit notes.', roles: OFFICE },
  'invoice.send': { sentence: 'Mail invoices and credit notes to their customers.', roles: OFFICE },
  'invoice.issue': { sentence: 'Issue one-time invoices.', roles: FINANCE },
  'invoice.correct': {
    sentence: 'Correct an invoice by a full credit note and a new invoice.',
    roles: ['administrator', 'financial_manager'],
  },
  'invoice.void': { sentence: 'Void an invoice by a full credit note.', roles: ['administrator', 'financial_manager'] },
  'invoice.writeOff': {
    sentence: 'Write off what is open on an invoice, and take it back.',
    roles: ['administrator', 'financial_manager'],
  },
  'paperTemplate.view': { sentence: 'See the templates of printed documents.', roles: FINANCE },
  'paperTemplate.manage': {
    sentence: 'Change the templates of printed documents.',
    roles: ['administrator', 'financial_manager'],
  },
  'proforma.view': { sentence: 'See proformas.', roles: OFFICE },
  'proforma.issue': { sentence: 'Issue and withdraw proformas.', roles: FINANCE },
  'payment.view': { sentence: 'See payments and what they settled.', roles: OFFICE },
  'payment.record': { sentence: 'Record payments.', roles: OFFICE },
  'payment.allocate': { sentence: 'Choose which invoices a payment settles, move and undo it.', roles: FINANCE },
  'payment.reverse': { sentence: 'Reverse a recorded payment.', roles: ['administrator', 'financial_manager'] },
  'payment.refund': {
    sentence: 'Give payments back, online and by hand, up to the refund limit.',
    roles: ['administrator', 'manager', 'financial_manager', 'support'],
  },
  'payment.refundAnyAmount': {
    sentence: 'Give payments back over the refund limit.',
    roles: ['administrator', 'financial_manager'],
  },
  'fee.manage': { sentence: 'Define and end fees.', roles: ['administrator', 'financial_manager'] },
  'fee.waive': { sentence: 'Waive fees.', roles: FINANCE },
  'deposit.view': { sentence: 'See deposits of customers.', roles: OFFICE },
  'deposit.take': { sentence: 'Take deposits.', roles: OFFICE },
  'deposit.use': { sentence: 'Pay invoices out of deposits.', roles: FINANCE },
  'deposit.giveBack': {
    sentence: 'Give deposits back, or keep them when they are forfeited.',
    roles: ['administrator', 'financial_manager'],
  },
  'checkout.start': { sentence: 'Open a payment page for a customer.', roles: OFFICE },
  'provider.view': { sentence: 'See which payment providers are connected.', roles: OFFICE },
  'provider.manage': { sentence: 'Connect and disconnect payment providers.', roles: ['administrator'] },
  'notice.view': { sentence: 'See what payment providers announced, and what came of it.', roles: FINANCE },
  'paymentMethod.manage': { sentence: 'Define ways to pay.', roles: ['administrator', 'financial_manager'] },
  'reseller.view': { sentence: 'See what resellers get of what their customers pay.', roles: FINANCE },
  'reseller.manage': {
    sentence: 'Agree terms with resellers, settle with them and pay them.',
    roles: ['administrator', 'financial_manager'],
  },
  'ledger.view': { sentence: 'See the journal.', roles: FINANCE },
  'ledger.manage': {
    sentence: 'Name the accounts of the ledger, and choose where income is booked.',
    roles: ['administrator', 'financial_manager'],
  },
  'run.view': { sentence: 'See billing runs and their previews.', roles: FINANCE },
  'run.preview': { sentence: 'Prepare a billing run.', roles: ['administrator', 'financial_manager'] },
  'run.imagine': { sentence: 'Imagine a month with other prices, taxes or policies.', roles: FINANCE },
  'run.approve': { sentence: 'Approve a billing run.', roles: ['administrator', 'financial_manager', 'manager'] },
  'run.issue': {
    sentence: 'Issue the invoices of an approved billing run.',
    roles: ['administrator', 'financial_manager'],
  },
  'suspension.view': { sentence: 'See who is due to be suspended, and why.', roles: OFFICE },
  'suspension.rollBack': {
    sentence: 'Roll back suspensions that were carried out.',
    roles: ['administrator', 'manager', 'financial_manager'],
  },
  'suspension.approve': {
    sentence: 'Approve the day’s suspensions.',
    roles: ['administrator', 'manager', 'financial_manager'],
  },
});
