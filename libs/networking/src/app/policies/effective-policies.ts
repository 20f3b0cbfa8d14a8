import { Injectable } from '@nestjs/common';
import type { Sql } from '@demarc/persistence';
import { accessPolicy, type PlanPolicy } from '../../domain/effective-policy.js';
import type { AccessPolicy, PolicyAdjustment } from '../../radius/snapshot.js';
import { planPolicyOf, type PolicyRow } from './policy-row.js';

/** What hours and usage have made of the plan’s rates. */
export interface EffectiveRow {
  readonly download: number;
  readonly upload: number;
  readonly adjusted: PolicyAdjustment | null;
}

/** Beside the columns of `access`: null where nothing but the plan decides, or it was worked out for another plan. */
export const EFFECTIVE = `CASE WHEN effective.adjusted IS NOT NULL THEN jsonb_build_object(
    'download', effective.download_bps, 'upload', effective.upload_bps, 'adjusted', effective.adjusted) END AS effective`;
export const EFFECTIVE_JOIN = `LEFT JOIN networking.effective_policy effective
    ON effective.service_id = access.service_id AND effective.plan_id = access.plan_id`;

/** The policies of all plans, and of each the few variants that hold for accesses: one object for all that are alike. */
export class PolicyBook {
  private readonly plans: ReadonlyMap<string, PlanPolicy>;
  private readonly variants = new Map<string, AccessPolicy>();

  constructor(rows: readonly PolicyRow[]) {
    const byPlan = new Map(rows.map((row) => [row.plan_id, row]));
    this.plans = new Map([...byPlan].map(([id, row]) => [id, planPolicyOf(row)]));
  }

  of(planId: string, effective: EffectiveRow | null): AccessPolicy | undefined {
    const plan = this.plans.get(planId);
    if (!plan) return undefined;
    const key = effective
      ? `${planId} ${effective.download}/${effective.upload} ${effective.adjusted?.by ?? ''} ${effective.adjusted?.name ?? ''}`
      : planId;
    let policy = this.variants.get(key);
    if (!policy) {
      const { download, upload } = effective ?? plan.rates;
      policy = accessPolicy(plan, { download, upload }, effective?.adjusted ?? null);
      this.variants.set(key, policy);
    }
    return policy;
  }
}

/** What holds for accesses now, as devices are told it. */
@Injectable()
export class EffectivePolicies {
  async of(sql: Sql, serviceIds: readonly string[]): Promise<ReadonlyMap<string, AccessPolicy>> {
    const rows = await sql.query<PolicyRow & { service_id: string; effective: EffectiveRow | null }>(
      `SELECT policy.*, access.service_id, ${EFFECTIVE} FROM networking.access access
         JOIN networking.access_policy policy ON policy.plan_id = access.plan_id ${EFFECTIVE_JOIN}
        WHERE access.service_id = ANY ($1::uuid[])`,
      [serviceIds],
    );
    const book = new PolicyBook(rows);
    return new Map(
      rows.flatMap(({ service_id: id, plan_id: planId, effective }) => {
        const policy = book.of(planId, effective);
        return policy ? [[id, policy] as const] : [];
      }),
    );
  }
}
