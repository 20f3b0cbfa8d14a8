import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsPlainDecimal, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type LocalDate, Refusal } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ServiceEntity } from '../../data/service.entity.js';
import { documentTotals, dueDate } from '../../domain/index.js';
import { PlanChanged, ServiceAdded, ServiceChanged } from '../../events.js';
import type { InvoiceId, PlanId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { planFor } from '../services/add-service.js';
import { decidePlanChange, type DecidedPlanChange } from './decide-plan-change.js';
import { type LineToIssue, thingColumns } from '../documents/document-lines.js';
import { issueOne } from '../documents/issue-one.js';
import { aboutService, lockService } from '../services/lock-service.js';
import { Policies } from '../settings/policies.js';
import { chargeToLine, revenueOf } from '../runs/recurring-lines.js';
import { announceService } from '../services/service-steps.js';
import type { BillingTerms } from '../settings/settings.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { settleFreeMoney, writeCreditNote } from '../documents/write-credit-note.js';

@InputType({ description: 'A change of plan: the old service ends the day before, a new one begins.' })
export class ChangePlanInput {
  @Field(() => RecordIdScalar, { description: 'The service whose plan changes.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => RecordIdScalar, { description: 'The new plan.' })
  @IsRecordId()
  planId: PlanId;

  @Field(() => LocalDateScalar, { description: 'The first day of the new plan.' })
  @IsLocalDate()
  changeOn: LocalDate;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one unit; the plan’s when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0' })
  unitPrice?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many; as before when left out.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  quantity?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when the figures are others by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}

export interface ChangedPlan {
  readonly oldServiceId: ServiceId;
  readonly newServiceId: ServiceId;
  readonly creditNoteId: string | null;
  readonly invoiceId: string | null;
  /** Positive is in the customer's favour. */
  readonly netMinor: string;
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
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: ChangePlanInput, act: Act): Promise<ChangedPlan> {
    const { account, service } = await lockService(act, this.accounts, input.serviceId);
    const newPlan = await planFor(act, input.planId, account);
    if (newPlan.kind !== service.kind)
      throw conflict('PLAN_KIND_DIFFERS', `A service of kind ${service.kind} changes to a plan of the same kind.`);
    if (service.bundleServiceId !== null)
      throw conflict('SERVICE_IN_BUNDLE', 'This service is part of a bundle. Change the bundle.');
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    const newServiceId = act.newId<'Service'>();
    const decided = await decidePlanChange(act.sql, account, terms, today, input, newServiceId);
    if (input.planHash !== undefined && input.planHash !== decided.hash) {
      throw new Refusal('stale', 'PLAN_CHANGED', 'The figures have changed since the preview. Look at them again.');
    }
    await this.replaceService(act, service, decided, newServiceId, today);
    const { creditNoteId, after } = await this.credit(act, account, terms, decided, today);
    const invoiceId = await this.charge(act, after, terms, decided, today);
    const about = aboutService(service);
    act.emit(
      PlanChanged,
      {
        customerId: account.customerId,
        partnerId: account.partnerId,
        oldServiceId: service.id,
        newServiceId,
        changeOn: input.changeOn,
      },
      about,
    );
    act.audit(about, `Plan of service #${service.number} changed to ${decided.newPlan.title} from ${input.changeOn}`, {
      hash: decided.hash,
    });
    return {
      oldServiceId: service.id,
      newServiceId,
      creditNoteId,
      invoiceId,
      netMinor: decided.plan.netMinor.toString(),
    };
  }

  private async replaceService(
    act: Act,
    service: ServiceEntity,
    { plan, newPlan, quantity, unitPrice }: DecidedPlanChange,
    newServiceId: ServiceId,
    today: LocalDate,
  ): Promise<void> {
    const old = plan.oldService;
    const ended =
      old.kind === 'archive'
        ? { status: 'archived' as const }
        : {
            endsOn: old.endsOn,
            endedBy: 'end_date' as const,
            ...(old.endsOn < today ? { status: 'disabled' as const } : {}),
          };
    await act.manager.update(ServiceEntity, { id: service.id }, { ...ended, revision: service.revision + 1 });
    await act.manager.insert(ServiceEntity, {
      id: newServiceId,
      customerId: service.customerId,
      partnerId: service.partnerId,
      planId: newPlan.id,
      kind: service.kind,
      status: plan.newService.status,
      description: newPlan.service_description,
      quantity,
      unit: service.unit,
      unitPrice,
      currency: service.currency,
      taxInclusive: newPlan.tax_inclusive,
      taxRateId: newPlan.tax_rate_id as ServiceEntity['taxRateId'],
      periodMonths: newPlan.period_months,
      startsOn: plan.newService.startsOn,
      endsOn: null,
      endedBy: null,
      previousServiceId: service.id,
      contractEndsOn: service.contractEndsOn,
      createdAt: act.at,
      revision: 1,
    });
    await announceService(act, service.id, ServiceChanged);
    await announceService(act, newServiceId, ServiceAdded);
  }

  private async credit(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { plan, service, invoiceOf }: DecidedPlanChange,
    today: LocalDate,
  ): Promise<{ creditNoteId: string | null; after: Account }> {
    if (plan.credits.length === 0) return { creditNoteId: null, after: account };
    const lines = plan.credits.map((credit): LineToIssue => ({
      id: act.newId<'InvoiceLine'>(),
      serviceId: service.serviceId,
      planId: service.planId,
      invoiceLineId: credit.lineId,
      revenue: revenueOf(service.planKind),
      description: credit.description,
      covers: credit.covers,
      part: credit,
      unit: service.unit,
      ...thingColumns(credit.thing),
      netMinor: credit.netMinor,
      taxMinor: credit.taxMinor,
      grossMinor: credit.grossMinor,
      explanation: credit.explanation,
    }));
    const invoices = new Set(plan.credits.map((credit) => invoiceOf.get(credit.lineId)?.invoiceId));
    const [only] = invoices;
    const note = await writeCreditNote(act, {
      account,
      terms,
      invoiceId: invoices.size === 1 ? (only ?? null) : null,
      issuedOn: today,
      note: '',
      lines,
    });
    const after = { ...account, balanceMinor: account.balanceMinor + note.grossMinor };
    await settleFreeMoney(act, after);
    return { creditNoteId: note.creditNoteId, after };
  }

  private async charge(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { plan, newPlan, service }: DecidedPlanChange,
    today: LocalDate,
  ): Promise<InvoiceId | null> {
    const lines = plan.charges.map((charge) =>
      chargeToLine(act.newId<'InvoiceLine'>(), charge, { planId: newPlan.id, unit: service.unit }),
    );
    if (plan.fee) {
      lines.push({
        id: act.newId<'InvoiceLine'>(),
        serviceId: null,
        planId: newPlan.id,
        revenue: 'revenue.fee',
        description: 'Change of plan',
        covers: null,
        part: null,
        unit: '',
        ...thingColumns(plan.fee.thing),
        netMinor: plan.fee.netMinor,
        taxMinor: plan.fee.taxMinor,
        grossMinor: plan.fee.grossMinor,
        explanation: plan.fee.explanation,
      });
    }
    if (lines.length === 0) {
      await this.watch.lookAgain(act, account);
      return null;
    }
    const totals = documentTotals(lines);
    const first = plan.charges[0];
    const last = plan.charges.at(-1);
    const issued = await issueOne(
      act,
      account,
      {
        id: act.newId<'Invoice'>(),
        customerId: account.customerId,
        partnerId: account.partnerId,
        terms,
        kind: first ? 'recurring' : 'one_time',
        currency: account.currency,
        issuedOn: today,
        dueOn: dueDate(today, account.dueDays),
        period: first && last ? { from: first.covers.from, to: last.covers.to } : null,
        netMinor: totals.netMinor,
        taxMinor: totals.taxMinor,
        grossMinor: totals.grossMinor,
        runId: null,
        note: '',
        lines,
      },
      this.watch,
    );
    return issued.invoiceId;
  }
}
