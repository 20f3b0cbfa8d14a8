import { dayOf, fail, monthOf, ok, yearOf, type LocalDate, type Result } from '@demarc/kernel';

/** What a number may be made of. `next` is the counter of the series. */
export interface NumberFacts {
  readonly on: LocalDate;
  readonly next: bigint;
  /** The numbers that people know: not the internal ids. */
  readonly customerNumber?: string;
  readonly partnerNumber?: string;
  readonly locationNumber?: string;
  readonly type?: string;
  /** Hexadecimal digits that nobody can foresee: random parts are taken from them. */
  readonly random?: string;
}

export const DEFAULT_NUMBER_PATTERNS = {
  invoice: '{year}{partner_id|2}{next|6}',
  credit_note: '{year}{partner_id|2}{next|6}',
  proforma: '{year}{next|6}',
  receipt: '{year}-{type|2}-{next|5}',
  quote: '{year}{next|6}',
} as const;

export type NumberPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: NumberVariable; readonly length: number };

export type NumberVariable =
  | 'customer_id'
  | 'partner_id'
  | 'location_id'
  | 'rand_string'
  | 'rand_number'
  | 'year'
  | 'month'
  | 'day'
  | 'type'
  | 'next';

export interface PatternFault {
  readonly code:
    'NUMBER_PATTERN_BROKEN' | 'NUMBER_PATTERN_UNKNOWN' | 'NUMBER_PATTERN_NO_COUNTER' | 'NUMBER_PATTERN_AMBIGUOUS';
  readonly message: string;
}

const PIECE = /\{([a-z_]+)(?:\|(\d{1,2}))?\}|([A-Za-z0-9 ._/#-]+)/y;
const VARIABLES: readonly NumberVariable[] = [
  'rand_string',
  'rand_number',
  'customer_id',
  'partner_id',
  'location_id',
  'year',
  'month',
  'day',
  'type',
  'next',
];
/** A counter runs for each value of these that the pattern shows: numbers stay unique and each series without gaps. */
const SERIES: readonly NumberVariable[] = ['partner_id', 'location_id', 'year', 'month', 'day', 'type'];

/** Reads a pattern such as `{year}{partner_id|2}{next|6}`; `|n` pads with zeros, or says how long a random part is. */
export function parseNumberPattern(pattern: string): Result<readonly NumberPart[], PatternFault> {
  const parts: NumberPart[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < pattern.length) {
    const at = PIECE.lastIndex;
    const match = PIECE.exec(pattern);
    if (!match) return fault('NUMBER_PATTERN_BROKEN', `The pattern cannot be read from "${pattern.slice(at)}" on.`);
    if (match[3] !== undefined) {
      parts.push({ kind: 'text', text: match[3] });
      continue;
    }
    const name = VARIABLES.find((variable) => variable === match[1]);
    if (!name) return fault('NUMBER_PATTERN_UNKNOWN', `There is no {${match[1]}} in number patterns.`);
    parts.push({ kind: 'variable', name, length: Number(match[2] ?? 0) });
  }
  const counters = parts.filter((part) => part.kind === 'variable' && part.name === 'next').length;
  if (counters !== 1) return fault('NUMBER_PATTERN_NO_COUNTER', 'A number pattern has {next} exactly once.');
  const open = parts.find((part, index) => runsIntoNext(part, parts[index + 1]));
  if (open?.kind === 'variable') {
    return fault(
      'NUMBER_PATTERN_AMBIGUOUS',
      `{${open.name}} needs a length or a separator after it, or two numbers may look the same.`,
    );
  }
  return ok(parts);
}

/** The series that a document counts in. Two documents with different keys never get the same number by one pattern. */
export function seriesKey(parts: readonly NumberPart[], facts: Omit<NumberFacts, 'next'>): string {
  const shown = parts.flatMap((part) => (part.kind === 'variable' && SERIES.includes(part.name) ? [part.name] : []));
  return [...new Set(shown)]
    .sort()
    .map((name) => `${name}=${valueOf(name, { ...facts, next: 0n })}`)
    .join(';');
}

export function renderNumber(parts: readonly NumberPart[], facts: NumberFacts): string {
  return parts
    .map((part, index) => {
      if (part.kind === 'text') return part.text;
      if (part.name === 'rand_string' || part.name === 'rand_number') return randomPart(part, facts, index);
      return valueOf(part.name, facts).padStart(part.length, '0');
    })
    .join('');
}

const USUAL_RANDOM = 6;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The counter keeps numbers apart; a random part only keeps the next one from being guessed. */
function randomPart(
  part: { readonly name: NumberVariable; readonly length: number },
  facts: NumberFacts,
  index: number,
): string {
  const source = facts.random ?? '';
  const length = Math.min(part.length || USUAL_RANDOM, 16);
  let text = '';
  for (let at = 0; text.length < length; at += 1) {
    const byte = parseInt(source.slice(((at + index * 7) * 2) % 60, (((at + index * 7) * 2) % 60) + 2) || '0', 16);
    text += part.name === 'rand_number' ? String(byte % 10) : (LETTERS[byte % LETTERS.length] ?? 'A');
  }
  return text;
}

function valueOf(name: NumberVariable, facts: NumberFacts): string {
  switch (name) {
    case 'customer_id':
      return facts.customerNumber ?? '';
    case 'partner_id':
      return facts.partnerNumber ?? '';
    case 'location_id':
      return facts.locationNumber ?? '';
    case 'rand_string':
    case 'rand_number':
      return '';
    case 'year':
      return String(yearOf(facts.on));
    case 'month':
      return String(monthOf(facts.on)).padStart(2, '0');
    case 'day':
      return String(dayOf(facts.on)).padStart(2, '0');
    case 'type':
      return facts.type ?? '';
    case 'next':
      return facts.next.toString();
  }
}

const FIXED_WIDTH: readonly NumberVariable[] = ['year', 'month', 'day', 'rand_string', 'rand_number'];

/** An unpadded number followed at once by another: 1 then 11 reads like 11 then 1. */
function runsIntoNext(part: NumberPart, next: NumberPart | undefined): boolean {
  if (part.kind !== 'variable' || part.length > 0 || FIXED_WIDTH.includes(part.name) || !next) return false;
  return next.kind === 'variable' || /^[0-9]/.test(next.text);
}

function fault(code: PatternFault['code'], message: string): { readonly ok: false; readonly error: PatternFault } {
  return fail({ code, message });
}
