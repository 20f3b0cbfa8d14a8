import type { CurrencyCode, LocalDate } from '@demarc/kernel';
import { findExceptions } from './exceptions/find-exceptions.js';
import type { ImportException } from './exceptions/exception.js';
import type {
  TargetAllocation,
  TargetCreditNote,
  TargetFutureItem,
  TargetInvoice,
  TargetPayment,
} from './finance-target.js';
import { withChargedFrom } from './mapping/charged-from.js';
import { mapAccounts } from './mapping/map-accounts.js';
import { mapCustomers, mapInvitations } from './mapping/map-customers.js';
import { mapCreditNote, mapInvoice } from './mapping/map-documents.js';
import { mapAllocations, mapFutureItems, mapPayments, refundsOf } from './mapping/map-money.js';
import { mapAddressPools, mapRouters } from './mapping/map-network.js';
import { mapDataBalances } from './mapping/map-data-balances.js';
import { mapPlans, mapTaxRates } from './mapping/map-plans.js';
import { mapPolicies } from './mapping/map-policies.js';
import { mapSectors } from './mapping/map-sectors.js';
import { mapServices } from './mapping/map-services.js';
import { mapCustomFields, mapLocations, mapPartners, mapPaymentMethods } from './mapping/map-settings.js';
import { planLedger, type LedgerPlan } from './plan-ledger.js';
import type { TargetDataBalance, TargetPlanRules } from './policy-target.js';
import type { SourceLocation, SourcePartner } from './source/records.js';
import type { SourceSet } from './source/source-set.js';
import type {
  TargetAccount,
  TargetAddressPool,
  TargetCustomer,
  TargetCustomField,
  TargetPaymentMethod,
  TargetRouter,
  TargetSector,
  TargetInvitation,
  TargetPlan,
  TargetService,
  TargetTaxRate,
} from './target.js';
import { type UnbilledDays, unbilledDays } from './unbilled-days.js';

/** Everything that an import would write, and everything that it would not, with the reason. Decided before a row is written. */
export interface ImportPlan {
  readonly currency: CurrencyCode;
  readonly snapshotOn: LocalDate;
  readonly partners: readonly SourcePartner[];
  readonly locations: readonly SourceLocation[];
  readonly customFields: readonly TargetCustomField[];
  readonly paymentMethods: readonly TargetPaymentMethod[];
  readonly routers: readonly TargetRouter[];
  readonly sectors: readonly TargetSector[];
  readonly addressPools: readonly TargetAddressPool[];
  readonly invitations: readonly TargetInvitation[];
  readonly taxRates: readonly TargetTaxRate[];
  readonly plans: readonly TargetPlan[];
  readonly planRules: readonly TargetPlanRules[];
  readonly customers: readonly TargetCustomer[];
  readonly accounts: readonly TargetAccount[];
  readonly services: readonly TargetService[];
  readonly dataBalances: readonly TargetDataBalance[];
  readonly invoices: readonly TargetInvoice[];
  readonly creditNotes: readonly TargetCreditNote[];
  readonly payments: readonly TargetPayment[];
  readonly allocations: readonly TargetAllocation[];
  readonly futureItems: readonly TargetFutureItem[];
  readonly ledger: LedgerPlan;
  readonly exceptions: readonly ImportException[];
  readonly unbilled: readonly UnbilledDays[];
}

export function planImport(
  set: SourceSet,
  given: { readonly currency: CurrencyCode; readonly snapshotOn: LocalDate },
): ImportPlan {
  const { currency } = given;
  const customers = new Set(set.customers.map((customer) => customer.id));
  const futureItems = mapFutureItems(set);
  const refunded = refundsOf(set, currency);
  const transactions = new Map(set.transactions.map((transaction) => [transaction.id, transaction]));
  const accounts = mapAccounts(set, given);
  const invoices = set.invoices
    .filter((invoice) => customers.has(invoice.customerId))
    .map((invoice) => mapInvoice(invoice, transactions, currency));
  const planRules = mapPolicies(set).rules;
  const services = withChargedFrom(mapServices(set, given.snapshotOn), accounts, invoices, given.snapshotOn);
  return {
    ...given,
    partners: mapPartners(set),
    locations: mapLocations(set.locations),
    customFields: mapCustomFields(set),
    paymentMethods: mapPaymentMethods(set),
    routers: mapRouters(set),
    sectors: mapSectors(set).sectors,
    addressPools: mapAddressPools(set.networks),
    invitations: mapInvitations(set.administrators),
    taxRates: mapTaxRates(set),
    plans: mapPlans(set),
    planRules,
    customers: mapCustomers(set),
    accounts,
    services,
    dataBalances: mapDataBalances(set, planRules, given.snapshotOn),
    invoices,
    creditNotes: set.creditNotes
      .filter((note) => customers.has(note.customerId))
      .map((note) => mapCreditNote(note, refunded(note), transactions, currency)),
    payments: mapPayments(set, currency),
    allocations: mapAllocations(set, currency),
    futureItems,
    ledger: planLedger(set, currency),
    exceptions: findExceptions(set),
    unbilled: unbilledDays(services, invoices),
  };
}
