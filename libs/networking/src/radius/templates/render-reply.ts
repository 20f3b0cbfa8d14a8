import type { Attribute } from '../codec/encode.js';
import { isSpeed, speedPlace } from '../speed-place.js';
import type { CompiledTemplate, LiquidLines, PlainLine } from './compile-template.js';
import type { ReplySubject } from './reply-subject.js';
import type { LineFault } from './reply-template.js';
import { ENGINE, engineFault, ITEM, MARK, plainText, withoutControls } from './template-engine.js';
import { attributeOfLine, isFault, isSilent, readLine } from './template-lines.js';
import type { Reader, Value } from './variable.js';
import { VARIABLES } from './variables.js';

/** A line of an answer as it was put together. */
export interface ReplyLine {
  /** Of the template. */
  readonly line: number;
  readonly name: string;
  /** Empty: it was left out. */
  readonly value: string;
}

export interface RenderedReply {
  readonly attributes: readonly Attribute[];
  readonly lines: readonly ReplyLine[];
  /** Lines that cannot be sent; they are not among the attributes. */
  readonly faults: readonly LineFault[];
}

/**
 * The answer that a template gives about somebody. Pure; an empty value leaves its line out, a list makes a line for each. The speed
 * is left out where a queue on the router has it.
 */
export function renderReply(template: CompiledTemplate, subject: ReplySubject): RenderedReply {
  const out: Output = { attributes: [], lines: [], faults: [] };
  for (const piece of template.pieces) {
    if (piece.kind === 'plain') plain(piece, subject, out);
    else liquid(piece, subject, template.uses, out);
  }
  return speedPlace(subject.entry, subject.nas) === 'queue' ? withoutSpeed(out) : out;
}

function withoutSpeed({ attributes, lines, faults }: Output): RenderedReply {
  const said = lines.filter(({ value }) => value !== '');
  return {
    attributes: attributes.filter((_, at) => !isSpeed(said[at]?.name ?? '')),
    lines: lines.map((line) => (isSpeed(line.name) ? { ...line, value: '' } : line)),
    faults,
  };
}

interface Output {
  readonly attributes: Attribute[];
  readonly lines: ReplyLine[];
  readonly faults: LineFault[];
}

function plain({ line, definition, tag, onlyIf, parts }: PlainLine, subject: ReplySubject, out: Output): void {
  if (onlyIf && isNothing(onlyIf(subject))) return left(definition.name, line, out);
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'function') {
    const value = only(subject);
    if (value === undefined || value === null) return left(definition.name, line, out);
    if (!Array.isArray(value)) return add({ definition, tag, value: plainText(value) }, line, out);
    if (value.length === 0) return left(definition.name, line, out);
    for (const item of value) add({ definition, tag, value: plainText(item) }, line, out);
    return;
  }
  add({ definition, tag, value: parts.map((part) => textOf(part, subject)).join('') }, line, out);
}

function textOf(part: string | Reader, subject: ReplySubject): string {
  return typeof part === 'string' ? part : plainText(part(subject)).replaceAll(ITEM, ' ');
}

function isNothing(value: Value): boolean {
  return value === undefined || value === null || value === false;
}

function liquid({ line, parsed }: LiquidLines, subject: ReplySubject, uses: ReadonlySet<string>, out: Output): void {
  let text: string;
  try {
    text = String(ENGINE.renderSync([...parsed], scopeOf(subject, uses)));
  } catch (error) {
    out.faults.push(engineFault(error, line));
    return;
  }
  for (const rendered of text.split('\n')) {
    const [first] = rendered.matchAll(MARK);
    const at = Number(first?.[1] ?? line);
    const bare = rendered.replaceAll(MARK, '');
    if (isSilent(bare)) continue;
    const read = readLine(bare, at);
    if (isFault(read)) out.faults.push(read);
    else for (const value of read.value.split(ITEM)) add({ ...read, value }, at, out);
  }
}

function add(named: Parameters<typeof attributeOfLine>[0], line: number, out: Output): void {
  const { name } = named.definition;
  if (named.value === '') return left(name, line, out);
  const attribute = attributeOfLine(named, line);
  if ('code' in attribute) {
    out.faults.push(attribute);
    return;
  }
  out.attributes.push(attribute);
  out.lines.push({ line, name: named.tag === undefined ? name : `${name}:${named.tag}`, value: named.value });
}

function left(name: string, line: number, out: Output): void {
  out.lines.push({ line, name, value: '' });
}

/** What the engine sees: the variables as nested values, custom fields only where the template names them. */
function scopeOf(subject: ReplySubject, uses: ReadonlySet<string>): object {
  const scope: Record<string, Record<string, unknown>> = {};
  for (const { path, read } of VARIABLES) put(scope, path, read(subject));
  for (const path of uses) if (path.includes('.fields.')) put(scope, path, subject.entry?.facts?.[path]);
  return scope;
}

function put(scope: Record<string, Record<string, unknown>>, path: string, value: Value): void {
  const [root = '', ...rest] = path.split('.');
  const owner = (scope[root] ??= { fields: {} });
  const target = rest.length === 1 ? owner : (owner['fields'] as Record<string, unknown>);
  target[rest.at(-1) ?? ''] = typeof value === 'string' ? withoutControls(value) : (value ?? null);
}
