import { Injectable } from '@nestjs/common';
import { actorLabel } from '@demarc/access';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, CommandBus, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { type Id, Refusal } from '@demarc/kernel';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PlanChangeUndone, ServiceChanged } from '../../events.js';
import type { CreditNoteId, InvoiceId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { VoidInvoice } from '../documents/void-invoice.js';
import { ReasonField } from '../reason-field.js';
import { announceService } from '../services/service-steps.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { type DecidedUndo, decideUndo, ownerOfChange } from './decide-undo.js';
import { chargeAgain } from './recharge.js';

@InputType({ description: 'A change of plan to take back.' })
export class UndoPlanChangeInput {
  @Field(() => RecordIdScalar, { description: 'The change.' })
  @IsRecordId()
  planChangeId: Id<'PlanChange'>;

  @ReasonField('Why; it stands on the documents.')
  reason: string;

  @Field(() => String, {
    nullable: true,
    description: 'The hash of the preview; when the figures are others by now, nothing is done.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  planHash?: string;
}

export interface UndonePlanChange {
  readonly planChangeId: string;
  readonly oldServiceId: ServiceId;
  readonly creditNoteId: CreditNoteId | null;
  readonly invoiceId: InvoiceId | null;
  readonly netMinor: string;
}

/** The old service goes on as if nothing had happened; new documents take back those of the change. */
@Injectable()
export class UndoPlanChange extends Command<UndoPlanChangeInput, UndonePlanChange> {
  readonly rule: CommandRule = {
    name: 'billing.undoPlanChange',
    sentence: 'Undo a change of plan',
    permission: BillingPermissions['service.changePlan'],
    risk: 'normal',
  };
  readonly input = UndoPlanChangeInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
    private readonly bus: CommandBus,
  ) {
    super();
  }

  async handle({ planChangeId, reason, planHash }: UndoPlanChangeInput, act: Act): Promise<UndonePlanChange> {
    const account = await this.accounts.lock(act, await ownerOfChange(act.sql, planChangeId));
    await act.sql.first('SELECT 1 FROM billing.plan_change WHERE id = $1 FOR UPDATE', [planChangeId]);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const decided = await decideUndo(act.sql, account, terms, planChangeId);
    if (planHash !== undefined && planHash !== decided.hash)
      throw new Refusal('stale', 'PLAN_CHANGED', 'The figures have changed since the preview. Look at them again.');
    const { change, charges, netMinor } = decided;
    await this.restore(act, account, decided);
    let creditNoteId: CreditNoteId | null = null;
    if (change.invoiceId !== null)
      creditNoteId = (await this.bus.within(act, VoidInvoice, { invoiceId: change.invoiceId, reason })).creditNoteId;
    const after = await this.accounts.lock(act, account.customerId);
    const invoiceId = await chargeAgain(act, after, terms, charges, reason, this.watch);
    await act.sql.execute(
      `UPDATE billing.plan_change SET state = 'undone', undone_by = $2, undone_at = $3, undo_reason = $4, undo_credit_note_id = $5, undo_invoice_id = $6 WHERE id = $1`,
      [planChangeId, actorLabel(act.actor).name, act.at, reason, creditNoteId, invoiceId],
    );
    const { customerId, partnerId } = account;
    const { oldServiceId } = change;
    act.audit(
      { kind: 'service', id: oldServiceId, customerId, partnerId },
      `Change of plan from ${change.changeOn} undone: ${reason}`,
    );
    return { planChangeId, oldServiceId, creditNoteId, invoiceId, netMinor: netMinor.toString() };
  }

  private async restore(act: Act, account: Account, { change }: DecidedUndo): Promise<void> {
    const gone = await act.sql.query<{ id: ServiceId; previousId: ServiceId | null }>(
      `UPDATE billing.service SET status = 'archived', revision = revision + 1 WHERE id = $1 OR bundle_service_id = $1
       RETURNING id, previous_service_id AS "previousId"`,
      [change.newServiceId],
    );
    for (const before of change.before) {
      await act.sql.execute(
        'UPDATE billing.service SET status = $2, ends_on = $3, ended_by = $4, revision = revision + 1 WHERE id = $1',
        [before.serviceId, before.status, before.endsOn, before.endedBy],
      );
    }
    if (change.futureItemId !== null)
      await act.sql.execute(
        `UPDATE billing.future_item SET status = 'cancelled', cancelled_reason = $2, revision = revision + 1 WHERE id = $1 AND status = 'open'`,
        [change.futureItemId, 'The change of plan was undone.'],
      );
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    for (const { id, previousId } of gone) {
      // What takes a service's place back is told as one: else its line would be cut first.
      if (previousId === null) await announceService(act, id, ServiceChanged);
      else act.emit(PlanChangeUndone, { ...about, oldServiceId: previousId, newServiceId: id }, about);
    }
    for (const { serviceId } of change.before) await announceService(act, serviceId, ServiceChanged);
  }
}
