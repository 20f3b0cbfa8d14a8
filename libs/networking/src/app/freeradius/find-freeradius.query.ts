import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type FreeradiusEffect, freeradiusEffects, type FreeradiusWays } from '../../domain/freeradius-switch.js';
import { NetworkingPermissions } from '../../permissions.js';
import { FreeradiusSetup } from './freeradius-setup.js';
import { freeradiusWays, seenOf } from './freeradius-ways.js';
import { REST_USER } from './switch-freeradius.js';

export interface FoundFreeradius extends FreeradiusWays {
  readonly changedAt: Date | null;
  readonly restUser: string;
  readonly restUri: string;
  readonly restListens: boolean;
  readonly restAskedAt: Date | null;
  readonly restAsked: string | null;
  /** The last login that it reported by SQL. */
  readonly sqlLoginAt: Date | null;
  readonly sqlLogin: string | null;
  readonly sqlReply: string | null;
  /** Reports that it has kept and that are not counted yet. */
  readonly sqlWaiting: number;
  readonly routers: number;
  readonly passwords: number;
}

export interface FreeradiusPreview {
  /** Names what was seen; the switch is refused when it is no longer so. */
  readonly seen: string;
  readonly effects: readonly FreeradiusEffect[];
}

const RULE = { permission: NetworkingPermissions['freeradius.manage'] } as const;

/** Who answers logins: the built-in server alone, or a FreeRADIUS too; and whether it was heard. */
@Injectable()
export class FindFreeradius extends Query<object, FoundFreeradius> {
  readonly rule: Rule = {
    name: 'networking.findFreeradius',
    sentence: 'See whether a FreeRADIUS answers for the product',
    ...RULE,
  };

  constructor(private readonly setup: FreeradiusSetup) {
    super();
  }

  async answer(_: object, { sql }: Asking): Promise<FoundFreeradius> {
    const ways = await freeradiusWays(sql);
    const found = await sql.first<
      Omit<FoundFreeradius, keyof FreeradiusWays | 'changedAt' | 'restUser' | 'restUri' | 'restListens'>
    >(
      `SELECT mode.rest_asked_at AS "restAskedAt", mode.rest_asked AS "restAsked", login.at AS "sqlLoginAt", login.username AS "sqlLogin",
         login.reply AS "sqlReply", (SELECT count(*)::int FROM radius.heard) AS "sqlWaiting",
         (SELECT count(*)::int FROM networking.router WHERE active AND radius_secret IS NOT NULL) AS routers,
         (SELECT count(*)::int FROM networking.access WHERE live AND password IS NOT NULL) AS passwords
       FROM networking.freeradius_mode mode
       LEFT JOIN LATERAL (SELECT at, username, reply FROM radius.post_auth ORDER BY id DESC LIMIT 1) login ON true`,
    );
    const { restUri, restListens } = this.setup;
    return {
      ...(found ?? NOTHING),
      ...ways,
      restUser: REST_USER,
      restUri,
      restListens,
    };
  }
}

const NOTHING = {
  ...{ restAskedAt: null, restAsked: null, sqlLoginAt: null, sqlLogin: null, sqlReply: null },
  ...{ sqlWaiting: 0, routers: 0, passwords: 0 },
};

/** What a switch would do. */
@Injectable()
export class PreviewFreeradius extends Query<Partial<FreeradiusWays>, FreeradiusPreview> {
  readonly rule: Rule = {
    name: 'networking.previewFreeradius',
    sentence: 'See what switching FreeRADIUS mode would do',
    ...RULE,
  };

  constructor(private readonly setup: FreeradiusSetup) {
    super();
  }

  async answer(wanted: Partial<FreeradiusWays>, { sql }: Asking): Promise<FreeradiusPreview> {
    const now = await freeradiusWays(sql);
    const { restListens } = this.setup;
    return { seen: seenOf(now), effects: freeradiusEffects(now, wanted, { restListens }) };
  }
}
