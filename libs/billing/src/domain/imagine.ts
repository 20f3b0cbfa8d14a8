import { addDays, maxDate, minDate, type CurrencyCode, type DateRange } from '@demarc/kernel';
import type { BillingPolicy } from './billing-policy.js';
import { calendarOf, pricedLines, type BillableService, type ChargeLine } from './charge-plan.js';
import { majorText, roundQuotient, scaled } from './exact-number.js';
import { partsOf } from './prorate.js';
import type { ResolvedTax } from './tax.js';

/** What would be otherwise. Nothing in it is kept anywhere. */
export interface Imagined {
  /** Of a plan (null: of all plans): a price, or a percentage on top of what each service costs now. */
  readonly prices: readonly {
    readonly planId: string | null;
    readonly unitPrice?: string;
    readonly percent?: string;
  }[];
  readonly taxes: readonly { readonly taxId: string; readonly percent: string }[];
  readonly policy: Partial<Pick<BillingPolicy, 'dayCount' | 'discountStacking'>> & {
    readonly taxRounding?: 'line' | 'document';
    /** Discounts count, or none does. */
    readonly discounts?: boolean;
  };
}

export const AS_IT_IS: Imagined = { prices: [], taxes: [], policy: {} };

type ImaginedService = BillableService & { readonly planId: string };

/**
 * What the days of a month cost, whatever has been charged and whenever it is charged: every day of service from the first
 * to the last, each part by its own billing period. Two imaginations of one month differ by what they imagine alone.
 */
export function imagineMonth(
  service: ImaginedService,
  policy: BillingPolicy,
  currency: CurrencyCode,
  month: DateRange,
  imagined: Imagined,
): ChargeLine[] {
  if (service.status === 'archived' || service.status === 'pending') return [];
  const from = maxDate(service.startsOn, month.from);
  const to = service.endsOn === null ? month.to : minDate(addDays(service.endsOn, 1), month.to);
  if (from >= to) return [];
  const calendar = calendarOf(service, policy);
  const due = withoutPauses(service, { from, to }).flatMap((days) =>
    partsOf(days, calendar, policy.dayCount).map((part) => ({ ...part, serviceId: service.serviceId })),
  );
  return pricedLines(imaginedService(service, imagined), due, policy, currency);
}

export function imaginedPolicy(policy: BillingPolicy, { policy: change }: Imagined): BillingPolicy {
  const { taxRounding, dayCount, discountStacking } = change;
  return {
    ...policy,
    dayCount: dayCount ?? policy.dayCount,
    discountStacking: discountStacking ?? policy.discountStacking,
    rounding: { ...policy.rounding, tax: taxRounding ?? policy.rounding.tax },
  };
}

function imaginedService(service: ImaginedService, imagined: Imagined): BillableService {
  const { discounts, ...rest } = repriced(service, imagined);
  const kept = imagined.policy.discounts === false || !discounts ? rest : { ...rest, discounts };
  if (imagined.taxes.length === 0) return kept;
  const taxed = (tax: ResolvedTax | null): ResolvedTax | null => imaginedTax(tax, imagined);
  const versions = kept.taxVersions?.map((version) => ({ ...version, tax: taxed(version.tax) }));
  return { ...kept, tax: taxed(kept.tax), ...(versions ? { taxVersions: versions } : {}) };
}

/** A price of its own plan before one for all plans. */
function repriced(service: ImaginedService, { prices }: Imagined): BillableService {
  const change = prices.find((one) => one.planId === service.planId) ?? prices.find((one) => one.planId === null);
  if (!change) return service;
  const { priceVersions: _, ...unversioned } = service;
  if (change.unitPrice !== undefined) return { ...unversioned, unitPrice: change.unitPrice };
  const { percent } = change;
  if (percent === undefined) return service;
  const more = (price: string | null): string | null => (price === null ? null : percentMore(price, percent));
  const versions = service.priceVersions?.map((version) => ({
    ...version,
    unitPrice: more(version.unitPrice) ?? version.unitPrice,
  }));
  return { ...service, unitPrice: more(service.unitPrice), ...(versions ? { priceVersions: versions } : {}) };
}

function imaginedTax(tax: ResolvedTax | null, { taxes }: Imagined): ResolvedTax | null {
  const change = tax && taxes.find((one) => one.taxId === tax.taxId);
  return tax && change ? { taxId: tax.taxId, name: tax.name, ratePercent: change.percent } : tax;
}

function withoutPauses(service: BillableService, days: DateRange): DateRange[] {
  const pauses = service.pauses
    .map((pause) => ({ from: pause.from, to: pause.to ?? days.to }))
    .sort((left, right) => (left.from < right.from ? -1 : 1));
  const kept: DateRange[] = [];
  let { from } = days;
  for (const pause of pauses) {
    if (pause.to <= from || pause.from >= days.to) continue;
    if (pause.from > from) kept.push({ from, to: pause.from });
    from = maxDate(from, pause.to);
  }
  if (from < days.to) kept.push({ from, to: days.to });
  return kept;
}

/** A price with a percentage on top (or off), to the four places that prices have. */
function percentMore(price: string, percent: string): string {
  const [base, more] = [scaled(price), scaled(percent)];
  const units = base.units * (100n * more.scale + more.units) * 10_000n;
  return majorText(roundQuotient(units, base.scale * more.scale * 100n), 4);
}
