import type { CollectionName } from './collections.js';
import type {
  SourceAllocation,
  SourceCategory,
  SourceCreditNote,
  SourceInvoice,
  SourcePayment,
  SourcePaymentMethod,
  SourceTransaction,
} from './finance-records.js';
import type {
  SourceDataGrant,
  SourceDataLimit,
  SourceFairUseRule,
  SourceTopUp,
  SourceUsageCounter,
} from './policy-records.js';
import type { SourceFault } from './raw-value.js';
import type {
  SourceAdditionalDiscount,
  SourceAddress,
  SourceAdministrator,
  SourceBilling,
  SourceCustomer,
  SourceCustomerInfo,
  SourceCustomField,
  SourceLocation,
  SourceNetwork,
  SourcePartner,
  SourceRouter,
  SourceSector,
  SourceService,
  SourceStatusChange,
  SourceTariff,
  SourceTax,
} from './records.js';

/** One system as it was read: every row that could be understood, and everything that could not. */
export interface SourceSet {
  readonly partners: readonly SourcePartner[];
  readonly locations: readonly SourceLocation[];
  readonly administrators: readonly SourceAdministrator[];
  readonly customFields: readonly SourceCustomField[];
  readonly taxes: readonly SourceTax[];
  readonly tariffs: readonly SourceTariff[];
  readonly fairUseRules: readonly SourceFairUseRule[];
  readonly dataLimits: readonly SourceDataLimit[];
  readonly topUps: readonly SourceTopUp[];
  readonly routers: readonly SourceRouter[];
  readonly sectors: readonly SourceSector[];
  readonly networks: readonly SourceNetwork[];
  readonly addresses: readonly SourceAddress[];
  readonly paymentMethods: readonly SourcePaymentMethod[];
  readonly categories: readonly SourceCategory[];
  readonly customers: readonly SourceCustomer[];
  readonly customerInfo: readonly SourceCustomerInfo[];
  readonly billing: readonly SourceBilling[];
  readonly statusChanges: readonly SourceStatusChange[];
  readonly services: readonly SourceService[];
  readonly additionalDiscounts: readonly SourceAdditionalDiscount[];
  readonly usageCounters: readonly SourceUsageCounter[];
  readonly dataGrants: readonly SourceDataGrant[];
  readonly invoices: readonly SourceInvoice[];
  readonly creditNotes: readonly SourceCreditNote[];
  readonly payments: readonly SourcePayment[];
  readonly transactions: readonly SourceTransaction[];
  readonly allocations: readonly SourceAllocation[];
  /** Rows that were set aside whole: nothing of them is imported. */
  readonly faults: readonly SourceFault[];
  /** Values that were dropped from rows that are imported. */
  readonly notes: readonly SourceFault[];
  readonly notReadable: ReadonlyMap<CollectionName, string>;
}
