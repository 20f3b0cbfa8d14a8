import type { Catalogue } from '../text/catalogue-type';
import { statusEntry, statusKinds, statusMap, statusValues, type StatusKind } from './status-map';

type StatusTextKey = `${StatusKind}.${string}`;

function entries(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    statusKinds().flatMap((kind) =>
      statusValues(kind).map((value) => [`${kind}.${value}`, statusEntry(kind, value)?.word ?? value]),
    ),
  );
}

/** The words of `statusMap`, keyed `kind.VALUE`, for translators. */
export const statusTexts: Catalogue<Readonly<Record<string, string>>> = { namespace: 'status', entries: entries() };

export function statusTextKey(kind: StatusKind, value: string): StatusTextKey | null {
  const name = value.toUpperCase();
  return name in statusMap[kind] ? `${kind}.${name}` : null;
}
