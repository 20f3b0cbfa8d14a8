import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type LocalDate } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ServiceEntity } from '../../data/service.entity.js';
import { ServiceStarted } from '../../events.js';
import type { ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { aboutService, lockService, wantStatus } from './lock-service.js';
import { Policies } from '../settings/policies.js';
import { nextCharges, writeServicePrices } from '../pricing/service-prices.js';
import { replaceMainDiscount } from '../pricing/service-discounts.js';
import { ServiceDetailsInput } from './service.input.js';
import { announceService, closePause } from './service-steps.js';

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
    { serviceId, discount, unitPrice, priceFrom, ...rest }: EditServiceInput,
    act: Act,
  ): Promise<{ serviceId: ServiceId }> {
    const { service } = await lockService(act, this.accounts, serviceId);
    wantStatus(service, ['pending', 'active', 'paused', 'disabled'], 'changed');
    await act.manager.update(ServiceEntity, { id: serviceId }, { ...rest, revision: service.revision + 1 });
    if (unitPrice !== undefined) {
      const { zone } = await this.policies.terms(act.sql, service.partnerId);
      const from = priceFrom ?? (await nextCharges(act.sql, [serviceId])).get(serviceId) ?? service.startsOn;
      await writeServicePrices(act, [{ serviceId, from, unitPrice }], act.todayIn(zone));
    }
    if (discount !== undefined) await replaceMainDiscount(act, service, discount);
    await announceService(act, serviceId);
    act.audit(aboutService(service), `Service #${service.number} changed`, {
      before: { unitPrice: service.unitPrice, quantity: service.quantity },
      after: { ...rest, unitPrice, priceFrom, discount },
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

/** No access and no charge from today on, until it is resumed. Days that are charged already stay charged. */
@Injectable()
export class PauseService extends Command<ServiceStepInput, { serviceId: ServiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.pauseService',
    sentence: 'Pause a service',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = ServiceStepInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ serviceId, reason }: ServiceStepInput, act: Act): Promise<{ serviceId: ServiceId }> {
    const { service } = await lockService(act, this.accounts, serviceId);
    wantStatus(service, ['active'], 'paused');
    const { zone } = await this.policies.terms(act.sql, service.partnerId);
    await act.sql.execute(
      `INSERT INTO billing.service_pause (id, service_id, customer_id, partner_id, days, reason) VALUES ($1, $2, $3, $4, daterange($5, NULL), $6)`,
      [act.newId(), serviceId, service.customerId, service.partnerId, act.todayIn(zone), reason ?? ''],
    );
    await act.manager.update(ServiceEntity, { id: serviceId }, { status: 'paused', revision: service.revision + 1 });
    await announceService(act, serviceId);
    act.audit(aboutService(service), `Service #${service.number} paused`, reason ? { reason } : {});
    return { serviceId };
  }
}

/** Access and charges go on from today. */
@Injectable()
export class ResumeService extends Command<ServiceStepInput, { serviceId: ServiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.resumeService',
    sentence: 'Resume a paused service',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = ServiceStepInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ serviceId, reason }: ServiceStepInput, act: Act): Promise<{ serviceId: ServiceId }> {
    const { account, service } = await lockService(act, this.accounts, serviceId);
    wantStatus(service, ['paused'], 'resumed');
    if (account.standing === 'inactive')
      throw conflict(
        'CUSTOMER_NOT_ACTIVE',
        'The customer is inactive. The services come back by themselves when what is owed is paid.',
      );
    const { zone } = await this.policies.terms(act.sql, service.partnerId);
    await closePause(act.sql, serviceId, act.todayIn(zone));
    await act.manager.update(ServiceEntity, { id: serviceId }, { status: 'active', revision: service.revision + 1 });
    await announceService(act, serviceId, ServiceStarted);
    act.audit(aboutService(service), `Service #${service.number} resumed`, reason ? { reason } : {});
    return { serviceId };
  }
}

@InputType({ description: 'The last day of a service.' })
export class EndServiceInput extends ServiceStepInput {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day of service, itself included. Null takes an end back that has not come.',
  })
  @IsOptional()
  @IsLocalDate()
  endsOn?: LocalDate | null;
}

/** Sets or takes back the last day. What is charged beyond it is given back by a credit note, which is a step of its own. */
@Injectable()
export class EndService extends Command<EndServiceInput, { serviceId: ServiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.endService',
    sentence: 'End a service',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = EndServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle({ serviceId, endsOn, reason }: EndServiceInput, act: Act): Promise<{ serviceId: ServiceId }> {
    const { service } = await lockService(act, this.accounts, serviceId);
    wantStatus(
      service,
      endsOn ? ['pending', 'active', 'paused', 'disabled'] : ['pending', 'active', 'paused'],
      'ended',
    );
    if (endsOn && endsOn < service.startsOn) {
      throw conflict(
        'END_BEFORE_START',
        `The service begins on ${service.startsOn}; archive it when it was never used.`,
      );
    }
    const { zone } = await this.policies.terms(act.sql, service.partnerId);
    const over = endsOn && endsOn < act.todayIn(zone);
    const status = over ? { status: 'disabled' as const } : {};
    await act.manager.update(
      ServiceEntity,
      { id: serviceId },
      { endsOn: endsOn ?? null, endedBy: endsOn ? 'end_date' : null, ...status, revision: service.revision + 1 },
    );
    await announceService(act, serviceId);
    const sentence = endsOn
      ? `Service #${service.number} ends with ${endsOn}`
      : `End of service #${service.number} taken back`;
    act.audit(aboutService(service), sentence, reason ? { reason } : {});
    return { serviceId };
  }
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
