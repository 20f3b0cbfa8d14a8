import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { Clock, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { effectivePolicy, type EffectivePolicy } from '../../domain/effective-policy.js';
import { holdsUntil } from '../../domain/holds-until.js';
import { localMoment } from '../../domain/local-time.js';
import { NetworkingPermissions } from '../../permissions.js';
import { reached, reachOf } from '../access/reach.js';
import type { QuotaInput } from './quota.input.js';
import { PolicyEvaluation } from './usage/policy-evaluation.js';
import { factsLater, type WorkedOut } from './usage/work-out.js';

export interface FoundGrant {
  readonly id: string;
  readonly kind: 'top_up' | 'bonus' | 'rollover' | 'correction';
  readonly octets: string;
  readonly usedOctets: string;
  readonly beginsOn: LocalDate;
  /** The last day on which it can be used. */
  readonly lastOn: LocalDate | null;
  readonly reason: string;
  readonly givenBy: 'staff' | 'customer' | 'automatic' | 'period';
  readonly givenAt: Date;
  readonly takenBackAt: Date | null;
}

export interface FoundOffer {
  readonly planId: string;
  readonly title: string;
  readonly unitPrice: string;
  readonly currency: string;
  readonly taxInclusive: boolean;
  readonly octets: string;
  readonly periods: number | null;
}

export interface FoundAllowance {
  readonly serviceId: string;
  readonly effective: EffectivePolicy;
  readonly until: Date | undefined;
  readonly quota: QuotaInput | null;
  readonly periodStartsOn: LocalDate | null;
  /** The last day of the period. */
  readonly periodEndsOn: LocalDate | null;
  readonly automaticTopUps: number;
  readonly grants: readonly FoundGrant[];
  readonly offers: readonly FoundOffer[];
}

/** What services have used of what they have, what holds for them now, and why. Services of plans without rules are left out. */
@Injectable()
export class AllowancesOf extends Query<{ readonly serviceIds: readonly string[] }, FoundAllowance[]> {
  readonly rule: Rule = {
    name: 'networking.allowancesOf',
    sentence: 'See what services have used of their quota, and what holds for them',
    permission: NetworkingPermissions['quota.view'],
    customer: 'own',
  };

  constructor(
    private readonly evaluation: PolicyEvaluation,
    private readonly operators: Operators,
    private readonly clock: Clock,
  ) {
    super();
  }

  async answer(
    { serviceIds }: { readonly serviceIds: readonly string[] },
    { sql, actor }: Asking,
  ): Promise<FoundAllowance[]> {
    const mine = await sql.query<{ id: string }>(
      `SELECT service_id AS id FROM networking.access access WHERE service_id = ANY ($1::uuid[]) AND live AND ${reached('access', 2)}`,
      [serviceIds, reachOf(actor)],
    );
    const at = this.clock.now();
    const worked = await this.evaluation.look(
      sql,
      mine.map(({ id }) => id),
      at,
    );
    if (worked.length === 0) return [];
    const zone = (await this.operators.settings(sql)).timeZone;
    const grants = await grantsOf(sql, worked, at);
    const plans = await plansOf(sql, worked);
    return worked.map((one) => allowance(one, zone, at, grants, plans));
  }
}

function allowance(
  one: WorkedOut,
  zone: string,
  at: Date,
  grants: readonly (FoundGrant & { serviceId: string; usedBefore: string })[],
  plans: Plans,
): FoundAllowance {
  const { facts, kept, plan, effective } = one;
  const quota = plans.quotas.get(facts.planId) ?? null;
  const drawn = new Map(effective.quota?.drawn.map(({ id, octets }) => [id, octets]));
  return {
    serviceId: facts.serviceId,
    effective,
    until: holdsUntil(plan.policy, zone, at, kept.billing_day, (when) =>
      effectivePolicy(plan.policy, factsLater(one, zone, when), localMoment(zone, when)),
    ),
    quota,
    periodStartsOn: kept.period_starts_on,
    periodEndsOn: kept.period_ends_on,
    automaticTopUps: kept.automatic_top_ups,
    grants: grants
      .filter(({ serviceId }) => serviceId === facts.serviceId)
      .map(({ usedBefore, ...grant }) => ({
        ...grant,
        usedOctets: (BigInt(usedBefore) + (drawn.get(grant.id) ?? 0n)).toString(),
      })),
    offers: (quota?.offers ?? []).flatMap(({ planId, octets, periods }) => {
      const sold = plans.sold.get(planId);
      return sold ? [{ ...sold, octets, periods: periods ?? null }] : [];
    }),
  };
}

interface Plans {
  readonly quotas: ReadonlyMap<string, QuotaInput>;
  readonly sold: ReadonlyMap<string, Omit<FoundOffer, 'octets' | 'periods'>>;
}

async function plansOf(sql: Sql, worked: readonly WorkedOut[]): Promise<Plans> {
  const rows = await sql.query<{ id: string; quota: QuotaInput }>(
    'SELECT plan_id AS id, quota FROM networking.access_policy WHERE plan_id = ANY ($1::uuid[]) AND quota IS NOT NULL',
    [[...new Set(worked.map(({ facts }) => facts.planId))]],
  );
  const offered = [...new Set(rows.flatMap(({ quota }) => quota.offers.map(({ planId }) => planId)))];
  const sold = await sql.query<Omit<FoundOffer, 'octets' | 'periods'>>(
    `SELECT id AS "planId", service_description AS title, unit_price::text AS "unitPrice", currency, tax_inclusive AS "taxInclusive"
       FROM billing.plan WHERE id = ANY ($1::uuid[]) AND active`,
    [offered],
  );
  return {
    quotas: new Map(rows.map(({ id, quota }) => [id, quota])),
    sold: new Map(sold.map((row) => [row.planId, row])),
  };
}

function grantsOf(
  sql: Sql,
  worked: readonly WorkedOut[],
  at: Date,
): Promise<(FoundGrant & { serviceId: string; usedBefore: string })[]> {
  return sql.query(
    `SELECT id, service_id AS "serviceId", kind, octets::text AS octets, used_before::text AS "usedBefore", begins_on AS "beginsOn", ends_on - 1 AS "lastOn",
       reason, given_by AS "givenBy", given_at AS "givenAt", taken_back_at AS "takenBackAt"
       FROM networking.quota_grant WHERE service_id = ANY ($1::uuid[]) AND given_at > $2::timestamptz - interval '400 days' ORDER BY given_at DESC, id LIMIT 500`,
    [worked.map(({ facts }) => facts.serviceId), at],
  );
}
