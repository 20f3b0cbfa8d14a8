import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { PolicyEvaluation } from './policy-evaluation.js';
import { PolicyNews } from './policy-news.js';

export interface OnNewPlan {
  readonly serviceId: string;
  readonly planId: string;
}

/**
 * Puts accesses on another plan. What hours and usage make of it is worked out in the same transaction, so that nobody is given
 * the full speed of the new plan in between, and devices are told once.
 */
@Injectable()
export class NewPlans {
  constructor(
    private readonly evaluation: PolicyEvaluation,
    private readonly news: PolicyNews,
  ) {}

  async put(act: Act, moved: readonly OnNewPlan[]): Promise<void> {
    const ids = moved.map(({ serviceId }) => serviceId);
    await act.sql.execute(
      `UPDATE networking.access SET plan_id = moved.plan_id FROM unnest($1::uuid[], $2::uuid[]) AS moved (service_id, plan_id)
        WHERE access.service_id = moved.service_id`,
      [ids, moved.map(({ planId }) => planId)],
    );
    await this.news.spread(act, await this.evaluation.evaluateSome(act, ids));
  }
}
