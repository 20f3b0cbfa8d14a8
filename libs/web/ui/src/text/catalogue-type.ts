/** English texts of one library or screen, keyed flat. Plurals end in `_one` and `_other` and are asked for by the stem. */
export interface Catalogue<Entries extends Readonly<Record<string, string>>> {
  readonly namespace: string;
  readonly entries: Entries;
}

export type TextKey<Entries> = keyof Entries extends infer Key
  ? Key extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : Key & string
  : never;

export type TextValues = Readonly<Record<string, string | number>>;
export type TextOf<Entries> = (key: TextKey<Entries>, values?: TextValues) => string;

export function defineCatalogue<const Entries extends Readonly<Record<string, string>>>(
  namespace: string,
  entries: Entries,
): Catalogue<Entries> {
  return { namespace, entries };
}
