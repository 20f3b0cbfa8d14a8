/** Open services with the site of their sector and the router that they come through, fixed or by their session. */
export const PLACED_SERVICES = `
  SELECT access.service_id, access.customer_id, access.sector_id, sector.site_id AS sector_site_id, coalesce(access.router_id, open.router_id) AS router_id,
    open.service_id IS NOT NULL AS is_online
  FROM networking.access access
  LEFT JOIN networking.sector sector ON sector.id = access.sector_id
  LEFT JOIN networking.session_open open ON open.service_id = access.service_id
  WHERE access.live AND access.desired = 'open'`;
