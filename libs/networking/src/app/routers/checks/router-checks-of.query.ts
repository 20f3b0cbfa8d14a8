import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import {
  ROUTER_CHECKS,
  type CheckEvidence,
  type RouterCheckKind,
  type RouterCheckState,
} from '../../../domain/router-check.js';
import { NetworkingPermissions } from '../../../permissions.js';

export interface FoundRouterCheck {
  readonly routerId: string;
  readonly kind: RouterCheckKind;
  readonly state: RouterCheckState;
  readonly code: string;
  readonly evidence: CheckEvidence;
  readonly tookMs: number | null;
  readonly checkedAt: Date | null;
  readonly since: Date | null;
  readonly lastPassedAt: Date | null;
  readonly checkedBy: string | null;
  readonly askedAt: Date | null;
}

export interface FoundRouterDoor {
  readonly routerId: string;
  readonly siteId: string | null;
  readonly apiUsername: string | null;
  readonly apiPort: number | null;
  readonly apiCertificate: string | null;
  readonly checks: readonly FoundRouterCheck[];
}

/** What was last seen of routers, each check in its place, also those that were never made. */
@Injectable()
export class RouterChecksOf extends Query<{ readonly routerIds: readonly string[] }, FoundRouterDoor[]> {
  readonly rule: Rule = {
    name: 'networking.routerChecks',
    sentence: 'See whether routers are set up',
    permission: NetworkingPermissions['router.view'],
  };

  async answer({ routerIds }: { readonly routerIds: readonly string[] }, { sql }: Asking): Promise<FoundRouterDoor[]> {
    const routers = await sql.query<Omit<FoundRouterDoor, 'checks'>>(
      `SELECT id AS "routerId", site_id AS "siteId", api_username AS "apiUsername", api_port AS "apiPort", api_sha256 AS "apiCertificate"
         FROM networking.router WHERE id = ANY ($1::uuid[])`,
      [routerIds],
    );
    const made = await sql.query<FoundRouterCheck>(
      `SELECT router_id AS "routerId", kind, state, code, evidence, took_ms AS "tookMs", checked_at AS "checkedAt", since,
         last_passed_at AS "lastPassedAt", checked_by AS "checkedBy", asked_at AS "askedAt"
       FROM networking.router_check WHERE router_id = ANY ($1::uuid[])`,
      [routerIds],
    );
    const found = new Map(made.map((check) => [`${check.routerId}:${check.kind}`, check]));
    return routers.map((router) => ({
      ...router,
      checks: ROUTER_CHECKS.map((kind) => found.get(`${router.routerId}:${kind}`) ?? neverMade(router.routerId, kind)),
    }));
  }
}

function neverMade(routerId: string, kind: RouterCheckKind): FoundRouterCheck {
  return {
    routerId,
    kind,
    state: 'unknown',
    code: '',
    evidence: {},
    tookMs: null,
    checkedAt: null,
    since: null,
    lastPassedAt: null,
    checkedBy: null,
    askedAt: null,
  };
}
