import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Partitions } from '../sessions/partitions.js';
import type { DeviceReading } from './device-probe.js';
import type { DeviceRow } from './device-row.js';
import {
  type InterfaceRates,
  type KnownInterface,
  metricValues,
  type MetricValue,
  type OwnMetricRow,
  ratesOf,
} from './reading-values.js';

/** One poll may be lost on the way; two are not. */
const DOWN_AFTER = 2;
const STEADY_FAILURES = 3;
const LONGEST_PAUSE_SECONDS = 300;

/** Keeps what a poll brought: state, interfaces, values; answers the values for the alerts. */
@Injectable()
export class DeviceStore {
  constructor(private readonly partitions: Partitions) {}

  async keep(
    act: Act,
    device: DeviceRow,
    reading: DeviceReading,
    own: readonly OwnMetricRow[],
  ): Promise<MetricValue[]> {
    await this.state(act, device, reading);
    const known = await act.sql.query<KnownInterface>(
      `SELECT if_index, name, oper_up, in_octets::text, out_octets::text, in_errors::text, out_errors::text, counted_at, counted_uptime
         FROM networking.device_interface WHERE device_id = $1`,
      [device.id],
    );
    const before = new Map(known.map((one) => [one.if_index, one]));
    const rates = new Map(
      reading.interfaces.map((one) => [one.index, ratesOf(one, before.get(one.index), act.at, reading.uptimeSeconds)]),
    );
    if (reading.interfaces.length > 0) await this.interfaces(act, device, reading, rates, before);
    const values = metricValues(reading, rates, own, act.at);
    await this.samples(act, device, values);
    await this.raws(act, device, reading, own);
    return values;
  }

  private async state(act: Act, device: DeviceRow, reading: DeviceReading): Promise<void> {
    const failures = reading.isUp ? 0 : device.failures + 1;
    const state = reading.isUp ? 'up' : failures >= DOWN_AFTER ? 'down' : device.state;
    const restarted =
      reading.uptimeSeconds !== null &&
      device.uptime_seconds !== null &&
      reading.uptimeSeconds < Number(device.uptime_seconds);
    await act.sql.execute(
      `UPDATE networking.device SET state = $2, state_since = CASE WHEN state = $2 AND state_since IS NOT NULL THEN state_since ELSE $3 END,
         fault = $4, failures = $5, next_poll_at = $6, polling_until = NULL, polled_at = $3, answered_at = CASE WHEN $7 THEN $3 ELSE answered_at END,
         uptime_seconds = coalesce($8, uptime_seconds), rtt_ms = $9, system_name = coalesce($10, system_name), system_text = coalesce($11, system_text)
       WHERE id = $1`,
      [
        device.id,
        state,
        act.at,
        reading.fault,
        failures,
        new Date(act.at.getTime() + pauseSeconds(device.poll_seconds, failures) * 1000),
        reading.isUp,
        reading.uptimeSeconds,
        reading.rttMs,
        reading.systemName,
        reading.systemText,
      ],
    );
    if (state !== device.state && (state === 'down' || device.state === 'down'))
      await event(act, device, state === 'down' ? 'down' : 'up', reading.fault ?? '', device.state_since);
    if (restarted) await event(act, device, 'restarted', '', null);
  }

  private async interfaces(
    act: Act,
    device: DeviceRow,
    { interfaces, uptimeSeconds }: DeviceReading,
    rates: ReadonlyMap<number, InterfaceRates>,
    before: ReadonlyMap<number, KnownInterface>,
  ): Promise<void> {
    for (const one of interfaces) {
      const was = before.get(one.index);
      if (was && was.oper_up !== one.operUp)
        await event(act, device, one.operUp ? 'interface_up' : 'interface_down', one.name, null);
    }
    await act.sql.execute(KEEP_INTERFACES, [
      device.id,
      device.partner_id,
      act.at,
      uptimeSeconds,
      interfaces.map(({ index }) => index),
      interfaces.map(({ name }) => name),
      interfaces.map(({ alias }) => alias),
      interfaces.map(({ speedBps }) => speedBps?.toString() ?? null),
      interfaces.map(({ adminUp }) => adminUp),
      interfaces.map(({ operUp }) => operUp),
      interfaces.map(({ inOctets }) => inOctets?.toString() ?? null),
      interfaces.map(({ outOctets }) => outOctets?.toString() ?? null),
      interfaces.map(({ inErrors }) => inErrors?.toString() ?? null),
      interfaces.map(({ outErrors }) => outErrors?.toString() ?? null),
      interfaces.map(({ index }) => rates.get(index)?.inBps ?? null),
      interfaces.map(({ index }) => rates.get(index)?.outBps ?? null),
      interfaces.map(({ index }) => rates.get(index)?.errorsPerSecond ?? null),
    ]);
    await act.sql.execute('DELETE FROM networking.device_interface WHERE device_id = $1 AND counted_at < $2', [
      device.id,
      act.at,
    ]);
  }

  private async samples(act: Act, device: DeviceRow, values: readonly MetricValue[]): Promise<void> {
    if (values.length === 0) return;
    await this.partitions.ensureBetween(act.sql, 'metric_sample', act.at, act.at);
    await act.sql.execute(KEEP_VALUES, [
      device.id,
      device.partner_id,
      act.at,
      values.map(() => act.newId<'DeviceMetric'>()),
      values.map(({ key }) => key),
      values.map(({ name }) => name),
      values.map(({ unit }) => unit),
      values.map(({ value }) => value),
    ]);
  }

  /** What counters stood at, for the next poll's difference. */
  private async raws(act: Act, device: DeviceRow, reading: DeviceReading, own: readonly OwnMetricRow[]): Promise<void> {
    const counters = own.filter(({ kind, key }) => kind === 'counter' && reading.own.has(key));
    if (counters.length === 0) return;
    await act.sql.execute(
      `UPDATE networking.device_metric kept SET last_raw = told.raw, last_at = $2
         FROM unnest($3::text[], $4::numeric[]) AS told (key, raw) WHERE kept.device_id = $1 AND kept.key = told.key`,
      [device.id, act.at, counters.map(({ key }) => key), counters.map(({ key }) => reading.own.get(key) ?? 0)],
    );
  }
}

/** Who does not answer is asked as before at first, then less often, but never less than each five minutes. */
export function pauseSeconds(pollSeconds: number, failures: number): number {
  if (failures <= STEADY_FAILURES) return pollSeconds;
  return Math.min(pollSeconds * 2 ** (failures - STEADY_FAILURES), Math.max(pollSeconds, LONGEST_PAUSE_SECONDS));
}

function event(act: Act, device: DeviceRow, kind: string, said: string, since: Date | null): Promise<unknown> {
  const lasted = since === null ? null : Math.round((act.at.getTime() - since.getTime()) / 1000);
  return act.sql.execute(
    `INSERT INTO networking.device_event (device_id, partner_id, at, kind, said, lasted_seconds) VALUES ($1, $2, $3, $4, $5, $6)`,
    [device.id, device.partner_id, act.at, kind, said, lasted],
  );
}

const KEEP_INTERFACES = `
  INSERT INTO networking.device_interface (device_id, partner_id, if_index, name, alias, speed_bps, admin_up, oper_up, in_octets, out_octets,
    in_errors, out_errors, in_bps, out_bps, errors_per_second, counted_at, counted_uptime)
  SELECT $1, $2, one.*, $3, $4 FROM unnest($5::int[], $6::text[], $7::text[], $8::bigint[], $9::boolean[], $10::boolean[], $11::numeric[],
    $12::numeric[], $13::numeric[], $14::numeric[], $15::float8[], $16::float8[], $17::float8[]) AS one
  ON CONFLICT (device_id, if_index) DO UPDATE SET name = excluded.name, alias = excluded.alias, speed_bps = excluded.speed_bps,
    admin_up = excluded.admin_up, oper_up = excluded.oper_up, in_octets = excluded.in_octets, out_octets = excluded.out_octets,
    in_errors = excluded.in_errors, out_errors = excluded.out_errors, in_bps = excluded.in_bps, out_bps = excluded.out_bps,
    errors_per_second = excluded.errors_per_second, counted_at = excluded.counted_at, counted_uptime = excluded.counted_uptime`;

const KEEP_VALUES = `
  WITH told AS (SELECT * FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::float8[]) AS one (id, key, name, unit, value)),
  kept AS (
    INSERT INTO networking.device_metric AS metric (id, device_id, partner_id, key, name, unit, kind, last_value, last_at)
    SELECT id, $1, $2, key, name, unit, 'gauge', value, $3 FROM told
    ON CONFLICT (device_id, key) DO UPDATE SET last_value = excluded.last_value, last_at = excluded.last_at,
      name = CASE WHEN metric.own THEN metric.name ELSE excluded.name END
    RETURNING series, key)
  INSERT INTO networking.metric_sample (series, at, value)
  SELECT kept.series, $3, told.value FROM kept JOIN told ON told.key = kept.key ON CONFLICT DO NOTHING`;
