/** Search parameters as they are written: flat text, no JSON, so that an address can be read and typed. */
export type PlainSearch = Readonly<Record<string, string>>;

export function parsePlainSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Lists and names stay readable: `f.status=ACTIVE,BLOCKED`. */
export function stringifyPlainSearch(search: Readonly<Record<string, unknown>>): string {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      parts.set(key, String(value));
  }
  const text = parts.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

/** For `createRouter({ ...plainSearch })`. */
export const plainSearch = { parseSearch: parsePlainSearch, stringifySearch: stringifyPlainSearch } as const;
