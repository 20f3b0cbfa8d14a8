import { Injectable } from '@nestjs/common';
import { holds } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, Refusal } from '@demarc/kernel';
import type { ServiceEntity } from '../../data/service.entity.js';
import { PlanChanged } from '../../events.js';
import type { InvoiceId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { aboutService, lockService } from '../services/lock-service.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { type DecidedPlanChange, decidePlanChange } from './decide-plan-change.js';
import { writeChangeDocuments } from './plan-change-documents.js';
import { PlanChangeNotices } from './plan-change-notice.js';
import { writePlanChange } from './plan-change-record.js';
import { ChangePlanInput } from './plan-change.input.js';
import { replaceServices } from './replace-services.js';

export { ChangePlanInput } from './plan-change.input.js';

export interface ChangedPlan {
  readonly planChangeId: string;
  readonly oldServiceId: ServiceId;
  readonly newServiceId: ServiceId;
  readonly creditNoteId: string | null;
  readonly invoiceId: InvoiceId | null;
  /** Positive is in the customer's favour. */
  readonly netMinor: string;
}

/** Makes a change of plan on a locked account: for staff and for customers who may do it themselves. */
@Injectable()
export class PlanChanges {
  constructor(
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
    private readonly notices: PlanChangeNotices,
  ) {}

  async make(act: Act, account: Account, service: ServiceEntity, input: ChangePlanInput): Promise<ChangedPlan> {
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    const newServiceId = act.newId<'Service'>();
    const decided = await decidePlanChange(act.sql, account, terms, today, input, newServiceId);
    if (input.planHash !== undefined && input.planHash !== decided.hash) {
      throw new Refusal('stale', 'PLAN_CHANGED', 'The figures have changed since the preview. Look at them again.');
    }
    const before = await replaceServices(act, account, service, decided, newServiceId, today, input.keepDiscounts);
    const written = await writeChangeDocuments(act, account, terms, decided, today, this.watch);
    const planChangeId = await writePlanChange(act, { service, input, decided, newServiceId, before, written, today });
    if (input.notify) await this.notify(act, account, decided);
    const about = aboutService(service);
    const { customerId, partnerId } = account;
    const { changeOn } = input;
    act.emit(PlanChanged, { customerId, partnerId, oldServiceId: service.id, newServiceId, changeOn }, about);
    act.audit(about, `Plan of service #${service.number} changed to ${decided.newPlan.title} from ${changeOn}`, {
      hash: decided.hash,
      ...(input.reason ? { reason: input.reason } : {}),
    });
    return {
      planChangeId,
      oldServiceId: service.id,
      newServiceId,
      creditNoteId: written.creditNoteId,
      invoiceId: written.invoiceId,
      netMinor: decided.plan.netMinor.toString(),
    };
  }

  private async notify(act: Act, account: Account, decided: DecidedPlanChange): Promise<void> {
    if (await this.notices.post(act, account, decided)) return;
    throw conflict('NO_ADDRESS', 'No e-mail address of this customer is known. Change the plan without a message.');
  }
}

/** One decision, one net result: credit for what is unused, a fee where the policy has one, the charge for the new plan. */
@Injectable()
export class ChangePlan extends Command<ChangePlanInput, ChangedPlan> {
  readonly rule: CommandRule = {
    name: 'billing.changePlan',
    sentence: 'Change the plan of a service',
    permission: BillingPermissions['service.changePlan'],
    risk: 'normal',
  };
  readonly input = ChangePlanInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly changes: PlanChanges,
  ) {
    super();
  }

  async handle(input: ChangePlanInput, act: Act): Promise<ChangedPlan> {
    if (input.options && !holds(act.actor, BillingPermissions['service.changeTerms']))
      throw conflict(
        'CHANGE_TERMS_NOT_ALLOWED',
        'Your role changes plans by the billing settings. Ask somebody who may deviate from them.',
      );
    const { account, service } = await lockService(act, this.accounts, input.serviceId);
    return this.changes.make(act, account, service, input);
  }
}
