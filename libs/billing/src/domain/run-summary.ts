import type { CauseAmounts, RunCause } from './run-compare.js';

/** What one account adds to the figures of a run. */
export interface SummarisedItem {
  readonly partnerId: string;
  readonly currency: string;
  /** Only what is planned counts as an invoice; what is held or has left counts by its causes alone. */
  readonly invoice: {
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
    readonly grossMinor: bigint;
    readonly taxes: readonly {
      readonly name: string;
      readonly percent: string;
      readonly netMinor: bigint;
      readonly taxMinor: bigint;
    }[];
  } | null;
  readonly causes: CauseAmounts;
  readonly flags: readonly string[];
}

interface Tally {
  customers: number;
  netMinor: bigint;
  taxMinor: bigint;
  grossMinor: bigint;
}

export interface RunSummary {
  readonly causes: Map<RunCause, { customers: number; minor: bigint }>;
  readonly taxes: Map<string, Tally>;
  readonly partners: Map<string, Tally>;
  readonly currencies: Map<string, Tally>;
  readonly flags: Map<string, number>;
}

/** As it is kept with the run: amounts as text. */
export interface StoredSummary {
  readonly causes: Readonly<Record<string, { readonly customers: number; readonly minor: string }>>;
  readonly taxes: StoredTallies;
  readonly partners: StoredTallies;
  readonly currencies: StoredTallies;
  readonly flags: Readonly<Record<string, number>>;
}

export type StoredTallies = Readonly<
  Record<string, { readonly customers: number; readonly net: string; readonly tax: string; readonly gross: string }>
>;

export function emptySummary(): RunSummary {
  return { causes: new Map(), taxes: new Map(), partners: new Map(), currencies: new Map(), flags: new Map() };
}

/** Counts an item in, or (`sign` −1) out again. */
export function countItem(summary: RunSummary, item: SummarisedItem, sign: 1 | -1): void {
  for (const [cause, minor] of item.causes) {
    const row = summary.causes.get(cause) ?? { customers: 0, minor: 0n };
    row.customers += sign;
    row.minor += BigInt(sign) * minor;
    keep(summary.causes, cause, row, row.customers === 0);
  }
  for (const flag of item.flags) {
    const count = (summary.flags.get(flag) ?? 0) + sign;
    keep(summary.flags, flag, count, count === 0);
  }
  const { invoice } = item;
  if (!invoice) return;
  tally(summary.partners, item.partnerId, invoice, sign);
  tally(summary.currencies, item.currency, invoice, sign);
  for (const tax of invoice.taxes)
    tally(summary.taxes, `${tax.name}|${tax.percent}`, { ...tax, grossMinor: tax.netMinor + tax.taxMinor }, sign);
}

/** Whether the causes leave something over: such a run is not released. */
export function isExplained(summary: RunSummary): boolean {
  return !summary.causes.has('unexplained');
}

export function storedSummary(summary: RunSummary): StoredSummary {
  const tallies = (rows: Map<string, Tally>): StoredTallies =>
    Object.fromEntries(
      [...rows].map(([key, row]) => [
        key,
        {
          customers: row.customers,
          net: String(row.netMinor),
          tax: String(row.taxMinor),
          gross: String(row.grossMinor),
        },
      ]),
    );
  return {
    causes: Object.fromEntries(
      [...summary.causes].map(([cause, row]) => [cause, { customers: row.customers, minor: String(row.minor) }]),
    ),
    taxes: tallies(summary.taxes),
    partners: tallies(summary.partners),
    currencies: tallies(summary.currencies),
    flags: Object.fromEntries(summary.flags),
  };
}

export function readSummary(stored: Partial<StoredSummary>): RunSummary {
  const tallies = (rows: StoredTallies = {}): Map<string, Tally> =>
    new Map(
      Object.entries(rows).map(([key, row]) => [
        key,
        {
          customers: row.customers,
          netMinor: BigInt(row.net),
          taxMinor: BigInt(row.tax),
          grossMinor: BigInt(row.gross),
        },
      ]),
    );
  return {
    causes: new Map(
      Object.entries(stored.causes ?? {}).map(([cause, row]) => [
        cause as RunCause,
        { customers: row.customers, minor: BigInt(row.minor) },
      ]),
    ),
    taxes: tallies(stored.taxes),
    partners: tallies(stored.partners),
    currencies: tallies(stored.currencies),
    flags: new Map(Object.entries(stored.flags ?? {})),
  };
}

function tally(rows: Map<string, Tally>, key: string, of: Omit<Tally, 'customers'>, sign: 1 | -1): void {
  const row = rows.get(key) ?? { customers: 0, netMinor: 0n, taxMinor: 0n, grossMinor: 0n };
  const factor = BigInt(sign);
  row.customers += sign;
  row.netMinor += factor * of.netMinor;
  row.taxMinor += factor * of.taxMinor;
  row.grossMinor += factor * of.grossMinor;
  keep(rows, key, row, row.customers === 0);
}

function keep<Key, Value>(rows: Map<Key, Value>, key: Key, value: Value, isEmpty: boolean): void {
  if (isEmpty) rows.delete(key);
  else rows.set(key, value);
}
