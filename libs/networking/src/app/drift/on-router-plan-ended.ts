import { Injectable } from '@nestjs/common';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import { RouterPlanEnded, type RouterPlanEndedPayload } from '../../events.js';
import { ApplyRouterPlan } from './apply-router-plan.job.js';
import { CompareRouter } from './compare-router.job.js';
import { takeBackWaiting } from './router-of-plan.js';

/** After a plan the router is compared anew; plans that waited for it to show that all is well begin. */
@Injectable()
export class OnRouterPlanEnded extends Subscriber<RouterPlanEndedPayload> {
  readonly name = 'networking.on-router-plan-ended';
  readonly event = RouterPlanEnded;

  constructor(protected readonly acts: Acts) {
    super();
  }

  protected async on({ routerId, planId, isDone }: RouterPlanEndedPayload, act: Act): Promise<void> {
    act.enqueue(CompareRouter, { routerId }, { singletonKey: routerId });
    if (!isDone) return takeBackWaiting(act, planId);
    const waiting = await act.sql.query<{ id: string }>(
      `SELECT id FROM networking.router_plan WHERE after_plan_id = $1 AND state = 'approved'`,
      [planId],
    );
    for (const { id } of waiting) act.enqueue(ApplyRouterPlan, { planId: id }, { singletonKey: id });
  }
}
