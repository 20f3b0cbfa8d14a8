import { addDays, type LocalDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { asCharged, aService, charge, EUR, minorOf, on, spans } from '../../test/domain-examples.js';
import {
  chargedBy,
  fraction,
  LENGTHS,
  policyOf,
  serviceOf,
  type Vector,
  type VectorEvent,
  vectorFiles,
  type VectorLine,
  vectorsOf,
} from '../../test/vectors.js';
import { calendarFor, firstFullPeriodStart, periodBilledOn } from './billing-period.js';
import { calendarOf, type ChargeLine, chargeLines, dueCharges } from './charge-plan.js';
import { creditUnused } from './credit-unused.js';
import { planChange, type PlanChangePlan } from './plan-change.js';
import { partsOf } from './prorate.js';

/** In each file the cases of these areas are run through the domain; every case of the folder is in one of them. */
const RUNS: Readonly<Record<string, (vector: Vector) => void>> = {
  part_period: partPeriods,
  validation: lineDates,
  line_dates: lineDates,
  day_count: dayCount,
  fixed_30: (vector) => expectLines(vector, chargedBy(vector)),
  plan_change: planChanges,
  pause: pauses,
  billing_day_change: (vector) => expectLines(vector, chargedBy(vector)),
};

describe.each(vectorFiles())('%s', (file) => {
  it.each(vectorsOf(file))('$id', (vector) => {
    expect.hasAssertions();
    const run = RUNS[vector.area];
    if (!run) throw new Error(`nothing runs cases of ${vector.area}`);
    run(vector);
  });
});

function expectLines(vector: Vector, lines: readonly ChargeLine[]): void {
  const wanted = vector.expect['lines'] as readonly VectorLine[];
  expect(spans(lines)).toEqual(wanted.map((line) => `${line.from}/${line.to}`));
  const amounts = wanted.flatMap((line) => (line.amount === undefined ? [] : [minorOf(line.amount)]));
  if (amounts.length > 0) expect(lines.map((line) => line.netMinor)).toEqual(amounts);
}

function partPeriods(vector: Vector): void {
  if (vector.expect['amount'] !== undefined) {
    const [first] = chargeLines(serviceOf(vector), policyOf(vector), EUR, on(vector.given.service_start ?? ''));
    expect(first?.netMinor).toBe(minorOf(vector.expect['amount'] as string));
    return;
  }
  const due = dueCharges(serviceOf(vector), policyOf(vector), on(vector.given.bill_up_to ?? ''));
  const terms = (vector.expect['periods_billed_terms'] as readonly string[]).flatMap((term) =>
    term.includes('/') ? [fraction(term)] : Array.from({ length: Number(term) }, () => 1),
  );
  expect(due.map(({ days, of }) => days / of).sort()).toEqual(terms.sort());
}

function lineDates(vector: Vector): void {
  const { given, expect: wanted } = vector;
  if (wanted['first_full_period_starts']) {
    const starts = wanted['first_full_period_starts'] as Record<keyof typeof LENGTHS, string>;
    for (const [name, first] of Object.entries(starts)) {
      const calendar = calendarFor(
        policyOf(vector),
        LENGTHS[name as keyof typeof LENGTHS],
        on(given.service_start ?? ''),
      );
      expect(firstFullPeriodStart(calendar, on(given.service_start ?? ''))).toBe(first);
    }
  } else if (wanted['document_periods_inclusive']) {
    const spansOf = chargedBy(vector).map(({ covers }) => [covers.from, addDays(covers.to, -1)]);
    expect(spansOf).toEqual(wanted['document_periods_inclusive']);
  } else if (given.billed_on) {
    const policy = policyOf(vector);
    const calendar = calendarFor(policy, policy.period, on(given.anchor ?? given.billed_on));
    const period = periodBilledOn(calendar, policy.mode, on(given.billed_on));
    expect([period.from, addDays(period.to, -1)]).toEqual([wanted['from'], wanted['to']]);
  } else {
    expectLines(vector, chargedBy(vector));
  }
}

function dayCount(vector: Vector): void {
  const [from, to] = [on(vector.given.service_start ?? ''), on(vector.given.next_billing_date ?? '')];
  const policy = { ...policyOf(vector), billingDay: Number(to.slice(8)) };
  const calendar = calendarFor(policy, policy.period, from);
  const [part] = partsOf({ from, to }, calendar, policy.dayCount);
  expect(((part?.days ?? 0) / (part?.of ?? 1)).toFixed(9)).toBe(vector.expect['fraction_9dp']);
}

/** A pause that gives the unused money back. */
function pauses(vector: Vector): void {
  const policy = policyOf(vector);
  const service = { ...serviceOf(vector), pauses: [] };
  const [line] = asCharged(chargeLines(service, policy, EUR, service.startsOn));
  const pause = vector.events?.find((event) => event.do === 'pause_service');
  if (!line || !pause) throw new Error('a pause without a charged line');
  const { length } = calendarOf(service, policy);
  const terms = {
    rule: 'plan_change.refund',
    currency: EUR,
    rounding: policy.rounding,
    length,
    dayCount: policy.dayCount,
  } as const;
  const credits = creditUnused(line, on(pause.on), terms);
  const given = credits.reduce((sum, credit) => sum + credit.netMinor, 0n);
  const [charged, credited] = vector.expect['lines'] as readonly Required<VectorLine>[];
  expect(spans([line])).toEqual([`${charged?.from}/${charged?.to}`]);
  expect(spans(credits)).toEqual([`${credited?.from}/${credited?.to}`]);
  expect(-given).toBe(minorOf(credited?.amount ?? ''));
  expect(line.netMinor - given).toBe(minorOf(vector.expect['used_part'] as string));
}

function planChanges(vector: Vector): void {
  const { events = [], expect: wanted, id } = vector;
  const change = events.find((event) => event.do === 'change_plan');
  if (!change?.on) {
    if (change) return relativeChange(vector);
    return withoutChange(vector);
  }
  const plan = changed(vector, change);
  const credits = plan.credits.reduce((sum, line) => sum + line.netMinor, 0n);
  const charges = plan.charges.reduce((sum, line) => sum + line.netMinor, 0n);
  const fee = plan.fee?.netMinor ?? 0n;
  const stated: Readonly<Record<string, bigint | string>> = {
    credit: credits - fee,
    new_charge: charges,
    balance: plan.netMinor,
    net_of_change: -plan.netMinor,
    credit_left_after_change: plan.netMinor,
    old_service_ends: plan.oldService.kind === 'end' ? plan.oldService.endsOn : 'archived',
    new_service_starts: plan.newService.startsOn,
  };
  const checked = Object.keys(stated).filter((key) => key in wanted);
  expect(checked, `${id} states nothing that is known here`).not.toEqual([]);
  for (const key of checked) {
    const value = stated[key];
    expect(value, key).toBe(typeof value === 'bigint' ? minorOf(wanted[key] as string) : wanted[key]);
  }
}

function changed(vector: Vector, change: VectorEvent): PlanChangePlan {
  const { given } = vector;
  const service = serviceOf(vector);
  const policy = policyOf(vector);
  const lines = chargeLines(service, policy, EUR, on(change.on));
  const feeToCheaper = given.fee_to_cheaper
    ? { amount: given.fee_to_cheaper, amountIncludesTax: false, tax: null }
    : null;
  const result = planChange({
    currency: EUR,
    today: on(change.on),
    changeOn: on(change.on),
    service: charge(service, lines),
    chargedLines: asCharged(lines),
    to: {
      serviceId: 'service-2',
      planKind: 'internet',
      description: 'New plan',
      quantity: service.quantity,
      unitPrice: change.price ?? '',
      priceIncludesTax: false,
      tax: null,
      payPeriod: change.plan_period ? LENGTHS[change.plan_period] : null,
    },
    policy,
    terms: { refund: 'unused', feeToDearer: null, feeToCheaper, invoice: 'period_end' },
  });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** No change of plan: what the runs of the case put on documents. */
function withoutChange(vector: Vector): void {
  const { events = [], expect: wanted } = vector;
  const policy = policyOf(vector);
  let service = serviceOf(vector);
  const documents: ChargeLine[][] = [];
  const bill = (day: LocalDate): void => {
    const due = chargeLines(service, policy, EUR, day);
    documents.push(due);
    service = charge(service, due);
  };
  for (const event of events) {
    if (event.do === 'change_quantity') {
      bill(addDays(on(event.on), -1));
      service = { ...service, quantity: String(event.quantity) };
    }
    if (event.do === 'bill_run') bill(on(event.on));
  }
  if (wanted['lines']) expectLines(vector, documents.flat());
  if (wanted['invoice_totals']) {
    const totals = documents.map((lines) => lines.reduce((sum, line) => sum + line.grossMinor, 0n));
    expect(totals).toEqual((wanted['invoice_totals'] as string[]).map(minorOf));
  }
  if (wanted['new_documents_in_second_run'] !== undefined)
    expect(documents[1]).toHaveLength(wanted['new_documents_in_second_run'] as number);
}

/** The source states a share of the period and no dates: a month of 30 days that is cut there. */
function relativeChange(vector: Vector): void {
  const { given, events = [], expect: wanted } = vector;
  const usedDays = given.used_days ?? 30 - 30 * fraction(given.fraction_left ?? '0');
  const change = { on: addDays(on('2023-04-01'), usedDays), do: 'change_plan', price: events[0]?.price ?? '' };
  const dated = { ...vector, given: { ...given, service_start: '2023-04-01', month_days: 30 } };
  if (given.billing_mode === 'arrears') {
    const policy = policyOf(dated);
    const old = { ...serviceOf(dated), endsOn: addDays(on(change.on), -1), endedBy: 'end_date' as const };
    const next = aService({ startsOn: on(change.on), unitPrice: change.price });
    const amounts = [old, next].flatMap((service) => chargeLines(service, policy, EUR, on('2023-05-01')));
    expect(amounts.map((line) => line.netMinor)).toEqual((wanted['lines'] as string[]).map(minorOf));
    return;
  }
  const plan = changed(dated, change);
  expect(plan.credits.map((line) => -line.netMinor)).toEqual([minorOf(wanted['credit'] as string)]);
  expect(plan.charges.map((line) => line.netMinor)).toEqual([minorOf(wanted['charge'] as string)]);
  expect(-plan.netMinor).toBe(minorOf(wanted['net'] as string));
}
