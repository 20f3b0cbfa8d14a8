import { EFFECTIVE, EFFECTIVE_JOIN } from '../policies/effective-policies.js';

/** The speeds in use: of each plan, and of each of its variants by hours, fair use and quota. Few, however many services. */
export const VARIANTS = `
  SELECT DISTINCT access.plan_id AS "planId", ${EFFECTIVE} FROM networking.access access ${EFFECTIVE_JOIN} WHERE access.live`;

const USABLE = `access.live AND access.desired <> 'closed'`;

/** Who is at an address: who has it for good, before who has it for a session, before who had it in an earlier one. */
const HELD = `
  SELECT DISTINCT ON (net) net, service_id FROM (
    SELECT access.ipv4 AS net, access.service_id, 0 AS rank, NULL::timestamptz AS since FROM networking.access access WHERE ${USABLE}
    UNION ALL SELECT route, access.service_id, 0, NULL FROM networking.access access, unnest(access.routes) route WHERE ${USABLE}
    UNION ALL SELECT prefix, access.service_id, 0, NULL FROM networking.access access,
      unnest(ARRAY[access.ipv6_prefix, access.delegated_prefix]) prefix WHERE ${USABLE}
    UNION ALL SELECT session.framed_ipv4, session.service_id, 1, session.started_at
      FROM networking.session_open session JOIN networking.access access ON access.service_id = session.service_id AND ${USABLE}
    UNION ALL SELECT prefix, session.service_id, 1, session.started_at
      FROM networking.session_open session JOIN networking.access access ON access.service_id = session.service_id AND ${USABLE},
      unnest(ARRAY[session.framed_ipv6, session.delegated_prefix]) prefix
  ) claim WHERE net IS NOT NULL ORDER BY net, rank, since DESC NULLS LAST, service_id`;

const NET_TEXT = `CASE WHEN masklen(net) = CASE family(net) WHEN 4 THEN 32 ELSE 128 END THEN host(net) ELSE net::text END`;

const WANTED_CIRCUITS = `
  SELECT access.service_id AS id, access.partner_id, access.customer_id, jsonb_build_object(
    'number', service.number::text, 'customerNumber', customer.number::text, 'customerName', customer.name,
    'planId', access.plan_id, 'planTitle', plan.title, 'routerId', router.id,
    'parent', CASE WHEN sector.id IS NOT NULL THEN jsonb_build_object('kind', 'sector', 'id', sector.id)
      WHEN router.id IS NOT NULL THEN jsonb_build_object('kind', 'router', 'id', router.id) END,
    'state', access.desired, 'reason', access.desired_reason, 'rates', variant.rates, 'guaranteed', variant.guaranteed,
    'priority', variant.priority, 'adjusted', effective.adjusted, 'isOnline', online.service_id IS NOT NULL,
    'macs', (SELECT coalesce(jsonb_agg(DISTINCT mac::text), '[]') FROM unnest(access.macs || coalesce(online.macs, '{}')) mac WHERE mac IS NOT NULL),
    'ipv4', coalesce(held.ipv4, '[]'), 'ipv6', coalesce(held.ipv6, '[]')) AS body
  FROM networking.access access
  ${EFFECTIVE_JOIN}
  JOIN billing.service service ON service.id = access.service_id
  JOIN billing.plan plan ON plan.id = access.plan_id
  JOIN crm.customer customer ON customer.id = access.customer_id
  LEFT JOIN variant ON variant."planId" = access.plan_id AND variant.effective IS NOT DISTINCT FROM (SELECT ${EFFECTIVE})
  LEFT JOIN (SELECT service_id, array_agg(mac) AS macs, (array_agg(router_id ORDER BY started_at DESC))[1] AS router_id
    FROM networking.session_open WHERE service_id IS NOT NULL GROUP BY service_id) online ON online.service_id = access.service_id
  LEFT JOIN networking.sector sector ON sector.id = access.sector_id AND sector.active
  LEFT JOIN networking.router router ON router.id = coalesce(access.router_id, sector.router_id, online.router_id) AND router.active
  LEFT JOIN (SELECT service_id, jsonb_agg(${NET_TEXT} ORDER BY net) FILTER (WHERE family(net) = 4) AS ipv4,
      jsonb_agg(${NET_TEXT} ORDER BY net) FILTER (WHERE family(net) = 6) AS ipv6
    FROM (${HELD}) one GROUP BY service_id) held ON held.service_id = access.service_id
  WHERE access.live`;

const WANTED_NODES = `
  SELECT site.id, 'site' AS kind, site.partner_id, jsonb_build_object('name', site.name, 'parent', NULL,
      'downloadKbps', site.download_kbps, 'uploadKbps', site.upload_kbps) AS body
    FROM networking.site site WHERE site.active
  UNION ALL
  SELECT router.id, 'router', router.partner_id, jsonb_build_object('name', router.name,
      'parent', CASE WHEN site.id IS NOT NULL THEN jsonb_build_object('kind', 'site', 'id', site.id) END,
      'downloadKbps', router.download_kbps, 'uploadKbps', router.upload_kbps)
    FROM networking.router router LEFT JOIN networking.site site ON site.id = router.site_id AND site.active WHERE router.active
  UNION ALL
  SELECT sector.id, 'sector', sector.partner_id, jsonb_build_object('name', sector.name,
      'parent', CASE WHEN site.id IS NOT NULL THEN jsonb_build_object('kind', 'site', 'id', site.id) END,
      'downloadKbps', sector.download_kbps, 'uploadKbps', sector.upload_kbps)
    FROM networking.sector sector LEFT JOIN networking.site site ON site.id = sector.site_id AND site.active WHERE sector.active`;

/**
 * Writes what differs, and nothing else, each with a position of its own. What goes is told before what comes, since a service
 * may have gone to another partner; nodes come before their circuits and go after them.
 */
export const REFRESH = `
  WITH variant AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS one ("planId" uuid, effective jsonb, rates jsonb, guaranteed jsonb, priority int)),
  wanted_circuit AS MATERIALIZED (${WANTED_CIRCUITS}),
  wanted_node AS MATERIALIZED (${WANTED_NODES}),
  step AS (
    SELECT 1 AS phase, 'circuit' AS kind, kept.id, kept.partner_id, kept.customer_id, NULL::jsonb AS body FROM networking.shaper_circuit kept
      WHERE kept.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM wanted_circuit wanted WHERE wanted.id = kept.id AND wanted.partner_id = kept.partner_id)
    UNION ALL
    SELECT CASE wanted.kind WHEN 'site' THEN 2 WHEN 'router' THEN 3 ELSE 4 END, wanted.kind, wanted.id, wanted.partner_id, NULL, wanted.body
      FROM wanted_node wanted LEFT JOIN networking.shaper_node kept ON kept.id = wanted.id AND kept.partner_id IS NOT DISTINCT FROM wanted.partner_id
      WHERE kept.id IS NULL OR kept.removed_at IS NOT NULL OR kept.body <> wanted.body
    UNION ALL
    SELECT 5, 'circuit', wanted.id, wanted.partner_id, wanted.customer_id, wanted.body
      FROM wanted_circuit wanted LEFT JOIN networking.shaper_circuit kept ON kept.id = wanted.id AND kept.partner_id = wanted.partner_id
      WHERE kept.id IS NULL OR kept.removed_at IS NOT NULL OR kept.body <> wanted.body OR kept.customer_id <> wanted.customer_id
    UNION ALL
    SELECT CASE kept.kind WHEN 'sector' THEN 6 WHEN 'router' THEN 7 ELSE 8 END, kept.kind, kept.id, kept.partner_id, NULL, NULL
      FROM networking.shaper_node kept WHERE kept.removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM wanted_node wanted WHERE wanted.id = kept.id AND wanted.partner_id IS NOT DISTINCT FROM kept.partner_id)),
  numbered AS (SELECT *, $1::bigint + row_number() OVER (ORDER BY phase, id, partner_id) AS position FROM step),
  node AS (
    INSERT INTO networking.shaper_node (id, kind, partner_id, position, body, removed_at)
    SELECT id, kind, partner_id, position, coalesce(body, '{}'), CASE WHEN body IS NULL THEN $3::timestamptz END FROM numbered WHERE kind <> 'circuit'
    ON CONFLICT (id, owner) DO UPDATE SET position = excluded.position, body = excluded.body, removed_at = excluded.removed_at, kind = excluded.kind),
  circuit AS (
    INSERT INTO networking.shaper_circuit (id, customer_id, partner_id, position, body, removed_at)
    SELECT id, customer_id, partner_id, position, coalesce(body, '{}'), CASE WHEN body IS NULL THEN $3::timestamptz END FROM numbered WHERE kind = 'circuit'
    ON CONFLICT (id, partner_id) DO UPDATE SET position = excluded.position, body = excluded.body, removed_at = excluded.removed_at,
      customer_id = excluded.customer_id)
  SELECT coalesce(max(position), $1::bigint)::text AS position FROM numbered`;

/** Removals that are long past are forgotten, and how far that goes is noted. */
export const FORGET = `
  WITH circuit AS (DELETE FROM networking.shaper_circuit WHERE removed_at < $1 RETURNING position),
  node AS (DELETE FROM networking.shaper_node WHERE removed_at < $1 RETURNING position)
  SELECT max(position)::text AS "forgottenTo" FROM (SELECT position FROM circuit UNION ALL SELECT position FROM node) gone`;
