export type FormValue = string | FormMap;
export interface FormMap {
  [name: string]: FormValue;
}

/** Reads `a[b][0][c]=v`, the nesting of Stripe's requests. Lists come as maps of their indexes. */
export function readForm(text: string): FormMap {
  const form: FormMap = emptyMap();
  for (const [name, value] of new URLSearchParams(text)) {
    const [first, ...rest] = name.split('[').map((part) => (part.endsWith(']') ? part.slice(0, -1) : part));
    const path = [first ?? '', ...rest];
    let map = form;
    path.forEach((key, index) => {
      const name = key === '' ? String(Object.keys(map).length) : key;
      if (index === path.length - 1) {
        map[name] = value;
        return;
      }
      const inner = map[name];
      const next = typeof inner === 'object' ? inner : emptyMap();
      map[name] = next;
      map = next;
    });
  }
  return form;
}

export function textAt(form: FormMap, ...path: readonly string[]): string | undefined {
  let at: FormValue | undefined = form;
  for (const key of path) at = typeof at === 'object' ? at[key] : undefined;
  return typeof at === 'string' ? at : undefined;
}

/** A flat map of texts, such as `metadata`. */
export function textsAt(form: FormMap, ...path: readonly string[]): Record<string, string> {
  let at: FormValue | undefined = form;
  for (const key of path) at = typeof at === 'object' ? at[key] : undefined;
  if (typeof at !== 'object') return {};
  return Object.fromEntries(
    Object.entries(at).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Without a prototype, so that a field named `__proto__` is a field. */
function emptyMap(): FormMap {
  return Object.create(null) as FormMap;
}
