/** What a typed text looks like: decides which exact index is asked before any fragment search. */
export type SearchShape =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'ip'; readonly address: string }
  | { readonly kind: 'mac'; readonly mac: string }
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export type SearchArea = 'customers' | 'services' | 'invoices' | 'payments';

export interface SearchAsk {
  readonly shape: SearchShape;
  /** `@customers:` and the like narrow a search; absent: everything. */
  readonly area: SearchArea | undefined;
  /** As typed, without the prefix. */
  readonly text: string;
}

const AREAS: ReadonlyMap<string, SearchArea> = new Map([
  ['customer', 'customers'],
  ['customers', 'customers'],
  ['c', 'customers'],
  ['service', 'services'],
  ['services', 'services'],
  ['s', 'services'],
  ['invoice', 'invoices'],
  ['invoices', 'invoices'],
  ['i', 'invoices'],
  ['payment', 'payments'],
  ['payments', 'payments'],
  ['p', 'payments'],
]);

const LONGEST = 200;

/** Reads what somebody typed into the search box: an optional `@area:`, then `#6`, an address, or words. */
export function readSearch(typed: string): SearchAsk {
  const prefixed = /^\s*@([a-z_]+)\s*:?\s*(.*)$/isu.exec(typed.slice(0, LONGEST));
  const area = prefixed ? AREAS.get((prefixed[1] ?? '').toLowerCase()) : undefined;
  const text = (area ? (prefixed?.[2] ?? '') : typed.slice(0, LONGEST)).trim();
  return { area, text, shape: shapeOf(text) };
}

export function shapeOf(text: string): SearchShape {
  if (text === '' || text === '#') return { kind: 'empty' };
  const number = /^#\s?(\d{1,18})$/.exec(text);
  if (number) return { kind: 'number', number: number[1] ?? '' };
  const mac = macOf(text);
  if (mac) return { kind: 'mac', mac };
  if (isIpv4(text) || isIpv6(text)) return { kind: 'ip', address: text };
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return { kind: 'email', email: text.toLowerCase() };
  if (/^\+?[\d\s().-]{1,24}$/.test(text) && /\d/.test(text))
    return { kind: 'digits', digits: text.replaceAll(/\D/g, '') };
  return { kind: 'words', words: listWords(text) };
}

/**
 * The words that a shape is looked for by among all that is known of customers. Of a phone number the last eight digits,
 * since some are kept with the country and some without; of a mail address the part before the @, which tells more.
 */
export function fragmentsOf(shape: SearchShape): readonly string[] {
  switch (shape.kind) {
    case 'words':
      return shape.words;
    case 'digits':
      return [shape.digits.slice(-8)];
    case 'email':
      return [shape.email.slice(0, shape.email.indexOf('@') + 2)];
    case 'empty':
    case 'number':
    case 'ip':
    case 'mac':
      return [];
  }
}

/** Words to look for as fragments, at most six; a number sign is dropped, blanks of phone numbers are closed up. */
export function listWords(text: string): readonly string[] {
  const shape = /^\+?[\d\s().-]{4,24}$/.test(text.trim()) ? [text.replaceAll(/\D/g, '')] : text.trim().split(/\s+/);
  return shape
    .map((word) => word.replace(/^#/, ''))
    .filter((word) => word !== '')
    .slice(0, 6);
}

/** Twelve hexadecimal digits in any usual notation: `aa:bb:…`, `aa-bb-…`, `aabb.ccdd.eeff`, `aabbccddeeff`, `aabbcc-ddeeff`. */
export function macOf(text: string): string | undefined {
  if (
    !/^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}([.-])[0-9a-f]{4}\2[0-9a-f]{4}|[0-9a-f]{6}[-:]?[0-9a-f]{6})$/i.test(
      text,
    )
  )
    return undefined;
  const digits = text.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
  // Twelve plain decimal digits are a phone number far more often than a MAC address.
  if (/^\d{12}$/.test(text)) return undefined;
  return digits.replaceAll(/(..)(?=.)/g, '$1:');
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  if (!/^[0-9a-f:]{2,39}$/i.test(text) || !text.includes(':')) return false;
  const halves = text.split('::');
  const groups = text.split(':').filter((group) => group !== '');
  if (halves.length > 2 || groups.some((group) => group.length > 4)) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}
