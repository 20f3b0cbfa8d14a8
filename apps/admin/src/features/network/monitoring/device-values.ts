import type { VariablesOf } from '@demarc/web-api';
import type { DeviceRecord, SaveDeviceDocument, WatchedDevice } from './monitoring.graphql';

export type DeviceInput = VariablesOf<typeof SaveDeviceDocument>['input'];

export interface DeviceValues {
  readonly name: string;
  readonly kind: WatchedDevice['kind'];
  readonly model: string;
  readonly address: string;
  readonly siteId: string;
  readonly routerId: string;
  readonly parentId: string;
  readonly ping: boolean;
  readonly snmp: WatchedDevice['snmp'];
  readonly snmpPort: string;
  readonly community: string;
  readonly snmpUser: string;
  readonly snmpAuth: NonNullable<WatchedDevice['snmpAuth']>;
  readonly authKey: string;
  readonly snmpPrivacy: NonNullable<WatchedDevice['snmpPrivacy']>;
  readonly privacyKey: string;
  readonly pollSeconds: string;
  readonly interfaces: boolean;
  readonly metrics: string;
}

export function firstDeviceValues(
  device: WatchedDevice | null,
  metrics: DeviceRecord['metrics'],
  routerId: string,
): DeviceValues {
  return {
    name: device?.name ?? '',
    kind: device?.kind ?? 'ROUTER',
    model: device?.model ?? '',
    address: device?.address ?? '',
    siteId: device?.siteId ?? '',
    routerId: device?.routerId ?? routerId,
    parentId: device?.parentId ?? '',
    ping: device?.ping ?? true,
    snmp: device?.snmp ?? 'NONE',
    snmpPort: String(device?.snmpPort ?? 161),
    community: '',
    snmpUser: device?.snmpUser ?? '',
    snmpAuth: device?.snmpAuth ?? 'SHA256',
    authKey: '',
    snmpPrivacy: device?.snmpPrivacy ?? 'AES',
    privacyKey: '',
    pollSeconds: String(device?.pollSeconds ?? 60),
    interfaces: device?.interfaces ?? true,
    metrics: metricLines(metrics),
  };
}

export function metricLines(metrics: DeviceRecord['metrics']): string {
  return metrics
    .filter(({ own }) => own)
    .map(({ oid, name, unit, factor, kind }) =>
      [oid, name, unit, String(factor), ...(kind === 'COUNTER' ? ['counter'] : [])].join(', '),
    )
    .join('\n');
}

/** A line is `OID, name, unit, factor, counter`; the last three may be left out. A number is that of a line without sense. */
export function readMetricLines(text: string): DeviceInput['metrics'] | number {
  const found: NonNullable<DeviceInput['metrics']>[number][] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [oid = '', name = '', unit = '', factor = '1', kind = ''] = line.split(',').map((part) => part.trim());
    const number = factor === '' ? 1 : Number(factor);
    if (!/^\.?\d+(\.\d+){3,}$/.test(oid) || name === '' || !Number.isFinite(number)) return at + 1;
    found.push({
      oid: oid.replace(/^\./, ''),
      name,
      unit,
      factor: number,
      kind: kind.toLowerCase() === 'counter' ? 'COUNTER' : 'GAUGE',
    });
  }
  return found;
}

export function deviceInput(
  values: DeviceValues,
  device: WatchedDevice | null,
  metrics: NonNullable<DeviceInput['metrics']>,
): DeviceInput {
  const orNull = (text: string) => (text === '' ? null : text);
  const given = (key: 'community' | 'authKey' | 'privacyKey') => (values[key] === '' ? {} : { [key]: values[key] });
  return {
    ...(device === null ? {} : { deviceId: device.id, revision: device.revision, partnerId: device.partnerId }),
    name: values.name.trim(),
    kind: values.kind,
    model: values.model.trim(),
    address: values.address.trim(),
    siteId: orNull(values.siteId),
    routerId: orNull(values.routerId),
    parentId: orNull(values.parentId),
    ping: values.ping,
    snmp: values.snmp,
    snmpPort: Number(values.snmpPort),
    ...(values.snmp === 'V2C' ? given('community') : {}),
    ...(values.snmp === 'V3'
      ? {
          snmpUser: values.snmpUser.trim(),
          snmpAuth: values.snmpAuth,
          snmpPrivacy: values.snmpPrivacy,
          ...given('authKey'),
          ...given('privacyKey'),
        }
      : {}),
    pollSeconds: Number(values.pollSeconds),
    interfaces: values.interfaces,
    metrics,
  };
}

const UNITS = [
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
] as const;

/** How long, in the largest unit of which there is a whole one: `13 minutes`. */
export function spanOf(seconds: number): {
  readonly unit: 'days' | 'hours' | 'minutes' | 'seconds';
  readonly count: number;
} {
  const [unit, length] = UNITS.find(([, one]) => seconds >= one) ?? (['seconds', 1] as const);
  return { unit, count: Math.floor(seconds / length) };
}
