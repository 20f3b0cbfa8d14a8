import { addDays, maxDate, minDate, type CurrencyCode, type DateRange, type LocalDate } from '@demarc/kernel';
import type { BillingPolicy } from './billing-policy.js';
import { chargeLines, dueCharges, type BillableService, type ChargeLine } from './charge-plan.js';
import { futureLines, type FutureLine, type OpenFutureItem } from './future-item.js';
import { taxByDocument } from './line-amount.js';
import { documentTotals, type DocumentTotals } from './tax.js';

export interface BillableAccount {
  readonly accountId: string;
  readonly customerId: string;
  readonly currency: CurrencyCode;
  /** Billing is switched on, and the customer is neither new nor inactive. A blocked customer is charged. */
  readonly chargeable: boolean;
  readonly policy: BillingPolicy;
  readonly services: readonly BillableService[];
  /** Gross of the recurring invoice before this one; null when this is the first. */
  readonly lastInvoiceMinor: bigint | null;
  /** Every line needs a tax (even of 0 %) before it may be issued. */
  readonly taxRequired: boolean;
  /** What waits for the next recurring invoice. */
  readonly futureItems?: readonly OpenFutureItem[];
  /** Future items make an invoice of their own when nothing else is charged. */
  readonly futureItemsAlone?: boolean;
}

export type InvoiceFlagKind =
  | 'first_invoice'
  | 'zero_amount'
  | 'negative_amount'
  | 'more_than_double'
  | 'less_than_half'
  | 'catch_up'
  | 'disabled_still_billed'
  | 'no_price'
  | 'missing_tax';

/** Something a person should look at before release. A blocker holds this invoice back; the others only tell. */
export interface InvoiceFlag {
  readonly kind: InvoiceFlagKind;
  readonly severity: 'info' | 'warning' | 'blocker';
  readonly serviceId?: string;
}

export interface PlannedInvoice {
  readonly currency: CurrencyCode;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  /** From the first day of the earliest line to the day after the last one; null when it only takes future items. */
  readonly covers: DateRange | null;
  readonly lines: readonly ChargeLine[];
  /** Future items that this invoice takes; those below zero as far as it stays at zero or above. */
  readonly futureLines: readonly FutureLine[];
  readonly totals: DocumentTotals;
}

export interface InvoicePlan {
  readonly accountId: string;
  readonly customerId: string;
  readonly invoice: PlannedInvoice | null;
  readonly flags: readonly InvoiceFlag[];
}

const SEVERITY: Readonly<Record<InvoiceFlagKind, InvoiceFlag['severity']>> = {
  first_invoice: 'info',
  zero_amount: 'warning',
  negative_amount: 'blocker',
  more_than_double: 'warning',
  less_than_half: 'info',
  catch_up: 'info',
  disabled_still_billed: 'warning',
  no_price: 'blocker',
  missing_tax: 'blocker',
};

/**
 * What the account should have been charged by `runOn`, less what it was, with what waits for the next invoice: one
 * recurring invoice, or none. It is dated `datedOn`.
 */
export function planInvoice(account: BillableAccount, runOn: LocalDate, datedOn: LocalDate = runOn): InvoicePlan {
  const { accountId, customerId, policy, currency } = account;
  if (!account.chargeable) return { accountId, customerId, invoice: null, flags: [] };
  const flags: InvoiceFlag[] = [];
  let charges: ChargeLine[] = [];
  for (const service of account.services) {
    const found = chargeLines(service, policy, currency, runOn);
    flagService(service, found, account, runOn, flags);
    if (found.length > 0) charges = charges.length > 0 ? charges.concat(found) : found;
  }
  const taken = futureItemsOf(account, charges);
  if (charges.length === 0 && taken.length === 0) return { accountId, customerId, invoice: null, flags };
  const { lines, futureLines } = taxed(charges, taken, policy);
  const totals = documentTotals([...lines, ...futureLines].map((line) => ({ ...line, tax: line.thing.tax })));
  flagTotals(account, totals.grossMinor, flags);
  const invoice: PlannedInvoice = {
    currency,
    issuedOn: datedOn,
    dueOn: dueDate(datedOn, policy.paymentDueDays),
    covers: coverOf(lines),
    lines,
    futureLines,
    totals,
  };
  return { accountId, customerId, invoice, flags };
}

/** Without a recurring charge the items wait, unless they may make an invoice by themselves: not one over nothing. */
function futureItemsOf(account: BillableAccount, charges: readonly ChargeLine[]): FutureLine[] {
  const { futureItems, policy, currency } = account;
  if (!futureItems || futureItems.length === 0) return [];
  if (charges.length === 0 && !account.futureItemsAlone) return [];
  const taken = futureLines(charges, futureItems, currency, policy.rounding);
  return charges.length > 0 || taken.some((line) => line.grossMinor > 0n) ? taken : [];
}

/** Tax of the whole document is shared over all of its lines; else each line has its own already. */
function taxed(
  lines: readonly ChargeLine[],
  taken: readonly FutureLine[],
  { rounding }: BillingPolicy,
): Pick<PlannedInvoice, 'lines' | 'futureLines'> {
  if (rounding.tax !== 'document') return { lines, futureLines: taken };
  const all = taxByDocument<ChargeLine | FutureLine>([...lines, ...taken], rounding.rule);
  return { lines: all.slice(0, lines.length) as ChargeLine[], futureLines: all.slice(lines.length) as FutureLine[] };
}

/** Document date + payment days. Unpaid when this day begins is overdue. */
export function dueDate(issuedOn: LocalDate, paymentDueDays: number): LocalDate {
  return addDays(issuedOn, paymentDueDays);
}

/** A held plan is shown with its reasons and is not issued. */
export function isHeldBack(plan: InvoicePlan): boolean {
  return plan.flags.some((flag) => flag.severity === 'blocker');
}

function flagService(
  service: BillableService,
  lines: readonly ChargeLine[],
  account: BillableAccount,
  runOn: LocalDate,
  flags: InvoiceFlag[],
): void {
  const { serviceId } = service;
  if (service.unitPrice === null) {
    if (dueCharges(service, account.policy, runOn).length > 0) flags.push(flag('no_price', serviceId));
    return;
  }
  if (lines.length === 0) return;
  if (service.status === 'disabled' && !service.endsOn) flags.push(flag('disabled_still_billed', serviceId));
  if (account.taxRequired && !service.tax) flags.push(flag('missing_tax', serviceId));
  if (lines.length > 1 && lines.some((line) => line.period.from !== lines[0]?.period.from))
    flags.push(flag('catch_up', serviceId));
}

function flagTotals(account: BillableAccount, grossMinor: bigint, flags: InvoiceFlag[]): void {
  const last = account.lastInvoiceMinor;
  if (grossMinor < 0n) flags.push(flag('negative_amount'));
  if (grossMinor === 0n) flags.push(flag('zero_amount'));
  if (last === null) flags.push(flag('first_invoice'));
  else if (last > 0n && grossMinor > 2n * last) flags.push(flag('more_than_double'));
  else if (last > 0n && grossMinor * 2n < last) flags.push(flag('less_than_half'));
}

function flag(kind: InvoiceFlagKind, serviceId?: string): InvoiceFlag {
  return serviceId === undefined ? { kind, severity: SEVERITY[kind] } : { kind, severity: SEVERITY[kind], serviceId };
}

function coverOf(lines: readonly ChargeLine[]): DateRange | null {
  const first = lines[0];
  if (!first) return null;
  return lines.reduce<DateRange>(
    (covers, line) => ({ from: minDate(covers.from, line.covers.from), to: maxDate(covers.to, line.covers.to) }),
    first.covers,
  );
}
