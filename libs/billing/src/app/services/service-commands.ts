import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { customFieldRules, validCustomValues } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ServiceEntity } from '../../data/service.entity.js';
import type { ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { aboutService, lockService, wantStatus } from './lock-service.js';
import { Policies } from '../settings/policies.js';
import { nextCharges, writeServicePrices } from '../pricing/service-prices.js';
import { replaceMainDiscount } from '../pricing/service-discounts.js';
import { ServiceDetailsInput } from './service.input.js';
import { announceService } from './service-steps.js';
import { voiceColumns, withFreeNumber } from './voice-line.input.js';

const MANAGE = BillingPermissions['service.manage'];

@InputType({
  description: 'New data of a service; what is left out stays. Charged days keep what they were charged with.',
})
export class EditServiceInput extends ServiceDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The first day of a new price; the next day to be charged when left out. Days that are charged stay.',
  })
  @IsOptional()
  @IsLocalDate()
  priceFrom?: LocalDate;
}

const CONTRACT_ANEW = { contractEntered: null, contractPriceFrom: null };

/** Changes what a service costs and is called from the next charge on. */
@Injectable()
export class EditService extends Command<EditServiceInput, { serviceId: ServiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.editService',
    sentence: 'Change a service',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = EditServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(
    { serviceId, discount, unitPrice, priceFrom, voice, customFields, ...rest }: EditServiceInput,
    act: Act,
  ): Promise<{ serviceId: ServiceId }> {
    const { service } = await lockService(act, this.accounts, serviceId);
    wantStatus(service, ['pending', 'active', 'paused', 'disabled'], 'changed');
    const period = rest.periodMonths === undefined ? {} : { periodWeeks: null };
    const values = customFields && {
      customFields: validCustomValues(
        await customFieldRules(act.sql, 'service'),
        customFields,
        service.customFields,
        null,
      ),
    };
    // Another contract, or another end of it: what it does is entered anew when its time comes.
    const contract = rest.contractEndsOn === undefined && rest.contractAtEnd === undefined ? {} : CONTRACT_ANEW;
    const columns = { ...rest, ...period, ...contract, ...values, ...voiceColumns(service.kind, voice) };
    await withFreeNumber(
      act.manager.update(ServiceEntity, { id: serviceId }, { ...columns, revision: service.revision + 1 }),
    );
    if (unitPrice !== undefined) {
      const { zone } = await this.policies.terms(act.sql, service.partnerId);
      const from = priceFrom ?? (await nextCharges(act.sql, [serviceId])).get(serviceId) ?? service.startsOn;
      await writeServicePrices(act, [{ serviceId, from, unitPrice }], act.todayIn(zone));
    }
    if (discount !== undefined) await replaceMainDiscount(act, service, discount);
    await announceService(act, serviceId);
    act.audit(aboutService(service), `Service #${service.number} changed`, {
      before: { unitPrice: service.unitPrice, quantity: service.quantity },
      after: { ...rest, ...values, voice, unitPrice, priceFrom, discount },
    });
    return { serviceId };
  }
}

@InputType({ description: 'Names one service, and from when.' })
export class ServiceStepInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => String, { nullable: true, description: 'Why, for the record.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string;
}

/** Takes a service out of use for good: no charge, no access, login and addresses are free. */
@Injectable()
export class ArchiveService extends Command<ServiceStepInput, { serviceId: ServiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.archiveService',
    sentence: 'Archive a service',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = ServiceStepInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle({ serviceId, reason }: ServiceStepInput, act: Act): Promise<{ serviceId: ServiceId }> {
    const { service } = await lockService(act, this.accounts, serviceId);
    wantStatus(service, ['pending', 'active', 'paused', 'disabled'], 'archived');
    await act.manager.update(ServiceEntity, { id: serviceId }, { status: 'archived', revision: service.revision + 1 });
    await act.sql.execute(
      `UPDATE billing.service SET status = 'archived', revision = revision + 1 WHERE bundle_service_id = $1 AND status <> 'archived'`,
      [serviceId],
    );
    await announceService(act, serviceId);
    act.audit(aboutService(service), `Service #${service.number} archived`, reason ? { reason } : {});
    return { serviceId };
  }
}
