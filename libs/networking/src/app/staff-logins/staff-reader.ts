import type { Sql } from '@demarc/persistence';
import type { SecretBox } from '@demarc/secrets';
import type { StaffLevel, StaffLogin } from '../../radius/index.js';

/** Where the password of a log-in to devices is bound to, for the secret box. */
export function devicePasswordBinding(staffId: string): string {
  return `device_login:${staffId}:password`;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly password: Buffer;
  readonly every_partner: boolean;
  readonly partner_ids: string[];
  readonly level: StaffLevel | null;
  readonly levels: Record<string, StaffLevel>;
}

/** Only who works here: whoever is disabled, or has yet to choose a password, gets in nowhere. */
const STAFF_LOGINS = `
  SELECT staff.id, staff.name, login.login, login.password, staff.every_partner, staff.partner_ids, login.level,
    coalesce((SELECT jsonb_object_agg(said.router_id, said.level) FROM (
      SELECT DISTINCT ON (router.id) router.id AS router_id, place.level
        FROM networking.device_login_place place
        JOIN networking.router router ON router.active AND (router.id = place.router_id OR router.site_id = place.site_id)
       WHERE place.staff_id = login.staff_id ORDER BY router.id, place.router_id NULLS LAST) said), '{}') AS levels
  FROM networking.device_login login JOIN platform.staff staff ON staff.id = login.staff_id AND staff.state = 'active'
  ORDER BY login.login_key`;

/** Log-ins of staff to devices, as logins are decided on them. The secret box is ready. */
export async function readStaffLogins(sql: Sql, secrets: SecretBox): Promise<readonly StaffLogin[]> {
  const rows = await sql.query<Row>(STAFF_LOGINS);
  return rows.map((row) => ({
    staffId: row.id,
    name: row.name,
    login: row.login,
    password: secrets.openNow('device_password', row.password, devicePasswordBinding(row.id)),
    partners: row.every_partner ? 'all' : row.partner_ids,
    ...(row.level === null ? {} : { level: row.level }),
    levels: row.levels,
  }));
}
