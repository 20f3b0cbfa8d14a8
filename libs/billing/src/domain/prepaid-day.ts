import { addDays, addMonths, daysBetween, startOfMonth, type CurrencyCode, type LocalDate } from '@demarc/kernel';
import type { BillingPolicy } from './billing-policy.js';
import { pricedLines, type BillableService, type ChargeLine } from './charge-plan.js';
import type { ExplainedStep, Explanation } from './explanation.js';

/**
 * One day of a monthly price: what the paid days of the month come to with it, less what they came to before it, each
 * rounded. So the days of a month add up to its price to the minor unit, and nothing is lost or gained on the way.
 */
export function dayCharge(
  service: BillableService,
  on: LocalDate,
  taken: readonly ChargeLine[],
  terms: { readonly policy: BillingPolicy; readonly currency: CurrencyCode },
): ChargeLine[] {
  const period = { from: startOfMonth(on), to: addMonths(startOfMonth(on), 1) };
  const of = daysBetween(period.from, period.to);
  const before = paidDays(service, period.from, on, taken);
  const { serviceId } = service;
  const covers = { from: on, to: addDays(on, 1) };
  const priced = (days: number): ChargeLine | undefined =>
    pricedLines(service, [{ serviceId, covers, period, days, of }], terms.policy, terms.currency)[0];
  const line = priced(before + 1);
  const earlier = priced(before);
  if (!line || !earlier) return [];
  return [
    {
      ...line,
      days: 1,
      netMinor: line.netMinor - earlier.netMinor,
      taxMinor: line.taxMinor - earlier.taxMinor,
      grossMinor: line.grossMinor - earlier.grossMinor,
      explanation: dayExplanation(line.explanation, before),
    },
  ];
}

function paidDays(service: BillableService, from: LocalDate, on: LocalDate, taken: readonly ChargeLine[]): number {
  const ranges = [
    ...service.charged,
    ...taken.filter((line) => line.serviceId === service.serviceId).map((line) => line.covers),
  ];
  return ranges.reduce((days, range) => {
    const start = range.from > from ? range.from : from;
    const end = range.to < on ? range.to : on;
    return start < end ? days + daysBetween(start, end) : days;
  }, 0);
}

/** The steps of the line twice, with today and without it, and their differences. */
function dayExplanation({ inputs, steps }: Explanation, before: number): Explanation {
  const names = steps.map((step) => step.gives);
  const under = (prefix: string, days: string): ExplainedStep[] =>
    steps.map((step) => ({
      ...step,
      gives: `${prefix}_${step.gives}`,
      formula: step.formula.replace(/[a-z][a-z0-9_]*/g, (name) =>
        names.includes(name) ? `${prefix}_${name}` : name === 'days' ? days : name,
      ),
    }));
  const rounding = steps.at(-1)?.rounding ?? { rule: 'half_up' as const, digits: 2 };
  const differences = ['net', 'tax', 'gross'].map((name): ExplainedStep => ({
    gives: name,
    formula: `with_${name} - before_${name}`,
    rounding,
  }));
  return {
    rule: 'prepaid.day',
    inputs: { ...inputs, days_before: String(before) },
    steps: [...under('with', 'days'), ...under('before', 'days_before'), ...differences],
  };
}
