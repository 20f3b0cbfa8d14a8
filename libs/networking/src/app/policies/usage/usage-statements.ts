/** Longer than the longest statement of accounting may take: nothing is committed later with a time before it. */
export const LAG_MS = 90_000;

/** How far usage has gone into the counters; what came after is read from where it was kept. */
export const MARK = `SELECT counted_to AS at FROM networking.usage_counted`;

export const BEGIN_MARK = `INSERT INTO networking.usage_counted (counted_to) VALUES ($1) ON CONFLICT DO NOTHING`;

/** A report counts when it was used, also when it came late. */
const USED_AT = 'raw.at - make_interval(secs => raw.late_seconds)';

const SUMS = `sum(raw.download_octets)::text AS download, sum(raw.upload_octets)::text AS upload, sum(raw.seconds)::text AS seconds`;

/** Usage of accesses whose plan counts it, from the mark to $1. */
export const TO_FOLD = `
  SELECT raw.service_id AS "serviceId", access.plan_id AS "planId", coalesce(effective.billing_day, 1) AS "billingDay", ${USED_AT} AS at, ${SUMS}
    FROM networking.usage_raw raw
    JOIN networking.access access ON access.service_id = raw.service_id
    LEFT JOIN networking.effective_policy effective ON effective.service_id = raw.service_id
   WHERE raw.at >= $1 AND raw.at < $2 AND access.plan_id = ANY ($3::uuid[])
   GROUP BY raw.service_id, access.plan_id, effective.billing_day, ${USED_AT}`;

export const ADD_TO_COUNTERS = `
  INSERT INTO networking.usage_counter AS kept (service_id, counter, starts_on, customer_id, partner_id, download_octets, upload_octets, seconds)
  SELECT line.service_id, line.counter, line.starts_on, access.customer_id, access.partner_id, line.download, line.upload, line.seconds
    FROM unnest($1::uuid[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[]) AS line (service_id, counter, starts_on, download, upload, seconds)
    JOIN networking.access access ON access.service_id = line.service_id
  ON CONFLICT (service_id, counter, starts_on) DO UPDATE SET download_octets = kept.download_octets + excluded.download_octets,
    upload_octets = kept.upload_octets + excluded.upload_octets, seconds = kept.seconds + excluded.seconds`;

export const MOVE_MARK = `UPDATE networking.usage_counted SET counted_to = $1`;

/** Of plans with rules: what has changed, whose time has come, and who has used something since the mark. */
export const DUE = `
  SELECT access.service_id AS id FROM networking.access access
    JOIN unnest($1::uuid[], $2::int[]) AS plan (id, version) ON plan.id = access.plan_id
    LEFT JOIN networking.effective_policy effective ON effective.service_id = access.service_id
   WHERE access.live AND (effective.service_id IS NULL OR effective.plan_id <> access.plan_id OR effective.policy_version <> plan.version
      OR effective.next_at <= $3 OR effective.time_zone <> $5 OR access.service_id IN (SELECT raw.service_id FROM networking.usage_raw raw WHERE raw.at >= $4))`;

/**
 * Everything that the policy of an access hangs on, read in one statement so that usage stands either in a counter or beside
 * it, never in both. $1 the accesses, $2 … $4 the counters of now with their beginnings, of periods of billing each by its day.
 */
export const FACTS = `
  WITH mark AS (${MARK}),
  wanted AS (SELECT * FROM unnest($2::text[], $3::date[], $4::smallint[]) AS one (counter, starts_on, billing_day)),
  fresh AS MATERIALIZED (
    SELECT raw.service_id, jsonb_agg(jsonb_build_array(${USED_AT}, raw.download_octets::text, raw.upload_octets::text, raw.seconds)) AS lines
      FROM networking.usage_raw raw WHERE raw.at >= (SELECT at FROM mark) AND raw.service_id = ANY ($1::uuid[]) GROUP BY raw.service_id),
  counted AS MATERIALIZED (
    SELECT kept.service_id, jsonb_agg(DISTINCT jsonb_build_array(kept.counter, kept.starts_on, kept.download_octets::text, kept.upload_octets::text, kept.seconds::text)) AS lines
      FROM networking.usage_counter kept
      LEFT JOIN networking.effective_policy effective ON effective.service_id = kept.service_id
      JOIN wanted ON wanted.counter = kept.counter
        AND (kept.starts_on = wanted.starts_on AND (wanted.billing_day IS NULL OR wanted.billing_day = coalesce(effective.billing_day, 1))
             OR kept.starts_on = effective.period_starts_on)
     WHERE kept.service_id = ANY ($1::uuid[]) GROUP BY kept.service_id),
  granted AS MATERIALIZED (
    SELECT one.service_id, jsonb_agg(jsonb_build_object('id', one.id, 'kind', one.kind, 'octets', one.octets::text, 'usedBefore', one.used_before::text,
        'beginsOn', one.begins_on, 'endsOn', one.ends_on)) AS rows
      FROM networking.quota_grant one WHERE one.service_id = ANY ($1::uuid[]) AND one.taken_back_at IS NULL
        AND (one.ends_on IS NULL OR one.ends_on > $5::date - 62) AND (one.kind = 'correction' OR one.used_before < one.octets) GROUP BY one.service_id)
  SELECT access.service_id AS "serviceId", access.customer_id AS "customerId", access.partner_id AS "partnerId", access.plan_id AS "planId",
    access.desired, to_jsonb(effective) AS known, coalesce(fresh.lines, '[]') AS fresh, coalesce(counted.lines, '[]') AS counted,
    coalesce(granted.rows, '[]') AS grants
  FROM networking.access access
  LEFT JOIN networking.effective_policy effective ON effective.service_id = access.service_id
  LEFT JOIN fresh ON fresh.service_id = access.service_id
  LEFT JOIN counted ON counted.service_id = access.service_id
  LEFT JOIN granted ON granted.service_id = access.service_id
  WHERE access.service_id = ANY ($1::uuid[]) AND access.live`;

/** Usage of the past, for counters that are new to an access: what is in the hours, and what is not yet. $2 from, $3 the mark. */
export const PAST = `
  WITH rolled AS (SELECT coalesce((SELECT rolled_to FROM networking.usage_watermark WHERE name = 'hours'), $2::timestamptz) AS at)
  SELECT kept.service_id AS "serviceId", kept.day_start + make_interval(hours => (one.place - 1)::int) AS at, coalesce(one.download, 0)::text AS download,
    coalesce(one.upload, 0)::text AS upload, coalesce(one.seconds, 0)::text AS seconds
    FROM networking.access access
    JOIN networking.usage_hours kept ON kept.customer_id = access.customer_id AND kept.service_id = access.service_id AND kept.day_start >= $2,
    LATERAL unnest(kept.download_octets, kept.upload_octets, kept.seconds) WITH ORDINALITY AS one (download, upload, seconds, place)
   WHERE access.service_id = ANY ($1::uuid[]) AND coalesce(one.download, 0) + coalesce(one.upload, 0) + coalesce(one.seconds, 0) > 0
  UNION ALL
  SELECT raw.service_id, ${USED_AT}, ${SUMS} FROM networking.usage_raw raw
   WHERE raw.service_id = ANY ($1::uuid[]) AND raw.at >= greatest($2, (SELECT at FROM rolled)) AND raw.at < $3 GROUP BY raw.service_id, ${USED_AT}`;

export const IS_BEHIND_HOURS = `
  SELECT 1 FROM networking.usage_watermark rolled WHERE rolled.name = 'hours'
    AND NOT EXISTS (SELECT 1 FROM networking.usage_counted counted WHERE counted.counted_to >= rolled.rolled_to)`;

export const FORGET_COUNTERS = `
  DELETE FROM networking.usage_counter kept USING unnest($1::uuid[], $2::text[]) AS gone (service_id, counter)
   WHERE kept.service_id = gone.service_id AND kept.counter = gone.counter`;

const KEPT = [
  ['policy_version', 'int'],
  ['billing_day', 'smallint'],
  ['time_zone', 'text'],
  ['counted', 'text'],
  ['download_bps', 'bigint'],
  ['upload_bps', 'bigint'],
  ['adjusted', 'jsonb'],
  ['blocked_by', 'jsonb'],
  ['since', 'timestamptz'],
  ['next_at', 'timestamptz'],
  ['period_starts_on', 'date'],
  ['period_ends_on', 'date'],
  ['notices_sent', 'int[]'],
  ['automatic_top_ups', 'int'],
] as const;
const NAMES = KEPT.map(([name]) => name);

/** Keeps results where nobody was faster since they were read; answers which. */
export const KEEP = `
  INSERT INTO networking.effective_policy AS kept (service_id, customer_id, partner_id, plan_id, ${NAMES.join(', ')}, revision)
  SELECT service_id, customer_id, partner_id, plan_id, ${NAMES.map((name) => (name === 'adjusted' || name === 'blocked_by' ? `nullif(${name}, 'null')` : name)).join(', ')}, revision
    FROM jsonb_to_recordset($1::jsonb) AS row (service_id uuid, customer_id uuid, partner_id uuid, plan_id uuid,
      ${KEPT.map(([name, type]) => `${name} ${type}`).join(', ')}, revision int)
  ON CONFLICT (service_id) DO UPDATE SET plan_id = excluded.plan_id, ${NAMES.map((name) => `${name} = excluded.${name}`).join(', ')},
    revision = excluded.revision
  WHERE kept.revision = excluded.revision - 1
  RETURNING service_id AS id`;

/** What a period that is over has used of each grant. */
export const DRAW = `
  UPDATE networking.quota_grant kept SET used_before = least(kept.octets, kept.used_before + drawn.octets)
    FROM unnest($1::uuid[], $2::bigint[]) AS drawn (id, octets) WHERE kept.id = drawn.id`;

export const ROLL_OVER = `
  INSERT INTO networking.quota_grant (id, service_id, customer_id, partner_id, kind, octets, begins_on, ends_on, given_by, given_at)
  SELECT id, service_id, customer_id, partner_id, 'rollover', octets, begins_on, ends_on, 'period', $7
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::date[], $8::date[])
      AS one (id, service_id, customer_id, partner_id, octets, begins_on, ends_on)
  ON CONFLICT DO NOTHING`;

export const BUMP = `
  UPDATE networking.access SET desired_version = desired_version + 1, desired_at = $3, desired_because = NULL, cause = told.cause, caused_at = $3,
    cause_payment_id = NULL, purpose = CASE WHEN converged_version < desired_version THEN coalesce(purpose, 'change') ELSE 'change' END,
    converge_attempts = 0, next_attempt_at = $3
   FROM (SELECT held.service_id AS id, one.cause FROM unnest($1::uuid[], $2::text[]) AS one (id, cause)
           JOIN networking.access held ON held.service_id = one.id WHERE held.live AND held.desired = 'open'
           ORDER BY held.service_id FOR UPDATE OF held) told
   WHERE service_id = told.id`;
