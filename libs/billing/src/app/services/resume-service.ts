import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { addDays, conflict, type LocalDate } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { CreditNoteId, InvoiceId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { chargeFrom } from '../plan-changes/recharge.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { aboutService, lockService } from './lock-service.js';
import { PrepaidCharging } from '../prepaid/prepaid-charging.js';
import type { ServiceEntity } from '../../data/service.entity.js';
import { reactivate } from './service-steps.js';
import { turnService } from './service-status.js';

@InputType({ description: 'Names one service, and from when.' })
export class ResumeServiceInput {
  @Field(() => RecordIdScalar, { description: 'The service.' })
  @IsRecordId()
  serviceId: ServiceId;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'First day on which it runs again; today when left out. Before the pause begins, this takes it back.',
  })
  @IsOptional()
  @IsLocalDate()
  on?: LocalDate;

  @Field(() => String, { nullable: true, description: 'Why, for the record.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  reason?: string;
}

interface PauseRow {
  id: string;
  from: LocalDate;
  to: LocalDate | null;
  billing: 'free' | 'reduced' | 'full';
  discount_id: string | null;
  credit_note_id: CreditNoteId | null;
}

/** Access and charges go on. Days that a free pause had given back and that are used after all are charged again. */
@Injectable()
export class ResumeService extends Command<
  ResumeServiceInput,
  { readonly serviceId: ServiceId; readonly invoiceId: InvoiceId | null }
> {
  readonly rule: CommandRule = {
    name: 'billing.resumeService',
    sentence: 'Resume a paused service',
    permission: BillingPermissions['service.manage'],
    risk: 'normal',
  };
  readonly input = ResumeServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
    private readonly prepaid: PrepaidCharging,
  ) {
    super();
  }

  async handle(
    { serviceId, on: day, reason }: ResumeServiceInput,
    act: Act,
  ): Promise<{ serviceId: ServiceId; invoiceId: InvoiceId | null }> {
    const { account, service } = await lockService(act, this.accounts, serviceId);
    if (account.standing === 'inactive')
      throw conflict(
        'CUSTOMER_NOT_ACTIVE',
        'The customer is inactive. The services come back by themselves when what is owed is paid.',
      );
    const terms = await this.policies.terms(act.sql, service.partnerId);
    const today = act.todayIn(terms.zone);
    const on = day ?? today;
    if (on <= today && (await reactivate(act, account, serviceId, on))) {
      act.audit(aboutService(service), `Service #${service.number} reactivated from ${on}`, reason ? { reason } : {});
      return { serviceId, invoiceId: null };
    }
    if (service.lapsedOn !== null) return this.payAgain(act, account, service);
    const pause = await pauseAt(act, serviceId, on);
    if (!pause && service.status !== 'paused')
      throw conflict('SERVICE_STATUS', `This service is ${service.status}; it cannot be resumed.`, {
        status: service.status,
      });
    const invoiceId = pause ? await this.shorten(act, account, pause, on, reason ?? '') : null;
    if (on <= today) await turnService(act, serviceId, ['paused'], 'active');
    act.audit(aboutService(service), `Service #${service.number} resumed from ${on}`, reason ? { reason } : {});
    return { serviceId, invoiceId };
  }

  /** Prepaid time that ended goes on when it is paid: now, if the balance suffices. */
  private async payAgain(
    act: Act,
    account: Account,
    service: ServiceEntity,
  ): Promise<{ serviceId: ServiceId; invoiceId: null }> {
    await this.prepaid.lookAgain(act, account, null, service.id);
    const now = await act.sql.first<{ status: string }>('SELECT status FROM billing.service WHERE id = $1', [
      service.id,
    ]);
    if (now?.status !== 'active')
      throw conflict('NOT_PAID', 'The balance does not cover the next charge. The service comes back once it does.');
    act.audit(aboutService(service), `Service #${service.number} reactivated`);
    return { serviceId: service.id, invoiceId: null };
  }

  private async shorten(
    act: Act,
    account: Account,
    pause: PauseRow,
    on: LocalDate,
    reason: string,
  ): Promise<InvoiceId | null> {
    const isTakenBack = on <= pause.from;
    if (isTakenBack) await act.sql.execute('DELETE FROM billing.service_pause WHERE id = $1', [pause.id]);
    else
      await act.sql.execute('UPDATE billing.service_pause SET days = daterange(lower(days), $2::date) WHERE id = $1', [
        pause.id,
        on,
      ]);
    if (pause.discount_id !== null && isTakenBack)
      await act.sql.execute('DELETE FROM billing.service_discount WHERE id = $1', [pause.discount_id]);
    if (pause.discount_id !== null && !isTakenBack)
      await act.sql.execute('UPDATE billing.service_discount SET valid_to = $2 WHERE id = $1', [
        pause.discount_id,
        addDays(on, -1),
      ]);
    if (pause.credit_note_id === null || pause.billing !== 'free') return null;
    const terms = await this.policies.terms(act.sql, account.partnerId);
    return chargeFrom(act, account, terms, { creditNoteId: pause.credit_note_id, from: on, note: reason }, this.watch);
  }
}

/** The pause that runs on a day, or the next one after it. */
function pauseAt(act: Act, serviceId: string, on: LocalDate): Promise<PauseRow | undefined> {
  return act.sql.first<PauseRow>(
    `SELECT id, lower(days) AS "from", upper(days) AS "to", billing, discount_id, credit_note_id FROM billing.service_pause
      WHERE service_id = $1 AND (upper_inf(days) OR upper(days) > $2::date) ORDER BY lower(days) LIMIT 1`,
    [serviceId, on],
  );
}
