import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, type LocalDate, notFound } from '@demarc/kernel';
import { IsBoolean, IsOptional } from 'class-validator';
import type { ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { aboutService, lockService, wantStatus } from '../services/lock-service.js';
import { announceService } from '../services/service-steps.js';
import { DiscountInput } from './discount.input.js';
import { discountRefusal, writeDiscounts } from './service-discounts.js';

export type ServiceDiscountId = Id<'ServiceDiscount'>;

const MANAGE = BillingPermissions['discount.manage'];

@InputType({ description: 'A discount for a service. Additional ones go before the main one.' })
export class AddServiceDiscountInput extends DiscountInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => Boolean, { description: 'Is it the main discount? One at a time; any number of additional ones.' })
  @IsBoolean()
  main: boolean;
}

/** Gives a service a discount for days that no document carries yet. */
@Injectable()
export class AddServiceDiscount extends Command<
  AddServiceDiscountInput,
  { serviceId: ServiceId; discountId: ServiceDiscountId }
> {
  readonly rule: CommandRule = {
    name: 'billing.addServiceDiscount',
    sentence: 'Give a service a discount',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = AddServiceDiscountInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle(
    { serviceId, ...discount }: AddServiceDiscountInput,
    act: Act,
  ): Promise<{ serviceId: ServiceId; discountId: ServiceDiscountId }> {
    const { service } = await lockService(act, this.accounts, serviceId);
    wantStatus(service, ['pending', 'active', 'paused', 'disabled'], 'given a discount');
    const [discountId] = await writeDiscounts(act, [{ service, discount }]);
    if (!discountId) throw notFound('service');
    await announceService(act, serviceId);
    act.audit(aboutService(service), `Discount of ${saidOf(discount)} given to service #${service.number}`, {
      after: discount,
    });
    return { serviceId, discountId };
  }
}

@InputType({ description: 'A discount as it is to be. Lines that are issued keep what they were charged with.' })
export class ChangeServiceDiscountInput extends DiscountInput {
  @Field(() => RecordIdScalar, { description: 'The discount.' })
  @IsRecordId()
  discountId: ServiceDiscountId;
}

@Injectable()
export class ChangeServiceDiscount extends Command<
  ChangeServiceDiscountInput,
  { serviceId: ServiceId; discountId: ServiceDiscountId }
> {
  readonly rule: CommandRule = {
    name: 'billing.changeServiceDiscount',
    sentence: 'Change a discount of a service',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = ChangeServiceDiscountInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle(
    { discountId, ...discount }: ChangeServiceDiscountInput,
    act: Act,
  ): Promise<{ serviceId: ServiceId; discountId: ServiceDiscountId }> {
    const before = await discountToChange(act, discountId);
    const { service } = await lockService(act, this.accounts, before.serviceId);
    wantStatus(service, ['pending', 'active', 'paused', 'disabled'], 'given another discount');
    try {
      await act.sql.execute(
        `UPDATE billing.service_discount SET kind = $2, value = $3, valid_from = $4, valid_to = $5, label = $6, revision = revision + 1 WHERE id = $1`,
        [
          discountId,
          discount.kind,
          discount.value,
          discount.from ?? null,
          discount.through ?? null,
          discount.text ?? '',
        ],
      );
    } catch (error) {
      throw discountRefusal(error);
    }
    await announceService(act, service.id);
    act.audit(aboutService(service), `Discount of service #${service.number} changed to ${saidOf(discount)}`, {
      before,
      after: discount,
    });
    return { serviceId: service.id, discountId };
  }
}

@InputType({ description: 'The end of a discount.' })
export class EndServiceDiscountInput {
  @Field(() => RecordIdScalar, { description: 'The discount.' })
  @IsRecordId()
  discountId: ServiceDiscountId;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The last day of service that is cheaper. Left out, or before its first day: the discount is taken away.',
  })
  @IsOptional()
  @IsLocalDate()
  lastDay?: LocalDate;
}

/** Ends a discount with a day, or takes it away as if it had never been: for what is not charged yet. */
@Injectable()
export class EndServiceDiscount extends Command<
  EndServiceDiscountInput,
  { serviceId: ServiceId; discountId: ServiceDiscountId }
> {
  readonly rule: CommandRule = {
    name: 'billing.endServiceDiscount',
    sentence: 'End a discount of a service',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = EndServiceDiscountInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle(
    { discountId, lastDay }: EndServiceDiscountInput,
    act: Act,
  ): Promise<{ serviceId: ServiceId; discountId: ServiceDiscountId }> {
    const before = await discountToChange(act, discountId);
    const { service } = await lockService(act, this.accounts, before.serviceId);
    if (lastDay && before.through && lastDay > before.through)
      throw conflict('DISCOUNT_ENDS_EARLIER', `The discount ends with ${before.through} already.`);
    const begins = before.from ?? service.startsOn;
    if (lastDay && lastDay >= begins) {
      await act.sql.execute(
        'UPDATE billing.service_discount SET valid_to = $2, revision = revision + 1 WHERE id = $1',
        [discountId, lastDay],
      );
    } else {
      await act.sql.execute('DELETE FROM billing.service_discount WHERE id = $1', [discountId]);
    }
    await announceService(act, service.id);
    const sentence =
      lastDay && lastDay >= begins
        ? `Discount of service #${service.number} ends with ${lastDay}`
        : `Discount of service #${service.number} taken away`;
    act.audit(aboutService(service), sentence, { before });
    return { serviceId: service.id, discountId };
  }
}

interface KeptDiscount {
  readonly serviceId: ServiceId;
  readonly kind: 'percent' | 'fixed';
  readonly value: string;
  readonly from: LocalDate | null;
  readonly through: LocalDate | null;
  readonly text: string;
}

async function discountToChange(act: Act, id: ServiceDiscountId): Promise<KeptDiscount> {
  const found = await act.sql.first<KeptDiscount>(
    `SELECT service_id AS "serviceId", kind, value, valid_from AS "from", valid_to AS "through", label AS text FROM billing.service_discount WHERE id = $1`,
    [id],
  );
  if (!found) throw notFound('discount');
  return found;
}

function saidOf({ kind, value }: Pick<DiscountInput, 'kind' | 'value'>): string {
  return kind === 'percent' ? `${value} %` : value;
}
