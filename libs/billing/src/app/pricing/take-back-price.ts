import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type LocalDate, notFound } from '@demarc/kernel';
import type { PlanId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { aboutService, lockService } from '../services/lock-service.js';
import { Policies } from '../settings/policies.js';
import { NEXT_CHARGE } from './service-prices.js';

@InputType({ description: 'A price of a service that is planned for a coming day.' })
export class TakeBackServicePriceInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  @IsLocalDate()
  from: LocalDate;
}

/** Takes a planned price back. Days that are on a bill at that price keep it, so then it is refused. */
@Injectable()
export class TakeBackServicePrice extends Command<TakeBackServicePriceInput, { serviceId: ServiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.takeBackServicePrice',
    sentence: 'Take a planned price of a service back',
    permission: BillingPermissions['service.manage'],
    risk: 'normal',
  };
  readonly input = TakeBackServicePriceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ serviceId, from }: TakeBackServicePriceInput, act: Act): Promise<{ serviceId: ServiceId }> {
    const { account, service } = await lockService(act, this.accounts, serviceId);
    const { zone } = await this.policies.terms(act.sql, account.partnerId);
    const row = await act.sql.first<{ price: string; begun: boolean; charged: boolean }>(
      `SELECT price.unit_price AS price, price.valid_from <= $3::date AS begun, ${NEXT_CHARGE} > price.valid_from AS charged
         FROM billing.service_price price JOIN billing.service service ON service.id = price.service_id
        WHERE price.service_id = $1 AND price.valid_from = $2`,
      [serviceId, from, act.todayIn(zone)],
    );
    if (!row) throw notFound('planned price');
    if (row.begun) throw conflict('PRICE_HAS_BEGUN', 'This price holds already. Give the service another one.');
    if (row.charged)
      throw conflict('PRICE_IS_CHARGED', 'Days at this price are on a bill. Credit the bill, or set another price.');
    await act.sql.execute('DELETE FROM billing.service_price WHERE service_id = $1 AND valid_from = $2', [
      serviceId,
      from,
    ]);
    act.audit(aboutService(service), `Price of service #${service.number} from ${from} taken back`, {
      unitPrice: row.price,
      from,
    });
    return { serviceId };
  }
}

@InputType({ description: 'A list price that is planned for a coming day.' })
export class TakeBackListPriceInput {
  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => LocalDateScalar, { description: 'Its first day.' })
  @IsLocalDate()
  from: LocalDate;
}

export interface TakenBackListPrice {
  readonly planId: PlanId;
  /** Services whose price from that day on is taken back with it. */
  readonly services: number;
}

/**
 * Takes a planned list price back, with the prices that it planned for services. Those that are on a bill, hold already or
 * were set to another price since then stay.
 */
@Injectable()
export class TakeBackListPrice extends Command<TakeBackListPriceInput, TakenBackListPrice> {
  readonly rule: CommandRule = {
    name: 'billing.takeBackListPrice',
    sentence: 'Take a planned list price back',
    permission: BillingPermissions['plan.manage'],
    risk: 'high',
  };
  readonly input = TakeBackListPriceInput;

  constructor(private readonly operators: Operators) {
    super();
  }

  async handle({ planId, from }: TakeBackListPriceInput, act: Act): Promise<TakenBackListPrice> {
    const plan = await act.sql.first<{ title: string }>('SELECT title FROM billing.plan WHERE id = $1 FOR UPDATE', [
      planId,
    ]);
    if (!plan) throw notFound('plan');
    const today = act.todayIn((await this.operators.settings(act.sql)).timeZone);
    if (from <= today)
      throw conflict('PRICE_HAS_BEGUN', 'This price holds already. Change the price of the plan instead.');
    const busy = await act.sql.first(
      `SELECT 1 FROM billing.price_change WHERE plan_id = $1 AND valid_from = $2 AND status = 'applying'`,
      [planId, from],
    );
    if (busy) throw conflict('PRICE_CHANGE_RUNS', 'Services are being given this price. Wait until that is through.');
    const dropped = await act.sql.execute('DELETE FROM billing.plan_price WHERE plan_id = $1 AND valid_from = $2', [
      planId,
      from,
    ]);
    if (dropped === 0) throw notFound('planned price');
    const services = await act.sql.execute(
      `DELETE FROM billing.service_price price USING billing.price_change_item item, billing.price_change change, billing.service service
        WHERE change.id = item.change_id AND change.plan_id = $1 AND change.valid_from = $2 AND item.state = 'done' AND item.service_id = price.service_id
          AND item.valid_from = price.valid_from AND item.new_price = price.unit_price AND service.id = price.service_id
          AND price.valid_from > $3::date AND coalesce(${NEXT_CHARGE}, price.valid_from) <= price.valid_from`,
      [planId, from, today],
    );
    act.audit({ kind: 'plan', id: planId }, `Price of ${plan.title} from ${from} taken back`, { from, services });
    return { planId, services };
  }
}
