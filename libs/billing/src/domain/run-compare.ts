import type { CurrencyCode, LocalDate } from '@demarc/kernel';
import { lineAmount, type PricedThing, type RoundingPolicy } from './line-amount.js';

/** Why what a customer is charged differs from the document before. Amounts of all causes add up to the difference. */
export type RunCause =
  | 'new_customer'
  | 'returned'
  | 'left'
  | 'not_due'
  | 'held'
  | 'new_service'
  | 'ended_service'
  | 'upgrade'
  | 'downgrade'
  | 'price'
  | 'quantity'
  | 'part_period'
  | 'discount'
  | 'tax'
  | 'future_items'
  | 'credits'
  | 'prepaid'
  | 'lapsed'
  | 'other'
  | 'unexplained';

export type CauseAmounts = ReadonlyMap<RunCause, bigint>;

/** A line of a document, as it was issued or as it is planned. */
export interface ComparedLine {
  readonly serviceId: string | null;
  readonly planId: string | null;
  readonly thing: PricedThing;
  /** The part of its period; null for what is charged once. */
  readonly part: { readonly days: number; readonly of: number } | null;
  readonly from: LocalDate | null;
  readonly grossMinor: bigint;
}

export interface ComparedDocument {
  readonly grossMinor: bigint;
  readonly lines: readonly ComparedLine[];
}

interface ComparisonTerms {
  readonly currency: CurrencyCode;
  readonly rounding: RoundingPolicy;
  /** The service that a service took the place of, by a change of plan or by coming back. */
  readonly placeOf: ReadonlyMap<string, string>;
}

/**
 * Splits the difference between two documents of one customer. Lines meet by their service, or by the one whose place it
 * took; of two lines that meet, one thing after the other is changed from what was to what is, and each step is what that
 * change alone makes. So the parts add up to the difference whatever the lines are; what does not is unexplained.
 */
export function compareDocuments(
  before: ComparedDocument,
  after: ComparedDocument,
  terms: ComparisonTerms,
): Map<RunCause, bigint> {
  const causes = new Map<RunCause, bigint>();
  const old = byService(before.lines, (id) => id);
  const oldIds = new Set(old.keys());
  for (const [serviceId, lines] of byService(after.lines, (id) => rootOf(id, oldIds, terms.placeOf))) {
    const were = old.get(serviceId);
    old.delete(serviceId);
    if (serviceId === null) oneTime(lines, 1n, causes);
    if (serviceId === null && were) oneTime(were, -1n, causes);
    if (serviceId !== null) recurring(were, lines, terms, causes);
  }
  for (const [serviceId, lines] of old) {
    if (serviceId === null) oneTime(lines, -1n, causes);
    else add(causes, 'ended_service', -sumOf(lines));
  }
  const explained = [...causes.values()].reduce((sum, minor) => sum + minor, 0n);
  add(causes, 'unexplained', after.grossMinor - before.grossMinor - explained);
  return causes;
}

/** The cause that weighs most; `same` when nothing differs. */
export function mainCause(causes: CauseAmounts): RunCause | 'same' {
  let main: RunCause | 'same' = 'same';
  let most = 0n;
  for (const [cause, minor] of causes) {
    const weight = minor < 0n ? -minor : minor;
    if (weight <= most) continue;
    most = weight;
    main = cause;
  }
  return main;
}

function recurring(
  were: readonly ComparedLine[] | undefined,
  are: readonly ComparedLine[],
  terms: ComparisonTerms,
  causes: Map<RunCause, bigint>,
): void {
  if (!were) {
    add(causes, 'new_service', sumOf(are));
    return;
  }
  const left = [...were].sort(byDay);
  const right = [...are].sort(byDay);
  while (left.length > 0 || right.length > 0) {
    const was = left.pop();
    const is = right.pop();
    if (was && is) lines(was, is, terms, causes);
    else add(causes, 'part_period', (is?.grossMinor ?? 0n) - (was?.grossMinor ?? 0n));
  }
}

/** Discounts are taken off first and put on last, so that between them whole periods are compared. */
function lines(was: ComparedLine, is: ComparedLine, terms: ComparisonTerms, causes: Map<RunCause, bigint>): void {
  const amount = (thing: PricedThing, part: ComparedLine['part']): bigint =>
    lineAmount(thing, part ?? WHOLE, terms.currency, terms.rounding).grossMinor;
  let reached = was.grossMinor;
  const to = (minor: bigint, cause: RunCause): void => {
    add(causes, cause, minor - reached);
    reached = minor;
  };
  let thing = undiscounted(was.thing);
  const target = undiscounted(is.thing);
  to(amount(was.thing, was.part), 'other');
  to(amount(thing, was.part), 'discount');
  to(amount(thing, WHOLE), 'part_period');
  thing = { ...thing, unitPrice: target.unitPrice, priceIncludesTax: target.priceIncludesTax };
  const repriced = amount(thing, WHOLE);
  to(repriced, was.planId === is.planId ? 'price' : repriced >= reached ? 'upgrade' : 'downgrade');
  thing = { ...thing, quantity: target.quantity };
  to(amount(thing, WHOLE), 'quantity');
  to(amount(target, WHOLE), 'tax');
  to(amount(target, is.part), 'part_period');
  to(amount(is.thing, is.part), 'discount');
  to(is.grossMinor, 'other');
}

const WHOLE = { days: 1, of: 1 };

function undiscounted({ quantity, unitPrice, priceIncludesTax, tax }: PricedThing): PricedThing {
  return { quantity, unitPrice, priceIncludesTax, tax };
}

function oneTime(of: readonly ComparedLine[], sign: 1n | -1n, causes: Map<RunCause, bigint>): void {
  for (const { grossMinor } of of) add(causes, grossMinor < 0n ? 'credits' : 'future_items', sign * grossMinor);
}

/** Follows changes of plan back to a service that the document before knows. */
function rootOf(serviceId: string, known: ReadonlySet<string | null>, placeOf: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  for (let id: string | undefined = serviceId; id !== undefined && !seen.has(id); id = placeOf.get(id)) {
    if (known.has(id)) return id;
    seen.add(id);
  }
  return serviceId;
}

/** What is charged once belongs to no service here, also when it was sold with one. */
function byService(
  of: readonly ComparedLine[],
  key: (serviceId: string) => string,
): Map<string | null, ComparedLine[]> {
  const groups = new Map<string | null, ComparedLine[]>();
  for (const line of of) {
    const id = line.serviceId === null || line.part === null ? null : key(line.serviceId);
    const group = groups.get(id);
    if (group) group.push(line);
    else groups.set(id, [line]);
  }
  return groups;
}

function byDay(left: ComparedLine, right: ComparedLine): number {
  const [one, other] = [left.from ?? '', right.from ?? ''];
  return one < other ? -1 : one > other ? 1 : 0;
}

function sumOf(of: readonly ComparedLine[]): bigint {
  return of.reduce((sum, line) => sum + line.grossMinor, 0n);
}

function add(causes: Map<RunCause, bigint>, cause: RunCause, minor: bigint): void {
  if (minor === 0n) return;
  const sum = (causes.get(cause) ?? 0n) + minor;
  if (sum === 0n) causes.delete(cause);
  else causes.set(cause, sum);
}
