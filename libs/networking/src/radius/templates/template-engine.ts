import { Liquid } from 'liquidjs';
import type { LineFault } from './reply-template.js';

export const MOST_SOURCE = 20_000;

/** A template sees the values it is given and nothing else: no files, no other templates, no prototype of a value. */
export const ENGINE = new Liquid({
  parseLimit: 2 * MOST_SOURCE,
  // Far above what any template takes, for it is time by the clock: on a machine that is short of it too.
  renderLimit: 250,
  memoryLimit: 1_000_000,
  cache: false,
  strictFilters: true,
  ownPropertyOnly: true,
  relativeReference: false,
  templates: {},
  outputEscape: plainText,
});

/** Splits a value that is a list into a line for each of its items. */
export const ITEM = '\ue002';
/** What stands at the beginning of a line of the source, so that each rendered line knows where it comes from. */
export const MARK = /\ue001(\d+)\ue001/g;

ENGINE.registerFilter('hex', (value: unknown, digits: unknown) =>
  Math.max(0, Math.trunc(Number(value) || 0))
    .toString(16)
    .padStart(Number(digits) || 0, '0'),
);
// The word is taken, and would let a value through as it is: with line ends, which begin an attribute of their own.
ENGINE.registerFilter('raw', plainText);

export function mark(line: number): string {
  return `\ue001${line}\ue001`;
}

/** A value never begins a line of its own: whatever a customer is called, it adds no attribute. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plainText).join(ITEM);
  return typeof value === 'object' ? '' : withoutControls(String(value));
}

export function withoutControls(text: string): string {
  return hasControls(text) ? text.replace(CONTROLS, ' ') : text;
}

/** Every value of every first login comes by here: a loop is a tenth of the expression. */
function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0xe001 || code === 0xe002) return true;
  }
  return false;
}

/** Marks of our own have no business in a value either. */
const CONTROLS = /[\p{Cc}\ue001\ue002]+/gu;

/** A sentence of the engine, with the line where it says one. */
export function engineFault(error: unknown, firstLine: number): LineFault {
  const text = error instanceof Error ? error.message : String(error);
  const [sentence = text] = text.split(/, (?:file|line):/);
  const line = /line:(\d+)/.exec(text)?.[1];
  return {
    line: firstLine + (line === undefined ? 0 : Number(line) - 1),
    code: /undefined filter/.test(text) ? 'unknown_filter' : 'not_liquid',
    message: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
  };
}
