/**
 * How usage goes from one tier to the next. An octet is in the raw usage from the mark of the hours on, in the hours from there back
 * to the mark of the days, and in the days before that: never in none of them and never in two.
 */

/** What was used between two instants, by their share of the time: the shares of all add up to exactly the whole. */
function share(of: string): string {
  return `CASE WHEN span.length = 0 THEN span.${of} ELSE (div(span.${of} * span_to, span.length) - div(span.${of} * span_from, span.length))::bigint END`;
}

function packed(length: string, place: string, value: string): string {
  return `networking.array_of(${length}, array_agg(${place}), array_agg(${value}))`;
}

const MERGED = `download_octets = networking.add_arrays(kept.download_octets, excluded.download_octets),
  upload_octets = networking.add_arrays(kept.upload_octets, excluded.upload_octets)`;
const HOURS_MERGED = `partner_id = excluded.partner_id, ${MERGED}, seconds = networking.add_arrays(kept.seconds, excluded.seconds)::int[]`;

/** A day has as many hours as the zone says; the array grows to what is written. */
const HOURS_OF_DAY = `${packed('24', 'place', 'download')}, ${packed('24', 'place', 'upload')}`;
const PLACE = `(extract(epoch FROM hour - date_trunc('day', hour, $3)) / 3600)::int + 1`;

/** Raw usage written from $1 to $2 goes to the hours of zone $3 in which it was used, none before $4. */
export const ROLL_UP = `
  WITH span AS (
    SELECT customer_id, service_id, router_id, download_octets, upload_octets, seconds, since, until, extract(epoch FROM until - since) AS length
    FROM (
      SELECT usage.*, ended AS until, greatest(ended - make_interval(secs => usage.seconds), least($4::timestamptz, ended)) AS since
      FROM networking.usage_raw usage, LATERAL (SELECT greatest(usage.at - make_interval(secs => usage.late_seconds), $4::timestamptz) AS ended) one
      WHERE usage.at >= $1 AND usage.at < $2) spread
  ), piece AS MATERIALIZED (
    SELECT span.customer_id, span.service_id, span.router_id, access.partner_id, access.plan_id, date_trunc('day', hour, $3) AS day_start,
      ${PLACE} AS place, ${share('download_octets')} AS download, ${share('upload_octets')} AS upload, ${share('seconds')} AS seconds
    FROM span
    JOIN networking.access access ON access.service_id = span.service_id
    CROSS JOIN LATERAL generate_series(date_trunc('hour', span.since, $3), span.until, interval '1 hour') hour
    CROSS JOIN LATERAL (SELECT extract(epoch FROM least(span.until, hour + interval '1 hour') - span.since) AS span_to,
      extract(epoch FROM greatest(span.since, hour) - span.since) AS span_from) part
    WHERE hour < span.until OR span.since = span.until
  ), of_service AS (
    INSERT INTO networking.usage_hours AS kept (customer_id, service_id, day_start, partner_id, download_octets, upload_octets, seconds)
    SELECT customer_id, service_id, day_start, partner_id, ${HOURS_OF_DAY}, ${packed('24', 'place', 'seconds')}::int[]
    FROM (SELECT customer_id, service_id, partner_id, day_start, place, sum(download)::bigint AS download, sum(upload)::bigint AS upload,
        least(sum(seconds), 2147483647)::bigint AS seconds FROM piece GROUP BY customer_id, service_id, partner_id, day_start, place) one
    GROUP BY customer_id, service_id, day_start, partner_id
    ON CONFLICT (customer_id, service_id, day_start) DO UPDATE SET ${HOURS_MERGED}
  )
  INSERT INTO networking.usage_groups AS kept (partner_id, kind, group_id, day_start, download_octets, upload_octets, seconds)
  SELECT partner_id, kind, group_id, day_start, ${HOURS_OF_DAY}, ${packed('24', 'place', 'seconds')}
  FROM (SELECT partner_id, kind, group_id, day_start, place, sum(download)::bigint AS download, sum(upload)::bigint AS upload, sum(seconds)::bigint AS seconds
    FROM piece, LATERAL (VALUES ('plan', plan_id), ('router', router_id)) grouped (kind, group_id)
    GROUP BY partner_id, kind, group_id, day_start, place) one
  GROUP BY partner_id, kind, group_id, day_start
  ON CONFLICT (partner_id, kind, group_id, day_start) DO UPDATE SET ${MERGED}, seconds = networking.add_arrays(kept.seconds, excluded.seconds)`;

/** Days that began from $1 to $2 in zone $3 are final and go to the months. */
export const FINISH_DAYS = `
  INSERT INTO networking.usage_days AS kept (customer_id, service_id, month, partner_id, download_octets, upload_octets, seconds)
  SELECT customer_id, service_id, date_trunc('month', day)::date, (array_agg(partner_id ORDER BY day DESC))[1],
    ${packed('31', 'place', 'download')}, ${packed('31', 'place', 'upload')}, ${packed('31', 'place', 'least(seconds, 2147483647)')}::int[]
  FROM (SELECT customer_id, service_id, partner_id, (day_start AT TIME ZONE $3)::date AS day, extract(day FROM day_start AT TIME ZONE $3)::int AS place,
      (SELECT sum(part)::bigint FROM unnest(download_octets) part) AS download, (SELECT sum(part)::bigint FROM unnest(upload_octets) part) AS upload,
      (SELECT sum(part) FROM unnest(seconds) part) AS seconds
    FROM networking.usage_hours WHERE day_start >= $1 AND day_start < $2) one
  GROUP BY customer_id, service_id, date_trunc('month', day)::date
  ON CONFLICT (customer_id, service_id, month) DO UPDATE SET ${HOURS_MERGED}`;
