/** `*1A`: valid until the row is removed or the router restarts; never to be kept as a key. */
export type RouterItemId = `*${string}`;

export function isItemId(text: string): text is RouterItemId {
  return /^\*[0-9A-F]+$/i.test(text);
}

/** The API prints `true`/`false`, exports and people write `yes`/`no`. */
export function parseFlag(text: string): boolean | undefined {
  if (text === 'true' || text === 'yes') return true;
  return text === 'false' || text === 'no' ? false : undefined;
}

export function formatFlag(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}

/** Lists are separated by commas; an empty text is an empty list. */
export function parseList(text: string): string[] {
  return text === '' ? [] : text.split(',').map((part) => part.trim());
}

export function formatList(parts: readonly string[]): string {
  return parts.join(',');
}

/** The ids that `find` and `add` answer with. */
export function parseIds(text: string): RouterItemId[] {
  return text.split(/[;,]/).filter(isItemId);
}
