import { Injectable } from '@nestjs/common';
import { Field, InputType, Int } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { type LocalDate, Refusal } from '@demarc/kernel';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ContractRenewed, ServiceChanged } from '../../events.js';
import type { InvoiceId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { TakeBackServicePrice } from '../pricing/take-back-price.js';
import { Policies } from '../settings/policies.js';
import { decideRenewal } from './decide-renewal.js';
import { EndService } from './end-service.js';
import { aboutService, lockService } from './lock-service.js';
import { ServiceStepInput } from './service-commands.js';
import { announceService } from './service-steps.js';

@InputType({ description: 'A new term for a service.' })
export class RenewContractInput extends ServiceStepInput {
  @Field(() => Int, { nullable: true, description: 'Its length in months; that of the plan when left out.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(120)
  months?: number;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when it would do something else by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}

export interface RenewedContract {
  readonly serviceId: ServiceId;
  readonly through: LocalDate;
  readonly invoiceId: InvoiceId | null;
}

/** Agrees on a new term, after the present one; what the end of that one would have done is taken back. */
@Injectable()
export class RenewContract extends Command<RenewContractInput, RenewedContract> {
  readonly rule: CommandRule = {
    name: 'billing.renewContract',
    sentence: 'Renew the contract of a service',
    permission: BillingPermissions['service.manage'],
    risk: 'normal',
  };
  readonly input = RenewContractInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly ends: EndService,
    private readonly prices: TakeBackServicePrice,
  ) {
    super();
  }

  async handle({ serviceId, reason = '', ...input }: RenewContractInput, act: Act): Promise<RenewedContract> {
    const { account, service } = await lockService(act, this.accounts, serviceId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const decided = await decideRenewal(act.sql, account, terms, act.todayIn(terms.zone), { serviceId, ...input });
    if (input.planHash !== undefined && input.planHash !== decided.hash)
      throw new Refusal('stale', 'RENEWAL_CHANGED', 'It would do something else by now. Look at it again.');
    const { term, endTakenBack, priceTakenBack } = decided;
    const { invoiceId } =
      endTakenBack === null
        ? { invoiceId: null }
        : await this.ends.handle({ serviceId, endsOn: null, ...(reason ? { reason } : {}) }, act);
    if (priceTakenBack) await this.prices.handle({ serviceId, from: priceTakenBack.from }, act);
    await act.sql.execute(
      `UPDATE billing.service SET contract_ends_on = $2, contract_ended_on = NULL, contract_told_on = NULL, contract_entered = NULL,
         contract_price_from = NULL, revision = revision + 1 WHERE id = $1`,
      [serviceId, term.through],
    );
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.emit(ContractRenewed, { ...about, serviceId, endsOn: term.through }, about);
    await announceService(act, serviceId, ServiceChanged);
    act.audit(aboutService(service), `Contract of service #${service.number} renewed to ${term.through}`, {
      before: { contractEndsOn: decided.contractEndsOn },
      after: { contractEndsOn: term.through },
      ...(reason ? { reason } : {}),
    });
    return { serviceId, through: term.through, invoiceId };
  }
}
