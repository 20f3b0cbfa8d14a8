import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import { ServiceChanged } from '../../events.js';
import { Policies } from '../settings/policies.js';
import type { ServiceBrief } from '../services/service-steps.js';
import { priceInForce } from './service-prices.js';
import { writeTaxesInForce } from './taxes-in-force.js';

const PAGE = 500;

/** On the day on which a planned price or tax rate begins, lists show it; charges go by the dates themselves. */
@Injectable()
export class TurnPrices extends ScheduledJob {
  readonly name = 'billing.turn-prices';
  readonly cron = '7 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly operators: Operators,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run(): Promise<void> {
    const call = { actor: systemActor('calendar'), requestId: 'turn-prices' };
    while (await this.acts.perform(call, 'billing.turnPrices', (act) => this.page(act)));
  }

  /** Answers whether there is more to do. */
  private async page(act: Act): Promise<boolean> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return false;
    const today = act.todayIn(operator.timeZone);
    const turned = await act.sql.query<ServiceBrief & { number: string }>(
      `UPDATE billing.service service SET unit_price = ${priceInForce('$1')}, revision = service.revision + 1
        WHERE service.id IN (
          SELECT due.id FROM (SELECT DISTINCT ON (service_id) service_id, unit_price FROM billing.service_price WHERE valid_from <= $1::date
             ORDER BY service_id, valid_from DESC) holds JOIN billing.service due ON due.id = holds.service_id
           WHERE due.unit_price IS DISTINCT FROM holds.unit_price ORDER BY due.id LIMIT ${PAGE} FOR UPDATE OF due SKIP LOCKED)
       RETURNING id, customer_id, partner_id, plan_id, status, number`,
      [today],
    );
    for (const service of turned) {
      const about = { customerId: service.customer_id, partnerId: service.partner_id };
      act.emit(
        ServiceChanged,
        { ...about, serviceId: service.id, planId: service.plan_id, status: service.status },
        about,
      );
      act.audit({ kind: 'service', id: service.id, ...about }, `Planned price of service #${service.number} begins`);
    }
    const { settings } = await this.policies.terms(act.sql, '');
    const taxes = await writeTaxesInForce(act, today, settings.taxDecimals);
    for (const tax of taxes)
      act.audit({ kind: 'tax_rate', id: tax.id }, `Tax ${tax.name} is ${tax.percent} % from today`);
    return turned.length === PAGE;
  }
}
