import { keptValue, Trap } from './kinds.ts';
import type { Field, Menu } from './menus.ts';

export interface Row {
  readonly id: string;
  readonly values: Map<string, string>;
  /** Milliseconds since 1970 at which a timed entry goes by itself. */
  endsAt?: number;
}

export type Values = Readonly<Record<string, string>>;

/** One menu of the router in memory: rows in their order, ids that are never given twice. */
export class Table {
  rows: Row[] = [];
  readonly path: string;
  readonly menu: Menu;
  /** Told of each change; `undefined` for a row that is gone. */
  changed: (id: string, row: Row | undefined) => void = () => undefined;
  /** Is there such a row in another menu? */
  refers: (path: string, name: string) => boolean = () => true;
  private lastId = 0;
  private readonly ids = new Map<string, Row>();
  /** For each unique key of the menu, who has it. */
  private readonly owners: Map<string, Row>[];

  constructor(path: string, menu: Menu) {
    this.path = path;
    this.menu = menu;
    this.owners = (menu.unique ?? []).map(() => new Map());
    if (menu.single) this.rows.push({ id: '', values: this.withUsual(new Map()) });
  }

  get single(): Map<string, string> {
    return this.rows[0]?.values ?? new Map();
  }

  /** `byRouter`: the router's own doing, free of the rules for people. */
  add(values: Values, byRouter = false, endsAt?: number): Row {
    const kept = byRouter ? new Map(Object.entries(values)) : this.checked(values);
    if (!byRouter)
      for (const [field, { required }] of Object.entries(this.menu.fields))
        if (required && !kept.has(field)) throw new Trap(`missing value(s) of argument(s) ${field}`, 1);
    this.lastId += 1;
    const row: Row = { id: `*${this.lastId.toString(16).toUpperCase()}`, values: this.withUsual(kept) };
    if (endsAt !== undefined) row.endsAt = endsAt;
    this.refuseDouble(row, row);
    this.rows.push(row);
    this.ids.set(row.id, row);
    this.own(row);
    this.changed(row.id, row);
    return row;
  }

  set(row: Row, values: Values): void {
    const kept = this.checked(values);
    if (row.values.get('dynamic') === 'true')
      throw new Trap(this.menu.dynamicTrap ?? 'failure: can not change dynamic');
    this.refuseDouble({ ...row, values: new Map([...row.values, ...kept]) }, row);
    this.disown(row);
    for (const [field, value] of kept) row.values.set(field, value);
    this.own(row);
    this.changed(row.id, row);
  }

  unset(row: Row, name: string): void {
    const field = this.writable(name);
    if (field.required) throw new Trap(`can not unset ${name}`, 1);
    if (row.values.get('dynamic') === 'true')
      throw new Trap(this.menu.dynamicTrap ?? 'failure: can not change dynamic');
    this.disown(row);
    if (field.usual === undefined) row.values.delete(name);
    else row.values.set(name, field.usual);
    this.own(row);
    this.changed(row.id, row);
  }

  remove(row: Row, byRouter = false): void {
    if (!byRouter && this.menu.dynamicStays && row.values.get('dynamic') === 'true')
      throw new Trap('failure: can not remove dynamic');
    if (!byRouter && row.values.get('default') === 'true') throw new Trap('failure: can not remove default');
    this.rows = this.rows.filter((other) => other !== row);
    this.ids.delete(row.id);
    this.disown(row);
    this.changed(row.id, undefined);
  }

  /** Before `destination`, or last. */
  move(row: Row, destination: Row | undefined): void {
    if (!this.menu.ordered) throw new Trap('no such command', 0);
    const others = this.rows.filter((other) => other !== row);
    const at = destination ? others.indexOf(destination) : others.length;
    others.splice(at < 0 ? others.length : at, 0, row);
    this.rows = others;
    this.changed(row.id, row);
  }

  byId(id: string): Row | undefined {
    return this.ids.get(id);
  }

  byName(name: string): Row | undefined {
    return this.rows.find((row) => row.values.get('name') === name);
  }

  expire(nowMs: number): void {
    for (const row of this.rows.filter(({ endsAt }) => endsAt !== undefined && endsAt <= nowMs)) this.remove(row, true);
  }

  private checked(values: Values): Map<string, string> {
    const kept = new Map<string, string>();
    for (const [name, text] of Object.entries(values)) {
      const { kind } = this.writable(name);
      const value = text === '' && typeof kind === 'string' && kind !== 'text' ? text : keptValue(kind, name, text);
      if (typeof kind === 'object' && 'row' in kind && !kind.also?.includes(value) && !this.refers(kind.row, value))
        throw new Trap(`input does not match any value of ${name}`, 1);
      kept.set(name, value);
    }
    return kept;
  }

  private writable(name: string): Field {
    const field = this.menu.fields[name];
    if (!field || field.readOnly) throw new Trap('unknown parameter', 0);
    return field;
  }

  private withUsual(values: Map<string, string>): Map<string, string> {
    for (const [name, { usual }] of Object.entries(this.menu.fields))
      if (usual !== undefined && !values.has(name)) values.set(name, usual);
    return values;
  }

  /** Another row got a name that this one refers to. */
  rename(row: Row, field: string, value: string): void {
    this.disown(row);
    row.values.set(field, value);
    this.own(row);
  }

  private refuseDouble(next: Row, row: Row): void {
    for (const [k, { fields, trap }] of (this.menu.unique ?? []).entries()) {
      const key = this.keyOf(next, fields);
      const owner = key === undefined ? undefined : this.owners[k]?.get(key);
      if (owner && owner !== row) throw new Trap(trap);
    }
  }

  private own(row: Row): void {
    for (const [k, { fields }] of (this.menu.unique ?? []).entries()) {
      const key = this.keyOf(row, fields);
      if (key !== undefined) this.owners[k]?.set(key, row);
    }
  }

  private disown(row: Row): void {
    for (const [k, { fields }] of (this.menu.unique ?? []).entries()) {
      const key = this.keyOf(row, fields);
      if (key !== undefined && this.owners[k]?.get(key) === row) this.owners[k]?.delete(key);
    }
  }

  /** None when the row lacks the first field, or is bound to a pool's name and not to an address. */
  private keyOf(row: Row, fields: readonly string[]): string | undefined {
    const first = row.values.get(fields[0] ?? '');
    if (first === undefined || (fields[0] === 'address' && !/\d\./.test(first) && this.path.endsWith('/lease')))
      return undefined;
    return fields.map((field) => row.values.get(field) ?? '').join('\u0000');
  }
}
