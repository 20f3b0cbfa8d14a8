import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A case with a known answer: what holds, what happens, what comes of it. Amounts are decimal text in major units. */
export interface Vector {
  readonly id: string;
  readonly area: string;
  /** The text of the rule set that the answer depends on; empty when the file has none. */
  readonly convention: string;
  readonly given: Given;
  readonly events: readonly VectorEvent[];
  readonly expect: Readonly<Record<string, unknown>>;
  readonly note?: string;
}

export type PeriodName = 'week' | 'month' | 'quarter' | 'year';
export type AmountText = string | number;
export type Percents = AmountText | readonly AmountText[];

export interface Given {
  readonly currency?: string;
  readonly time_zone?: string;
  readonly plan_period?: PeriodName;
  readonly alignment?: 'billing_day' | 'calendar' | 'anniversary';
  readonly billing_day?: number;
  readonly billing_mode?: 'advance' | 'arrears';
  /** 30, or the days that a period has. */
  readonly month_days?: number | 'actual';
  /** The day that an anniversary counts from. */
  readonly anchor?: string;
  readonly price?: AmountText;
  readonly quantity?: AmountText;
  readonly service_start?: string;
  /** The first day not used. */
  readonly service_end?: string;
  /** The first day that is charged. */
  readonly trial_until?: string;
  readonly cancelled?: string;
  readonly bill_up_to?: string;
  readonly billed_on?: string;
  readonly next_billing_date?: string;
  readonly billed?: { readonly from: string; readonly to: string; readonly inclusive?: boolean };
  readonly paid?: boolean | AmountText;
  readonly tax_percent?: Percents;
  readonly default_tax_percent?: Percents;
  readonly tax_inclusive?: boolean;
  readonly tax_rounding?: string;
  readonly discounts?: readonly Discount[];
  readonly lines?: readonly (AmountText | GivenLine)[];
  readonly fee_to_cheaper?: AmountText;
  readonly fee_to_dearer?: AmountText;
  readonly refund_unused?: boolean;
  readonly invoice_after_change?: string;
  readonly refund_paid_first?: boolean;
  readonly other_services_on_invoice?: number;
  readonly other_service_price?: AmountText;
  readonly minimum_balance?: AmountText;
  readonly payment_due_days?: number;
  /** A source without dates: how much of the period is left, as a fraction. */
  readonly fraction_left?: string;
  readonly used_days?: number;
  readonly left_days?: number;
}

export interface GivenLine {
  readonly net: AmountText;
  readonly tax_percent?: Percents;
}

export interface Discount {
  readonly fixed?: AmountText;
  readonly percent?: AmountText;
}

export interface VectorEvent {
  readonly do: string;
  /** A day … */
  readonly on?: string;
  /** … or an instant, or with a day a time. */
  readonly at?: string;
  readonly price?: AmountText;
  readonly plan_period?: PeriodName;
  readonly quantity?: AmountText;
  readonly billing_day?: number;
  /** At once when left out. */
  readonly when?: string;
  readonly refund_unused?: boolean;
  readonly amount?: AmountText;
  readonly reduce_invoice?: boolean;
}

/** The cases of a folder, file by file in the order of their names. Throws with the file and the fault. */
export function readVectors(dir: string): Vector[] {
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new Error(`${dir} holds no .json file of cases`);
  return files.flatMap((file) => casesOf(file, readFileSync(join(dir, file), 'utf8')));
}

export function casesOf(file: string, text: string): Vector[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  if (!isRecord(content) || content['format'] !== 1 || !Array.isArray(content['cases']))
    throw new Error(`${file} is not of format 1 with a list of cases`);
  const rules = isRecord(content['conventions']) ? content['conventions'] : {};
  return content['cases'].map((one: unknown, index) => vectorOf(one, rules, `${file}, case ${index + 1}`));
}

function vectorOf(one: unknown, rules: Readonly<Record<string, unknown>>, where: string): Vector {
  if (!isRecord(one) || typeof one['id'] !== 'string' || !isRecord(one['expect']))
    throw new Error(`${where} has no id or no "expect"`);
  const events = one['events'] ?? [];
  if (!Array.isArray(events) || !events.every((event) => isRecord(event) && typeof event['do'] === 'string'))
    throw new Error(`${where} (${one['id']}) has an event without "do"`);
  const convention = String(one['convention'] ?? '');
  return {
    id: one['id'],
    area: String(one['area'] ?? ''),
    convention: String(rules[convention] ?? convention),
    given: givenOf(one['given']),
    events: events as VectorEvent[],
    expect: one['expect'],
    ...(typeof one['note'] === 'string' ? { note: one['note'] } : {}),
  };
}

/** Other names of the same thing. */
const SAME: Readonly<Record<string, keyof Given>> = {
  timezone: 'time_zone',
  customer_time_zone: 'time_zone',
  customer_timezone: 'time_zone',
  partner_time_zone: 'time_zone',
  round_tax_per: 'tax_rounding',
  fee_to_more_expensive: 'fee_to_dearer',
};

function givenOf(said: unknown): Given {
  if (!isRecord(said)) return {};
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [SAME[key] ?? key, value]));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
