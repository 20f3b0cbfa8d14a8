import type { CurrencyCode, DateRange, LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  isCharged,
  type BillableAccount,
  type BillableService,
  type LineDiscount,
  type PlanKind,
  type ResolvedTax,
  type ServiceStatus,
} from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { billingPolicyOf, type BillingTerms } from '../settings/settings.js';

/** A service as billing decides on it, with what its lines need besides. */
export interface LoadedService extends BillableService {
  readonly planId: string;
  readonly unit: string;
  readonly continuesServiceId: string | null;
}

interface ServiceRow {
  id: string;
  customer_id: string;
  plan_id: string;
  kind: PlanKind;
  status: ServiceStatus;
  description: string;
  quantity: string;
  unit: string;
  unit_price: string | null;
  tax_inclusive: boolean;
  tax_id: string | null;
  tax_name: string | null;
  tax_percent: string | null;
  period_months: number | null;
  starts_on: LocalDate;
  ends_on: LocalDate | null;
  ended_by: 'end_date' | 'deactivation' | null;
  charged_from: LocalDate | null;
  continues_service_id: string | null;
  discount_kind: 'percent' | 'fixed' | null;
  discount_value: string | null;
  discount_from: LocalDate | null;
  discount_to: LocalDate | null;
  discount_text: string | null;
  pauses: string | null;
  charged: string | null;
}

const SERVICES = `
  SELECT service.id, service.customer_id, service.plan_id, service.kind, service.status, service.description, service.quantity, service.unit,
    service.unit_price, service.tax_inclusive, tax.id AS tax_id, tax.name AS tax_name, tax.percent AS tax_percent, service.period_months,
    service.starts_on, service.ends_on, service.ended_by, service.charged_from, service.continues_service_id, service.discount_kind, service.discount_value,
    service.discount_from, service.discount_to, service.discount_text,
    (SELECT range_agg(pause.days)::text FROM billing.service_pause pause WHERE pause.service_id = service.id) AS pauses,
    (SELECT range_agg(period.days)::text FROM billing.charged_period period
      WHERE period.service_id = ANY (ARRAY[service.id, service.continues_service_id])) AS charged
  FROM billing.service LEFT JOIN billing.tax_rate tax ON tax.id = service.tax_rate_id`;

/** Services that runs charge: those inside a bundle are charged by the bundle. */
export async function loadBillableServices(
  sql: Sql,
  customerIds: readonly string[],
  on: LocalDate,
): Promise<Map<string, LoadedService[]>> {
  const rows = await sql.query<ServiceRow>(
    `${SERVICES} WHERE service.customer_id = ANY ($1::uuid[]) AND service.status IN ('active', 'disabled', 'paused') AND service.bundle_service_id IS NULL
      ORDER BY service.customer_id, service.starts_on, service.id`,
    [customerIds],
  );
  const byCustomer = new Map<string, LoadedService[]>();
  for (const row of rows) {
    const list = byCustomer.get(row.customer_id);
    if (list) list.push(serviceOf(row, on));
    else byCustomer.set(row.customer_id, [serviceOf(row, on)]);
  }
  return byCustomer;
}

export async function loadService(sql: Sql, serviceId: string, on: LocalDate): Promise<LoadedService | undefined> {
  const row = await sql.first<ServiceRow>(`${SERVICES} WHERE service.id = $1`, [serviceId]);
  return row && serviceOf(row, on);
}

export function billableAccount(
  account: Account,
  services: readonly LoadedService[],
  terms: BillingTerms,
): BillableAccount & { readonly services: readonly LoadedService[] } {
  const exempt = account.taxExempt;
  return {
    accountId: account.customerId,
    customerId: account.customerId,
    currency: account.currency as CurrencyCode,
    chargeable:
      account.billingEnabled &&
      account.autoInvoice &&
      account.billingType === 'recurring' &&
      isCharged(account.lifecycle, account.standing),
    policy: billingPolicyOf(account, terms),
    services: exempt ? services.map((service) => ({ ...service, tax: null })) : services,
    lastInvoiceMinor: account.lastInvoiceMinor,
    taxRequired: terms.settings.taxRequired && !exempt,
  };
}

function serviceOf(row: ServiceRow, on: LocalDate): LoadedService {
  const discounts = discountsOf(row, on);
  return {
    serviceId: row.id,
    planId: row.plan_id,
    planKind: row.kind,
    description: row.description,
    status: row.status,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    endedBy: row.ended_by,
    payPeriod: row.period_months === null ? null : { unit: 'month', count: row.period_months },
    quantity: row.quantity,
    unit: row.unit,
    unitPrice: row.unit_price,
    priceIncludesTax: row.tax_inclusive,
    tax: taxOf(row),
    ...(discounts.length > 0 ? { discounts } : {}),
    pauses: rangesOf(row.pauses),
    charged: [...chargedElsewhere(row), ...(rangesOf(row.charged) as DateRange[])],
    continuesServiceId: row.continues_service_id,
  };
}

/** Of a service that was taken over, the days before the take-over are as good as charged. */
function chargedElsewhere({ starts_on: from, charged_from: to }: ServiceRow): DateRange[] {
  return to !== null && to > from ? [{ from, to }] : [];
}

const taxes = new Map<string, ResolvedTax>();

/** One object a rate: a page has thousands of lines and a handful of rates. Rates never change. */
function taxOf(row: ServiceRow): ResolvedTax | null {
  if (row.tax_id === null) return null;
  const known = taxes.get(row.tax_id);
  if (known) return known;
  const tax = { taxId: row.tax_id, name: row.tax_name ?? '', ratePercent: row.tax_percent ?? '0' };
  taxes.set(row.tax_id, tax);
  return tax;
}

/** A discount counts in runs from its first to its last day. */
function discountsOf(row: ServiceRow, on: LocalDate): LineDiscount[] {
  if (row.discount_kind === null || row.discount_value === null) return [];
  if ((row.discount_from !== null && row.discount_from > on) || (row.discount_to !== null && row.discount_to < on))
    return [];
  const label = row.discount_text ?? 'Discount';
  return [
    row.discount_kind === 'percent'
      ? { kind: 'percent', percent: row.discount_value, label }
      : { kind: 'fixed', amount: row.discount_value, label },
  ];
}

const RANGE = /\[(\d{4}-\d{2}-\d{2}),(\d{4}-\d{2}-\d{2})?\)/g;

/** A multirange as text: `{[2026-01-01,2026-02-01),[2026-03-01,)}`. */
export function rangesOf(multirange: string | null): { from: LocalDate; to: LocalDate | null }[] {
  if (multirange === null) return [];
  return [...multirange.matchAll(RANGE)].map((match) => ({
    from: match[1] as LocalDate,
    to: (match[2] as LocalDate | undefined) ?? null,
  }));
}
