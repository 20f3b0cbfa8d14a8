import snmp from 'net-snmp';

/** A device of the demo provider, as it answers to whoever watches it. */
export interface DemoDevice {
  readonly address: string;
  readonly port: number;
  readonly community: string;
  readonly name: string;
  readonly text: string;
  /** Broken: nothing answers there. */
  readonly isSilent: boolean;
  readonly ports: readonly DemoPort[];
}

export interface DemoPort {
  readonly name: string;
  readonly alias: string;
  readonly megabits: number;
  /** How much of it is in use, on the average of a day. */
  readonly share: number;
}

/** What is used of net-snmp's agent, whose types say nothing. */
interface Agent {
  getMib(): Mib;
  getAuthorizer(): { addCommunity(community: string): void };
  close(callback?: () => void): void;
}
interface Mib {
  registerProvider(provider: object): void;
  setScalarValue(name: string, value: unknown): void;
  addTableRow(table: string, row: readonly unknown[]): void;
  setTableSingleCell(table: string, column: number, row: readonly number[], value: unknown): void;
}

const { Scalar, Table } = snmp.MibProviderType;
const { OctetString, TimeTicks, Integer, Counter64, Gauge, OID } = snmp.ObjectType;
const READ = snmp.MaxAccess['read-only'];
const column = (number: number, name: string, type: number): object => ({ number, name, type, maxAccess: READ });

/** RFC 3418, 2863 and 2790, as much of it as a poll asks for. */
const PROVIDERS = [
  { name: 'sysDescr', type: Scalar, oid: '1.3.6.1.2.1.1.1', scalarType: OctetString, maxAccess: READ },
  { name: 'sysUpTime', type: Scalar, oid: '1.3.6.1.2.1.1.3', scalarType: TimeTicks, maxAccess: READ },
  { name: 'sysName', type: Scalar, oid: '1.3.6.1.2.1.1.5', scalarType: OctetString, maxAccess: READ },
  {
    name: 'ifTable',
    type: Table,
    oid: '1.3.6.1.2.1.2.2.1',
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      column(1, 'ifIndex', Integer),
      column(2, 'ifDescr', OctetString),
      column(7, 'ifAdminStatus', Integer),
      column(8, 'ifOperStatus', Integer),
    ],
    tableIndex: [{ columnName: 'ifIndex' }],
  },
  {
    name: 'ifXTable',
    type: Table,
    oid: '1.3.6.1.2.1.31.1.1.1',
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      column(1, 'ifName', OctetString),
      column(6, 'ifHCInOctets', Counter64),
      column(10, 'ifHCOutOctets', Counter64),
      column(15, 'ifHighSpeed', Gauge),
      column(18, 'ifAlias', OctetString),
    ],
    tableAugments: 'ifTable',
  },
  {
    name: 'hrProcessorTable',
    type: Table,
    oid: '1.3.6.1.2.1.25.3.3.1',
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [column(1, 'hrProcessorId', Integer), column(2, 'hrProcessorLoad', Integer)],
    tableIndex: [{ columnName: 'hrProcessorId' }],
  },
  {
    name: 'hrStorageTable',
    type: Table,
    oid: '1.3.6.1.2.1.25.2.3.1',
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      column(1, 'hrStorageIndex', Integer),
      column(2, 'hrStorageType', OID),
      column(5, 'hrStorageSize', Integer),
      column(6, 'hrStorageUsed', Integer),
    ],
    tableIndex: [{ columnName: 'hrStorageIndex' }],
  },
];

const UP = 1;
const RAM = '1.3.6.1.2.1.25.2.1.2';
const MEMORY_BLOCKS = 262_144;
const TICK_MS = 5_000;
const DAY_MS = 86_400_000;

/** Answers SNMP for the device, on the loopback, until it is stopped. */
export class DemoAgent {
  private readonly device: DemoDevice;
  private readonly now: () => number;
  private readonly startedMs: number;
  private agent: Agent | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly octets: bigint[];

  constructor(device: DemoDevice, now: () => number) {
    this.device = device;
    this.now = now;
    this.startedMs = now();
    this.octets = device.ports.flatMap(() => [0n, 0n]);
  }

  /** Rejects where the address or the port is not to be had. */
  start(): Promise<void> {
    const { address, port, community } = this.device;
    return new Promise((resolve, reject) => {
      const agent = snmp.createAgent({ address, port, accessControlModelType: 0 }, (error: Error | null) => {
        if (error && this.agent === undefined) reject(error);
      }) as Agent;
      agent.getAuthorizer().addCommunity(community);
      this.fill(agent.getMib());
      const listening = setTimeout(() => {
        this.agent = agent;
        this.timer = setInterval(() => this.go(agent.getMib()), TICK_MS);
        this.timer.unref();
        resolve();
      }, 50);
      listening.unref();
    });
  }

  stop(): Promise<void> {
    clearInterval(this.timer);
    const { agent } = this;
    this.agent = undefined;
    return agent ? new Promise((resolve) => agent.close(() => resolve())) : Promise.resolve();
  }

  private fill(mib: Mib): void {
    for (const provider of PROVIDERS) mib.registerProvider(structuredClone(provider));
    const { name, text, ports } = this.device;
    mib.setScalarValue('sysDescr', text);
    mib.setScalarValue('sysName', name);
    mib.setScalarValue('sysUpTime', 0);
    ports.forEach(({ name: portName, alias, megabits }, at) => {
      mib.addTableRow('ifTable', [at + 1, portName, UP, UP]);
      mib.addTableRow('ifXTable', [at + 1, portName, counter(0n), counter(0n), megabits, alias]);
    });
    mib.addTableRow('hrProcessorTable', [1, 10]);
    mib.addTableRow('hrStorageTable', [1, RAM, MEMORY_BLOCKS, Math.round(MEMORY_BLOCKS * 0.4)]);
  }

  /** Time has gone on: counters grow by what is used at this hour. */
  private go(mib: Mib): void {
    const nowMs = this.now();
    const wave = busyness(nowMs);
    mib.setScalarValue('sysUpTime', Math.floor((nowMs - this.startedMs) / 10));
    this.device.ports.forEach(({ megabits, share }, at) => {
      const down = BigInt(Math.round(((megabits * 1_000_000) / 8) * share * wave * (TICK_MS / 1_000)));
      const [inAt, outAt] = [at * 2, at * 2 + 1];
      this.octets[inAt] = (this.octets[inAt] ?? 0n) + down;
      this.octets[outAt] = (this.octets[outAt] ?? 0n) + down / 8n;
      mib.setTableSingleCell('ifXTable', 6, [at + 1], counter(this.octets[inAt] ?? 0n));
      mib.setTableSingleCell('ifXTable', 10, [at + 1], counter(this.octets[outAt] ?? 0n));
    });
    mib.setTableSingleCell('hrProcessorTable', 2, [1], Math.round(8 + 30 * wave));
  }
}

/** Between the quiet of the morning and the busy evening, with a little swing: from 0.4 to 1.6. */
export function busyness(nowMs: number): number {
  const evening = Math.sin(((nowMs % DAY_MS) / DAY_MS - 0.55) * 2 * Math.PI);
  const swing = Math.sin(nowMs / 180_000);
  return 1 + 0.45 * evening + 0.15 * swing;
}

function counter(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
