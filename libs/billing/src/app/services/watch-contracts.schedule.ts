import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import { addDays, type Id, type LocalDate, Refusal } from '@demarc/kernel';
import { type ContractOutcome, termAfter } from '../../domain/index.js';
import { ContractEnded, ContractEnding, ContractRenewed } from '../../events.js';
import type { ServiceId } from '../../ids.js';
import { Policies } from '../settings/policies.js';
import { ContractEnds, lookedAhead } from './contract-ends.js';
import { CONTRACT_OUTCOME, WITH_CONTRACT } from './contract-outcome.js';

const PAGE = 200;
const CALL = { actor: systemActor('calendar'), requestId: 'watch-contracts' };

interface ContractRow {
  readonly id: ServiceId;
  readonly customerId: Id<'Customer'>;
  readonly partnerId: Id<'Partner'>;
  readonly number: string;
  readonly endsOn: LocalDate;
  readonly outcome: ContractOutcome;
  readonly months: number;
}

const CONTRACTS = `
  SELECT service.id, service.customer_id AS "customerId", service.partner_id AS "partnerId", service.number, service.contract_ends_on AS "endsOn",
    ${CONTRACT_OUTCOME} AS outcome, coalesce(plan.contract_months, 0) AS months
  FROM billing.service JOIN billing.plan ON plan.id = service.plan_id WHERE ${WITH_CONTRACT}`;
const LOCKED = `ORDER BY service.id LIMIT ${PAGE} FOR UPDATE OF service SKIP LOCKED`;

/**
 * Tells of contracts that end soon, renews those that renew themselves on the day after their last, and enters and carries out
 * what the end of the others does.
 */
@Injectable()
export class WatchContracts extends ScheduledJob {
  readonly name = 'billing.watch-contracts';
  readonly cron = '20 3 * * *';

  constructor(
    private readonly acts: Acts,
    private readonly operators: Operators,
    private readonly policies: Policies,
    private readonly ends: ContractEnds,
  ) {
    super();
  }

  async run(): Promise<void> {
    while (await this.acts.perform(CALL, 'billing.renewContracts', (act) => this.renew(act)));
    while (await this.acts.perform(CALL, 'billing.tellContractEnds', (act) => this.tell(act)));
    let after: ServiceId | null = null;
    do after = await this.enterPage(after);
    while (after !== null);
    while (await this.acts.perform(CALL, 'billing.letContractsRunOut', (act) => this.runOut(act)));
  }

  private async renew(act: Act): Promise<boolean> {
    const today = await this.today(act);
    if (today === null) return false;
    const over = await act.sql.query<ContractRow>(
      `${CONTRACTS} AND ${CONTRACT_OUTCOME} = 'renews' AND service.contract_ends_on < $1 ${LOCKED}`,
      [today],
    );
    for (const { id, customerId, partnerId, number, endsOn, months } of over) {
      const { through } = termAfter(endsOn, months, today);
      await act.sql.execute(
        'UPDATE billing.service SET contract_ends_on = $2, contract_told_on = NULL, revision = revision + 1 WHERE id = $1',
        [id, through],
      );
      const about = { customerId, partnerId };
      act.emit(ContractRenewed, { ...about, serviceId: id, endsOn: through }, about);
      act.audit({ kind: 'service', id, ...about }, `Contract of service #${number} renewed to ${through}`);
    }
    return over.length === PAGE;
  }

  private async tell(act: Act): Promise<boolean> {
    const today = await this.today(act);
    if (today === null) return false;
    const ending = await act.sql.query<ContractRow>(
      `${CONTRACTS} AND service.contract_told_on IS NULL AND service.contract_ends_on BETWEEN $1 AND $2 ${LOCKED}`,
      [today, addDays(today, 366)],
    );
    const termsOf = await this.policies.termsOfAll(act.sql);
    let told = 0;
    for (const { id, customerId, partnerId, number, endsOn, outcome } of ending) {
      const { contractNoticeDays: days, contractNoticeWhenRenewed } = termsOf(partnerId).settings;
      const renews = outcome === 'renews';
      if (days === null || endsOn > addDays(today, days) || (renews && !contractNoticeWhenRenewed)) continue;
      await act.sql.execute('UPDATE billing.service SET contract_told_on = $2 WHERE id = $1', [id, today]);
      const about = { customerId, partnerId };
      act.emit(ContractEnding, { ...about, serviceId: id, endsOn, renews, outcome }, about);
      act.audit({ kind: 'service', id, ...about }, `Contract of service #${number} ends on ${endsOn}`, { outcome });
      told += 1;
    }
    return told > 0 && ending.length === PAGE;
  }

  /** Each in a transaction of its own: one that cannot be entered today, because its plan changes for example, waits alone. */
  private async enterPage(after: ServiceId | null): Promise<ServiceId | null> {
    const { due, next } = await this.acts.perform(CALL, 'billing.findContractEnds', (act) => this.toEnter(act, after));
    for (const id of due) {
      try {
        await this.acts.perform(CALL, 'billing.enterContractEnd', (act) => this.ends.enter(act, id));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    return next;
  }

  private async toEnter(
    act: Act,
    after: ServiceId | null,
  ): Promise<{ readonly due: readonly ServiceId[]; readonly next: ServiceId | null }> {
    const today = await this.today(act);
    if (today === null) return { due: [], next: null };
    const termsOf = await this.policies.termsOfAll(act.sql);
    const ending = await act.sql.query<ContractRow>(
      `${CONTRACTS} AND ${CONTRACT_OUTCOME} <> 'renews' AND service.contract_entered IS NULL AND service.contract_ends_on <= $1
        AND ($2::uuid IS NULL OR service.id > $2) ORDER BY service.id LIMIT ${PAGE}`,
      [addDays(today, 365), after],
    );
    const due = ending.filter(
      ({ endsOn, partnerId }) => endsOn <= lookedAhead(today, termsOf(partnerId).settings.contractNoticeDays),
    );
    return { due: due.map(({ id }) => id), next: ending.length === PAGE ? (ending.at(-1)?.id ?? null) : null };
  }

  /** What was entered holds from now on; the service runs without a term. */
  private async runOut(act: Act): Promise<boolean> {
    const today = await this.today(act);
    if (today === null) return false;
    const over = await act.sql.query<ContractRow>(
      `${CONTRACTS} AND ${CONTRACT_OUTCOME} <> 'renews' AND service.contract_entered IS NOT NULL AND service.contract_ends_on < $1 ${LOCKED}`,
      [today],
    );
    for (const { id, customerId, partnerId, number, endsOn, outcome } of over) {
      await act.sql.execute(
        `UPDATE billing.service SET contract_ends_on = NULL, contract_ended_on = $2, contract_told_on = NULL, contract_entered = NULL,
           contract_price_from = NULL, revision = revision + 1 WHERE id = $1`,
        [id, endsOn],
      );
      const about = { customerId, partnerId };
      act.emit(ContractEnded, { ...about, serviceId: id, endedOn: endsOn, outcome }, about);
      act.audit({ kind: 'service', id, ...about }, `Contract of service #${number} ended; it runs on without a term`);
    }
    return over.length === PAGE;
  }

  private async today(act: Act): Promise<LocalDate | null> {
    const operator = await this.operators.find(act.sql);
    return operator ? act.todayIn(operator.timeZone) : null;
  }
}
