import { maxDate, minDate, type DateRange, type LocalDate } from '@demarc/kernel';

/** A price from a day on, until the next one begins. The first one holds for the days before it too. */
export interface PriceVersion {
  readonly from: LocalDate;
  readonly unitPrice: string;
}

export interface VersionedPrice {
  /** In force today; null when nobody has set a price. */
  readonly unitPrice: string | null;
  /** Ascending by day. Without any, `unitPrice` holds always. */
  readonly priceVersions?: readonly PriceVersion[];
}

export function priceOn({ unitPrice, priceVersions }: VersionedPrice, on: LocalDate): string | null {
  return versionOn(priceVersions, on)?.unitPrice ?? unitPrice;
}

/** The version that holds on a day: the last one that began by then, else the first one. */
export function versionOn<Version extends { readonly from: LocalDate }>(
  versions: readonly Version[] | undefined,
  on: LocalDate,
): Version | undefined {
  let holds = versions?.[0];
  for (const version of versions ?? []) {
    if (version.from <= on) holds = version;
  }
  return holds;
}

/** Cuts days where the price becomes another one: each piece has one price. */
export function piecesByPrice(
  days: DateRange,
  price: VersionedPrice,
): { readonly covers: DateRange; readonly unitPrice: string | null }[] {
  const versions = price.priceVersions ?? [];
  const pieces: { covers: DateRange; unitPrice: string | null }[] = [];
  versions.forEach((version, index) => {
    const from = index === 0 ? days.from : maxDate(days.from, version.from);
    const next = versions[index + 1];
    const to = next ? minDate(days.to, next.from) : days.to;
    if (from >= to) return;
    const before = pieces.at(-1);
    if (before?.unitPrice === version.unitPrice) before.covers = { from: before.covers.from, to };
    else pieces.push({ covers: { from, to }, unitPrice: version.unitPrice });
  });
  return versions.length === 0 ? [{ covers: days, unitPrice: price.unitPrice }] : pieces;
}
