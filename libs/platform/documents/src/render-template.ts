import { Liquid, type Template } from 'liquidjs';
import { type Block, MarkupFault, type MarkedPaper } from './paper-markup.js';
import { parseMarkup } from './parse-markup.js';

/** What a filter of a template does: with text in, text out. */
export type PaperFilter = (value: unknown, ...more: unknown[]) => string;

export interface TemplateRun {
  readonly source: string;
  readonly data: object;
  readonly filters: Readonly<Record<string, PaperFilter>>;
  /** Texts of the language of the paper, by key: `{{ 'due' | t }}`. */
  readonly texts: Readonly<Record<string, string>>;
  /** PNG or JPEG, for `<logo>`; a template that has one is drawn without it where there is none. */
  readonly logo?: Uint8Array | undefined;
}

const MOST_SOURCE = 100_000;
const LIMITS = { parseLimit: 2 * MOST_SOURCE, renderLimit: 3_000, memoryLimit: 20_000_000 };

/**
 * Renders a template and reads what came out. A template sees its data and nothing else: no files, no other templates, no
 * prototype of a value. What it puts out is text, whatever is in it. Time and memory end at limits.
 */
export function renderTemplate(run: TemplateRun): MarkedPaper {
  if (run.source.length > MOST_SOURCE) throw new MarkupFault(`A template has at most ${MOST_SOURCE} characters.`, 1);
  const { engine, parsed } = preparedOf(run);
  let text: string;
  try {
    text = String(engine.renderSync(parsed, run.data));
  } catch (error) {
    throw faultOf(error);
  }
  const marked = parseMarkup(text);
  return run.logo ? { ...marked, logo: run.logo } : { ...marked, blocks: withoutLogo(marked.blocks) };
}

function withoutLogo(blocks: readonly Block[]): readonly Block[] {
  return blocks
    .filter(({ kind }) => kind !== 'logo')
    .map((block) => (block.kind === 'columns' ? { ...block, columns: block.columns.map(withoutLogo) } : block));
}

interface Prepared {
  readonly engine: Liquid;
  readonly parsed: Template[];
}

const MOST_PREPARED = 50;
const prepared = new Map<string, Prepared & { readonly run: TemplateRun }>();

/** Reading a template costs more than rendering it: it is read once for the same filters and texts. */
function preparedOf(run: TemplateRun): Prepared {
  const known = prepared.get(run.source);
  if (known && known.run.filters === run.filters && known.run.texts === run.texts) return known;
  const engine = engineOf(run);
  const made = { engine, parsed: parseTemplate(engine, run.source), run: { ...run, data: {} } };
  if (prepared.size >= MOST_PREPARED) prepared.clear();
  prepared.set(run.source, made);
  return made;
}

/** Only whether the template can be read. */
export function checkTemplate(source: string): void {
  parseTemplate(engineOf({ source, data: {}, filters: {}, texts: {} }, false), source);
}

function parseTemplate(engine: Liquid, source: string): Template[] {
  try {
    return engine.parse(withLines(source));
  } catch (error) {
    throw faultOf(error);
  }
}

function engineOf({ filters, texts }: TemplateRun, strictFilters = true): Liquid {
  const engine = new Liquid({
    ...LIMITS,
    cache: false,
    strictFilters,
    strictVariables: true,
    lenientIf: true,
    ownPropertyOnly: true,
    relativeReference: false,
    templates: {},
    outputEscape: escaped,
  });
  for (const [name, filter] of Object.entries(filters)) engine.registerFilter(name, filter);
  engine.registerFilter('t', (key: unknown) => texts[String(key)] ?? String(key));
  return engine;
}

function escaped(value: unknown): string {
  if (value === null || value === undefined) return '';
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const PIECES = /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|<\/?[a-z][a-z0-9]*|\n/g;

/** Gives each element the line of the template that it stands on. */
function withLines(source: string): string {
  let line = 1;
  return source.replace(PIECES, (piece) => {
    if (piece === '\n') {
      line += 1;
      return piece;
    }
    if (piece.startsWith('{')) {
      line += piece.split('\n').length - 1;
      return piece;
    }
    return `${piece}:${line}`;
  });
}

function faultOf(error: unknown): MarkupFault {
  if (error instanceof MarkupFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  const said = /^(.*?)(?:, file:[^,]*)?, line:(\d+)/s.exec(message);
  return new MarkupFault(firstLine(said?.[1] ?? message), Number(said?.[2] ?? 1));
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 300) ?? '';
}
