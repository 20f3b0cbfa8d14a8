import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { BillingPolicy } from '../src/domain/billing-policy.js';
import { MONTH, type PeriodLength, QUARTER, WEEK, YEAR } from '../src/domain/billing-period.js';
import { type BillableService, type ChargeLine, chargeLines } from '../src/domain/charge-plan.js';
import { aPolicy, aService, charge, EUR, on } from './domain-examples.js';

const FOLDER = join(import.meta.dirname, 'vectors');

/** Cases with known answers from the test suites and manuals of other billing products; each names its source. */
export interface Vector {
  readonly id: string;
  readonly area: string;
  readonly given: Given;
  readonly events?: readonly VectorEvent[];
  readonly expect: Record<string, unknown>;
}

interface Given {
  readonly plan_period?: keyof typeof LENGTHS;
  readonly alignment?: BillingPolicy['alignment'];
  readonly billing_day?: number;
  readonly billing_mode?: BillingPolicy['mode'];
  readonly month_days?: number;
  readonly price?: string;
  readonly quantity?: number;
  readonly service_start?: string;
  /** The first day not used. */
  readonly service_end?: string;
  readonly bill_up_to?: string;
  readonly billed_on?: string;
  readonly anchor?: string;
  readonly next_billing_date?: string;
  readonly billed?: { readonly from: string; readonly to: string };
  readonly fee_to_cheaper?: string;
  readonly used_days?: number;
  readonly fraction_left?: string;
}

export interface VectorEvent {
  readonly on: string;
  readonly do: string;
  readonly price?: string;
  readonly plan_period?: keyof typeof LENGTHS;
  readonly quantity?: number;
  readonly billing_day?: number;
}

export interface VectorLine {
  readonly from: string;
  readonly to: string;
  readonly amount?: string;
}

export const LENGTHS = { week: WEEK, month: MONTH, quarter: QUARTER, year: YEAR } as const satisfies Record<
  string,
  PeriodLength
>;

export function vectorFiles(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

export function vectorsOf(file: string): readonly Vector[] {
  const { cases } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { cases: Vector[] };
  return cases;
}

export function policyOf({ given, events = [] }: Vector): BillingPolicy {
  const changedDay = events.find((event) => event.do === 'change_billing_day')?.billing_day;
  return aPolicy({
    alignment: given.alignment ?? 'billing_day',
    billingDay: changedDay ?? given.billing_day ?? 1,
    mode: given.billing_mode ?? 'advance',
    period: LENGTHS[given.plan_period ?? 'month'],
    dayCount: given.month_days === 30 ? 'thirty' : 'actual',
  });
}

export function serviceOf({ given, events = [] }: Vector): BillableService {
  const at = (name: string): LocalDate | undefined => {
    const found = events.find((event) => event.do === name);
    return found && on(found.on);
  };
  const endsOn = given.service_end === undefined ? null : addDays(on(given.service_end), -1);
  const paused = at('resume_service') && at('pause_service');
  return aService({
    startsOn: at('start_service') ?? on(given.service_start ?? given.billed?.from ?? ''),
    endsOn,
    endedBy: endsOn ? 'end_date' : null,
    unitPrice: given.price ?? '100.00',
    quantity: String(given.quantity ?? 1),
    pauses: paused ? [{ from: paused, to: at('resume_service') ?? null }] : [],
  });
}

/** Everything that runs on the days of the case put on documents. */
export function chargedBy(vector: Vector): ChargeLine[] {
  const policy = policyOf(vector);
  let service = serviceOf(vector);
  const days = (vector.events ?? [])
    .filter((event) => ['bill_run', 'start_service'].includes(event.do))
    .map((event) => event.on);
  const lines: ChargeLine[] = [];
  for (const day of [vector.given.bill_up_to, ...days]) {
    if (day === undefined) continue;
    const due = chargeLines(service, policy, EUR, on(day));
    lines.push(...due);
    service = charge(service, due);
  }
  return lines;
}

/** `14/31` */
export function fraction(text: string): number {
  const [numerator = 0, denominator = 1] = text.split('/').map(Number);
  return numerator / denominator;
}
