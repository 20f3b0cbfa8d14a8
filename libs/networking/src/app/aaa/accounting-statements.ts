/**
 * The statements that keep accounting. Counting follows `domain/counter.ts`. `updated_at` and the time of usage are ours, not the
 * router's: then nothing arrives later than what was summed up.
 */
const HALF = '2147483648';
const WRAP = '4294967296';

/**
 * The columns of a batch, side by side; `$16` is the time of writing. As a list of its own each is read once and in step: `FROM
 * unnest(…, …)` would first write every column down.
 */
const INCOMING = `
  WITH incoming AS (
    SELECT
      unnest($1::text[]) AS key, unnest($2::uuid[]) AS service_id, unnest($3::uuid[]) AS router_id,
      unnest($4::text[]) AS session_id, unnest($5::text[]) AS login, unnest($6::int[]) AS policy_version,
      unnest($7::inet[]) AS source, unnest($8::inet[]) AS ipv4, unnest($9::inet[]) AS ipv6, unnest($10::inet[]) AS delegated,
      unnest($11::macaddr[]) AS mac, unnest($12::text[]) AS nas_port, unnest($13::timestamptz[]) AS started_at,
      unnest($14::timestamptz[]) AS at, unnest($15::bigint[]) AS seconds, unnest($17::bigint[]) AS download,
      unnest($18::bigint[]) AS upload, unnest($19::boolean[]) AS wide, unnest($20::int[]) AS cause
  )`;

/**
 * A batch finds its sessions by their keys. Prepared while the tables are small, the statements would otherwise go on reading
 * them whole when they have grown.
 */
export const BY_KEYS = { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' };

/** The last word of a statement: how many reports it took, and which, unless it took them all. */
function takenFrom(step: string): string {
  return `SELECT count(*)::int AS count, CASE WHEN count(*) < cardinality($1::text[]) THEN array_agg(key) END AS keys FROM ${step}`;
}

function base(way: 'download' | 'upload'): string {
  return `CASE WHEN NOT incoming.wide AND incoming.seconds > open.session_seconds
      AND open.${way}_octets - open.${way}_base - incoming.${way} >= ${HALF} THEN open.${way}_base + ${WRAP} ELSE open.${way}_base END`;
}

function total(way: 'download' | 'upload'): string {
  return `CASE WHEN incoming.seconds < open.session_seconds THEN open.${way}_octets
      ELSE greatest(open.${way}_octets, incoming.${way} + ${base(way)}) END`;
}

function rate(way: 'download' | 'upload'): string {
  return `CASE WHEN incoming.seconds > open.session_seconds
      THEN (${total(way)} - open.${way}_octets) * 8 / (incoming.seconds - open.session_seconds) ELSE open.${way}_bps END`;
}

/** A session of a service that was not known before brings what it used until then. */
const USED = `INSERT INTO networking.usage_raw (at, download_octets, upload_octets, seconds, late_seconds, customer_id, service_id, router_id)
  SELECT $16, download, upload, least(seconds, 2147483647)::int, least(greatest(extract(epoch FROM $16 - at), 0), 2147483647)::int,
    customer_id, service_id, router_id FROM`;
const IS_USED = 'customer_id IS NOT NULL AND (download > 0 OR upload > 0 OR seconds > 0)';

/** Sessions that are open go on. Answers which were. */
export const GO_ON = `${INCOMING}, changed AS (
    UPDATE networking.session_open open SET
      service_id = coalesce(open.service_id, incoming.service_id),
      customer_id = coalesce(open.customer_id, (SELECT access.customer_id FROM networking.access access WHERE access.service_id = coalesce(open.service_id, incoming.service_id))),
      partner_id = coalesce(open.partner_id, (SELECT access.partner_id FROM networking.access access WHERE access.service_id = coalesce(open.service_id, incoming.service_id))),
      login = coalesce(incoming.login, open.login), policy_version = greatest(open.policy_version, incoming.policy_version),
      source_address = incoming.source, framed_ipv4 = coalesce(incoming.ipv4, open.framed_ipv4),
      framed_ipv6 = coalesce(incoming.ipv6::cidr, open.framed_ipv6), delegated_prefix = coalesce(incoming.delegated::cidr, open.delegated_prefix),
      mac = coalesce(incoming.mac, open.mac), nas_port = coalesce(incoming.nas_port, open.nas_port),
      started_at = least(open.started_at, incoming.started_at), updated_at = $16,
      session_seconds = greatest(open.session_seconds, incoming.seconds),
      download_octets = ${total('download')}, upload_octets = ${total('upload')},
      download_base = CASE WHEN incoming.seconds < open.session_seconds THEN open.download_base ELSE ${base('download')} END,
      upload_base = CASE WHEN incoming.seconds < open.session_seconds THEN open.upload_base ELSE ${base('upload')} END,
      download_bps = ${rate('download')}, upload_bps = ${rate('upload')}
    FROM incoming WHERE open.key = incoming.key
    RETURNING new.key, new.service_id, new.customer_id, new.partner_id, new.router_id, incoming.at,
      new.download_octets - CASE WHEN old.customer_id IS NULL THEN 0 ELSE old.download_octets END AS download,
      new.upload_octets - CASE WHEN old.customer_id IS NULL THEN 0 ELSE old.upload_octets END AS upload,
      new.session_seconds - CASE WHEN old.customer_id IS NULL THEN 0 ELSE old.session_seconds END AS seconds
  ), used AS (
    ${USED} changed WHERE ${IS_USED}
  )
  ${takenFrom('changed')}`;

const CLOSED_COLUMNS = `key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, framed_ipv4, framed_ipv6,
  delegated_prefix, mac, nas_port, started_at, ended_at, session_seconds, download_octets, upload_octets, download_base, upload_base, ended_as,
  terminate_cause`;

/** Sessions that are open end. */
export const END = `${INCOMING}, gone AS (
    DELETE FROM networking.session_open open USING incoming WHERE open.key = incoming.key
    RETURNING open.key, coalesce(open.service_id, incoming.service_id) AS service_id, open.customer_id, open.partner_id, open.router_id,
      open.session_id, coalesce(incoming.login, open.login) AS login, open.policy_version, coalesce(incoming.ipv4, open.framed_ipv4) AS ipv4,
      coalesce(incoming.ipv6::cidr, open.framed_ipv6) AS ipv6, coalesce(incoming.delegated::cidr, open.delegated_prefix) AS delegated,
      coalesce(incoming.mac, open.mac) AS mac, coalesce(incoming.nas_port, open.nas_port) AS nas_port,
      least(open.started_at, incoming.started_at) AS started_at, incoming.at, greatest(open.session_seconds, incoming.seconds) AS all_seconds,
      ${total('download')} AS all_download, ${total('upload')} AS all_upload, ${base('download')} AS download_base, ${base('upload')} AS upload_base,
      open.download_octets AS old_download, open.upload_octets AS old_upload, open.session_seconds AS old_seconds, incoming.cause
  ), ended AS (
    SELECT gone.*, coalesce(gone.customer_id, access.customer_id) AS customer, coalesce(gone.partner_id, access.partner_id) AS partner,
      all_download - CASE WHEN gone.customer_id IS NULL THEN 0 ELSE old_download END AS download,
      all_upload - CASE WHEN gone.customer_id IS NULL THEN 0 ELSE old_upload END AS upload,
      all_seconds - CASE WHEN gone.customer_id IS NULL THEN 0 ELSE old_seconds END AS seconds
    FROM gone LEFT JOIN networking.access access ON gone.customer_id IS NULL AND access.service_id = gone.service_id
  ), used AS (
    ${USED}
      (SELECT service_id, customer AS customer_id, router_id, at, download, upload, seconds FROM ended) one WHERE ${IS_USED}
  )
  INSERT INTO networking.session_closed (${CLOSED_COLUMNS})
  SELECT key, service_id, customer, partner, router_id, session_id, login, policy_version, ipv4, ipv6, delegated, mac, nas_port, started_at,
    greatest(at, started_at), all_seconds, all_download, all_upload, download_base, upload_base, 'stop', cause FROM ended
  ON CONFLICT DO NOTHING`;

/**
 * A report is of a session that ended if it began before that, and up to a minute after, as a late Start without Event-Timestamp
 * seems to. What began later is another session: routers that give no Class back count their ids anew when they restart. With our
 * Class (it brings a version of the policy) no key comes twice, however late a report without Event-Timestamp is.
 */
function isOf(closed: string, report: string): string {
  return `(${closed}.policy_version IS NOT NULL OR ${closed}.ended_at >= ${report}.started_at - interval '1 minute')`;
}

const OPENED = `opened AS (
    SELECT incoming.*, access.customer_id, access.partner_id FROM incoming
    LEFT JOIN networking.access access ON access.service_id = incoming.service_id
  ), used AS (
    ${USED} opened WHERE ${IS_USED}
  )`;

const BEGINNING = `INSERT INTO networking.session_open AS open (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version,
    source_address, framed_ipv4, framed_ipv6, delegated_prefix, mac, nas_port, started_at, updated_at, session_seconds, download_octets, upload_octets)
  SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, source, ipv4, ipv6::cidr, delegated::cidr, mac,
    nas_port, started_at, $16, seconds, download, upload FROM opened`;

/** Sessions that only begin, with nothing used yet. Answers which were neither open nor over (since $21). */
export const BEGIN_NEW = `${INCOMING}, opened AS (
    SELECT incoming.*, access.customer_id, access.partner_id FROM incoming
    LEFT JOIN networking.access access ON access.service_id = incoming.service_id
    WHERE NOT EXISTS (SELECT 1 FROM networking.session_closed closed WHERE closed.key = incoming.key AND closed.ended_at > $21
      AND ${isOf('closed', 'incoming')})
  ), begun AS (
    ${BEGINNING} ON CONFLICT (key) DO NOTHING RETURNING key
  )
  ${takenFrom('begun')}`;

/** Sessions that nobody knew begin; an Interim-Update may be the first that is heard of one. */
export const BEGIN = `${INCOMING}, ${OPENED}
  ${BEGINNING}
  ON CONFLICT (key) DO UPDATE SET session_seconds = greatest(open.session_seconds, excluded.session_seconds),
    download_octets = greatest(open.download_octets, excluded.download_octets), upload_octets = greatest(open.upload_octets, excluded.upload_octets)`;

/** Sessions of which only the end was heard. */
export const BEGIN_AND_END = `${INCOMING}, ${OPENED}
  INSERT INTO networking.session_closed (${CLOSED_COLUMNS})
  SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, ipv4, ipv6::cidr, delegated::cidr, mac, nas_port,
    started_at, greatest(at, started_at), seconds, download, upload, 0, 0, 'stop', cause FROM opened
  ON CONFLICT DO NOTHING`;

export const NOT_OPEN = `SELECT key FROM unnest($1::text[]) AS given (key)
  WHERE NOT EXISTS (SELECT 1 FROM networking.session_open open WHERE open.key = given.key)`;

/**
 * Whoever hears of a session first counts all of it, so two servers that are told the same at once ask one after the other. By few
 * locks, for a batch may have more sessions than there is room for locks.
 */
export const ONE_AT_A_TIME = `SELECT pg_advisory_xact_lock(hashtext('networking.first_heard'), place)
  FROM (SELECT DISTINCT hashtext(key) & 255 AS place FROM unnest($1::text[]) AS given (key) ORDER BY place) places`;

/** Given up for lost, and heard of again with more time than before: it was open all along. */
export const COME_BACK = `
  WITH back AS (
    DELETE FROM networking.session_closed closed
      USING unnest($1::text[], $2::bigint[], $3::inet[], $4::timestamptz[]) AS given (key, seconds, source, started_at)
     WHERE closed.key = given.key AND closed.ended_as IN ('lost', 'replaced') AND given.seconds > closed.session_seconds AND closed.ended_at > $5
       AND ${isOf('closed', 'given')}
    RETURNING closed.*, given.source)
  INSERT INTO networking.session_open (key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, source_address,
    framed_ipv4, framed_ipv6, delegated_prefix, mac, nas_port, started_at, updated_at, session_seconds, download_octets, upload_octets,
    download_base, upload_base)
  SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, source, framed_ipv4, framed_ipv6,
    delegated_prefix, mac, nas_port, started_at, ended_at, session_seconds, download_octets, upload_octets, download_base, upload_base FROM back
  ON CONFLICT DO NOTHING RETURNING key`;

export const CLOSED_ALREADY = `SELECT DISTINCT closed.key FROM networking.session_closed closed
   JOIN unnest($1::text[], $2::timestamptz[]) AS given (key, started_at) ON given.key = closed.key
  WHERE closed.ended_at > $3 AND ${isOf('closed', 'given')}`;

/** The router has started anew: what it had is over. */
export const RESTART = `
  WITH gone AS (DELETE FROM networking.session_open WHERE router_id = $1 AND started_at < $2 RETURNING *)
  INSERT INTO networking.session_closed (${CLOSED_COLUMNS})
  SELECT key, service_id, customer_id, partner_id, router_id, session_id, login, policy_version, framed_ipv4, framed_ipv6, delegated_prefix, mac,
    nas_port, started_at, greatest(updated_at, started_at), session_seconds, download_octets, upload_octets, download_base, upload_base,
    'nas_restart', NULL FROM gone ON CONFLICT DO NOTHING`;
