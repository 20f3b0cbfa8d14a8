import { Injectable } from '@nestjs/common';
import { SecretBox } from '@demarc/secrets';
import {
  type DeviceInterface,
  numberIn,
  readInterfaces,
  readMemory,
  readProcessor,
  readSystem,
  SnmpClient,
  SnmpError,
} from '../../snmp/index.js';
import { pingHost } from '../routers/tools/ping-host.js';
import { credentialsOf, type DeviceRow, snmpBinding } from './device-row.js';

export interface OwnMetric {
  readonly key: string;
  readonly oid: string;
}

/** What one poll of a device brought. */
export interface DeviceReading {
  readonly deviceId: string;
  readonly isUp: boolean;
  readonly fault: string | null;
  readonly rttMs: number | null;
  readonly uptimeSeconds: number | null;
  readonly systemName: string | null;
  readonly systemText: string | null;
  readonly processor: number | undefined;
  readonly memory: number | undefined;
  readonly interfaces: readonly DeviceInterface[];
  /** Own values by key, as the device said them. */
  readonly own: ReadonlyMap<string, number>;
}

type SnmpPart = Pick<
  DeviceReading,
  'uptimeSeconds' | 'systemName' | 'systemText' | 'processor' | 'memory' | 'interfaces' | 'own'
>;

const NOTHING: SnmpPart = {
  uptimeSeconds: null,
  systemName: null,
  systemText: null,
  processor: undefined,
  memory: undefined,
  interfaces: [],
  own: new Map(),
};

/** Asks one device for everything that is wanted of it. */
@Injectable()
export class DeviceProbe {
  /** How long an answer is waited for; a device far away needs more than one beside us. */
  patience = { timeoutMs: 2_000, retries: 1 };

  constructor(private readonly secrets: SecretBox) {}

  async read(device: DeviceRow, own: readonly OwnMetric[], signal?: AbortSignal): Promise<DeviceReading> {
    const [ping, part] = await Promise.all([
      device.ping ? pingHost(device.address, 1, signal) : undefined,
      device.snmp === 'none' ? undefined : this.ask(device, own),
    ]);
    const fault = part instanceof SnmpError ? part.message : null;
    const answeredPing = ping?.kind === 'answered';
    const answeredSnmp = part !== undefined && !(part instanceof SnmpError);
    return {
      deviceId: device.id,
      isUp: answeredPing || answeredSnmp,
      fault: fault ?? (answeredPing || answeredSnmp ? null : silence(device, ping?.kind)),
      rttMs: ping?.kind === 'answered' ? ping.rttMs : null,
      ...(answeredSnmp ? part : NOTHING),
    };
  }

  private async ask(device: DeviceRow, own: readonly OwnMetric[]): Promise<SnmpPart | SnmpError> {
    const sealed = await this.secrets.open(
      'snmp_secret',
      device.snmp_secrets ?? Buffer.alloc(0),
      snmpBinding(device.id),
    );
    const credentials = credentialsOf(device, sealed);
    const client = SnmpClient.open({ address: device.address, port: device.snmp_port, credentials, ...this.patience });
    try {
      const system = await readSystem(client);
      const processor = await readProcessor(client);
      const memory = await readMemory(client);
      const interfaces = device.interfaces ? await readInterfaces(client) : [];
      const values = own.length === 0 ? new Map() : await client.get(own.map(({ oid }) => oid));
      const told = own.flatMap(({ key, oid }): [string, number][] => {
        const value = numberIn(values.get(oid));
        return value === undefined ? [] : [[key, value]];
      });
      return {
        uptimeSeconds: system.uptimeSeconds,
        systemName: system.name,
        systemText: system.text,
        processor,
        memory,
        interfaces,
        own: new Map(told),
      };
    } catch (error) {
      if (error instanceof SnmpError) return error;
      throw error;
    } finally {
      client.close();
    }
  }
}

function silence(device: DeviceRow, ping: 'answered' | 'silent' | 'missing' | undefined): string {
  if (ping === 'missing') return 'There is no ping program on this server (Debian: iputils-ping).';
  return device.ping ? 'No answer to ping.' : 'No answer.';
}
