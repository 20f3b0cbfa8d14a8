import { shownSeconds } from './kinds.ts';
import { IP_MENUS } from './menus-ip.ts';
import { PPP_MENUS } from './menus-ppp.ts';
import { SYSTEM_MENUS } from './menus-system.ts';
import { Table, type Row } from './table.ts';

export interface MenuCount {
  reads: number;
  writes: number;
}

/** What a reader of the menu sees: `.id` first, then the fields that are there. */
export type ShownRow = ReadonlyMap<string, string>;

/** Fields that move by themselves, and so are no part of a snapshot. */
const MOVING: ReadonlySet<string> = new Set([
  'uptime',
  'time',
  'date',
  'cpu-load',
  'free-memory',
  'timeout',
  'bytes',
  'packets',
  'rate',
]);

/** Everything that the router knows. */
export class RouterState {
  readonly tables = new Map<string, Table>();
  readonly counts = new Map<string, MenuCount>();
  private readonly now: () => Date;
  private readonly startedAt: number;
  private readonly heard = new Map<string, Set<(id: string, row: ShownRow | undefined) => void>>();
  version = '7.18.2';

  constructor(now: () => Date) {
    this.now = now;
    this.startedAt = now().getTime();
    for (const [path, menu] of Object.entries({ ...SYSTEM_MENUS, ...PPP_MENUS, ...IP_MENUS })) {
      const table = new Table(path, menu);
      table.refers = (other, name) => this.tables.get(other)?.byName(name) !== undefined;
      table.changed = (id, row) => this.tell(table, id, row);
      this.tables.set(path, table);
    }
    this.factorySettings();
  }

  get nowMs(): number {
    return this.now().getTime();
  }

  /** The table, with what has run out by now gone from it. */
  table(path: string): Table | undefined {
    const table = this.tables.get(path);
    table?.expire(this.nowMs);
    return table;
  }

  shown(table: Table, row: Row): ShownRow {
    const out = new Map<string, string>();
    if (row.id !== '') out.set('.id', row.id);
    for (const name of Object.keys(table.menu.fields)) {
      const value = row.values.get(name);
      if (value !== undefined) out.set(name, value);
    }
    if (row.endsAt !== undefined) out.set('timeout', shownSeconds(Math.ceil((row.endsAt - this.nowMs) / 1_000)));
    this.tellMoving(table.path, row, out);
    return out;
  }

  count(path: string, kind: 'reads' | 'writes'): void {
    const counted = this.counts.get(path) ?? { reads: 0, writes: 0 };
    counted[kind] += 1;
    this.counts.set(path, counted);
  }

  listen(path: string, heard: (id: string, row: ShownRow | undefined) => void): () => void {
    const all = this.heard.get(path) ?? new Set();
    this.heard.set(path, all.add(heard));
    return () => all.delete(heard);
  }

  /** All rows of all menus, or of one, as text; equal texts mean that nothing was touched, not even the order or an id. */
  snapshot(path?: string): string {
    const lines: string[] = [];
    for (const [name, table] of this.tables) {
      if (path !== undefined && path !== name) continue;
      table.expire(this.nowMs);
      for (const row of table.rows) {
        const fields = [...row.values].filter(([field]) => !MOVING.has(field)).sort(([a], [b]) => (a < b ? -1 : 1));
        lines.push(JSON.stringify([name, row.id, fields, row.endsAt ?? null]));
      }
    }
    return lines.join('\n');
  }

  private tellMoving(path: string, row: Row, out: Map<string, string>): void {
    const uptime = shownSeconds(Math.floor((this.nowMs - this.startedAt) / 1_000));
    if (path === '/system/resource')
      out
        .set('uptime', uptime)
        .set('version', `${this.version} (${this.version.startsWith('6') ? 'long-term' : 'stable'})`);
    if (path === '/system/routerboard') out.set('current-firmware', this.version).set('upgrade-firmware', this.version);
    if (path === '/system/clock') {
      const [date = '', time = ''] = this.now().toISOString().split('T');
      out.set('time', time.slice(0, 8)).set('date', this.version.startsWith('6') ? oldDate(date) : date);
    }
    if (path === '/ip/address') {
      const [address = '', length = '32'] = (row.values.get('address') ?? '').split('/');
      out.set('network', networkOf(address, Number(length))).set('actual-interface', row.values.get('interface') ?? '');
    }
  }

  private tell(table: Table, id: string, row: Row | undefined): void {
    const shown = row && this.shown(table, row);
    for (const heard of this.heard.get(table.path) ?? []) heard(id, shown);
  }

  private factorySettings(): void {
    const put = (path: string, values: Record<string, string>): unknown => this.tables.get(path)?.add(values, true);
    for (const name of ['default', 'default-encryption']) put('/ppp/profile', { name, default: 'true' });
    put('/ip/hotspot/user/profile', { name: 'default', default: 'true' });
    put('/queue/type', { name: 'default', kind: 'pfifo', default: 'true' });
    put('/queue/type', { name: 'default-small', kind: 'pfifo', 'pfifo-limit': '10', default: 'true' });
    put('/queue/type', { name: 'pcq-upload-default', kind: 'pcq', 'pcq-classifier': 'src-address', default: 'true' });
    put('/queue/type', { name: 'pcq-download-default', kind: 'pcq', 'pcq-classifier': 'dst-address', default: 'true' });
    for (let k = 1; k <= 4; k += 1)
      put('/interface', { name: `ether${k}`, 'default-name': `ether${k}`, 'mac-address': `02:00:00:00:00:0${k}` });
    put('/user', { name: 'admin', group: 'full' });
    put('/log', { time: '00:00:01', topics: 'system,info', message: 'router rebooted' });
  }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function oldDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${MONTHS[Number(month) - 1]}/${day}/${year}`;
}

function networkOf(address: string, length: number): string {
  const bits = address.split('.').reduce((total, part) => total * 256 + Number(part), 0);
  const size = 2 ** (32 - length);
  const network = Math.floor(bits / size) * size;
  return [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.');
}
