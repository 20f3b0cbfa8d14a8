import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { OneTimeSales, type PlanId } from '@demarc/billing';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id } from '@demarc/kernel';
import { automaticTopUp, type QuotaOffer } from '../../../domain/quota.js';
import { DataGiven } from '../../../events.js';
import { NetworkingPermissions } from '../../../permissions.js';
import { octetText } from './octet-text.js';
import { PolicyCycle } from './policy-cycle.js';
import { PolicyEvaluation } from './policy-evaluation.js';
import { type QuotaAtHand, QuotaDesk } from './quota-desk.js';

@InputType({ description: 'Data to buy.' })
export class BuyTopUpInput {
  @Field(() => RecordIdScalar, { description: 'For which service.' })
  @IsRecordId()
  serviceId: Id<'Service'>;

  @Field(() => RecordIdScalar, { description: 'Which offer: its one-time plan.' })
  @IsRecordId()
  planId: PlanId;
}

/** One transaction: the data, what it costs, and what holds with it. */
@Injectable()
export class TopUps {
  constructor(
    private readonly desk: QuotaDesk,
    private readonly sales: OneTimeSales,
    private readonly cycle: PolicyCycle,
  ) {}

  async buy(
    act: Act,
    quota: QuotaAtHand,
    offer: QuotaOffer,
    by: 'staff' | 'customer' | 'automatic',
  ): Promise<Id<'QuotaGrant'>> {
    const { serviceId, customerId, partnerId, written } = quota;
    const planId = offer.planId as PlanId;
    const sold = await this.sales.sell(act, { customerId, serviceId, planId, charge: written.charge });
    const grantId = await this.desk.grant(act, quota, {
      kind: 'top_up',
      octets: offer.octets,
      periods: offer.periods,
      reason: sold.description,
      givenBy: by,
      planId,
      futureItemId: sold.futureItemId,
      invoiceId: sold.invoiceId,
    });
    const amount = octetText(offer.octets, written.binaryUnits);
    act.audit({ kind: 'access', id: serviceId, customerId, partnerId }, `Top-up bought: ${amount}`, { planId, by });
    const description = `${sold.description} (${amount})`;
    const octets = offer.octets.toString();
    act.emit(
      DataGiven,
      { customerId, partnerId, serviceId, kind: 'top_up', octets, by, description },
      { customerId, partnerId },
    );
    await this.cycle.turnSome(act, [serviceId]);
    return grantId;
  }
}

/** Buys data on top of a quota; it is there at once, and sessions get their speed back within moments. */
@Injectable()
export class BuyTopUp extends Command<BuyTopUpInput, { serviceId: string; grantId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.buyTopUp',
    sentence: 'Buy data for a service',
    permission: NetworkingPermissions['quota.give'],
    customer: 'own',
    risk: 'normal',
  };
  readonly input = BuyTopUpInput;

  constructor(
    private readonly desk: QuotaDesk,
    private readonly topUps: TopUps,
  ) {
    super();
  }

  async handle({ serviceId, planId }: BuyTopUpInput, act: Act): Promise<{ serviceId: string; grantId: string }> {
    const quota = await this.desk.take(act, serviceId);
    const offer = quota.rules.offers.find((one) => one.planId === planId);
    if (!offer) throw conflict('NOT_OFFERED', 'This is not offered with the plan of this service.');
    const grantId = await this.topUps.buy(act, quota, offer, act.actor.kind === 'customer' ? 'customer' : 'staff');
    return { serviceId, grantId };
  }
}

export class AutomaticTopUpStep {
  @IsRecordId()
  serviceId: string;
}

/** Buys what the plan says when all is used up; asked twice, or too late, it buys nothing. */
@Injectable()
export class BuyAutomaticTopUp extends Command<AutomaticTopUpStep, { bought: boolean }> {
  readonly rule: CommandRule = {
    name: 'networking.buyAutomaticTopUp',
    sentence: 'Buy data for a service by itself',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = AutomaticTopUpStep;

  constructor(
    private readonly desk: QuotaDesk,
    private readonly evaluation: PolicyEvaluation,
    private readonly topUps: TopUps,
  ) {
    super();
  }

  async handle({ serviceId }: AutomaticTopUpStep, act: Act): Promise<{ bought: boolean }> {
    const quota = await this.desk.take(act, serviceId);
    const [worked] = await this.evaluation.look(act.sql, [serviceId], act.at);
    const state = worked?.effective.quota;
    const offer = state ? automaticTopUp(quota.rules, state, quota.automaticTopUps) : undefined;
    if (!offer) return { bought: false };
    await act.sql.execute(
      `UPDATE networking.effective_policy SET automatic_top_ups = automatic_top_ups + 1, revision = revision + 1 WHERE service_id = $1`,
      [serviceId],
    );
    await this.topUps.buy(act, quota, offer, 'automatic');
    return { bought: true };
  }
}
