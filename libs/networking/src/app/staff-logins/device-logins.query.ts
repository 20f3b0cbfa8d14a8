import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import { NetworkingPermissions } from '../../permissions.js';
import { staffLevelOn, type StaffLevel } from '../../radius/index.js';

export interface FoundDevicePlace {
  readonly routerId: string | null;
  readonly siteId: string | null;
  readonly name: string;
  readonly level: StaffLevel;
}

export interface FoundDeviceLogin {
  readonly staffId: string;
  readonly staffName: string;
  /** Disabled staff, and those who have yet to choose a password, get in nowhere. */
  readonly works: boolean;
  readonly login: string;
  readonly level: StaffLevel | null;
  readonly places: readonly FoundDevicePlace[];
  /** On the router that was asked about. */
  readonly levelThere: StaffLevel | null;
  readonly passwordAt: Date;
  readonly usedAt: Date | null;
  readonly usedOn: string | null;
  readonly revision: number;
}

interface Row extends Omit<FoundDeviceLogin, 'levelThere'> {
  readonly everyPartner: boolean;
  readonly partnerIds: string[];
  readonly levels: Record<string, StaffLevel>;
}

const LOGINS = `
  SELECT login.staff_id AS "staffId", staff.name AS "staffName", staff.state = 'active' AS works, login.login, login.level,
    staff.every_partner AS "everyPartner", staff.partner_ids AS "partnerIds", login.password_at AS "passwordAt", login.used_at AS "usedAt",
    used.name AS "usedOn", login.revision,
    coalesce((SELECT jsonb_agg(jsonb_build_object('routerId', place.router_id, 'siteId', place.site_id, 'level', place.level,
        'name', coalesce(router.name, site.name)) ORDER BY coalesce(router.name, site.name))
      FROM networking.device_login_place place LEFT JOIN networking.router router ON router.id = place.router_id
      LEFT JOIN networking.site site ON site.id = place.site_id WHERE place.staff_id = login.staff_id), '[]') AS places,
    coalesce((SELECT jsonb_object_agg($3::uuid, said.level) FROM (SELECT place.level FROM networking.device_login_place place
      LEFT JOIN networking.router router ON router.id = $3
      WHERE place.staff_id = login.staff_id AND (place.router_id = $3 OR place.site_id = router.site_id)
      ORDER BY place.router_id NULLS LAST LIMIT 1) said), '{}') AS levels
  FROM networking.device_login login JOIN platform.staff staff ON staff.id = login.staff_id
  LEFT JOIN networking.router used ON used.id = login.used_router_id
  WHERE ($1::uuid IS NULL OR login.staff_id = $1) AND ($2::uuid[] IS NULL OR (NOT staff.every_partner AND staff.partner_ids <@ $2))
  ORDER BY staff.name, staff.id`;

interface Sought {
  readonly staffId?: string | undefined;
  readonly routerId?: string | undefined;
}

async function find(
  sql: Sql,
  { staffId, routerId }: Sought,
  reach: readonly string[] | null,
): Promise<FoundDeviceLogin[]> {
  const rows = await sql.query<Row>(LOGINS, [staffId ?? null, reach, routerId ?? null]);
  const router =
    routerId === undefined
      ? undefined
      : await sql.first<{ partner_id: string | null }>('SELECT partner_id FROM networking.router WHERE id = $1', [
          routerId,
        ]);
  return rows.map(({ everyPartner, partnerIds, levels, ...row }) => {
    const staff = {
      staffId: row.staffId,
      name: row.staffName,
      login: row.login,
      password: '',
      partners: everyPartner ? ('all' as const) : partnerIds,
      ...(row.level === null ? {} : { level: row.level }),
      levels,
    };
    const there =
      router && routerId !== undefined
        ? staffLevelOn(staff, { id: routerId, ...(router.partner_id === null ? {} : { partnerId: router.partner_id }) })
        : undefined;
    return { ...row, levelThere: row.works ? (there ?? null) : null };
  });
}

/** Who of the staff may log in to which network devices, and when they last did. */
@Injectable()
export class ListDeviceLogins extends Query<Sought, FoundDeviceLogin[]> {
  readonly rule: Rule = {
    name: 'networking.listDeviceLogins',
    sentence: 'See who may log in to network devices',
    permission: NetworkingPermissions['deviceLogin.view'],
  };

  answer(sought: Sought, { sql, actor }: Asking): Promise<FoundDeviceLogin[]> {
    return find(sql, sought, partnersOf(actor));
  }
}

@Injectable()
export class OwnDeviceLogin extends Query<object, FoundDeviceLogin | null> {
  readonly rule: Rule = {
    name: 'networking.ownDeviceLogin',
    sentence: 'See your own log-in to network devices',
    permission: null,
  };

  async answer(_asking: object, { sql, actor }: Asking): Promise<FoundDeviceLogin | null> {
    if (actor.kind !== 'staff') return null;
    const [own] = await find(sql, { staffId: actor.id }, null);
    return own ?? null;
  }
}
