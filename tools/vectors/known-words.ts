import type { Given, GivenLine, Discount, Vector, VectorEvent } from './format.ts';
import { isRecord } from './format.ts';

/** Does a value say something that can be lived through? */
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTruth: Check = (value) => typeof value === 'boolean';
const isAmount: Check = (value) =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
const isDay: Check = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isMoment: Check = (value) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(value);
const isWhole =
  (from: number, to: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const oneOf =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const isPercents: Check = (value) => isAmount(value) || (Array.isArray(value) && value.every(isAmount));
const eitherOf =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

const isPeriod = oneOf('week', 'month', 'quarter', 'year');

/** When the new plan of a change is charged. */
export const AFTER_CHANGE: Readonly<Record<string, 'period_end' | 'thirty_days' | 'next_run'>> = {
  immediately: 'period_end',
  immediately_till_end_of_month: 'period_end',
  immediately_till_end_of_active_month: 'period_end',
  immediately_till_end_of_current_month: 'period_end',
  immediately_till_end_of_period: 'period_end',
  till_end_of_period: 'period_end',
  from_today_30_days: 'thirty_days',
  immediately_30_days: 'thirty_days',
  next_run: 'next_run',
  next_billing_cycle: 'next_run',
  during_next_billing_cycle: 'next_run',
  in_next_run: 'next_run',
  in_next_billing_cycle: 'next_run',
  next_invoice: 'next_run',
};

/** When a change happens: at once, or when what is charged ends. */
export const WHEN: Readonly<Record<string, 'now' | 'period_end'>> = {
  immediate: 'now',
  immediately: 'now',
  at_once: 'now',
  now: 'now',
  end_of_period: 'period_end',
  end_of_term: 'period_end',
  period_end: 'period_end',
  next_period: 'period_end',
  end_of_billing_period: 'period_end',
  at_end_of_period: 'period_end',
  end_of_current_period: 'period_end',
  next_billing_date: 'period_end',
};

/** Where tax is rounded. */
export const TAX_ROUNDING: Readonly<Record<string, 'line' | 'document'>> = {
  line: 'line',
  per_line: 'line',
  document: 'document',
  per_document: 'document',
  invoice: 'document',
  per_invoice: 'document',
};

const LINE: Readonly<Record<keyof GivenLine, Check>> = { net: isAmount, tax_percent: isPercents };
const DISCOUNT: Readonly<Record<keyof Discount, Check>> = { fixed: isAmount, percent: isAmount };

const GIVEN: Readonly<Record<keyof Given, Check>> = {
  currency: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
  time_zone: isText,
  plan_period: isPeriod,
  alignment: oneOf('billing_day', 'calendar', 'anniversary'),
  billing_day: isWhole(1, 31),
  billing_mode: oneOf('advance', 'arrears'),
  month_days: oneOf(30, '30', 'actual'),
  anchor: isMoment,
  price: isAmount,
  quantity: isAmount,
  service_start: isMoment,
  service_end: isMoment,
  trial_until: isMoment,
  cancelled: isMoment,
  bill_up_to: isMoment,
  billed_on: isMoment,
  next_billing_date: isDay,
  billed: (value) => isRecord(value) && isDay(value['from']) && isDay(value['to']),
  paid: eitherOf(isTruth, isAmount),
  tax_percent: isPercents,
  default_tax_percent: isPercents,
  tax_inclusive: isTruth,
  tax_rounding: (value) => typeof value === 'string' && value in TAX_ROUNDING,
  discounts: listOf(DISCOUNT),
  lines: (value) => Array.isArray(value) && value.every((one) => isAmount(one) || listOf(LINE)([one])),
  fee_to_cheaper: isAmount,
  fee_to_dearer: isAmount,
  refund_unused: isTruth,
  invoice_after_change: (value) => typeof value === 'string' && value in AFTER_CHANGE,
  refund_paid_first: isTruth,
  other_services_on_invoice: isWhole(0, 20),
  other_service_price: isAmount,
  minimum_balance: isAmount,
  payment_due_days: isWhole(0, 365),
  fraction_left: (value) => typeof value === 'string' && /^\d+(\/\d+)?$/.test(value),
  used_days: isWhole(0, 366),
  left_days: isWhole(0, 366),
};

const EVENT: Readonly<Record<keyof VectorEvent, Check>> = {
  do: isText,
  on: isDay,
  at: isText,
  price: isAmount,
  plan_period: isPeriod,
  quantity: isAmount,
  billing_day: isWhole(1, 31),
  when: (value) => typeof value === 'string' && value in WHEN,
  refund_unused: isTruth,
  amount: isAmount,
  reduce_invoice: isTruth,
};
/** Said for people; nothing hangs on it. */
const FOR_PEOPLE = new Set(['names', 'name', 'note', 'description']);

/** The first thing in a case that nobody here has a meaning for; null when all of it is known. */
export function unknownIn({ given, events }: Vector): string | null {
  const words = [
    unknownWord(given, GIVEN, '"given"'),
    ...events.map((event) => unknownWord(event, EVENT, `event "${event.do}"`)),
  ];
  return words.find((word) => word !== null) ?? null;
}

function unknownWord(said: object, known: Readonly<Record<string, Check>>, where: string): string | null {
  for (const [key, value] of Object.entries(said)) {
    if (FOR_PEOPLE.has(key)) continue;
    const check = known[key];
    if (!check) return `${where} says "${key}", which has no meaning here`;
    if (!check(value)) return `${where} says "${key}": ${JSON.stringify(value)}, which has no meaning here`;
  }
  return null;
}

function listOf(known: Readonly<Record<string, Check>>): Check {
  return (value) => Array.isArray(value) && value.every((one) => isRecord(one) && unknownWord(one, known, '') === null);
}
