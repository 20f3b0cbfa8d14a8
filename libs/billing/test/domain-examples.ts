import { currencyCode, localDate, type DateRange } from '@demarc/kernel';
export { tries } from './tries.js';
import { USUAL_BILLING, type BillingPolicy } from '../src/domain/billing-policy.js';
import type { BillableService, ChargeLine } from '../src/domain/charge-plan.js';
import type { ChargedLine } from '../src/domain/credit-unused.js';
import type { BillableAccount } from '../src/domain/invoice-plan.js';

export const EUR = currencyCode('EUR');
export const on = localDate;

export function range(from: string, to: string): DateRange {
  return { from: on(from), to: on(to) };
}

/** Text of a range, for lists that read well in a failure. */
export function spans(parts: readonly { readonly covers: DateRange }[]): string[] {
  return parts.map((part) => `${part.covers.from}/${part.covers.to}`);
}

export function aPolicy(over: Partial<BillingPolicy> = {}): BillingPolicy {
  return { ...USUAL_BILLING, ...over };
}

export function aService(over: Partial<BillableService> = {}): BillableService {
  return {
    serviceId: 'service-1',
    planKind: 'internet',
    description: 'Home 100',
    status: 'active',
    startsOn: on('2024-01-01'),
    endsOn: null,
    endedBy: null,
    payPeriod: null,
    quantity: '1',
    unitPrice: '100.00',
    priceIncludesTax: false,
    tax: null,
    pauses: [],
    charged: [],
    ...over,
  };
}

export function anAccount(over: Partial<BillableAccount> = {}): BillableAccount {
  return {
    accountId: 'account-1',
    customerId: 'customer-1',
    currency: EUR,
    chargeable: true,
    policy: USUAL_BILLING,
    services: [aService()],
    lastInvoiceMinor: 10_000n,
    taxRequired: false,
    ...over,
  };
}

const NOTHING = { netMinor: 0n, taxMinor: 0n, grossMinor: 0n };

/** The lines as they are once they are on an issued document. */
export function asCharged(lines: readonly ChargeLine[]): ChargedLine[] {
  return lines.map((line, index) => ({ ...line, lineId: `line-${index + 1}`, credited: NOTHING }));
}

/** The service after a run has put these lines on a document. */
export function charge(service: BillableService, lines: readonly { readonly covers: DateRange }[]): BillableService {
  return { ...service, charged: [...service.charged, ...lines.map((line) => line.covers)] };
}

export function minorOf(text: string): bigint {
  return BigInt(text.replace('.', ''));
}
