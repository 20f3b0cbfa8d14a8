import { ImportAccounts } from './import-accounts.js';
import { ImportAdjustments } from './import-adjustments.js';
import { ImportAllocations } from './import-allocations.js';
import { ImportCreditNotes } from './import-credit-notes.js';
import { ImportFutureItems } from './import-future-items.js';
import { ImportInvoices } from './import-invoices.js';
import { ImportPaymentMethods } from './import-payment-methods.js';
import { ImportPayments } from './import-payments.js';
import { ImportPlans } from './import-plans.js';
import { ImportServices } from './import-services.js';
import { ImportTaxRates } from './import-tax-rates.js';

export { ImportAccountRow, ImportAccounts, ImportAccountsInput } from './import-accounts.js';
export { ImportAdjustmentRow, ImportAdjustments, ImportAdjustmentsInput } from './import-adjustments.js';
export { ImportAllocationRow, ImportAllocations, ImportAllocationsInput } from './import-allocations.js';
export { ImportCreditNoteRow, ImportCreditNotes, ImportCreditNotesInput } from './import-credit-notes.js';
export { ImportedLine } from './import-document-row.js';
export { ImportFutureItemRow, ImportFutureItems, ImportFutureItemsInput } from './import-future-items.js';
export { ImportInvoiceRow, ImportInvoices, ImportInvoicesInput } from './import-invoices.js';
export { ImportPaymentMethodRow, ImportPaymentMethods, ImportPaymentMethodsInput } from './import-payment-methods.js';
export { ImportPaymentRow, ImportPayments, ImportPaymentsInput } from './import-payments.js';
export { ImportPlanRow, ImportPlans, ImportPlansInput } from './import-plans.js';
export { ImportServiceRow, ImportServices, ImportServicesInput } from './import-services.js';
export { ImportTaxRateRow, ImportTaxRates, ImportTaxRatesInput } from './import-tax-rates.js';
export * from '../ledger/books-by-ids.js';

/** Bulk commands for books that come from another system. Only the importer runs them. */
export const BILLING_IMPORTS = [
  ImportTaxRates,
  ImportPlans,
  ImportPaymentMethods,
  ImportAccounts,
  ImportServices,
  ImportFutureItems,
  ImportInvoices,
  ImportCreditNotes,
  ImportPayments,
  ImportAdjustments,
  ImportAllocations,
] as const;
