import { isExpression, tokensOf, unquoted } from './tokens.js';

export type ExportSelector =
  | { readonly kind: 'find'; readonly where: Readonly<Record<string, string>> }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name'; readonly name: string }
  /** A condition that is more than "these fields have these values"; as it is written. */
  | { readonly kind: 'expression'; readonly text: string };

/** `add`, `set` and their like, with values still in octets. */
export interface OctetStatement {
  readonly menu: string;
  readonly verb: string;
  readonly selector: ExportSelector | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

export type Understood =
  | { readonly kind: 'menu'; readonly menu: string }
  | { readonly kind: 'statement'; readonly statement: OctetStatement; readonly leftOver: readonly string[] }
  | { readonly kind: 'not_understood'; readonly why: string };

const VERBS: ReadonlySet<string> = new Set([
  'add',
  'set',
  'remove',
  'enable',
  'disable',
  'move',
  'unset',
  'reset',
  'print',
]);

/** Reads one logical line in the menu where it stands. */
export function understand(text: string, menu: string | undefined): Understood {
  if (/^[:}{]/.test(text)) return no('a script, not configuration');
  const tokens = tokensOf(text);
  if (!tokens) return no('a quote or bracket is not closed');
  const path = pathOf(tokens);
  if (path === 'wrong') return no('no menu that can be read');
  const at = path ? path.length : 0;
  const here = path ? path.menu : menu;
  const verb = tokens[at];
  if (here === undefined) return no('it stands in no menu');
  if (verb === undefined) return { kind: 'menu', menu: here };
  if (!VERBS.has(verb)) return no('no command of an export');
  return { kind: 'statement', ...statementOf(here, verb, tokens.slice(at + 1)) };
}

function no(why: string): Understood {
  return { kind: 'not_understood', why };
}

/** `/ip hotspot user`, or as RouterOS 7 also writes it `/ip/hotspot/user`: words up to the verb. */
function pathOf(tokens: readonly string[]): { menu: string; length: number } | undefined | 'wrong' {
  if (!tokens[0]?.startsWith('/')) return undefined;
  const verbAt = tokens.findIndex((token, k) => k > 0 && VERBS.has(token));
  const length = verbAt < 0 ? tokens.length : verbAt;
  const words = tokens.slice(0, length).flatMap((token) => token.split('/').filter(Boolean));
  return words.length > 0 && words.every((word) => /^[a-z0-9][a-z0-9-]*$/i.test(word))
    ? { menu: `/${words.join('/')}`, length }
    : 'wrong';
}

function statementOf(
  menu: string,
  verb: string,
  tokens: readonly string[],
): { statement: OctetStatement; leftOver: string[] } {
  const values: Record<string, string> = {};
  const unset: string[] = [];
  const leftOver: string[] = [];
  let selector: ExportSelector | undefined;
  for (const token of tokens) {
    const pair = /^([a-z0-9.][\w.-]*)=([^]*)$/i.exec(token);
    const [, name = '', written = ''] = pair ?? [];
    if (pair && !isExpression(written) && !Object.hasOwn(values, name)) put(values, name, unquoted(written));
    else if (!pair && /^![a-z0-9][\w-]*$/i.test(token)) unset.push(token.slice(1));
    else if (!pair && verb !== 'add' && selector === undefined && Object.keys(values).length === 0)
      selector = selectorOf(token);
    else leftOver.push(token);
  }
  return { statement: { menu, verb, selector, values, unset }, leftOver };
}

function selectorOf(token: string): ExportSelector {
  if (/^\*[0-9A-F]+$/i.test(token)) return { kind: 'id', id: token };
  if (!token.startsWith('['))
    return isExpression(token) ? { kind: 'expression', text: token } : { kind: 'name', name: unquoted(token) };
  const [head, ...rest] = tokensOf(token.slice(1, -1)) ?? [];
  const where: Record<string, string> = {};
  for (const part of rest[0] === 'where' ? rest.slice(1) : rest) {
    const pair = /^([a-z0-9.][\w.-]*)=([^]*)$/i.exec(part);
    if (!pair || isExpression(pair[2] ?? '') || Object.hasOwn(where, pair[1] ?? ''))
      return { kind: 'expression', text: token };
    put(where, pair[1] ?? '', unquoted(pair[2] ?? ''));
  }
  return head === 'find' ? { kind: 'find', where } : { kind: 'expression', text: token };
}

/** A field may be called anything, `__proto__` too. */
function put(into: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(into, name, { value, enumerable: true, writable: true, configurable: true });
}
