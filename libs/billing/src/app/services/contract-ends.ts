import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { addDays, type LocalDate } from '@demarc/kernel';
import type { ContractOutcome } from '../../domain/index.js';
import type { ServiceId } from '../../ids.js';
import { Accounts } from '../accounts/accounts.js';
import { listPriceOn } from '../catalogue/plan-prices.js';
import { NEXT_CHARGE, priceInForce, writeServicePrices } from '../pricing/service-prices.js';
import { Policies } from '../settings/policies.js';
import { CONTRACT_OUTCOME, WITH_CONTRACT } from './contract-outcome.js';
import { EndService } from './end-service.js';
import { aboutService, lockService } from './lock-service.js';
import { announceService } from './service-steps.js';

interface EndingContract {
  readonly outcome: ContractOutcome;
  readonly endsOn: LocalDate;
  readonly priceFrom: LocalDate;
  readonly price: string | null;
  /** Null where the plan counts its price otherwise by now: with or without tax. */
  readonly listPrice: string | null;
}

/**
 * Enters what the end of a contract does, while its day is still to come: the last day of the service, or the list price from
 * the day after. So no bill reaches beyond it, everybody sees it, and a renewal takes it back.
 */
@Injectable()
export class ContractEnds {
  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly ends: EndService,
  ) {}

  async enter(act: Act, serviceId: ServiceId): Promise<void> {
    const { account, service } = await lockService(act, this.accounts, serviceId);
    const contract = await endingContract(act, serviceId);
    if (!contract || contract.outcome === 'renews') return;
    const { zone, settings } = await this.policies.terms(act.sql, account.partnerId);
    const { endsOn, price, listPrice, priceFrom } = contract;
    if (contract.outcome === 'ends') {
      // Days after a contract were never agreed on: what a bill took for them goes back even where an end gives back nothing.
      const refund = settings.endRefund === 'none' ? 'credit' : settings.endRefund;
      await this.ends.handle({ serviceId, endsOn, refund, withFee: false, reason: 'End of contract' }, act);
      await note(act, serviceId, 'end', null);
    } else if (contract.outcome === 'list_price' && price !== null && listPrice !== null && price !== listPrice) {
      const change = { serviceId, from: priceFrom, unitPrice: listPrice };
      await writeServicePrices(act, [change], act.todayIn(zone));
      await note(act, serviceId, 'price', priceFrom);
      await announceService(act, serviceId);
      act.audit(aboutService(service), `Service #${service.number} is at the list price from ${priceFrom}`, {
        before: { unitPrice: price },
        after: { unitPrice: listPrice },
      });
    } else await note(act, serviceId, 'nothing', null);
  }
}

function endingContract(act: Act, serviceId: ServiceId): Promise<EndingContract | undefined> {
  const after = '(service.contract_ends_on + 1)';
  return act.sql.first<EndingContract>(
    `SELECT ${CONTRACT_OUTCOME} AS outcome, service.contract_ends_on AS "endsOn", greatest(${after}, ${NEXT_CHARGE}) AS "priceFrom",
       ${priceInForce(after)} AS price, CASE WHEN plan.tax_inclusive = service.tax_inclusive THEN ${listPriceOn(after)} END AS "listPrice"
     FROM billing.service service JOIN billing.plan plan ON plan.id = service.plan_id
     WHERE service.id = $1 AND service.contract_entered IS NULL AND ${WITH_CONTRACT}`,
    [serviceId],
  );
}

async function note(
  act: Act,
  serviceId: ServiceId,
  entered: 'end' | 'price' | 'nothing',
  priceFrom: LocalDate | null,
): Promise<void> {
  await act.sql.execute('UPDATE billing.service SET contract_entered = $2, contract_price_from = $3 WHERE id = $1', [
    serviceId,
    entered,
    priceFrom,
  ]);
}

/** Contracts that end by this day are looked at: as early as they are told, and before a month is billed that reaches beyond. */
export function lookedAhead(today: LocalDate, noticeDays: number | null): LocalDate {
  return addDays(today, Math.max(noticeDays ?? 0, 31));
}
