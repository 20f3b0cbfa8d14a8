import {
  compareDocuments,
  mainCause,
  type ComparedLine,
  type PlannedInvoice,
  type RunCause,
  type SummarisedItem,
} from '../../domain/index.js';
import type { BillingTerms } from '../settings/settings.js';
import type { BaseDocument } from './base-documents.js';
import { itemStatus, type PlannedAccount } from './plan-accounts.js';

export interface Exclusion {
  readonly kind: 'hold' | 'exclude';
  readonly reason: string;
}

/** What stands in the list of a run for one account. */
export interface RunItem {
  readonly planned: PlannedAccount;
  readonly status: 'planned' | 'held' | 'excluded' | 'failed';
  readonly reason: string | null;
  readonly base: BaseDocument | undefined;
  readonly causes: ReadonlyMap<RunCause, bigint>;
  readonly cause: RunCause | 'same';
}

export function runItem(
  planned: PlannedAccount,
  base: BaseDocument | undefined,
  exclusion: Exclusion | undefined,
  terms: BillingTerms,
): RunItem {
  const decided = itemStatus(planned);
  const status = decided === 'planned' && exclusion ? (exclusion.kind === 'hold' ? 'held' : 'excluded') : decided;
  const reason = planned.fault ?? exclusion?.reason ?? null;
  const causes = status === 'planned' ? causesOf(planned, base, terms) : heldCauses(base?.grossMinor);
  return { planned, status, reason, base, causes, cause: mainCause(causes) };
}

/** What is not issued takes its former amount out of the run. */
export function heldCauses(baseMinor: bigint | undefined): ReadonlyMap<RunCause, bigint> {
  return new Map(baseMinor === undefined || baseMinor === 0n ? [] : [['held', -baseMinor] as const]);
}

export function causesOf(
  { account, services, plan: { invoice } }: PlannedAccount,
  base: BaseDocument | undefined,
  terms: BillingTerms,
): ReadonlyMap<RunCause, bigint> {
  if (!invoice) return new Map();
  const { grossMinor } = invoice.totals;
  if (!base)
    return new Map(
      grossMinor === 0n ? [] : [[account.lastInvoiceMinor === null ? 'new_customer' : 'returned', grossMinor] as const],
    );
  const placeOf = new Map<string, string>();
  for (const { serviceId, previousServiceId, continuesServiceId } of services) {
    const before = previousServiceId ?? continuesServiceId;
    if (before !== null) placeOf.set(serviceId, before);
  }
  const rounding = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const plans = new Map(services.map(({ serviceId, planId }) => [serviceId, planId]));
  const after = { grossMinor, lines: comparedLines(invoice, plans) };
  try {
    return compareDocuments(base, after, { currency: invoice.currency, rounding, placeOf });
  } catch {
    return new Map([['unexplained', grossMinor - base.grossMinor]]);
  }
}

function comparedLines(invoice: PlannedInvoice, plans: ReadonlyMap<string, string>): ComparedLine[] {
  const charges = invoice.lines.map((line): ComparedLine => ({
    serviceId: line.serviceId,
    planId: plans.get(line.serviceId) ?? null,
    thing: line.thing,
    part: line,
    from: line.covers.from,
    grossMinor: line.grossMinor,
  }));
  const taken = invoice.futureLines.map((line): ComparedLine => ({
    serviceId: line.serviceId,
    planId: line.planId,
    thing: line.thing,
    part: null,
    from: null,
    grossMinor: line.grossMinor,
  }));
  return [...charges, ...taken];
}

/** What the item adds to the figures of its run. */
export function summarised({ planned, status, causes }: RunItem): SummarisedItem {
  const { account, plan } = planned;
  const invoice = status === 'planned' ? plan.invoice : null;
  return {
    partnerId: account.partnerId,
    currency: account.currency,
    invoice: invoice && { ...invoice.totals, taxes: taxesOf(invoice) },
    causes,
    flags: plan.flags.map((flag) => flag.kind),
  };
}

function taxesOf(invoice: PlannedInvoice): NonNullable<SummarisedItem['invoice']>['taxes'] {
  const byRate = new Map<string, { name: string; percent: string; netMinor: bigint; taxMinor: bigint }>();
  for (const { thing, netMinor, taxMinor } of [...invoice.lines, ...invoice.futureLines]) {
    const name = thing.tax?.name ?? '';
    const percent = thing.tax?.ratePercent ?? '0';
    const row = byRate.get(`${name}|${percent}`) ?? { name, percent, netMinor: 0n, taxMinor: 0n };
    row.netMinor += netMinor;
    row.taxMinor += taxMinor;
    byRate.set(`${name}|${percent}`, row);
  }
  return [...byRate.values()];
}
