import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { ownCertificate, type OwnCertificate } from './certificate.ts';
import { TextCoding } from './code-page.ts';
import { addRow, renameReferences } from './commands.ts';
import { exportText, type ExportOptions } from './export.ts';
import { goodManners, type Manners } from './manners.ts';
import { RouterState, type MenuCount } from './state.ts';
import type { Row, Table, Values } from './table.ts';
import { Talk } from './talk.ts';

export interface SimRouterOptions {
  /** `6.42`: login by challenge; before 7.18 no `!empty`; 6 has old dates and code pages. */
  readonly version?: string;
  readonly identity?: string;
  readonly users?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly host?: string;
  readonly port?: number;
  readonly tlsPort?: number;
}

/** A router in memory that speaks the RouterOS API. */
export class SimRouter {
  readonly state: RouterState;
  readonly manners: Manners = goodManners();
  readonly users: Map<string, string>;
  certificate: OwnCertificate;
  logins = 0;
  connections = 0;
  private readonly options: SimRouterOptions;
  private readonly sockets = new Set<Socket>();
  private servers: Server[] = [];

  constructor(options: SimRouterOptions = {}) {
    const now = options.now ?? ((): Date => new Date());
    this.options = options;
    this.state = new RouterState(now);
    this.state.version = options.version ?? '7.18.2';
    this.users = new Map(Object.entries(options.users ?? { admin: 'secret' }));
    this.certificate = ownCertificate('router', now());
    this.table('/system/identity').single.set('name', options.identity ?? 'sim-routeros');
  }

  get saysEmpty(): boolean {
    return !isBefore(this.state.version, 7, 18);
  }

  get loginBy(): 'plain' | 'challenge' {
    return isBefore(this.state.version, 6, 43) ? 'challenge' : 'plain';
  }

  get port(): number {
    return portOf(this.servers[0]);
  }

  get tlsPort(): number {
    return portOf(this.servers[1]);
  }

  async start(): Promise<void> {
    const talk = (socket: Socket): Talk => new Talk(this, socket);
    const plain = createTcpServer((socket) => this.keep(socket, talk));
    const safe = createTcpServer((socket) => this.keep(socket, (raw) => talk(this.secured(raw))));
    this.servers = [plain, safe];
    await listening(plain, this.options.port ?? 0, this.options.host);
    await listening(safe, this.options.tlsPort ?? 0, this.options.host);
  }

  async stop(): Promise<void> {
    this.cutAll();
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  /** As pulling the cable: all connections end at once. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  get openConnections(): number {
    return this.sockets.size;
  }

  /** Somebody works on the router by hand: checked as a command, but not counted. */
  add(menu: string, values: Values): string {
    return addRow(this.state, this.table(menu), values).id;
  }

  change(menu: string, match: Values, values: Values): number {
    const table = this.table(menu);
    const rows = table.menu.single ? table.rows : matching(table, match);
    for (const row of rows) {
      const before = row.values.get('name');
      table.set(row, values);
      renameReferences(this.state, table, before, row.values.get('name'));
    }
    return rows.length;
  }

  remove(menu: string, match: Values): number {
    const table = this.table(menu);
    const rows = matching(table, match);
    for (const row of rows) {
      table.remove(row);
      renameReferences(this.state, table, row.values.get('name'), row.id);
    }
    return rows.length;
  }

  /** Before the first row that fits, or, without one, to the end. */
  move(menu: string, match: Values, before?: Values): number {
    const table = this.table(menu);
    const rows = matching(table, match);
    const [destination] = before ? matching(table, before) : [];
    for (const row of rows) table.move(row, destination);
    return rows.length;
  }

  /** Rows that the router makes itself: sessions, leases given by pool, queues of PPP. */
  addDynamic(menu: string, values: Values): string {
    const table = this.table(menu);
    return table.add('dynamic' in table.menu.fields ? { ...values, dynamic: 'true' } : values, true).id;
  }

  removeDynamic(menu: string, match: Values): number {
    const table = this.table(menu);
    const rows = matching(table, match);
    for (const row of rows) table.remove(row, true);
    return rows.length;
  }

  rows(menu: string): Record<string, string>[] {
    const table = this.state.table(menu) ?? this.table(menu);
    return table.rows.map((row) => Object.fromEntries(this.state.shown(table, row)));
  }

  count(menu: string): MenuCount {
    return this.state.counts.get(menu) ?? { reads: 0, writes: 0 };
  }

  get writes(): number {
    return [...this.state.counts.values()].reduce((total, { writes }) => total + writes, 0);
  }

  resetCounts(): void {
    this.state.counts.clear();
  }

  snapshot(menu?: string): string {
    return this.state.snapshot(menu);
  }

  /** The file that `/export file=…` would leave on the router. */
  exportFile(options: Omit<ExportOptions, 'octetsOf'> = {}): string {
    const coding = new TextCoding(this.manners.codePage);
    return exportText(this.state, { ...options, octetsOf: (letter) => coding.encode(letter) });
  }

  private table(menu: string): Table {
    const table = this.state.tables.get(menu);
    if (!table) throw new Error(`the router knows no menu ${menu}`);
    return table;
  }

  /** The certificate of this moment, so that a router may be given another one while it runs. */
  private secured(socket: Socket): TLSSocket {
    const { key, cert } = this.certificate;
    return new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ key, cert }) });
  }

  private keep(socket: Socket, take: (socket: Socket) => unknown): void {
    this.connections += 1;
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    if (!this.manners.deaf) take(socket);
  }
}

function matching(table: Table, match: Values): Row[] {
  return table.rows.filter((row) =>
    Object.entries(match).every(([field, value]) => (field === '.id' ? row.id : row.values.get(field)) === value),
  );
}

function isBefore(version: string, major: number, minor: number): boolean {
  const [a = 0, b = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return a < major || (a === major && b < minor);
}

function portOf(server: Server | undefined): number {
  const address = server?.address() as AddressInfo | string | null | undefined;
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listening(server: Server, port: number, host = '127.0.0.1'): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}
