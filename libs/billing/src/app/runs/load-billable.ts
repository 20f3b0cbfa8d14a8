import type { CurrencyCode, DateRange, LocalDate } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import {
  isCharged,
  payPeriodOf,
  type BillableAccount,
  type BillableService,
  type DatedDiscount,
  type PlanKind,
  type PriceVersion,
  type ServiceStatus,
} from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { type ExemptionRow, taxBook, taxExemptions, type TaxOfLine, taxOfService } from '../pricing/tax-books.js';
import { neverReturned } from '../services/service-steps.js';
import { billingPolicyOf, type BillingTerms } from '../settings/settings.js';

/** A service as billing decides on it, with what its lines need besides. */
export interface LoadedService extends BillableService {
  readonly planId: string;
  readonly unit: string;
  readonly continuesServiceId: string | null;
  /** The service whose place it took by a change of plan. */
  readonly previousServiceId: string | null;
}

interface ServiceRow {
  id: string;
  customer_id: string;
  partner_id: string;
  plan_id: string;
  kind: PlanKind;
  status: ServiceStatus;
  description: string;
  quantity: string;
  unit: string;
  unit_price: string | null;
  tax_inclusive: boolean;
  tax_rate_id: string | null;
  period_months: number | null;
  period_weeks: number | null;
  starts_on: LocalDate;
  anchor_on: LocalDate | null;
  ends_on: LocalDate | null;
  ended_by: 'end_date' | 'deactivation' | null;
  charged_from: LocalDate | null;
  done_on: LocalDate | null;
  continues_service_id: string | null;
  previous_service_id: string | null;
  prices: readonly PriceVersion[] | null;
  discounts: readonly DiscountRow[] | null;
  pauses: string | null;
  charged: string | null;
}

interface DiscountRow {
  readonly main: boolean;
  readonly kind: 'percent' | 'fixed';
  readonly value: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly label: string;
}

const SERVICES = `
  SELECT service.id, service.customer_id, service.partner_id, service.plan_id, service.kind,
    CASE WHEN service.status = 'paused' AND EXISTS (SELECT 1 FROM billing.service_pause pause WHERE pause.service_id = service.id) THEN 'active'
      ELSE service.status END AS status, service.description, service.quantity,
    service.unit, service.unit_price, service.tax_inclusive, service.tax_rate_id, service.period_months, service.period_weeks, service.starts_on, service.anchor_on, service.ends_on,
    service.ended_by, service.charged_from, service.continues_service_id, service.previous_service_id,
    CASE WHEN service.ended_by = 'deactivation' THEN
      (SELECT min(CASE WHEN ${neverReturned('back')} THEN back.ends_on + 1 ELSE back.starts_on END)
         FROM billing.service back WHERE back.continues_service_id = service.id) END AS done_on,
    (SELECT jsonb_agg(jsonb_build_object('from', price.valid_from, 'unitPrice', price.unit_price::text) ORDER BY price.valid_from)
       FROM billing.service_price price WHERE price.service_id = service.id) AS prices,
    (SELECT jsonb_agg(jsonb_build_object('main', discount.main, 'kind', discount.kind, 'value', discount.value::text, 'from', discount.valid_from,
         'to', discount.valid_to, 'label', discount.label) ORDER BY discount.created_at, discount.id)
       FROM billing.service_discount discount WHERE discount.service_id = service.id) AS discounts,
    (SELECT range_agg(pause.days)::text FROM billing.service_pause pause WHERE pause.service_id = service.id AND pause.billing = 'free') AS pauses,
    (SELECT range_agg(period.days)::text FROM billing.charged_period period
      WHERE period.chain_id = service.chain_id AND period.released_at IS NULL) AS charged
  FROM billing.service`;

/**
 * Services that runs charge: those inside a bundle are charged by the bundle. Whether tax is owed follows from who gets the
 * document: of a sub-account, the main account that it is billed to.
 */
export async function loadBillableServices(
  sql: Sql,
  customerIds: readonly string[],
  on: LocalDate,
  termsOf: (partnerId: string) => BillingTerms,
  billedTo: ReadonlyMap<string, string> = NOBODY,
): Promise<Map<string, LoadedService[]>> {
  const [book, exemptions, rows] = await together(
    taxBook(sql),
    taxExemptions(sql, customerIds),
    sql.query<ServiceRow>(
      `${SERVICES} WHERE service.customer_id = ANY ($1::uuid[]) AND service.status IN ('active', 'disabled', 'paused') AND service.bundle_service_id IS NULL
      ORDER BY service.customer_id, service.starts_on, service.id`,
      [customerIds],
    ),
  );
  const byCustomer = new Map<string, LoadedService[]>();
  for (const row of rows) {
    const exempt = exemptions.get(billedTo.get(row.customer_id) ?? row.customer_id) ?? NONE;
    const service = serviceOf(row, taxOfService(book, row.tax_rate_id, exempt, termsOf(row.partner_id), on));
    const list = byCustomer.get(row.customer_id);
    if (list) list.push(service);
    else byCustomer.set(row.customer_id, [service]);
  }
  return byCustomer;
}

export async function loadService(
  sql: Sql,
  serviceId: string,
  on: LocalDate,
  terms: BillingTerms,
): Promise<LoadedService | undefined> {
  const row = await sql.first<ServiceRow>(`${SERVICES} WHERE service.id = $1`, [serviceId]);
  if (!row) return undefined;
  const [book, exemptions] = await together(taxBook(sql), taxExemptions(sql, [row.customer_id]));
  const exempt = exemptions.get(row.customer_id) ?? NONE;
  return serviceOf(row, taxOfService(book, row.tax_rate_id, exempt, terms, on));
}

const NONE: readonly ExemptionRow[] = [];
const NOBODY: ReadonlyMap<string, string> = new Map();

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
    services: exempt ? services.map(withoutTax) : services,
    lastInvoiceMinor: account.lastInvoiceMinor,
    taxRequired: terms.settings.taxRequired && !exempt,
  };
}

/** Taken over as free of tax, without evidence. */
function withoutTax({ taxVersions: _, ...service }: LoadedService): LoadedService {
  return { ...service, tax: null };
}

function serviceOf(row: ServiceRow, tax: TaxOfLine): LoadedService {
  return {
    serviceId: row.id,
    planId: row.plan_id,
    planKind: row.kind,
    description: row.description,
    status: row.status,
    startsOn: row.starts_on,
    anchorOn: row.anchor_on,
    endsOn: row.ends_on,
    endedBy: row.ended_by,
    doneOn: row.done_on,
    payPeriod: payPeriodOf(row.period_months, row.period_weeks),
    quantity: row.quantity,
    unit: row.unit,
    unitPrice: row.unit_price,
    priceIncludesTax: row.tax_inclusive,
    ...tax,
    ...(row.prices ? { priceVersions: row.prices } : {}),
    ...(row.discounts ? { discounts: row.discounts.map(discountOf) } : {}),
    pauses: rangesOf(row.pauses),
    charged: [...chargedElsewhere(row), ...(rangesOf(row.charged) as DateRange[])],
    continuesServiceId: row.continues_service_id,
    previousServiceId: row.previous_service_id,
  };
}

/** Of a service that was taken over, the days before the take-over are as good as charged. */
function chargedElsewhere({ starts_on: from, charged_from: to }: ServiceRow): DateRange[] {
  return to !== null && to > from ? [{ from, to }] : [];
}

function discountOf({ main, kind, value, from, to, label }: DiscountRow): DatedDiscount {
  const said = { main, from, to, label: label === '' ? 'Discount' : label };
  return kind === 'percent' ? { ...said, kind, percent: value } : { ...said, kind, amount: value };
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
