import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { invalid, notFound } from '@demarc/kernel';
import { NetworkingPermissions } from '../../permissions.js';
import type { SnmpAuth, SnmpPrivacy } from '../../snmp/index.js';
import type { DeviceKind } from './device.input.js';

export interface FoundDevice {
  readonly id: string;
  readonly partnerId: string | null;
  readonly siteId: string | null;
  readonly siteName: string | null;
  readonly routerId: string | null;
  readonly parentId: string | null;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly model: string;
  readonly address: string;
  readonly ping: boolean;
  readonly snmp: 'none' | 'v2c' | 'v3';
  readonly snmpPort: number;
  readonly snmpUser: string | null;
  readonly snmpAuth: SnmpAuth | null;
  readonly snmpPrivacy: SnmpPrivacy | null;
  readonly pollSeconds: number;
  readonly interfaces: boolean;
  readonly revision: number;
  readonly state: 'unknown' | 'up' | 'down';
  readonly stateSince: Date | null;
  readonly fault: string | null;
  readonly polledAt: Date | null;
  readonly answeredAt: Date | null;
  readonly uptimeSeconds: string | null;
  readonly rttMs: number | null;
  readonly systemName: string | null;
  readonly systemText: string | null;
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly openAlerts: number;
}

const RULE = { sentence: 'See watched devices', permission: NetworkingPermissions['monitoring.view'] } as const;

/** The devices that are watched: what is down first, then by name. */
@Injectable()
export class ListDevices extends Query<
  { readonly id?: string | undefined; readonly routerId?: string | undefined },
  FoundDevice[]
> {
  readonly rule: Rule = { name: 'networking.listDevices', ...RULE };

  answer(
    { id, routerId }: { readonly id?: string | undefined; readonly routerId?: string | undefined },
    { sql }: Asking,
  ): Promise<FoundDevice[]> {
    return sql.query<FoundDevice>(
      `SELECT device.id, device.partner_id AS "partnerId", device.site_id AS "siteId", site.name AS "siteName", device.router_id AS "routerId",
         device.parent_id AS "parentId", device.name, device.kind, device.model, host(device.address) AS address, device.ping, device.snmp,
         device.snmp_port AS "snmpPort", device.snmp_user AS "snmpUser", device.snmp_auth AS "snmpAuth", device.snmp_privacy AS "snmpPrivacy",
         device.poll_seconds AS "pollSeconds", device.interfaces, device.revision, device.state, device.state_since AS "stateSince",
         device.fault, device.polled_at AS "polledAt", device.answered_at AS "answeredAt", device.uptime_seconds AS "uptimeSeconds",
         device.rtt_ms AS "rttMs", device.system_name AS "systemName", device.system_text AS "systemText",
         cpu.last_value AS cpu, memory.last_value AS memory,
         (SELECT count(*)::int FROM networking.alert alert WHERE alert.device_id = device.id AND alert.cleared_at IS NULL) AS "openAlerts"
       FROM networking.device device LEFT JOIN networking.site site ON site.id = device.site_id
       LEFT JOIN networking.device_metric cpu ON cpu.device_id = device.id AND cpu.key = 'cpu'
       LEFT JOIN networking.device_metric memory ON memory.device_id = device.id AND memory.key = 'memory'
       WHERE device.active AND ($1::uuid IS NULL OR device.id = $1) AND ($2::uuid IS NULL OR device.router_id = $2)
       ORDER BY device.state = 'down' DESC, lower(device.name), device.id LIMIT 2000`,
      [id ?? null, routerId ?? null],
    );
  }
}

export interface FoundInterface {
  readonly index: number;
  readonly name: string;
  readonly alias: string;
  readonly speedBps: string | null;
  readonly adminUp: boolean;
  readonly operUp: boolean;
  readonly inBps: number | null;
  readonly outBps: number | null;
  readonly errorsPerSecond: number | null;
}

export interface FoundMetric {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly oid: string | null;
  readonly factor: number;
  readonly kind: 'gauge' | 'counter';
  readonly own: boolean;
  readonly lastValue: number | null;
  readonly lastAt: Date | null;
}

export interface FoundDeviceEvent {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'up' | 'down' | 'restarted' | 'interface_up' | 'interface_down';
  readonly said: string;
  readonly lastedSeconds: string | null;
}

export interface DeviceDetails {
  readonly interfaces: readonly FoundInterface[];
  readonly metrics: readonly FoundMetric[];
  readonly events: readonly FoundDeviceEvent[];
}

@Injectable()
export class FindDeviceDetails extends Query<{ readonly deviceId: string }, DeviceDetails> {
  readonly rule: Rule = { name: 'networking.findDeviceDetails', ...RULE };

  async answer({ deviceId }: { readonly deviceId: string }, { sql }: Asking): Promise<DeviceDetails> {
    const interfaces = await sql.query<FoundInterface>(
      `SELECT if_index AS index, name, alias, speed_bps::text AS "speedBps", admin_up AS "adminUp", oper_up AS "operUp", in_bps AS "inBps",
         out_bps AS "outBps", errors_per_second AS "errorsPerSecond"
       FROM networking.device_interface WHERE device_id = $1 ORDER BY if_index`,
      [deviceId],
    );
    const metrics = await sql.query<FoundMetric>(
      `SELECT key, name, unit, oid, factor, kind, own, last_value AS "lastValue", last_at AS "lastAt" FROM networking.device_metric
        WHERE device_id = $1 AND active ORDER BY series LIMIT 2000`,
      [deviceId],
    );
    const events = await sql.query<FoundDeviceEvent>(
      `SELECT id, at, kind, said, lasted_seconds AS "lastedSeconds" FROM networking.device_event WHERE device_id = $1 ORDER BY at DESC, id DESC LIMIT 100`,
      [deviceId],
    );
    return { interfaces, metrics, events };
  }
}

export interface MetricHistoryAsking {
  readonly deviceId: string;
  readonly keys: readonly string[];
  readonly hours: number;
}

export interface MetricPoint {
  readonly at: Date;
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
}

export interface MetricSeries {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly points: readonly MetricPoint[];
}

const MOST_KEYS = 8;
const SAMPLES_UP_TO_HOURS = 48;
const HOURS_UP_TO_HOURS = 60 * 24;
const MOST_HOURS = 5 * 366 * 24;
/** A minute apart they would be 2,880 in two days; a screen shows no more than this. */
const MOST_POINTS = 1_000;

/** How values moved: as they were read for two days, by the hour for two months, by the day beyond. */
@Injectable()
export class MetricHistory extends Query<MetricHistoryAsking, MetricSeries[]> {
  readonly rule: Rule = { name: 'networking.metricHistory', ...RULE };

  async answer({ deviceId, keys, hours }: MetricHistoryAsking, { sql, clock }: Asking): Promise<MetricSeries[]> {
    if (keys.length > MOST_KEYS || hours < 1 || hours > MOST_HOURS)
      throw invalid('HISTORY_RANGE', `At most ${MOST_KEYS} values can be shown, of at most five years.`);
    const device = await sql.first('SELECT 1 FROM networking.device WHERE id = $1', [deviceId]);
    if (!device) throw notFound('device');
    const now = clock.now();
    const from = new Date(now.getTime() - hours * 3_600_000);
    const series = await sql.query<{ series: string; key: string; name: string; unit: string }>(
      'SELECT series, key, name, unit FROM networking.device_metric WHERE device_id = $1 AND key = ANY ($2::text[]) ORDER BY series',
      [deviceId, keys],
    );
    const [text, parameters] = statementFor(hours, from);
    const rows = await sql.query<MetricPoint & { series: string }>(text, [
      series.map((one) => one.series),
      ...parameters,
    ]);
    return series.map(({ series: id, key, name, unit }) => ({
      key,
      name,
      unit,
      points: rows
        .filter((row) => row.series === id)
        .map(({ at, lowest, highest, mean }) => ({ at, lowest, highest, mean })),
    }));
  }
}

function statementFor(hours: number, from: Date): [string, unknown[]] {
  if (hours <= SAMPLES_UP_TO_HOURS) {
    const step = Math.max(60, Math.ceil((hours * 3_600) / MOST_POINTS / 60) * 60);
    return [
      `SELECT series, date_bin(make_interval(secs => $3), at, 'epoch') AS at, min(value) AS lowest, max(value) AS highest, avg(value) AS mean
         FROM networking.metric_sample WHERE series = ANY ($1::bigint[]) AND at >= $2 GROUP BY 1, 2 ORDER BY 1, 2`,
      [from, step],
    ];
  }
  if (hours <= HOURS_UP_TO_HOURS)
    return [
      `SELECT series, hour AS at, lowest, highest, total / samples AS mean FROM networking.metric_hour
        WHERE series = ANY ($1::bigint[]) AND hour >= $2 ORDER BY 1, 2`,
      [from],
    ];
  return [
    `SELECT series, day::timestamp AT TIME ZONE 'UTC' AS at, lowest, highest, total / samples AS mean FROM networking.metric_day
      WHERE series = ANY ($1::bigint[]) AND day >= $2::timestamptz::date ORDER BY 1, 2`,
    [from],
  ];
}
