import { exportText } from './export.ts';
import { seconds, Trap } from './kinds.ts';
import { hops, pings } from './probes.ts';
import { matches } from './query.ts';
import type { RouterState, ShownRow } from './state.ts';
import type { Row, Table } from './table.ts';

export interface Command {
  readonly path: string;
  readonly verb: string;
  readonly values: Readonly<Record<string, string>>;
  readonly queries: readonly string[];
}

/** What is said before `!done`, and what with it. */
export interface Answer {
  readonly rows?: Iterable<ReadonlyMap<string, string>>;
  readonly ret?: string;
  readonly isPrint?: boolean;
}

const WRITES: ReadonlySet<string> = new Set([
  'add',
  'set',
  'remove',
  'unset',
  'move',
  'enable',
  'disable',
  'make-static',
  'edit',
  'comment',
]);

/** Options of commands that are no fields of rows. */
const OPTIONS: ReadonlySet<string> = new Set(['.id', 'numbers', 'place-before', 'copy-from']);

export function isWrite({ verb }: Command): boolean {
  return WRITES.has(verb);
}

export function parseCommand(words: readonly string[]): Command {
  const [head = '', ...rest] = words;
  const values: Record<string, string> = {};
  const queries: string[] = [];
  for (const word of rest) {
    const match = /^=([^=]+)=([^]*)$/.exec(word);
    if (match) values[match[1] ?? ''] = match[2] ?? '';
    else if (word.startsWith('?')) queries.push(word);
  }
  const at = head.lastIndexOf('/');
  return { path: head.slice(0, Math.max(at, 0)), verb: head.slice(at + 1), values, queries };
}

/** Carries a command out. Throws the trap that the router would answer with. */
export function carryOut(state: RouterState, command: Command): Answer {
  const special = SPECIAL[`${command.path}/${command.verb}`];
  if (special) {
    state.count(command.path, 'reads');
    return special(state, command.values);
  }
  const table = state.table(command.path);
  if (!table) throw new Trap(command.path === '' ? 'no such command' : 'no such command prefix', 0);
  const act = ACTS[command.verb];
  if (!act || (table.menu.madeByRouter && isWrite(command) && command.verb !== 'remove'))
    throw new Trap('no such command', 0);
  state.count(command.path, isWrite(command) ? 'writes' : 'reads');
  return act(state, table, command);
}

type Act = (state: RouterState, table: Table, command: Command) => Answer;

const ACTS: Readonly<Record<string, Act>> = {
  print,
  getall: print,
  find: (state, table, { queries }) => ({
    ret: selected(state, table, queries)
      .map(({ id }) => id)
      .join(';'),
  }),
  get: (state, table, command) => {
    const [row] = table.menu.single ? table.rows : named(table, command);
    const shown = row && state.shown(table, row);
    return { ret: shown?.get(command.values['value-name'] ?? '') ?? '' };
  },
  add: (state, table, { values }) => {
    if (table.menu.single) throw new Trap('no such command', 0);
    const before = values['place-before'];
    const row = addRow(state, table, fieldsOf(values));
    if (before !== undefined) table.move(row, table.byId(before));
    return { ret: row.id };
  },
  set: (state, table, command) => {
    for (const row of table.menu.single ? table.rows : named(table, command)) {
      const before = row.values.get('name');
      table.set(row, fieldsOf(command.values));
      renameReferences(state, table, before, row.values.get('name'));
    }
    return {};
  },
  unset: (_state, table, command) => {
    for (const row of named(table, command)) table.unset(row, command.values['value-name'] ?? '');
    return {};
  },
  remove: (state, table, command) => {
    for (const row of named(table, command)) {
      table.remove(row);
      renameReferences(state, table, row.values.get('name'), row.id);
    }
    return {};
  },
  move: (_state, table, { values }) => {
    const destination = values['destination'];
    const target = destination === undefined ? undefined : table.byId(destination);
    if (destination !== undefined && !target) throw new Trap('no such item', 0);
    for (const row of rowsNamed(table, values['numbers'] ?? values['.id'] ?? '')) table.move(row, target);
    return {};
  },
  enable: (_state, table, command) => switched(table, command, 'no'),
  disable: (_state, table, command) => switched(table, command, 'yes'),
  comment: (_state, table, command) => {
    for (const row of named(table, command)) table.set(row, { comment: command.values['comment'] ?? '' });
    return {};
  },
  'make-static': (_state, table, command) => {
    if (table.path !== '/ip/dhcp-server/lease') throw new Trap('no such command', 0);
    for (const row of named(table, command)) {
      if (row.values.get('dynamic') !== 'true') throw new Trap('failure: already static');
      row.values.set('dynamic', 'false');
      table.changed(row.id, row);
    }
    return {};
  },
};

function print(state: RouterState, table: Table, { values, queries }: Command): Answer {
  const wanted = values['.proplist']?.split(',').filter(Boolean);
  const from = values['from'] === undefined ? undefined : new Set(values['from'].split(','));
  const rows = selected(state, table, queries).filter(({ id }) => !from || from.has(id));
  if ('count-only' in values) return { ret: String(rows.length), isPrint: true };
  return { rows: shownRows(state, table, rows, wanted), isPrint: true };
}

export function* shownRows(
  state: RouterState,
  table: Table,
  rows: readonly Row[],
  wanted: readonly string[] | undefined,
): Generator<ShownRow> {
  for (const row of rows) yield project(state.shown(table, row), wanted);
}

export function project(shown: ShownRow, wanted: readonly string[] | undefined): ShownRow {
  if (!wanted) return shown;
  const out = new Map<string, string>();
  for (const field of wanted) {
    const value = shown.get(field);
    if (value !== undefined) out.set(field, value);
  }
  return out;
}

function selected(state: RouterState, table: Table, queries: readonly string[]): readonly Row[] {
  if (queries.length === 0) return table.rows;
  return table.rows.filter((row) => {
    const shown = state.shown(table, row);
    return matches(queries, (field) => shown.get(field));
  });
}

/** A timed entry of an address list is the router's own from then on. */
export function addRow(state: RouterState, table: Table, values: Readonly<Record<string, string>>): Row {
  const timeout = table.path === '/ip/firewall/address-list' ? values['timeout'] : undefined;
  const length = timeout === undefined ? undefined : seconds(timeout);
  const row = table.add(values, false, length === undefined ? undefined : state.nowMs + length * 1_000);
  row.values.delete('timeout');
  if (length !== undefined) row.values.set('dynamic', 'true');
  return row;
}

function switched(table: Table, command: Command, disabled: 'yes' | 'no'): Answer {
  for (const row of named(table, command)) table.set(row, { disabled });
  return {};
}

function fieldsOf(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !OPTIONS.has(name)));
}

function named(table: Table, { values }: Command): Row[] {
  const text = values['.id'] ?? values['numbers'];
  if (text === undefined) throw new Trap('missing value(s) of argument(s) .id', 1);
  return rowsNamed(table, text);
}

/** All or none: one id that is not there, and nothing is done. */
function rowsNamed(table: Table, text: string): Row[] {
  return text.split(',').map((name) => {
    const row = table.byId(name) ?? table.byName(name);
    if (!row) throw new Trap('no such item', 0);
    return row;
  });
}

/** RouterOS keeps references by id: a new name shows everywhere, and a row that is gone leaves its bare id. */
export function renameReferences(
  state: RouterState,
  table: Table,
  before: string | undefined,
  after: string | undefined,
): void {
  if (before === undefined || after === undefined || before === after) return;
  for (const other of state.tables.values())
    for (const [name, { kind }] of Object.entries(other.menu.fields))
      if (typeof kind === 'object' && 'row' in kind && kind.row === table.path)
        for (const row of other.rows) if (row.values.get(name) === before) other.rename(row, name, after);
}

const SPECIAL: Readonly<Record<string, (state: RouterState, values: Readonly<Record<string, string>>) => Answer>> = {
  '/tool/ping': (_state, values) => ({ rows: pings(values) }),
  '/ping': (_state, values) => ({ rows: pings(values) }),
  '/tool/traceroute': (_state, values) => ({ rows: hops(values) }),
  '/export': (state, values) => ({
    ret: exportText(state, {
      terse: 'terse' in values,
      showSensitive: 'show-sensitive' in values,
      hideSensitive: 'hide-sensitive' in values,
    }),
  }),
};
