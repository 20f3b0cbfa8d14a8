import { parseVersion, type RouterVersion } from '../values/version.js';
import { decoded, readingOf, type TextReading } from './code-page.js';
import { logicalLines, type LogicalLine } from './logical-lines.js';
import { understand, type ExportSelector, type OctetStatement } from './statement.js';

export interface ExportRow {
  /** Where it begins and ends in the file, from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly menu: string;
  /** `add` makes a row; `set` changes the one selected, or the only one of its menu. */
  readonly verb: string;
  readonly selector: ExportSelector | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** Fields that are said to be unset (`!field`). */
  readonly unset: readonly string[];
  /** Values beyond ASCII as the octets that the file has, so that another reading can be tried. */
  readonly octets: ReadonlyMap<string, Buffer>;
}

export interface ExportHeader {
  readonly versionText: string | undefined;
  readonly version: RouterVersion | undefined;
  /** `2026-03-15 04:12:07` by the router's own clock and zone. */
  readonly writtenAt: string | undefined;
  readonly softwareId: string | undefined;
  readonly model: string | undefined;
  readonly serialNumber: string | undefined;
}

export interface NotUnderstood {
  readonly line: number;
  readonly lastLine: number;
  readonly text: string;
  readonly why: string;
}

export interface ExportFile {
  readonly header: ExportHeader;
  readonly reading: TextReading;
  /** Menu → what is said in it, in the order of the file. */
  readonly menus: ReadonlyMap<string, readonly ExportRow[]>;
  readonly notUnderstood: readonly NotUnderstood[];
  /** Remarks below the header, as `#error exporting /ip/dns`. */
  readonly remarks: readonly { readonly line: number; readonly text: string }[];
}

/**
 * Reads what `/export` wrote: plain or terse, RouterOS 6 or 7. Each line of the file is a row, a menu, a remark, or listed as not
 * understood. `codePage` is a person's word for how octets beyond ASCII are to be read (`windows-1250`).
 */
export function readExport(file: Buffer, codePage?: string): ExportFile {
  const lines = logicalLines(octetsOf(file));
  const header: Record<string, string> = {};
  const remarks: { line: number; text: string }[] = [];
  const notUnderstood: NotUnderstood[] = [];
  const found: { at: LogicalLine; statement: OctetStatement }[] = [];
  let menu: string | undefined;
  let depth = 0;
  const refuse = ({ line, lastLine, text }: LogicalLine, why: string): void => {
    notUnderstood.push({ line, lastLine, text: decoded(bytesOf(text), { how: 'given', codePage }), why });
  };
  for (const at of lines) {
    if (at.text.startsWith('#')) {
      if (found.length > 0 || menu !== undefined || !headerLine(at.text, header))
        remarks.push({ line: at.line, text: at.text });
      continue;
    }
    // What stands in a block of a script is no configuration, whatever it looks like.
    if (depth > 0 || at.fault) {
      refuse(at, at.fault === 'cut' ? 'the file ends here' : at.fault ? 'a quote is not closed' : 'inside a script');
      depth = at.fault ? depth : Math.max(0, depth + bracesOpened(at.text));
      continue;
    }
    const understood = understand(at.text, menu);
    if (understood.kind === 'menu') menu = understood.menu;
    else if (understood.kind === 'not_understood') {
      refuse(at, understood.why);
      depth = Math.max(0, bracesOpened(at.text));
    } else {
      // A path on the line of a command holds for that line alone.
      found.push({ at, statement: understood.statement });
      if (understood.leftOver.length > 0)
        refuse({ ...at, text: understood.leftOver.join(' ') }, 'words that are no field');
    }
  }
  return { header: headerOf(header), ...rowsOf(found, codePage), notUnderstood, remarks };
}

function rowsOf(
  found: readonly { at: LogicalLine; statement: OctetStatement }[],
  codePage: string | undefined,
): Pick<ExportFile, 'reading' | 'menus'> {
  const beyond = found.flatMap(({ statement }) => Object.values(statement.values).filter(isBeyondAscii));
  const reading = readingOf(beyond.map(bytesOf), codePage);
  const menus = new Map<string, ExportRow[]>();
  for (const { at, statement } of found) {
    const octets = new Map<string, Buffer>();
    const values: [string, string][] = Object.entries(statement.values).map(([field, text]) => {
      if (!isBeyondAscii(text)) return [field, text];
      octets.set(field, bytesOf(text));
      return [field, decoded(bytesOf(text), reading)];
    });
    const rows = menus.get(statement.menu) ?? [];
    menus.set(statement.menu, rows);
    rows.push({
      line: at.line,
      lastLine: at.lastLine,
      menu: statement.menu,
      verb: statement.verb,
      selector: statement.selector,
      values: Object.fromEntries(values),
      unset: statement.unset,
      octets,
    });
  }
  return { reading, menus };
}

/** A byte-order mark is nobody's; a file saved as UTF-16 by an editor is read as what it was. */
function octetsOf(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return Buffer.from(file.toString('utf16le', 2), 'utf8').toString('latin1');
  return file.toString('latin1').replace(/^\u00EF\u00BB\u00BF/, '');
}

function isBeyondAscii(text: string): boolean {
  return /[\u0080-\u00FF]/.test(text);
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

function bracesOpened(text: string): number {
  const bare = text.replace(/\\[^]/g, '').replace(/"[^"]*"/g, '');
  return (bare.match(/\{/g)?.length ?? 0) - (bare.match(/\}/g)?.length ?? 0);
}

const HEADER: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^# (\S+ [\d:]+) by RouterOS (.+)$/, ['writtenAt', 'version']],
  [/^# software id = (.*)$/, ['softwareId']],
  [/^# model = (.*)$/, ['model']],
  [/^# serial number = (.*)$/, ['serialNumber']],
  [/^#$/, []],
];

function headerLine(text: string, into: Record<string, string>): boolean {
  for (const [pattern, names] of HEADER) {
    const match = pattern.exec(text);
    if (!match) continue;
    for (const [k, name] of names.entries()) into[name] = match[k + 1] ?? '';
    return true;
  }
  return false;
}

function headerOf(found: Readonly<Record<string, string>>): ExportHeader {
  return {
    versionText: found['version'],
    version: parseVersion(found['version'] ?? ''),
    writtenAt: isoStamp(found['writtenAt']),
    softwareId: found['softwareId'],
    model: found['model'],
    serialNumber: found['serialNumber'],
  };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `mar/15/2026 04:12:07` before 7.10, ISO from then on. */
function isoStamp(text: string | undefined): string | undefined {
  const old = /^([a-z]{3})\/(\d\d)\/(\d{4}) (.+)$/.exec(text ?? '');
  if (!old) return text;
  const month = MONTHS.indexOf(old[1] ?? '') + 1;
  return month === 0 ? text : `${old[3]}-${String(month).padStart(2, '0')}-${old[2]} ${old[4]}`;
}
