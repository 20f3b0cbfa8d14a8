import { RouterError } from '../errors.js';
import type { Sentence } from './sentence-decoder.js';
import { textOf } from './text.js';

/** A row as the router says it: all values are texts. */
export type RouterRow = Readonly<Record<string, string>>;

export type ReplyKind = 're' | 'done' | 'trap' | 'fatal' | 'empty';

export interface Reply {
  readonly kind: ReplyKind;
  readonly tag: string | undefined;
  readonly attributes: RouterRow;
  /** Words that are no attribute, as the reason of `!fatal`. */
  readonly loose: readonly string[];
  readonly octets: number;
}

const KINDS: ReadonlyMap<string, ReplyKind> = new Map([
  ['!re', 're'],
  ['!done', 'done'],
  ['!trap', 'trap'],
  ['!fatal', 'fatal'],
  ['!empty', 'empty'],
]);

const EQUALS = 0x3d;

/** Rows inherit nothing, so that a field called `constructor` or `__proto__` is a field, and a missing one is missing. */
const RowOf = function () {} as unknown as new () => Record<string, string>;
RowOf.prototype = Object.create(null);

export function emptyRow(): Record<string, string> {
  return new RowOf();
}

export function parseReply(sentence: Sentence): Reply {
  const head = sentence[0]?.toString('latin1') ?? '';
  const kind = KINDS.get(head);
  if (!kind)
    throw new RouterError('ROUTER_GARBLED', 'The router sent something that is no reply of the RouterOS API.', {
      outcome: 'unknown',
    });
  const attributes = emptyRow();
  const loose: string[] = [];
  let tag: string | undefined;
  let octets = head.length;
  for (let k = 1; k < sentence.length; k += 1) {
    const word = sentence[k];
    if (!word) continue;
    octets += word.length;
    const split = word[0] === EQUALS ? word.indexOf(EQUALS, 1) : -1;
    if (split > 0) attributes[textOf(word, 1, split)] = textOf(word, split + 1);
    else if (word[0] === 0x2e && word.toString('latin1', 0, 5) === '.tag=') tag = word.toString('latin1', 5);
    else loose.push(textOf(word));
  }
  return { kind, tag, attributes, loose, octets };
}
