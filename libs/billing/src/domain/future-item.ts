import { currencyDigits, type CurrencyCode, type LocalDate } from '@demarc/kernel';
import type { RevenueAccount } from './journal-entries.js';
import { majorText, roundQuotient, scaled } from './exact-number.js';
import {
  explainedLine,
  taxByDocument,
  type ExplainedAmount,
  type PricedThing,
  type RoundingPolicy,
} from './line-amount.js';

/** Something that waits for an invoice to be charged on, or (below zero) to be taken off one. */
export interface OpenFutureItem extends PricedThing {
  readonly itemId: string;
  readonly description: string;
  readonly unit: string;
  readonly planId: string | null;
  readonly serviceId: string | null;
  readonly revenue: RevenueAccount;
  readonly addedOn: LocalDate;
  /** Quantity × price as it was fixed when the item was added: with tax inside when the price is, else before tax. */
  readonly wholeMinor: bigint;
  /** What earlier documents took of it; only an item below zero can be taken in parts. */
  readonly takenMinor: bigint;
}

/** An item, or as much of it as fits, as a line of a document. */
export interface FutureLine extends ExplainedAmount {
  readonly itemId: string;
  readonly description: string;
  readonly unit: string;
  readonly planId: string | null;
  readonly serviceId: string | null;
  readonly revenue: RevenueAccount;
  readonly thing: PricedThing;
  /** Counts against the item's whole. */
  readonly baseMinor: bigint;
}

/** Quantity × price, rounded once: what all lines of an item add up to. */
export function futureItemWhole(
  price: Pick<PricedThing, 'quantity' | 'unitPrice'>,
  currency: CurrencyCode,
  rounding: RoundingPolicy,
): bigint {
  const quantity = scaled(price.quantity);
  const unitPrice = scaled(price.unitPrice);
  const units = quantity.units * unitPrice.units * 10n ** BigInt(currencyDigits(currency));
  return roundQuotient(units, quantity.scale * unitPrice.scale, rounding.rule);
}

/**
 * What a document takes of the open items: all that are above zero, then those below as far as the document stays at zero or
 * above. What does not fit stays open for a later document; nothing is dropped.
 */
export function futureLines<Line extends ExplainedAmount & { readonly thing: PricedThing }>(
  charges: readonly Line[],
  items: readonly OpenFutureItem[],
  currency: CurrencyCode,
  rounding: RoundingPolicy,
): FutureLine[] {
  const taken: FutureLine[] = [];
  const fits = (line: FutureLine): boolean => documentGross([...charges, ...taken, line], rounding) >= 0n;
  for (const item of items) {
    if (left(item) > 0n || item.wholeMinor === 0n) taken.push(lineOf(item, left(item), currency, rounding));
  }
  for (const item of items) {
    if (left(item) >= 0n) continue;
    const line = lineOf(item, left(item), currency, rounding);
    const fitting = fits(line) ? line : mostThatFits(item, currency, rounding, fits);
    if (fitting) taken.push(fitting);
  }
  return taken;
}

function left(item: OpenFutureItem): bigint {
  return item.wholeMinor - item.takenMinor;
}

/** The largest part, to the minor unit, that leaves the document at zero or above. */
function mostThatFits(
  item: OpenFutureItem,
  currency: CurrencyCode,
  rounding: RoundingPolicy,
  fits: (line: FutureLine) => boolean,
): FutureLine | undefined {
  let best: FutureLine | undefined;
  let low = 1n;
  let high = -left(item) - 1n;
  while (low <= high) {
    const middle = (low + high) / 2n;
    const line = lineOf(item, -middle, currency, rounding);
    if (fits(line)) {
      best = line;
      low = middle + 1n;
    } else high = middle - 1n;
  }
  return best;
}

function lineOf(item: OpenFutureItem, baseMinor: bigint, currency: CurrencyCode, rounding: RoundingPolicy): FutureLine {
  const { itemId, description, unit, planId, serviceId, revenue, priceIncludesTax, tax } = item;
  const isWhole = baseMinor === item.wholeMinor && futureItemWhole(item, currency, rounding) === baseMinor;
  const digits = currencyDigits(currency);
  const exempt = item.exemption ? { exemption: item.exemption } : {};
  const thing: PricedThing = isWhole
    ? { quantity: item.quantity, unitPrice: item.unitPrice, priceIncludesTax, tax, ...exempt }
    : { quantity: '1', unitPrice: majorText(baseMinor, digits), priceIncludesTax, tax, ...exempt };
  const facts: Record<string, string> = { description, added_on: item.addedOn };
  if (!isWhole) {
    facts['whole'] = majorText(item.wholeMinor, digits);
    facts['taken_before'] = majorText(item.takenMinor, digits);
    facts['left_after'] = majorText(left(item) - baseMinor, digits);
  }
  const rule = isWhole ? 'future_item' : 'future_item.part';
  const amount = explainedLine(rule, thing, { days: 1, of: 1 }, facts, currency, rounding);
  return { itemId, description, unit, planId, serviceId, revenue, thing, baseMinor, ...amount };
}

function documentGross(
  lines: readonly (ExplainedAmount & { readonly thing: PricedThing })[],
  rounding: RoundingPolicy,
): bigint {
  const said = rounding.tax === 'document' ? taxByDocument(lines, rounding.rule) : lines;
  return said.reduce((sum, line) => sum + line.grossMinor, 0n);
}
