import { fail, ok, type Result } from '@demarc/kernel';
import type { Template } from 'liquidjs';
import type { AttributeDefinition } from '../codec/attribute-definition.js';
import type { LineFault } from './reply-template.js';
import { ENGINE, engineFault, mark, MOST_SOURCE } from './template-engine.js';
import { isFault, isSilent, readLine } from './template-lines.js';
import type { Reader } from './variable.js';
import { readerOf } from './variables.js';

/** A line without a filter or a loop: it is put together without the template engine, so that a login costs no rendering. */
export interface PlainLine {
  readonly kind: 'plain';
  readonly line: number;
  readonly definition: AttributeDefinition;
  readonly tag: number | undefined;
  /** Left out where this is nothing: `{% if path %}…{% endif %}` around the line. */
  readonly onlyIf: Reader | undefined;
  readonly parts: readonly (string | Reader)[];
}

/** Lines that hang together by a tag, for the template engine. */
export interface LiquidLines {
  readonly kind: 'liquid';
  readonly line: number;
  readonly parsed: readonly Template[];
}

export interface CompiledTemplate {
  readonly source: string;
  readonly pieces: readonly (PlainLine | LiquidLines)[];
  /** The variables that it names. */
  readonly uses: ReadonlySet<string>;
}

const OPENS = /\{%-?\s*(if|unless|for|case|capture|comment|raw|tablerow)\b/g;
const CLOSES = /\{%-?\s*end(if|unless|for|case|capture|comment|raw|tablerow)\b/g;
/** What one line leaves behind for another: then the whole is one. */
const LASTS = /\{%-?\s*(assign|capture|increment|decrement|cycle|liquid|layout|block|render|include)\b/;
const ONLY_IF = /^\s*\{%\s*if\s+([\w.]+)\s*%\}(.*)\{%\s*endif\s*%\}\s*$/;
const PATH = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Reads a template; what is wrong with it comes back with its lines. Values are not looked at: `checkTemplate` does. */
export function compileTemplate(source: string): Result<CompiledTemplate, readonly LineFault[]> {
  if (source.length > MOST_SOURCE)
    return fail([{ line: 1, code: 'too_long', message: `A template has at most ${MOST_SOURCE} characters.` }]);
  const faults: LineFault[] = [];
  const uses = new Set<string>();
  const pieces = piecesOf(source).flatMap((piece) => compilePiece(piece, uses, faults));
  return faults.length > 0 ? fail(faults.sort((a, b) => a.line - b.line)) : ok({ source, pieces, uses });
}

interface Piece {
  readonly line: number;
  readonly lines: readonly string[];
}

/** Lines one by one, and together those that a tag or an unfinished brace holds together. */
function piecesOf(source: string): readonly Piece[] {
  const lines = source.split(/\r\n|\r|\n/);
  if (LASTS.test(source)) return [{ line: 1, lines }];
  const pieces: Piece[] = [];
  let held: string[] = [];
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    held.push(line);
    depth += (line.match(OPENS)?.length ?? 0) - (line.match(CLOSES)?.length ?? 0);
    const next = lines[index + 1];
    if (depth > 0 || isOpen(held) || (next !== undefined && joins(next))) continue;
    pieces.push({ line: index + 2 - held.length, lines: held });
    held = [];
    depth = 0;
  }
  return held.length > 0 ? [...pieces, { line: lines.length + 1 - held.length, lines: held }] : pieces;
}

/** A tag or a value whose end is on a later line. */
function isOpen(lines: readonly string[]): boolean {
  const text = lines.join('\n');
  return /\{%(?!.*%\})[^]*$|\{\{(?!.*\}\})[^]*$/s.test(text.slice(text.lastIndexOf('{')));
}

/** `{%-` and `{{-` take away the end of the line before. */
function joins(line: string): boolean {
  return /^\s*\{[%{]-/.test(line);
}

function compilePiece(piece: Piece, uses: Set<string>, faults: LineFault[]): readonly (PlainLine | LiquidLines)[] {
  const [only = ''] = piece.lines;
  if (piece.lines.length === 1) {
    if (isSilent(only)) return [];
    const plain = plainLine(only, piece.line, uses, faults);
    if (plain) return plain === 'faulty' ? [] : [plain];
  }
  return liquidLines(piece, uses, faults);
}

/** Undefined where the line needs the engine. */
function plainLine(
  text: string,
  line: number,
  uses: Set<string>,
  faults: LineFault[],
): PlainLine | 'faulty' | undefined {
  const wrapped = ONLY_IF.exec(text);
  const inner = wrapped?.[2] ?? text;
  if (/\{%|%\}/.test(inner) || /\{\{|\}\}/.test(inner.replace(PATH, ''))) return undefined;
  const read = readLine(inner, line);
  const before = faults.length;
  if (isFault(read)) faults.push(read);
  const reader = (path: string): Reader | undefined => {
    const found = readerOf(path);
    if (found) uses.add(path);
    else faults.push(unknownVariable(path, line));
    return found;
  };
  const onlyIf = wrapped?.[1] === undefined ? undefined : reader(wrapped[1]);
  const parts = isFault(read) ? [] : partsOf(read.value, reader);
  if (faults.length > before || isFault(read)) return 'faulty';
  return { kind: 'plain', line, definition: read.definition, tag: read.tag, onlyIf, parts };
}

function partsOf(value: string, reader: (path: string) => Reader | undefined): (string | Reader)[] {
  const parts: (string | Reader)[] = [];
  let at = 0;
  for (const match of value.matchAll(PATH)) {
    if (match.index > at) parts.push(value.slice(at, match.index));
    const found = reader(match[1] ?? '');
    if (found) parts.push(found);
    at = match.index + match[0].length;
  }
  if (at < value.length) parts.push(value.slice(at));
  return parts;
}

function liquidLines({ line, lines }: Piece, uses: Set<string>, faults: LineFault[]): readonly LiquidLines[] {
  for (const [index, text] of lines.entries()) {
    const fault = shapeFault(text, line + index);
    if (fault) faults.push(fault);
  }
  try {
    const parsed = ENGINE.parse(marked(lines, line));
    for (const [path, at] of variablesOf(parsed, line)) {
      if (readerOf(path)) uses.add(path);
      else faults.push(unknownVariable(path, at));
    }
    return [{ kind: 'liquid', line, parsed }];
  } catch (error) {
    faults.push(engineFault(error, line));
    return [];
  }
}

/** What stands outside of tags must be a line, as far as it can be seen before it is rendered. */
function shapeFault(text: string, line: number): LineFault | undefined {
  if (joins(text)) return undefined;
  const bare = text.replace(/\{%.*?%\}/g, '').replace(/\{%.*$|^.*%\}/, '');
  if (isSilent(bare) || /^\s*\{\{[^}]*$|^[^{]*\}\}\s*$/.test(bare)) return undefined;
  const read = readLine(bare.replaceAll(/\{\{.*?\}\}/g, 'x'), line);
  return isFault(read) ? read : undefined;
}

function marked(lines: readonly string[], first: number): string {
  let isInTag = false;
  const out = lines.map((text, index) => {
    const prefix = isInTag || joins(text) ? '' : mark(first + index);
    const opened = Math.max(text.lastIndexOf('{%'), text.lastIndexOf('{{'));
    const closed = Math.max(text.lastIndexOf('%}'), text.lastIndexOf('}}'));
    isInTag = opened > closed || (isInTag && closed < 0);
    return prefix + text;
  });
  return out.join('\n');
}

function variablesOf(parsed: Template[], firstLine: number): readonly (readonly [string, number])[] {
  const { globals } = ENGINE.analyzeSync(parsed, { partials: false });
  return Object.values(globals).flatMap((found) =>
    found.map(({ segments, location }) => [segments.join('.'), firstLine + location.row - 1] as const),
  );
}

function unknownVariable(path: string, line: number): LineFault {
  return { line, code: 'unknown_variable', message: `There is no “${path}”.` };
}
