import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, CommandBus, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { ActivateCustomer, customFieldRules, type CustomValues, newCustomValues } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { addDays, addMonths, conflict, type Id, type LocalDate, maxDate } from '@demarc/kernel';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { ServiceEntity } from '../../data/service.entity.js';
import { ServiceAdded } from '../../events.js';
import type { PlanId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { changeLifecycle } from '../accounts/account-lifecycle.js';
import { writeDiscounts } from '../pricing/service-discounts.js';
import { Policies } from '../settings/policies.js';
import { planFor, type SellablePlan } from './sellable-plan.js';
import { chargeBeginning } from './begin-service.js';
import { OneTimeItemInput } from './one-time-item.input.js';
import type { DiscountInput } from '../pricing/discount.input.js';
import { ServiceDetailsInput } from './service.input.js';
import { voiceColumns, withFreeNumber } from './voice-line.input.js';
import { announceService } from './service-steps.js';

@InputType({ description: 'A service to add: a plan, and what differs from it.' })
export class AddServiceInput extends ServiceDetailsInput {
  @Field(() => RecordIdScalar, { description: 'Whose service it is.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => RecordIdScalar, { description: 'The plan.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day of service; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  startsOn?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of service, itself included.' })
  @IsOptional()
  @IsLocalDate()
  endsOn?: LocalDate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day that is charged; the first day of service when left out.',
  })
  @IsOptional()
  @IsLocalDate()
  billingFrom?: LocalDate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day that its anniversaries count from; the first day that is charged when left out.',
  })
  @IsOptional()
  @IsLocalDate()
  anchorOn?: LocalDate;

  @Field(() => [OneTimeItemInput], { nullable: true, description: 'Sold once with it, on the first invoice.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @Type(() => OneTimeItemInput)
  @ValidateNested({ each: true })
  oneTimeItems?: OneTimeItemInput[];
}

export interface AddedService {
  readonly serviceId: ServiceId;
  readonly number: string;
  /** The services of a bundle. */
  readonly containedServiceIds: readonly ServiceId[];
}

/** Adds a service. A new customer becomes active by it; an inactive one is activated by a person first. */
@Injectable()
export class AddService extends Command<AddServiceInput, AddedService> {
  readonly rule: CommandRule = {
    name: 'billing.addService',
    sentence: 'Add a service',
    permission: BillingPermissions['service.manage'],
    risk: 'normal',
  };
  readonly input = AddServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly bus: CommandBus,
  ) {
    super();
  }

  async handle(input: AddServiceInput, act: Act): Promise<AddedService> {
    const account = await this.activeAccount(await this.accounts.lock(act, input.customerId), act);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    const startsOn = input.startsOn ?? today;
    const priceOn = maxDate(startsOn, today);
    const plan = await planFor(act.sql, input.planId, account, false, priceOn);
    const billingFrom = input.billingFrom ?? startsOn;
    if (input.endsOn && (input.endsOn < startsOn || input.endsOn < billingFrom))
      throw conflict('END_BEFORE_START', 'The last day is before the first day.');
    const status = startsOn <= today ? 'active' : 'pending';
    const serviceId = await this.insert(act, account, plan, input, {
      startsOn,
      billingFrom,
      anchorOn: input.anchorOn ?? null,
      status,
      bundleServiceId: null,
    });
    const containedServiceIds: ServiceId[] = [];
    for (const bundledId of plan.bundledPlanIds) {
      const contained = await planFor(act.sql, bundledId, account, true, priceOn);
      const dates = {
        customerId: input.customerId,
        planId: bundledId,
        ...(input.endsOn ? { endsOn: input.endsOn } : {}),
      };
      containedServiceIds.push(
        await this.insert(act, account, contained, dates, {
          startsOn,
          billingFrom,
          anchorOn: input.anchorOn ?? null,
          status,
          bundleServiceId: serviceId,
        }),
      );
    }
    await chargeBeginning(act, account, terms, { serviceId, plan, items: input.oneTimeItems ?? [] }, this.bus);
    const row = await act.sql.first<{ number: string }>('SELECT number FROM billing.service WHERE id = $1', [
      serviceId,
    ]);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      { kind: 'service', id: serviceId, ...about },
      `Service #${row?.number ?? ''} ${plan.title} added from ${startsOn}`,
    );
    return { serviceId, number: row?.number ?? '', containedServiceIds };
  }

  private async customValues(act: Act, own: Partial<ServiceDetailsInput>): Promise<CustomValues> {
    return newCustomValues(await customFieldRules(act.sql, 'service'), own.customFields);
  }

  /** Refuses a customer whose relation has ended, or whom non-payment made inactive. */
  private async activeAccount(account: Account, act: Act): Promise<Account> {
    if (account.lifecycle === 'active' && account.standing !== 'inactive') return account;
    if (account.lifecycle !== 'new') {
      throw conflict(
        'CUSTOMER_NOT_ACTIVE',
        'This customer is inactive. Activate the customer, or settle what is owed, before adding a service.',
      );
    }
    await this.bus.within(act, ActivateCustomer, { customerId: account.customerId });
    return changeLifecycle(act, account, 'active', await this.accounts.today(act, account));
  }

  private async insert(
    act: Act,
    account: Account,
    plan: SellablePlan,
    input: AddServiceInput | { endsOn?: LocalDate },
    place: Place,
  ): Promise<ServiceId> {
    const id = act.newId<'Service'>();
    const own: Partial<ServiceDetailsInput> = 'customerId' in input ? input : {};
    const insertion = act.manager.insert(ServiceEntity, {
      id,
      customerId: account.customerId,
      partnerId: account.partnerId,
      planId: plan.id,
      kind: plan.kind,
      status: place.status,
      description: own.description ?? plan.serviceDescription,
      quantity: own.quantity ?? '1',
      unit: own.unit ?? '',
      unitPrice: own.unitPrice ?? plan.unitPrice,
      currency: account.currency,
      taxInclusive: plan.taxInclusive,
      taxRateId: plan.taxRateId,
      periodMonths: own.periodMonths ?? plan.periodMonths,
      periodWeeks: own.periodMonths === undefined ? plan.periodWeeks : null,
      startsOn: place.billingFrom,
      anchorOn: place.anchorOn,
      activatesOn: place.billingFrom === place.startsOn ? null : place.startsOn,
      connectionType: own.connectionType ?? '',
      gps: own.gps ?? null,
      // What a bundle contains is described by editing it; only the bundle is asked for.
      customFields: place.bundleServiceId === null ? await this.customValues(act, own) : {},
      ...voiceColumns(plan.kind, own.voice),
      endsOn: input.endsOn ?? null,
      endedBy: input.endsOn ? 'end_date' : null,
      bundleServiceId: place.bundleServiceId,
      contractEndsOn: own.contractEndsOn === undefined ? contractEnd(place, plan) : own.contractEndsOn,
      createdAt: act.at,
      revision: 1,
    });
    await withFreeNumber(insertion);
    const discount = own.discount ?? (place.bundleServiceId === null ? firstMonths(plan, place.billingFrom) : null);
    if (discount) {
      const service = { id, customerId: account.customerId, partnerId: account.partnerId };
      await writeDiscounts(act, [{ service, discount: { ...discount, main: true } }]);
    }
    await announceService(act, id, ServiceAdded);
    return id;
  }
}

interface Place {
  readonly startsOn: LocalDate;
  readonly billingFrom: LocalDate;
  readonly anchorOn: LocalDate | null;
  readonly status: 'active' | 'pending';
  readonly bundleServiceId: ServiceId | null;
}

function contractEnd({ startsOn }: Place, { contractMonths }: SellablePlan): LocalDate | null {
  return contractMonths === null ? null : addDays(addMonths(startsOn, contractMonths), -1);
}

/** A plan that is cheaper in its first months makes that discount a part of the service. */
function firstMonths(plan: SellablePlan, from: LocalDate): DiscountInput | null {
  const { firstMonths: months, firstMonthsKind: kind, firstMonthsValue: value } = plan;
  if (months === null || kind === null || value === null) return null;
  return { kind, value, from, through: addDays(addMonths(from, months), -1), text: 'First months' };
}
