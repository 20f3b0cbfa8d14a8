import { exportedValue } from './kinds.ts';
import type { Menu } from './menus.ts';
import { oldDate, type RouterState } from './state.ts';
import type { Row, Table } from './table.ts';

export interface ExportOptions {
  readonly terse?: boolean;
  readonly showSensitive?: boolean;
  readonly hideSensitive?: boolean;
  /** Bytes of a letter beyond ASCII, which an export writes as `\E9`; UTF-8 when not given. */
  readonly octetsOf?: (letter: string) => Uint8Array;
}

const WIDTH = 78;

/** `/export`: menus in alphabetical order, fields that are not at their usual value, lines wrapped near 80. */
export function exportText(state: RouterState, options: ExportOptions): string {
  const old = state.version.startsWith('6');
  const sensitive = old ? options.hideSensitive !== true : options.showSensitive === true;
  const lines = [
    `# ${stamp(state, old)} by RouterOS ${state.version}`,
    '# software id = SIML-0000',
    '#',
    '# model = CCR2004-16G-2S+',
    '# serial number = 000000000000',
  ];
  for (const path of [...state.tables.keys()].sort()) {
    const table = state.table(path);
    if (!table || table.menu.notExported) continue;
    const written = table.rows.flatMap((row) => lineOf(table, row, sensitive, options));
    const menu = `/${path.slice(1).replaceAll('/', ' ')}`;
    if (written.length === 0) continue;
    if (options.terse) lines.push(...written.map((words) => `${menu} ${words.join(' ')}`));
    else lines.push(menu, ...written.map(wrapped));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function stamp(state: RouterState, old: boolean): string {
  const [date = '', time = ''] = new Date(state.nowMs).toISOString().split('T');
  return `${old ? oldDate(date) : date} ${time.slice(0, 8)}`;
}

function lineOf(table: Table, row: Row, sensitive: boolean, options: ExportOptions): string[][] {
  const { menu, path } = table;
  if (row.values.get('dynamic') === 'true') return [];
  const factory = row.values.get('default') === 'true' || path === '/interface';
  const words: string[] = [];
  for (const name of Object.keys(menu.fields).sort()) {
    const word = wordOf(menu, row, name, sensitive, options);
    if (word !== undefined && !(factory && (name === 'name' || name === 'mac-address' || name === 'kind')))
      words.push(word);
  }
  if (menu.single) return words.length === 0 ? [] : [['set', ...words]];
  if (!factory) return [['add', ...words]];
  const selector = path === '/interface' ? `default-name=${row.values.get('default-name') ?? ''}` : `default=yes`;
  return words.length === 0 ? [] : [['set', path === '/interface' ? `[ find ${selector} ]` : row.id, ...words]];
}

function wordOf(menu: Menu, row: Row, name: string, sensitive: boolean, options: ExportOptions): string | undefined {
  const field = menu.fields[name];
  const value = row.values.get(name);
  if (!field || value === undefined || field.readOnly || value === field.usual || (field.sensitive && !sensitive))
    return undefined;
  return value === '' && field.usual === undefined
    ? undefined
    : `${name}=${quoted(exportedValue(field.kind, value), options)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  $: '\\$',
  '?': '\\?',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quoted(value: string, { octetsOf = (letter) => Buffer.from(letter) }: ExportOptions): string {
  const plain = /^[\w.,:/<>*!%+@-]+$/.test(value);
  if (plain) return value;
  const inside = [...value]
    .map((letter) => ESCAPES[letter] ?? (isPrintable(letter) ? letter : hex(octetsOf(letter))))
    .join('');
  return `"${inside}"`;
}

function isPrintable(letter: string): boolean {
  return letter >= ' ' && letter <= '~';
}

function hex(octets: Uint8Array): string {
  return [...octets].map((octet) => `\\${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Breaks between words, else after the `=`, else inside the value, always with a backslash and four spaces. */
function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  let line = words[0] ?? '';
  for (const word of words.slice(1)) {
    if (line.length + 1 + word.length <= WIDTH) {
      line += ` ${word}`;
      continue;
    }
    const name = word.slice(0, word.indexOf('=') + 1);
    const value = word.slice(name.length);
    if (line.length + 1 + name.length <= WIDTH && value.length < WIDTH - 8) {
      lines.push(`${line} ${name}\\`);
      line = `    ${value}`;
    } else {
      lines.push(`${line} \\`);
      line = `    ${word}`;
    }
    while (line.length > WIDTH) {
      const cut = cutAt(line);
      lines.push(`${line.slice(0, cut)}\\`);
      line = `    ${line.slice(cut)}`;
    }
  }
  return [...lines, line].join('\r\n');
}

/** Never inside an escape. */
function cutAt(line: string): number {
  for (let at = WIDTH; at > WIDTH - 6; at -= 1) if (!line.slice(at - 2, at).includes('\\')) return at;
  return WIDTH;
}
