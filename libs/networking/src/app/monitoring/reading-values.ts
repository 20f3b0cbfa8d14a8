import { counterRate } from '../../domain/counter-rate.js';
import type { DeviceInterface } from '../../snmp/index.js';
import type { DeviceReading } from './device-probe.js';

export interface KnownInterface {
  readonly if_index: number;
  readonly name: string;
  readonly oper_up: boolean;
  readonly in_octets: string | null;
  readonly out_octets: string | null;
  readonly in_errors: string | null;
  readonly out_errors: string | null;
  readonly counted_at: Date;
  readonly counted_uptime: string | null;
}

export interface InterfaceRates {
  readonly inBps: number | null;
  readonly outBps: number | null;
  readonly errorsPerSecond: number | null;
}

export interface OwnMetricRow {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly oid: string;
  readonly factor: number;
  readonly kind: 'gauge' | 'counter';
  readonly last_raw: string | null;
  readonly last_at: Date | null;
}

/** A value worth keeping, by the key of its series. */
export interface MetricValue {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

export function ratesOf(
  now: DeviceInterface,
  before: KnownInterface | undefined,
  at: Date,
  uptimeSeconds: number | null,
): InterfaceRates {
  if (!before) return { inBps: null, outBps: null, errorsPerSecond: null };
  const rate = (value: bigint | null, last: string | null, bits: 32 | 64): number | undefined =>
    value === null || last === null
      ? undefined
      : counterRate(
          {
            value: BigInt(last),
            at: before.counted_at,
            uptimeSeconds: before.counted_uptime === null ? null : Number(before.counted_uptime),
          },
          { value, at, uptimeSeconds },
          bits,
        );
  const inOctets = rate(now.inOctets, before.in_octets, now.bits);
  const outOctets = rate(now.outOctets, before.out_octets, now.bits);
  const errors = [rate(now.inErrors, before.in_errors, 32), rate(now.outErrors, before.out_errors, 32)];
  return {
    inBps: inOctets === undefined ? null : inOctets * 8,
    outBps: outOctets === undefined ? null : outOctets * 8,
    errorsPerSecond: errors.every((one) => one !== undefined) ? errors.reduce((sum, one) => sum + (one ?? 0), 0) : null,
  };
}

export function metricValues(
  reading: DeviceReading,
  rates: ReadonlyMap<number, InterfaceRates>,
  own: readonly OwnMetricRow[],
  at: Date,
): MetricValue[] {
  const values: MetricValue[] = [];
  const add = (key: string, name: string, unit: string, value: number | null | undefined): void => {
    if (value !== null && value !== undefined && Number.isFinite(value)) values.push({ key, name, unit, value });
  };
  add('rtt', 'Round trip', 'ms', reading.rttMs);
  add('cpu', 'Processor', '%', reading.processor);
  add('memory', 'Memory', '%', reading.memory);
  for (const { index, name } of reading.interfaces) {
    const rate = rates.get(index);
    add(`if.${index}.in`, `${name} in`, 'bit/s', rate?.inBps);
    add(`if.${index}.out`, `${name} out`, 'bit/s', rate?.outBps);
    add(`if.${index}.errors`, `${name} errors`, '1/s', rate?.errorsPerSecond);
  }
  for (const metric of own)
    add(metric.key, metric.name, metric.unit, ownValue(metric, reading.own.get(metric.key), at));
  return values;
}

/** A counter of an own OID is told as its growth a second; a fall is a restart, and tells nothing. */
function ownValue(metric: OwnMetricRow, raw: number | undefined, at: Date): number | undefined {
  if (raw === undefined) return undefined;
  if (metric.kind === 'gauge') return raw * metric.factor;
  if (metric.last_raw === null || metric.last_at === null) return undefined;
  const seconds = (at.getTime() - metric.last_at.getTime()) / 1000;
  const grown = raw - Number(metric.last_raw);
  return seconds > 0 && grown >= 0 ? (grown / seconds) * metric.factor : undefined;
}
