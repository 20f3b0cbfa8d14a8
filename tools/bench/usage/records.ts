import type pg from 'pg';

export const NOW = '2027-06-15T12:00:00Z';
const HOUR_DAYS = 90;
const DAY_MONTHS = 60;

/** What each kind of record takes, of all subscribers together, in octets. */
export interface Space {
  /** A day of raw usage, a report of each subscriber every five minutes. */
  readonly rawDay: number;
  /** A day of hours: while it is added to, and when it is final. */
  readonly openDay: number;
  readonly finalDay: number;
  /** A month of days. */
  readonly month: number;
  /** A day of sessions that have ended, one a subscriber. */
  readonly sessionDay: number;
  readonly openSessions: number;
}

const LINES = `lines AS (SELECT access.service_id, access.customer_id, access.partner_id, access.login,
  row_number() OVER (ORDER BY access.service_id) AS n, router.id AS router_id FROM networking.access access CROSS JOIN networking.router router)`;

/**
 * Usage as 50,000 subscribers leave it behind: a day of raw reports, 90 days of hours, five years of days, a month of sessions, and
 * everybody online. Raw days are alike, so one of the fourteen stands for all; so does one month of sessions.
 */
export async function fillUsage(owner: pg.Client, subscribers: number): Promise<Space> {
  await owner.query(
    `SELECT networking.open_partition('usage_raw', day::date) FROM generate_series(date '2027-06-14', date '2027-06-16', '1 day') day`,
  );
  await owner.query(
    `SELECT networking.open_partition('usage_hours', day::date) FROM generate_series(date '2027-03-01', date '2027-06-16', '1 day') day`,
  );
  await owner.query(
    `SELECT networking.open_partition('usage_days', make_date(year, 1, 1)) FROM generate_series(2022, 2027) year`,
  );
  await owner.query(
    `SELECT networking.open_partition('usage_groups', make_date(year, 1, 1)) FROM generate_series(2026, 2028) year`,
  );
  await owner.query(
    `SELECT networking.open_partition('session_closed', day::date) FROM generate_series(date '2026-05-01', date '2027-06-01', '1 month') day`,
  );
  await owner.query(OPEN_SESSIONS);
  await owner.query(RAW);
  await owner.query(HOURS, [HOUR_DAYS]);
  await owner.query(`SELECT networking.close_ranks('2027-06-06')`);
  await owner.query(DAYS, [DAY_MONTHS]);
  await owner.query(SESSIONS);
  await owner.query(
    `INSERT INTO networking.usage_watermark VALUES ('hours', '2027-06-15T00:00:00Z'), ('days', '2027-06-05T23:00:00Z')`,
  );
  await owner.query('VACUUM (ANALYZE)');
  return spaceOf(owner, subscribers);
}

const OPEN_SESSIONS = `WITH ${LINES}
  INSERT INTO networking.session_open (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, source_address, framed_ipv4,
    mac, nas_port, started_at, updated_at, session_seconds, download_octets, upload_octets, download_bps, upload_bps)
  SELECT md5(service_id::text), service_id, customer_id, partner_id, router_id, '8' || lpad(to_hex(n), 7, '0'), login, 1, '127.0.0.1', '100.64.0.0'::inet + n,
    '02:00:00:00:00:00'::macaddr, 'ether' || n % 48, timestamptz '${NOW}' - (n % 86400) * interval '1 second', timestamptz '${NOW}', n % 86400,
    (n * 7919) % 50000000000, (n * 104729) % 5000000000, (n * 611953) % 100000000, (n * 15485863) % 20000000 FROM lines`;

/** In the order of time, as they come in: each subscriber once every five minutes. */
const RAW = `WITH ${LINES}
  INSERT INTO networking.usage_raw (at, download_octets, upload_octets, seconds, late_seconds, customer_id, service_id, router_id)
  SELECT timestamptz '2027-06-14T00:00:00Z' + slot * interval '5 minutes' + (n % 300) * interval '1 second', (n * slot) % 90000000, (n * slot) % 9000000, 300, 0,
    customer_id, service_id, router_id FROM generate_series(0, 287) slot CROSS JOIN (SELECT * FROM lines ORDER BY n % 300) lines`;

const HOURS = `WITH ${LINES}
  INSERT INTO networking.usage_hours (day_start, customer_id, service_id, partner_id, download_octets, upload_octets, seconds)
  SELECT day, customer_id, service_id, partner_id, array_fill(1000000 + n * 37, ARRAY[24]), array_fill(100000 + n * 3, ARRAY[24]), array_fill(3600, ARRAY[24])
  FROM generate_series(timestamptz '2027-06-14T23:00:00Z' - ($1::int - 1) * interval '1 day', timestamptz '2027-06-14T23:00:00Z', interval '1 day') day CROSS JOIN lines`;

const DAYS = `WITH ${LINES}
  INSERT INTO networking.usage_days (month, customer_id, service_id, partner_id, download_octets, upload_octets, seconds)
  SELECT (date '2027-06-01' - back * interval '1 month')::date, customer_id, service_id, partner_id, array_fill(24000000 + n * 888, ARRAY[31]),
    array_fill(2400000 + n * 72, ARRAY[31]), array_fill(86400, ARRAY[31]) FROM generate_series(0, $1::int - 1) back CROSS JOIN lines`;

const SESSIONS = `WITH ${LINES}
  INSERT INTO networking.session_closed (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, framed_ipv4, mac, nas_port,
    started_at, ended_at, session_seconds, download_octets, upload_octets, ended_as, terminate_cause)
  SELECT md5(service_id::text || day), service_id, customer_id, partner_id, router_id, '8' || lpad(to_hex(n), 7, '0'), login, 1, '100.64.0.0'::inet + n,
    '02:00:00:00:00:00'::macaddr, 'ether' || n % 48, day + (n % 3600) * interval '1 second', day + interval '23 hours' + (n % 3599) * interval '1 second', 82800,
    n * 7919, n * 104729, 'stop', 1 FROM generate_series(timestamptz '2027-05-01T00:00:00Z', timestamptz '2027-05-30T00:00:00Z', interval '1 day') day CROSS JOIN lines`;

async function spaceOf(owner: pg.Client, subscribers: number): Promise<Space> {
  const total = async (condition: string): Promise<number> => {
    const { rows } = await owner.query<{ bytes: string }>(
      `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relnamespace = 'networking'::regnamespace AND relkind = 'r' AND ${condition}`,
    );
    return Number(rows[0]?.bytes ?? 0) / subscribers;
  };
  return {
    rawDay: await total(`relname = 'usage_raw_20270614'`),
    openDay: await total(`relname = 'usage_hours_20270614'`),
    finalDay: await total(`relname = 'usage_hours_20270520'`),
    month: (await total(`relname = 'usage_days_20260101'`)) / 12,
    sessionDay: (await total(`relname = 'session_closed_20270501'`)) / 30,
    openSessions: await total(`relname = 'session_open'`),
  };
}

/** What a subscriber takes in all, by the retention that the product comes with. */
export function perSubscriber(space: Space): number {
  const hours = space.openDay * 10 + space.finalDay * (HOUR_DAYS - 10);
  return space.rawDay * 14 + hours + space.month * DAY_MONTHS + space.sessionDay * 396 + space.openSessions;
}
