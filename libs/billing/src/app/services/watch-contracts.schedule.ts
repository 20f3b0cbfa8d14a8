import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import { addDays, addMonths, type Id, type LocalDate } from '@demarc/kernel';
import { ContractEnding, ContractRenewed } from '../../events.js';
import type { ServiceId } from '../../ids.js';
import { Policies } from '../settings/policies.js';

const PAGE = 200;

interface ContractRow {
  readonly id: ServiceId;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly number: string;
  readonly endsOn: LocalDate;
  readonly renews: boolean;
  readonly months: number;
}

const CONTRACTS = `
  SELECT service.id, service.customer_id AS "customerId", service.partner_id AS "partnerId", service.number, service.contract_ends_on AS "endsOn",
    plan.contract_renews AND plan.contract_months IS NOT NULL AS renews, coalesce(plan.contract_months, 0) AS months
  FROM billing.service JOIN billing.plan ON plan.id = service.plan_id
  WHERE service.status IN ('active', 'paused', 'disabled') AND service.ends_on IS NULL AND service.bundle_service_id IS NULL`;

/** Tells of contracts that end soon, and renews those that renew themselves on the day after their last. */
@Injectable()
export class WatchContracts extends ScheduledJob {
  readonly name = 'billing.watch-contracts';
  readonly cron = '20 3 * * *';

  constructor(
    private readonly acts: Acts,
    private readonly operators: Operators,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run(): Promise<void> {
    const call = { actor: systemActor('calendar'), requestId: 'watch-contracts' };
    while (await this.acts.perform(call, 'billing.renewContracts', (act) => this.renew(act)));
    while (await this.acts.perform(call, 'billing.tellContractEnds', (act) => this.tell(act)));
  }

  private async renew(act: Act): Promise<boolean> {
    const today = await this.today(act);
    if (today === null) return false;
    const over = await act.sql.query<ContractRow>(
      `${CONTRACTS} AND plan.contract_renews AND plan.contract_months IS NOT NULL AND service.contract_ends_on < $1 ORDER BY service.id LIMIT ${PAGE} FOR UPDATE OF service SKIP LOCKED`,
      [today],
    );
    for (const { id, customerId, partnerId, number, endsOn, months } of over) {
      let until = endsOn;
      for (let term = 1; until < today; term += 1) until = addDays(addMonths(addDays(endsOn, 1), term * months), -1);
      await act.sql.execute(
        'UPDATE billing.service SET contract_ends_on = $2, contract_told_on = NULL, revision = revision + 1 WHERE id = $1',
        [id, until],
      );
      const about = { customerId, partnerId };
      act.emit(ContractRenewed, { ...about, serviceId: id, endsOn: until }, about);
      act.audit({ kind: 'service', id, ...about }, `Contract of service #${number} renewed to ${until}`);
    }
    return over.length === PAGE;
  }

  private async tell(act: Act): Promise<boolean> {
    const today = await this.today(act);
    if (today === null) return false;
    const ending = await act.sql.query<ContractRow>(
      `${CONTRACTS} AND service.contract_told_on IS NULL AND service.contract_ends_on BETWEEN $1 AND $2 ORDER BY service.id LIMIT ${PAGE} FOR UPDATE OF service SKIP LOCKED`,
      [today, addDays(today, 366)],
    );
    const termsOf = await this.policies.termsOfAll(act.sql);
    let told = 0;
    for (const { id, customerId, partnerId, number, endsOn, renews } of ending) {
      const { contractNoticeDays: days, contractNoticeWhenRenewed } = termsOf(partnerId).settings;
      if (days === null || endsOn > addDays(today, days) || (renews && !contractNoticeWhenRenewed)) continue;
      await act.sql.execute('UPDATE billing.service SET contract_told_on = $2 WHERE id = $1', [id, today]);
      const about = { customerId, partnerId };
      act.emit(ContractEnding, { ...about, serviceId: id, endsOn, renews }, about);
      act.audit({ kind: 'service', id, ...about }, `Contract of service #${number} ends on ${endsOn}`);
      told += 1;
    }
    return told > 0 && ending.length === PAGE;
  }

  private async today(act: Act): Promise<LocalDate | null> {
    const operator = await this.operators.find(act.sql);
    return operator ? act.todayIn(operator.timeZone) : null;
  }
}
