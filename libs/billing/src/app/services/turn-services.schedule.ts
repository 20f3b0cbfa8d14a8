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
    const ended = await turn(act, today, DUE.ended, 'disabled');
    const begun = await turn(act, today, DUE.started, 'active');
    const resumed = await turn(act, today, DUE.resumed, 'active');
    const paused = await turn(act, today, DUE.paused, 'paused');
    const started = [...begun, ...resumed];
    await act.sql.execute(
      `UPDATE billing.plan_change SET state = 'applied' WHERE state = 'scheduled' AND change_on <= $1
         AND new_service_id IN (SELECT id FROM billing.service WHERE status <> 'pending')`,
      [today],
    );
    for (const service of [...ended, ...paused]) tell(act, service, ServiceChanged);
    for (const service of started) tell(act, service, ServiceStarted);
    return [ended, begun, resumed, paused].some((turned) => turned.length === PAGE);
  }
}

/** Pauses of a bundle stand on the bundle; what is inside of it follows. */
const PAUSED = `EXISTS (SELECT 1 FROM billing.service_pause pause WHERE pause.service_id = coalesce(bundle_service_id, service.id) AND pause.days @> $1::date)`;
const DUE = {
  ended: `status IN ('active', 'paused') AND ends_on < $1`,
  started: `status = 'pending' AND coalesce(activates_on, starts_on) <= $1`,
  resumed: `status = 'paused' AND NOT ${PAUSED} AND EXISTS (SELECT 1 FROM billing.service_pause pause
              WHERE pause.service_id = coalesce(bundle_service_id, service.id) AND upper(pause.days) <= $1::date)`,
  paused: `status = 'active' AND ${PAUSED}`,
} as const;

function turn(
  act: Act,
  today: LocalDate,
  due: string,
  status: 'active' | 'disabled' | 'paused',
): Promise<ServiceBrief[]> {
  return act.sql.query<ServiceBrief>(
    `UPDATE billing.service SET status = $2, revision = revision + 1
      WHERE id IN (SELECT id FROM billing.service WHERE ${due} ORDER BY id LIMIT ${PAGE} FOR UPDATE SKIP LOCKED)
     RETURNING id, customer_id, partner_id, plan_id, status`,
    [today, status],
  );
}

const SAID: Readonly<Partial<Record<ServiceBrief['status'], string>>> = {
  active: 'Service begins',
  disabled: 'Service ended',
  paused: 'Pause begins',
};

function tell(act: Act, service: ServiceBrief, event: typeof ServiceChanged): void {
  const about = { customerId: service.customer_id, partnerId: service.partner_id };
  act.emit(event, { ...about, serviceId: service.id, planId: service.plan_id, status: service.status }, about);
  act.audit({ kind: 'service', id: service.id, ...about }, SAID[service.status] ?? 'Service turned');
}
