import { decodeCursor } from '@demarc/graphql';
import { invalid, isId } from '@demarc/kernel';

export type PlaceKind = 'integer' | 'text' | 'instant' | 'date' | 'id';

const SHAPE: Readonly<Record<PlaceKind, (value: string) => boolean>> = {
  integer: (value) => /^-?\d{1,18}$/.test(value),
  text: () => true,
  instant: (value) => /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(value),
  date: (value) => /^\d{4,6}-\d\d-\d\d$/.test(value),
  id: isId,
};

/** Reads a cursor of these values, or refuses one that no list of ours gave. */
export function readPlace(
  after: string | null | undefined,
  kinds: readonly PlaceKind[],
): readonly string[] | undefined {
  if (!after) return undefined;
  const values = decodeCursor(after, kinds.length).map(String);
  if (values.some((value, index) => !SHAPE[kinds[index] ?? 'text'](value))) {
    throw invalid('INVALID_CURSOR', 'This place in the list is not known. Start again from the first page.');
  }
  return values;
}

/** Between 1 and 200 rows, or a refusal. */
export function checkPageSize(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > 200)
    throw invalid('PAGE_SIZE', 'A page has between 1 and 200 rows.');
  return first;
}
