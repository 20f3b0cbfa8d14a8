import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import type { Id } from '@demarc/kernel';
import { PlanEdited } from '../../events.js';
import type { PlanId } from '../../ids.js';
import { listPriceOn } from './plan-prices.js';

/** On the day on which a planned list price begins, the plan shows it. Sales go by the dates themselves. */
@Injectable()
export class TurnPlanPrices extends ScheduledJob {
  readonly name = 'billing.turn-plan-prices';
  readonly cron = '5 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly operators: Operators,
  ) {
    super();
  }

  async run(): Promise<void> {
    const call = { actor: systemActor('calendar'), requestId: 'turn-plan-prices' };
    await this.acts.perform(call, 'billing.turnPlanPrices', (act) => this.turn(act));
  }

  private async turn(act: Act): Promise<void> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return;
    const turned = await act.sql.query<{
      id: PlanId;
      partnerId: Id<'Partner'> | null;
      title: string;
      unitPrice: string;
    }>(
      `UPDATE billing.plan plan SET unit_price = ${listPriceOn('$1')}, revision = plan.revision + 1
        WHERE plan.unit_price IS DISTINCT FROM ${listPriceOn('$1')}
       RETURNING id, partner_id AS "partnerId", title, unit_price AS "unitPrice"`,
      [act.todayIn(operator.timeZone)],
    );
    for (const { id, partnerId, title, unitPrice } of turned) {
      act.emit(PlanEdited, { planId: id }, { partnerId });
      act.audit({ kind: 'plan', id, partnerId }, `Plan ${title} costs ${unitPrice} from today`);
    }
  }
}
