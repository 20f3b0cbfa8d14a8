import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { conflict, type Id, invalid, notFound, RandomSource } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import type { StaffLevel } from '../../radius/index.js';
import { announceAccess } from '../aaa/access-feed.js';
import type { DevicePlaceInput } from './device-login.input.js';
import { devicePasswordBinding } from './staff-reader.js';

/** Without what is easily misread: 0 and o, 1 and l and i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 5;

export interface LockedDeviceLogin {
  readonly staffId: Id<'Staff'>;
  readonly name: string;
  readonly login: string;
  readonly revision: number;
}

/** What the commands about log-ins to devices have in common. */
@Injectable()
export class DeviceLoginDesk {
  constructor(
    private readonly secrets: SecretBox,
    private readonly random: RandomSource,
  ) {}

  /** Routers of nobody in particular are everybody's, so who gives log-ins to them has to reach every partner. */
  requireEveryPartner(act: Act): void {
    if (partnersOf(act.actor) !== null)
      throw conflict(
        'EVERY_PARTNER_NEEDED',
        'Log-ins to devices are given by who reaches the records of every partner.',
      );
  }

  /** `b7kqd-…`: nobody chooses it, so nobody uses one that they have elsewhere. It is shown once. */
  async newPassword(staffId: string): Promise<{ readonly password: string; readonly sealed: Buffer }> {
    const group = (): string =>
      Array.from({ length: GROUP }, () => LETTERS[this.random.below(LETTERS.length)]).join('');
    const password = Array.from({ length: GROUPS }, group).join('-');
    return { password, sealed: await this.secrets.seal('device_password', password, devicePasswordBinding(staffId)) };
  }

  async lock(act: Act, staffId: string): Promise<LockedDeviceLogin> {
    const found = await act.sql.first<LockedDeviceLogin>(
      `SELECT login.staff_id AS "staffId", staff.name, login.login, login.revision FROM networking.device_login login
         JOIN platform.staff staff ON staff.id = login.staff_id WHERE login.staff_id = $1 FOR UPDATE OF login`,
      [staffId],
    );
    if (!found) throw notFound('device login');
    return found;
  }

  /** Customers and staff never have one name: accounting of a session without our Class is found by it. */
  async requireFreeName(act: Act, login: string): Promise<void> {
    const holder = await act.sql.first('SELECT 1 FROM networking.access WHERE login_key = lower($1) AND live', [login]);
    if (holder)
      throw conflict('LOGIN_OF_CUSTOMER', `A customer’s service has the login "${login}". Choose another one.`);
  }

  async writePlaces(
    act: Act,
    staffId: string,
    level: StaffLevel | null,
    places: readonly DevicePlaceInput[],
  ): Promise<void> {
    const faults = places.flatMap(({ routerId, siteId }, at) =>
      Boolean(routerId) === Boolean(siteId) ? [{ field: `places.${at}`, message: 'is either a router or a site' }] : [],
    );
    if (faults.length > 0) throw invalid('ROUTER_OR_SITE', 'Each line is about one router, or about one site.', faults);
    if (level === null && places.length === 0)
      throw invalid('NO_DEVICE', 'Say what they may do, everywhere or somewhere; or take the log-in away.', [
        { field: 'level', message: 'is needed where no router and no site is named' },
      ]);
    await act.sql.execute('DELETE FROM networking.device_login_place WHERE staff_id = $1', [staffId]);
    try {
      await act.sql.execute(
        `INSERT INTO networking.device_login_place (staff_id, router_id, site_id, level)
         SELECT $1, router_id, site_id, level FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS place (router_id, site_id, level)`,
        [
          staffId,
          places.map(({ routerId }) => routerId ?? null),
          places.map(({ siteId }) => siteId ?? null),
          places.map((place) => place.level),
        ],
      );
    } catch (error) {
      throw placeFault(error) ?? error;
    }
    await announceAccess(act.sql, 'staff');
  }
}

function placeFault(error: unknown): Error | undefined {
  switch (violatedConstraint(error)) {
    case 'device_login_place_once':
      return conflict('PLACE_TWICE', 'One router or site is named twice. Keep one of the lines.');
    case 'device_login_place_router_id_fkey':
      return notFound('router');
    case 'device_login_place_site_id_fkey':
      return notFound('site');
    default:
      return undefined;
  }
}

export function nameFault(error: unknown, login: string): Error | undefined {
  switch (violatedConstraint(error)) {
    case 'device_login_name':
      return conflict('DEVICE_LOGIN_TAKEN', `Somebody else of the staff logs in as "${login}". Choose another name.`);
    case 'device_login_pkey':
      return conflict('DEVICE_LOGIN_EXISTS', 'They have a log-in to devices already. Change it instead.');
    default:
      return undefined;
  }
}

/** `full everywhere, read on 2 places`, for the audit log. */
export function levelWords(level: StaffLevel | null, places: readonly { readonly level: StaffLevel }[]): string {
  const everywhere = level === null ? [] : [`${level} everywhere`];
  const some = places.length === 0 ? [] : [`${places.length} ${places.length === 1 ? 'place' : 'places'} of its own`];
  return [...everywhere, ...some].join(', ');
}
