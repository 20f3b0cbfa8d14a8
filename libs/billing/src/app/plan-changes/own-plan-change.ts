import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import {
  type Act,
  type Asking,
  Command,
  type CommandRule,
  IsLocalDate,
  IsRecordId,
  Query,
  type Rule,
} from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type LocalDate, Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { IsString, MaxLength } from 'class-validator';
import type { PlanId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { inPartnersName } from '../services/in-partners-name.js';
import { lockService } from '../services/lock-service.js';
import { accountOfService } from '../services/preview-service.query.js';
import { planFor, type SellablePlan } from '../services/sellable-plan.js';
import { Policies } from '../settings/policies.js';
import { type ChangedPlan, PlanChanges } from './change-plan.js';
import { decidePlanChange } from './decide-plan-change.js';
import type { PlanChangePreview } from './preview-plan-change.query.js';

const OWN = { permission: BillingPermissions['service.changePlan'], customer: 'own' } as const;
const PREVIEWED = '00000000-0000-7000-8000-000000000000';

@InputType({ description: 'A change of plan by the customer: to a plan that the present one allows.' })
export class ChangeOwnPlanInput {
  @Field(() => RecordIdScalar, { description: 'The service whose plan changes.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => RecordIdScalar, { description: 'The new plan.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => LocalDateScalar, { description: 'The first day of the new plan, as the preview gave it.' })
  @IsLocalDate()
  changeOn: LocalDate;

  @Field(() => String, { description: 'The hash of the preview that the customer saw.' })
  @IsString()
  @MaxLength(100)
  planHash: string;
}

/** The plans that a customer may change a service to without asking. */
@Injectable()
export class OwnPlanChoices extends Query<{ serviceId: ServiceId }, SellablePlan[]> {
  readonly rule: Rule = { name: 'billing.ownPlanChoices', sentence: 'See plans to change to', ...OWN };

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer({ serviceId }: { serviceId: ServiceId }, asking: Asking): Promise<SellablePlan[]> {
    const account = await accountOfService(this.accounts, this.customers, asking, serviceId);
    const choices: SellablePlan[] = [];
    if (account.customerStatus !== 'active') return choices;
    for (const planId of await allowedPlans(asking.sql, serviceId)) {
      const plan = await sellable(asking.sql, planId, account);
      if (plan) choices.push(plan);
    }
    return choices;
  }
}

/** What a customer’s own change would do, on the first day on which it can be made. */
@Injectable()
export class PreviewOwnPlanChange extends Query<{ serviceId: ServiceId; planId: PlanId }, PlanChangePreview> {
  readonly rule: Rule = {
    name: 'billing.previewOwnPlanChange',
    sentence: 'See what a change of plan would do',
    ...OWN,
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer(
    { serviceId, planId }: { serviceId: ServiceId; planId: PlanId },
    asking: Asking,
  ): Promise<PlanChangePreview> {
    const { sql, clock } = asking;
    const account = await accountOfService(this.accounts, this.customers, asking, serviceId);
    refuseUnlessActive(account);
    await refuseOthers(sql, serviceId, planId);
    const terms = await this.policies.terms(sql, account.partnerId);
    const today = clock.todayIn(terms.zone);
    const decide = (changeOn: LocalDate) =>
      decidePlanChange(sql, account, terms, today, { serviceId, planId, changeOn }, PREVIEWED);
    const decided = await decide(today).catch((error: unknown) => {
      const later = error instanceof Refusal ? error.details?.['earliestOn'] : undefined;
      if (typeof later !== 'string') throw error;
      return decide(later as LocalDate);
    });
    return { ...decided, currency: account.currency, balanceMinor: account.balanceMinor, notice: null };
  }
}

@Injectable()
export class ChangeOwnPlan extends Command<ChangeOwnPlanInput, ChangedPlan> {
  readonly rule: CommandRule = {
    name: 'billing.changeOwnPlan',
    sentence: 'Change the own plan',
    ...OWN,
    risk: 'normal',
  };
  readonly input = ChangeOwnPlanInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly changes: PlanChanges,
  ) {
    super();
  }

  async handle(input: ChangeOwnPlanInput, act: Act): Promise<ChangedPlan> {
    const { account, service } = await lockService(act, this.accounts, input.serviceId);
    await refuseOthers(act.sql, input.serviceId, input.planId);
    refuseUnlessActive(account);
    await inPartnersName(act, account);
    return this.changes.make(act, account, service, input);
  }
}

async function allowedPlans(sql: Sql, serviceId: ServiceId): Promise<readonly PlanId[]> {
  const row = await sql.first<{ ids: PlanId[] }>(
    `SELECT plan.self_change_plan_ids AS ids FROM billing.service JOIN billing.plan ON plan.id = service.plan_id
      WHERE service.id = $1 AND service.status = 'active' AND service.bundle_service_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM billing.plan_change change WHERE change.old_service_id = service.id AND change.state = 'scheduled')`,
    [serviceId],
  );
  return row?.ids ?? [];
}

async function refuseOthers(sql: Sql, serviceId: ServiceId, planId: PlanId): Promise<void> {
  if (!(await allowedPlans(sql, serviceId)).includes(planId))
    throw conflict('PLAN_NOT_FOR_SELF_CHANGE', 'This change cannot be made here. Ask us, and we make it for you.');
}

async function sellable(sql: Sql, planId: PlanId, account: Account): Promise<SellablePlan | null> {
  try {
    return await planFor(sql, planId, account);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function refuseUnlessActive(account: Account): void {
  if (account.customerStatus !== 'active')
    throw conflict('CUSTOMER_NOT_ACTIVE', 'The plan can be changed again when what is owed is paid.');
}
