import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import type { LocalDate } from '@demarc/kernel';
import { ServiceChanged, ServiceStarted } from '../../events.js';
import type { ServiceBrief } from './service-steps.js';

const PAGE = 200;

/** Begins services on their first day, and disables them on the day after their last. */
@Injectable()
export class TurnServices extends ScheduledJob {
  readonly name = 'billing.turn-services';
  readonly cron = '*/15 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly operators: Operators,
  ) {
    super();
  }

  async run(): Promise<void> {
    const call = { actor: systemActor('calendar'), requestId: 'turn-services' };
    while (await this.acts.perform(call, 'billing.turnServices', (act) => this.page(act)));
  }

  /** Answers whether there is more to do. */
  private async page(act: Act): Promise<boolean> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return false;
    const today = act.todayIn(operator.timeZone);
    const ended = await turn(act, today, `status = 'active' AND ends_on < $1`, 'disabled');
    const started = await turn(act, today, `status = 'pending' AND starts_on <= $1`, 'active');
    await act.sql.execute(
      `UPDATE billing.plan_change SET state = 'applied' WHERE state = 'scheduled' AND change_on <= $1
         AND new_service_id IN (SELECT id FROM billing.service WHERE status <> 'pending')`,
      [today],
    );
    for (const service of ended) tell(act, service, ServiceChanged);
    for (const service of started) tell(act, service, ServiceStarted);
    return ended.length === PAGE || started.length === PAGE;
  }
}

/** `due` is one of the two conditions above. */
function turn(act: Act, today: LocalDate, due: string, status: 'active' | 'disabled'): Promise<ServiceBrief[]> {
  return act.sql.query<ServiceBrief>(
    `UPDATE billing.service SET status = $2, revision = revision + 1
      WHERE id IN (SELECT id FROM billing.service WHERE ${due} ORDER BY id LIMIT ${PAGE} FOR UPDATE SKIP LOCKED)
     RETURNING id, customer_id, partner_id, plan_id, status`,
    [today, status],
  );
}

function tell(act: Act, service: ServiceBrief, event: typeof ServiceChanged): void {
  const about = { customerId: service.customer_id, partnerId: service.partner_id };
  act.emit(event, { ...about, serviceId: service.id, planId: service.plan_id, status: service.status }, about);
  act.audit(
    { kind: 'service', id: service.id, ...about },
    service.status === 'active' ? 'Service begins' : 'Service ended',
  );
}
