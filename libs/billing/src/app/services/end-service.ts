import { Injectable } from '@nestjs/common';
import { holds } from '@demarc/access';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, CommandBus, type CommandRule, IsLocalDate } from '@demarc/commands';
import { LocalDateScalar } from '@demarc/graphql';
import { conflict, type LocalDate, Refusal } from '@demarc/kernel';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { ServiceEntity } from '../../data/service.entity.js';
import { documentTotals, dueDate, type EndRefund } from '../../domain/index.js';
import { ServiceChanged } from '../../events.js';
import type { CreditNoteId, InvoiceId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { thingColumns } from '../documents/document-lines.js';
import { issueOne } from '../documents/issue-one.js';
import { VoidInvoice } from '../documents/void-invoice.js';
import { chargeFrom } from '../plan-changes/recharge.js';
import { Policies } from '../settings/policies.js';
import { EndRefundEnum } from '../settings/service-enums.js';
import type { BillingTerms } from '../settings/settings.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { creditService } from './credit-service.js';
import { type DecidedEnd, decideEnd } from './decide-end.js';
import { aboutService, lockService, wantStatus } from './lock-service.js';
import { ServiceStepInput } from './service-commands.js';
import { announceService } from './service-steps.js';

@InputType({ description: 'The last day of a service.' })
export class EndServiceInput extends ServiceStepInput {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day of service, itself included. Null takes an end back that has not come.',
  })
  @IsOptional()
  @IsLocalDate()
  endsOn?: LocalDate | null;

  @Field(() => EndRefundEnum, {
    nullable: true,
    description: 'What is given back of days that were charged; as set when left out.',
  })
  @IsOptional()
  @IsIn(Object.values(EndRefundEnum))
  refund?: EndRefund;

  @Field(() => Boolean, { nullable: true, description: 'Is the plan’s fee for the end taken? Yes when left out.' })
  @IsOptional()
  @IsBoolean()
  withFee?: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when the figures are others by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}

export interface EndedService {
  readonly serviceId: ServiceId;
  readonly creditNoteId: CreditNoteId | null;
  readonly invoiceId: InvoiceId | null;
  /** Money that was really paid for days that are not used, and goes back. */
  readonly refundDueMinor: string;
  readonly creditMinor: string;
}

/** Sets the last day, with what it gives back and costs; or takes an end back: its fee is given back, and what it gave back is charged again. */
@Injectable()
export class EndService extends Command<EndServiceInput, EndedService> {
  readonly rule: CommandRule = {
    name: 'billing.endService',
    sentence: 'End a service',
    permission: BillingPermissions['service.manage'],
    risk: 'normal',
  };
  readonly input = EndServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
    private readonly bus: CommandBus,
  ) {
    super();
  }

  async handle({ endsOn, ...input }: EndServiceInput, act: Act): Promise<EndedService> {
    const deviates = input.refund !== undefined || input.withFee === false;
    if (deviates && !holds(act.actor, BillingPermissions['service.changeTerms']))
      throw conflict(
        'END_TERMS_NOT_ALLOWED',
        'Your role ends services by the billing settings. Ask somebody who may deviate from them.',
      );
    const { account, service } = await lockService(act, this.accounts, input.serviceId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    if (!endsOn) return this.takeBack(act, account, service, terms, input.reason ?? '');
    wantStatus(service, ['pending', 'active', 'paused', 'disabled'], 'ended');
    await refuseScheduled(act, service);
    const decided = await decideEnd(act.sql, account, terms, act.todayIn(terms.zone), { ...input, endsOn });
    if (input.planHash !== undefined && input.planHash !== decided.hash)
      throw new Refusal('stale', 'END_CHANGED', 'The figures have changed since the preview. Look at them again.');
    return this.end(act, account, service, terms, decided, input.reason ?? '');
  }

  private async end(
    act: Act,
    account: Account,
    service: ServiceEntity,
    terms: BillingTerms,
    decided: DecidedEnd,
    reason: string,
  ): Promise<EndedService> {
    const { bill, endsOn } = decided;
    const { creditNoteId, after } = await creditService(
      act,
      account,
      terms,
      decided.service,
      bill.credits,
      decided.invoiceOf,
      reason,
    );
    const invoiceId = await this.chargeFee(act, after, terms, decided);
    if (invoiceId === null && creditNoteId !== null) await this.watch.lookAgain(act, after);
    const status = bill.isNever ? 'archived' : endsOn < act.todayIn(terms.zone) ? 'disabled' : null;
    await write(act, service.id, { endsOn, endedBy: 'end_date', status, reason, creditNoteId, invoiceId });
    act.audit(aboutService(service), `Service #${service.number} ends with ${endsOn}`, reason ? { reason } : {});
    return {
      serviceId: service.id,
      creditNoteId,
      invoiceId,
      refundDueMinor: bill.refundDueMinor.toString(),
      creditMinor: bill.creditMinor.toString(),
    };
  }

  private async chargeFee(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { bill, service }: DecidedEnd,
  ): Promise<InvoiceId | null> {
    if (!bill.fee) return null;
    const { thing, explanation, ...amount } = bill.fee;
    const issuedOn = act.todayIn(terms.zone);
    const line = {
      id: act.newId<'InvoiceLine'>(),
      serviceId: null,
      planId: service.planId,
      revenue: 'revenue.fee' as const,
      description: `End of ${service.description}`,
      covers: null,
      part: null,
      unit: '',
      ...thingColumns(thing),
      ...amount,
      explanation,
    };
    const { invoiceId } = await issueOne(
      act,
      account,
      {
        id: act.newId<'Invoice'>(),
        customerId: account.customerId,
        partnerId: account.partnerId,
        terms,
        kind: 'one_time',
        currency: account.currency,
        issuedOn,
        dueOn: dueDate(issuedOn, account.dueDays),
        period: null,
        ...documentTotals([line]),
        runId: null,
        note: '',
        lines: [line],
      },
      this.watch,
    );
    return invoiceId;
  }

  private async takeBack(
    act: Act,
    account: Account,
    service: ServiceEntity,
    terms: BillingTerms,
    reason: string,
  ): Promise<EndedService> {
    wantStatus(service, ['pending', 'active', 'paused'], 'taken back');
    await refuseScheduled(act, service);
    const end = await act.sql.first<{ note: CreditNoteId | null; fee: InvoiceId | null }>(
      `SELECT end_credit_note_id AS note, (SELECT id FROM billing.invoice WHERE id = end_invoice_id AND status <> 'void') AS fee
         FROM billing.service WHERE id = $1`,
      [service.id],
    );
    const why = reason || `End of service #${service.number} taken back`;
    const feeBack = end?.fee ? await this.bus.within(act, VoidInvoice, { invoiceId: end.fee, reason: why }) : null;
    const after = feeBack ? await this.accounts.lock(act, account.customerId) : account;
    const again = end?.note ? { creditNoteId: end.note, from: service.startsOn, note: reason } : null;
    const invoiceId = again ? await chargeFrom(act, after, terms, again, this.watch) : null;
    await write(act, service.id, {
      endsOn: null,
      endedBy: null,
      status: null,
      reason: '',
      creditNoteId: null,
      invoiceId: null,
    });
    act.audit(aboutService(service), `End of service #${service.number} taken back`, reason ? { reason } : {});
    const creditNoteId = feeBack?.creditNoteId ?? null;
    return { serviceId: service.id, creditNoteId, invoiceId, refundDueMinor: '0', creditMinor: '0' };
  }
}

/** The end of a service that waits for another plan belongs to that change. */
async function refuseScheduled(act: Act, service: ServiceEntity): Promise<void> {
  const waiting = await act.sql.first<{ on: LocalDate }>(
    `SELECT change_on AS on FROM billing.plan_change WHERE old_service_id = $1 AND state = 'scheduled'`,
    [service.id],
  );
  if (waiting)
    throw conflict('PLAN_CHANGE_SCHEDULED', `The plan changes on ${waiting.on}. Undo that change first.`, {
      changeOn: waiting.on,
    });
}

interface EndToWrite {
  readonly endsOn: LocalDate | null;
  readonly endedBy: 'end_date' | null;
  readonly status: 'archived' | 'disabled' | null;
  readonly reason: string;
  readonly creditNoteId: CreditNoteId | null;
  readonly invoiceId: InvoiceId | null;
}

async function write(act: Act, serviceId: ServiceId, end: EndToWrite): Promise<void> {
  const written = await act.sql.query<{ id: ServiceId }>(
    `UPDATE billing.service SET ends_on = CASE WHEN $2::date IS NULL THEN NULL ELSE greatest($2::date, starts_on) END, ended_by = $3, status = coalesce($4, status), end_reason = $5,
       end_credit_note_id = CASE WHEN id = $1 THEN $6::uuid END, end_invoice_id = CASE WHEN id = $1 THEN $7::uuid END, revision = revision + 1
      WHERE id = $1 OR (bundle_service_id = $1 AND status <> 'archived') RETURNING id`,
    [serviceId, end.endsOn, end.endedBy, end.status, end.reason, end.creditNoteId, end.invoiceId],
  );
  for (const { id } of written) await announceService(act, id, ServiceChanged);
}
