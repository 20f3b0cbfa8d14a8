import { type Align, type Block, type MarkedPaper, MarkupFault, type TextBlock } from './paper-markup.js';

interface Element {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

const TAG = /<(\/?)([a-z][a-z0-9]*)(?::(\d+))?((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/y;
const ATTRIBUTE = /([a-z]+)="([^"]*)"/g;
const MOST_ELEMENTS = 200_000;

/** Which elements may stand in which, and the attributes that each one knows. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  paper: ['h1', 'h2', 'p', 'facts', 'table', 'totals', 'columns', 'logo', 'rule', 'space', 'footer'],
  columns: ['column'],
  column: ['h1', 'h2', 'p', 'facts', 'logo', 'rule', 'space'],
  facts: ['fact'],
  table: ['col', 'row'],
  row: ['cell'],
  totals: ['total'],
};
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  paper: ['title', 'author'],
  p: ['look', 'align', 'muted'],
  h1: ['align'],
  h2: ['align'],
  fact: ['label'],
  col: ['width', 'align'],
  total: ['label', 'strong'],
  space: ['points'],
  logo: ['height', 'align'],
};
const WITH_TEXT: readonly string[] = ['h1', 'h2', 'p', 'fact', 'col', 'cell', 'total', 'footer'];

/**
 * Reads what a template rendered to. Elements carry the line of the template that they came from (`<row:12>`), so that a
 * fault names it. Text is only ever text: entities are the sole thing that is interpreted in it.
 */
export function parseMarkup(source: string): MarkedPaper {
  const root = readElements(source);
  const footer = root.children.find((child) => child.name === 'footer')?.text ?? '';
  return {
    title: root.attributes.get('title') ?? '',
    author: root.attributes.get('author') ?? '',
    footer,
    blocks: blocksOf(root),
  };
}

function readElements(source: string): Element {
  const open: Element[] = [];
  let root: Element | undefined;
  let count = 0;
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf('<', at);
    const text = next < 0 ? source.slice(at) : source.slice(at, next);
    addText(open.at(-1), text);
    if (next < 0) break;
    TAG.lastIndex = next;
    const match = TAG.exec(source);
    if (!match) throw new MarkupFault(`Not an element: ${source.slice(next, next + 30)}`, lineAt(source, next));
    at = TAG.lastIndex;
    const line = match[3] === undefined ? lineAt(source, next) : Number(match[3]);
    const name = match[2] ?? '';
    if (match[1] === '/') {
      const closed = open.pop();
      if (closed?.name !== name)
        throw new MarkupFault(`</${name}> closes ${closed ? `<${closed.name}>` : 'nothing'}.`, line);
      continue;
    }
    count += 1;
    if (count > MOST_ELEMENTS) throw new MarkupFault('The document has too many elements.', line);
    const element = elementOf(name, line, match[4] ?? '', open.at(-1));
    if (open.length === 0) {
      if (root) throw new MarkupFault('There is one <paper> in a template.', line);
      root = element;
    } else open.at(-1)?.children.push(element);
    if (match[5] !== '/') open.push(element);
  }
  const left = open.at(-1);
  if (left) throw new MarkupFault(`<${left.name}> is not closed.`, left.line);
  if (!root) throw new MarkupFault('A template renders to a <paper>.', 1);
  return root;
}

function elementOf(name: string, line: number, attributes: string, parent: Element | undefined): Element {
  if (!parent && name !== 'paper') throw new MarkupFault(`A template begins with <paper>, not with <${name}>.`, line);
  if (parent && !INSIDE[parent.name]?.includes(name))
    throw new MarkupFault(`There is no <${name}> in <${parent.name}>.`, line);
  const known = new Map<string, string>();
  for (const [, key = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
    if (!ATTRIBUTES[name]?.includes(key)) throw new MarkupFault(`<${name}> has no attribute "${key}".`, line);
    known.set(key, unescaped(value));
  }
  return { name, line, attributes: known, children: [], text: '' };
}

function addText(element: Element | undefined, text: string): void {
  if (text.trim() === '') {
    if (element && WITH_TEXT.includes(element.name)) element.text += text;
    return;
  }
  if (!element || !WITH_TEXT.includes(element.name))
    throw new MarkupFault(`Text stands outside of a paragraph: ${text.trim().slice(0, 30)}`, element?.line ?? 1);
  element.text += unescaped(text);
}

function blocksOf(element: Element): Block[] {
  return element.children.flatMap((child) => (child.name === 'footer' ? [] : [blockOf(child)]));
}

function blockOf(element: Element): Block {
  switch (element.name) {
    case 'h1':
      return textOf(element, 'title');
    case 'h2':
      return textOf(element, 'heading');
    case 'facts':
      return {
        kind: 'facts',
        facts: element.children.map((fact) => ({
          label: fact.attributes.get('label') ?? '',
          value: trimmed(fact.text),
        })),
      };
    case 'table':
      return tableOf(element);
    case 'totals':
      return {
        kind: 'totals',
        totals: element.children.map((total) => ({
          label: total.attributes.get('label') ?? '',
          value: trimmed(total.text),
          strong: total.attributes.get('strong') === 'yes',
        })),
      };
    case 'columns':
      return { kind: 'columns', columns: element.children.map(blocksOf) };
    case 'logo':
      return { kind: 'logo', height: numberOf(element, 'height', 48, 200), align: alignOf(element) };
    case 'rule':
      return { kind: 'rule' };
    case 'space':
      return { kind: 'space', points: numberOf(element, 'points', 8, 200) };
    default:
      return textOf(element, lookOf(element));
  }
}

function tableOf(element: Element): Block {
  const columns = element.children.filter((child) => child.name === 'col');
  if (columns.length === 0 || columns.length > 12)
    throw new MarkupFault('A table has one to twelve columns.', element.line);
  const rows = element.children.filter((child) => child.name === 'row');
  for (const row of rows) {
    if (row.children.length !== columns.length)
      throw new MarkupFault(
        `A row has ${row.children.length} cells in a table of ${columns.length} columns.`,
        row.line,
      );
  }
  return {
    kind: 'table',
    columns: columns.map((column) => ({
      label: trimmed(column.text),
      share: numberOf(column, 'width', 1, 100),
      align: alignOf(column),
    })),
    rows: rows.map((row) => row.children.map((cell) => trimmed(cell.text))),
  };
}

function textOf(element: Element, look: TextBlock['look']): TextBlock {
  return {
    kind: 'text',
    text: trimmed(element.text),
    look,
    muted: element.attributes.get('muted') === 'yes',
    align: alignOf(element),
  };
}

function lookOf(element: Element): TextBlock['look'] {
  const look = element.attributes.get('look') ?? 'plain';
  if (look !== 'plain' && look !== 'strong' && look !== 'small')
    throw new MarkupFault('The look of a paragraph is plain, strong or small.', element.line);
  return look;
}

function alignOf(element: Element): Align {
  const align = element.attributes.get('align') ?? 'left';
  if (align !== 'left' && align !== 'right' && align !== 'center')
    throw new MarkupFault('Text is aligned left, center or right.', element.line);
  return align;
}

function numberOf(element: Element, name: string, usual: number, most: number): number {
  const text = element.attributes.get(name);
  if (text === undefined) return usual;
  const number = Number(text);
  if (!(number > 0 && number <= most))
    throw new MarkupFault(`"${name}" is a number above 0, at most ${most}.`, element.line);
  return number;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: '\u00a0',
};

function unescaped(text: string): string {
  return text.includes('&') ? text.replace(/&(#39|[a-z]+);/g, (all, name: string) => ENTITIES[name] ?? all) : text;
}

/** Each line of the text without the indentation of the template; empty lines at both ends are dropped. */
function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line, index, all) => line !== '' || (index > 0 && index < all.length - 1 && all[index - 1] !== ''))
    .join('\n')
    .trim();
}

function lineAt(source: string, index: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < index; at = source.indexOf('\n', at + 1)) line += 1;
  return line;
}
