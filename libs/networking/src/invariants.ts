import type { Invariant } from '@demarc/persistence';

export const networkingInvariants: readonly Invariant[] = [
  {
    id: 'N-1',
    sentence: 'An open access has a policy to run on, and something to be recognised by.',
    sql: `SELECT format('service %s is open without a policy of its plan', access.service_id) AS violation FROM networking.access access
            LEFT JOIN networking.access_policy policy USING (plan_id)
           WHERE access.live AND access.desired = 'open' AND policy.plan_id IS NULL LIMIT 20`,
  },
  {
    id: 'N-2',
    sentence: 'No login is live twice.',
    sql: `SELECT format('login %s belongs to %s services', login_key, count(*)) AS violation FROM networking.access
           WHERE live AND desired <> 'closed' AND login_key IS NOT NULL GROUP BY login_key HAVING count(*) > 1 LIMIT 20`,
  },
  {
    id: 'N-3',
    sentence: 'No fixed address belongs to two services; what came so from another system is marked.',
    sql: `SELECT format('%s belongs to %s services', host(ipv4), count(*)) AS violation FROM networking.access
           WHERE live AND ipv4 IS NOT NULL AND imported IS NULL GROUP BY ipv4 HAVING count(*) > 1 LIMIT 20`,
  },
  {
    id: 'N-4',
    sentence:
      'Nothing is open that the status of its service or customer does not allow, and nothing is shut that they do.',
    sql: `SELECT format('service %s is %s (%s) with service %s and customer %s', access.service_id, access.desired,
             coalesce(access.desired_reason, '-'), service.status, account.customer_status) AS violation
            FROM networking.access access
            JOIN billing.service service ON service.id = access.service_id
            JOIN billing.account account ON account.customer_id = access.customer_id
           WHERE access.live AND access.desired IS DISTINCT FROM CASE
               WHEN service.status <> 'active' OR account.customer_status IN ('new', 'inactive') THEN 'closed'
               WHEN account.customer_status = 'blocked' THEN 'blocked' ELSE 'open' END
             AND NOT (access.desired = 'closed' AND access.desired_reason IN ('no_policy', 'login_taken', 'not_started', 'ended'))
             AND NOT (access.desired = 'blocked' AND access.desired_reason = 'quota')
             AND NOT EXISTS (SELECT 1 FROM networking.held_closing held WHERE held.service_id = access.service_id)
             -- News of billing that was not heard yet is not a violation, as long as it is fresh.
             AND NOT EXISTS (SELECT 1 FROM platform.event event WHERE event.customer_id = access.customer_id AND event.name LIKE 'billing.%'
               AND event.occurred_at > (SELECT max(occurred_at) FROM platform.event) - interval '10 minutes'
               AND NOT EXISTS (SELECT 1 FROM platform.inbox heard WHERE heard.event_id = event.id AND heard.subscriber LIKE 'networking.%'))
           LIMIT 20`,
  },
  {
    id: 'N-5',
    sentence: 'A session is either open or closed.',
    sql: `SELECT format('session %s of %s is open and closed', open.session_id, open.login) AS violation
            FROM networking.session_open open JOIN networking.session_closed closed USING (key)
           WHERE open.started_at <= closed.ended_at LIMIT 20`,
  },
  {
    id: 'N-6',
    sentence: 'Nothing that a session of a known service used is missing from usage.',
    sql: `WITH sessions AS (
            SELECT customer_id, sum(octets) AS octets FROM (
              SELECT customer_id, download_octets + upload_octets AS octets FROM networking.session_open WHERE customer_id IS NOT NULL
              UNION ALL SELECT customer_id, download_octets + upload_octets FROM networking.session_closed WHERE customer_id IS NOT NULL) one GROUP BY customer_id),
          mark AS (SELECT coalesce(max(rolled_to) FILTER (WHERE name = 'hours'), '-infinity') AS hours,
            coalesce(max(rolled_to) FILTER (WHERE name = 'days'), '-infinity') AS days FROM networking.usage_watermark),
          used AS (
            SELECT customer_id, sum(octets) AS octets FROM (
              SELECT customer_id, (download_octets + upload_octets)::numeric AS octets FROM networking.usage_raw, mark WHERE at >= mark.hours
              UNION ALL SELECT customer_id, (SELECT sum(part) FROM unnest(download_octets || upload_octets) part) FROM networking.usage_hours, mark WHERE day_start >= mark.days
              UNION ALL SELECT customer_id, (SELECT sum(part) FROM unnest(download_octets || upload_octets) part) FROM networking.usage_days) tier GROUP BY customer_id)
          SELECT format('customer %s: sessions %s, usage %s', customer_id, sessions.octets, coalesce(used.octets, 0)) AS violation
            FROM sessions LEFT JOIN used USING (customer_id)
           WHERE sessions.octets > coalesce(used.octets, 0) LIMIT 20`,
  },
  {
    id: 'N-7',
    sentence: 'The network side of a service stands under the service’s own customer and partner.',
    sql: `SELECT format('access of service %s stands under another customer or partner', access.service_id) AS violation
            FROM networking.access access JOIN billing.service service ON service.id = access.service_id
           WHERE service.customer_id <> access.customer_id OR service.partner_id <> access.partner_id LIMIT 20`,
  },
  {
    id: 'N-8',
    sentence: 'What accesses have is what is held by them, so that the history of addresses is whole.',
    sql: `SELECT format('%s of service %s is %s', coalesce(now.held, held.held), coalesce(now.service_id, held.service_id),
              CASE WHEN now.held IS NULL THEN 'held and not its own' ELSE 'its own and not held' END) AS violation
            FROM (SELECT access.service_id, access.customer_id, has.* FROM networking.access access, LATERAL networking.held_by(access) has) now
            FULL JOIN (SELECT * FROM networking.address_holding WHERE service_id IS NOT NULL AND upper_inf(during)) held
              ON held.service_id = now.service_id AND held.held = now.held AND held.kind = now.kind AND held.customer_id = now.customer_id
           WHERE now.held IS NULL OR held.held IS NULL LIMIT 20`,
  },
];
