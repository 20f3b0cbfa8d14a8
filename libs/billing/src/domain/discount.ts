import { addDays, maxDate, minDate, type DateRange, type LocalDate } from '@demarc/kernel';
import type { PeriodLength } from './billing-period.js';
import { scaled } from './exact-number.js';
import type { DiscountStretch, LineDiscount, PricedThing } from './line-amount.js';
import { partOfPeriod, type DayCount, type PeriodPart } from './prorate.js';

/** A discount of a service. Both days are included; a missing one leaves that side open. */
export type DatedDiscount = LineDiscount & {
  readonly from?: LocalDate | null;
  readonly to?: LocalDate | null;
  /** An additional discount goes before the main one. */
  readonly main?: boolean;
};

/** `one_wins`: of the discounts of a day the first one counts. `stack`: all do, each on what the one before left. */
export type DiscountStacking = 'one_wins' | 'stack';

interface DiscountTerms {
  readonly stacking: DiscountStacking;
  readonly length: PeriodLength;
  readonly dayCount: DayCount;
}

/** What the discounts make of a line: nothing, some for all of its days, or stretches of days with different ones. */
export function discountsOfLine(
  discounts: readonly DatedDiscount[] | undefined,
  price: Pick<PricedThing, 'quantity' | 'unitPrice'>,
  part: PeriodPart,
  terms: DiscountTerms,
): Pick<PricedThing, 'discounts' | 'stretches'> {
  if (!discounts || discounts.length === 0) return {};
  const { covers } = part;
  const holding = discounts.filter(
    (one) => (one.from ?? covers.from) < covers.to && (one.to ?? covers.from) >= covers.from,
  );
  if (holding.length === 0) return {};
  const ordered = inOrder(holding, price);
  const merged = mergeEqual(
    daysApart(ordered, covers).map((days) => ({ ...days, discounts: onDay(ordered, days.from, terms.stacking) })),
  );
  const [first] = merged;
  if (merged.length === 1 && first) return first.discounts.length > 0 ? { discounts: first.discounts } : {};
  return { stretches: merged.map((stretch) => counted(stretch, part, terms)) };
}

/** The same thing for fewer days of its line: stretches are cut to them. */
export function thingWithin(
  thing: PricedThing,
  part: Pick<PeriodPart, 'covers' | 'period'>,
  terms: Pick<DiscountTerms, 'length' | 'dayCount'>,
): PricedThing {
  if (!thing.stretches) return thing;
  const stretches = thing.stretches.flatMap((stretch): DiscountStretch[] => {
    const from = maxDate(stretch.from, part.covers.from);
    const to = minDate(stretch.to, part.covers.to);
    if (from >= to) return [];
    if (from === stretch.from && to === stretch.to) return [stretch];
    return [counted({ from, to, discounts: stretch.discounts }, part, terms)];
  });
  return { ...thing, stretches };
}

/** The discounts that count on one day, in the order in which they are taken off. */
export function discountsOn(
  discounts: readonly DatedDiscount[],
  price: Pick<PricedThing, 'quantity' | 'unitPrice'>,
  day: LocalDate,
  stacking: DiscountStacking,
): LineDiscount[] {
  return onDay(inOrder(discounts, price), day, stacking);
}

/** Additional before main; among them the one that takes off most first, a percentage before an equal amount. */
function inOrder(
  discounts: readonly DatedDiscount[],
  price: Pick<PricedThing, 'quantity' | 'unitPrice'>,
): DatedDiscount[] {
  const rank = (one: DatedDiscount): number => (one.main ? 1 : 0);
  return [...discounts].sort(
    (left, right) =>
      rank(left) - rank(right) ||
      compare(takenOff(right, price), takenOff(left, price)) ||
      (left.kind === right.kind ? 0 : left.kind === 'percent' ? -1 : 1),
  );
}

/** What it takes off a whole period, as an exact fraction. */
function takenOff(discount: LineDiscount, price: Pick<PricedThing, 'quantity' | 'unitPrice'>): [bigint, bigint] {
  if (discount.kind === 'fixed') {
    const amount = scaled(discount.amount);
    return [amount.units, amount.scale];
  }
  const [percent, quantity, unit] = [scaled(discount.percent), scaled(price.quantity), scaled(price.unitPrice)];
  return [percent.units * quantity.units * unit.units, percent.scale * quantity.scale * unit.scale * 100n];
}

function compare([left, under]: [bigint, bigint], [right, below]: [bigint, bigint]): number {
  const difference = left * below - right * under;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** The days of a line, cut where a discount begins or ends. */
function daysApart(discounts: readonly DatedDiscount[], covers: DateRange): DateRange[] {
  const cuts = new Set<LocalDate>([covers.from]);
  for (const { from, to } of discounts) {
    if (from && from > covers.from) cuts.add(from);
    if (to && addDays(to, 1) < covers.to) cuts.add(addDays(to, 1));
  }
  const days = [...cuts].sort();
  return days.map((from, index) => ({ from, to: days[index + 1] ?? covers.to }));
}

function onDay(ordered: readonly DatedDiscount[], day: LocalDate, stacking: DiscountStacking): LineDiscount[] {
  const holding = ordered.filter(({ from, to }) => (from ?? day) <= day && (to ?? day) >= day).map(plain);
  return stacking === 'one_wins' ? holding.slice(0, 1) : holding;
}

function plain(discount: DatedDiscount): LineDiscount {
  return discount.kind === 'percent'
    ? { kind: 'percent', percent: discount.percent, label: discount.label }
    : { kind: 'fixed', amount: discount.amount, label: discount.label };
}

type Stretch = Omit<DiscountStretch, 'days'>;

function mergeEqual(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const before = merged.at(-1);
    if (before && sameDiscounts(before.discounts, stretch.discounts))
      merged[merged.length - 1] = { ...before, to: stretch.to };
    else merged.push(stretch);
  }
  return merged;
}

function sameDiscounts(left: readonly LineDiscount[], right: readonly LineDiscount[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function counted(
  stretch: Stretch,
  part: Pick<PeriodPart, 'period'>,
  { length, dayCount }: Pick<DiscountTerms, 'length' | 'dayCount'>,
): DiscountStretch {
  return { ...stretch, days: partOfPeriod(stretch, part.period, length, dayCount).days };
}
