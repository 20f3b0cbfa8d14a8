import type { SnmpClient, SnmpValue } from './snmp-client.js';

/** RFC 3418, 2863, 2790 (HOST-RESOURCES-MIB). */
const SYSTEM = { text: '1.3.6.1.2.1.1.1.0', uptime: '1.3.6.1.2.1.1.3.0', name: '1.3.6.1.2.1.1.5.0' } as const;
const INTERFACES = {
  description: '1.3.6.1.2.1.2.2.1.2',
  speed: '1.3.6.1.2.1.2.2.1.5',
  adminStatus: '1.3.6.1.2.1.2.2.1.7',
  operStatus: '1.3.6.1.2.1.2.2.1.8',
  inOctets: '1.3.6.1.2.1.2.2.1.10',
  inErrors: '1.3.6.1.2.1.2.2.1.14',
  outOctets: '1.3.6.1.2.1.2.2.1.16',
  outErrors: '1.3.6.1.2.1.2.2.1.20',
  name: '1.3.6.1.2.1.31.1.1.1.1',
  wideInOctets: '1.3.6.1.2.1.31.1.1.1.6',
  wideOutOctets: '1.3.6.1.2.1.31.1.1.1.10',
  wideSpeed: '1.3.6.1.2.1.31.1.1.1.15',
  alias: '1.3.6.1.2.1.31.1.1.1.18',
} as const;
const PROCESSOR_LOAD = '1.3.6.1.2.1.25.3.3.1.2';
const STORAGE = {
  type: '1.3.6.1.2.1.25.2.3.1.2',
  size: '1.3.6.1.2.1.25.2.3.1.5',
  used: '1.3.6.1.2.1.25.2.3.1.6',
} as const;
const STORAGE_RAM = '1.3.6.1.2.1.25.2.1.2';
const MOST_INTERFACES = 512;

export interface DeviceSystem {
  readonly name: string;
  readonly text: string;
  readonly uptimeSeconds: number | null;
}

export interface DeviceInterface {
  readonly index: number;
  readonly name: string;
  readonly alias: string;
  readonly speedBps: bigint | null;
  readonly adminUp: boolean;
  readonly operUp: boolean;
  readonly inOctets: bigint | null;
  readonly outOctets: bigint | null;
  readonly inErrors: bigint | null;
  readonly outErrors: bigint | null;
  /** Width of the octet counters; those of errors have 32. */
  readonly bits: 32 | 64;
}

export async function readSystem(client: SnmpClient): Promise<DeviceSystem> {
  const found = await client.get(Object.values(SYSTEM));
  const ticks = found.get(SYSTEM.uptime);
  return {
    name: textOf(found.get(SYSTEM.name)),
    text: textOf(found.get(SYSTEM.text)),
    uptimeSeconds: typeof ticks === 'bigint' ? Number(ticks / 100n) : null,
  };
}

/** The load of all processors, in percent; undefined where the device does not say. */
export async function readProcessor(client: SnmpClient): Promise<number | undefined> {
  const loads = [...(await client.column(PROCESSOR_LOAD)).values()].filter((load) => typeof load === 'bigint');
  if (loads.length === 0) return undefined;
  return Number(loads.reduce((sum, load) => sum + load, 0n)) / loads.length;
}

/** The share of the main memory in use, in percent. */
export async function readMemory(client: SnmpClient): Promise<number | undefined> {
  const types = await client.column(STORAGE.type);
  const rows = [...types].filter(([, type]) => textOf(type).replace(/^\./, '') === STORAGE_RAM).map(([index]) => index);
  const [first] = rows;
  if (first === undefined) return undefined;
  const found = await client.get([`${STORAGE.size}.${first}`, `${STORAGE.used}.${first}`]);
  const size = found.get(`${STORAGE.size}.${first}`);
  const used = found.get(`${STORAGE.used}.${first}`);
  return typeof size === 'bigint' && typeof used === 'bigint' && size > 0n
    ? (Number(used) * 100) / Number(size)
    : undefined;
}

type Column = ReadonlyMap<string, SnmpValue>;
type Columns = Readonly<Record<keyof typeof INTERFACES, Column>>;

export async function readInterfaces(client: SnmpClient): Promise<readonly DeviceInterface[]> {
  const columns: Record<string, Column> = {};
  // One column after the other: a small device drops what comes all at once.
  for (const [name, oid] of Object.entries(INTERFACES)) columns[name] = await client.column(oid);
  const all = columns as Columns;
  return [...all.operStatus.keys()].slice(0, MOST_INTERFACES).map((index) => interfaceOf(all, index));
}

function interfaceOf(columns: Columns, index: string): DeviceInterface {
  const wideIn = columns.wideInOctets.get(index);
  const wideOut = columns.wideOutOctets.get(index);
  const isWide = typeof wideIn === 'bigint' && typeof wideOut === 'bigint';
  const megabits = numberOf(columns.wideSpeed.get(index));
  const description = textOf(columns.description.get(index));
  return {
    index: Number(index),
    name: textOf(columns.name.get(index)) || description || `#${index}`,
    alias: textOf(columns.alias.get(index)),
    speedBps: megabits !== null && megabits > 0n ? megabits * 1_000_000n : numberOf(columns.speed.get(index)),
    adminUp: columns.adminStatus.get(index) === 1n,
    operUp: columns.operStatus.get(index) === 1n,
    inOctets: isWide ? wideIn : numberOf(columns.inOctets.get(index)),
    outOctets: isWide ? wideOut : numberOf(columns.outOctets.get(index)),
    inErrors: numberOf(columns.inErrors.get(index)),
    outErrors: numberOf(columns.outErrors.get(index)),
    bits: isWide ? 64 : 32,
  };
}

function textOf(value: SnmpValue | undefined): string {
  return value === undefined ? '' : String(value).slice(0, 500);
}

function numberOf(value: SnmpValue | undefined): bigint | null {
  return typeof value === 'bigint' ? value : null;
}

/** `12.3 C` is 12.3: some devices say numbers in words. */
export function numberIn(value: SnmpValue | undefined): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  const found = /-?\d+(\.\d+)?/.exec(value ?? '');
  return found ? Number(found[0]) : undefined;
}
