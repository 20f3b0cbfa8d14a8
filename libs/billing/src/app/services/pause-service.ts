import { Injectable } from '@nestjs/common';
import { actorLabel, holds } from '@demarc/access';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { addDays, conflict, type LocalDate, Refusal } from '@demarc/kernel';
import type { ServiceEntity } from '../../data/service.entity.js';
import { documentTotals, dueDate, PAUSE_LABEL } from '../../domain/index.js';
import type { CreditNoteId, InvoiceId, ServiceId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { type LineToIssue, thingColumns } from '../documents/document-lines.js';
import { issueOne } from '../documents/issue-one.js';
import { linkRecharges } from '../plan-changes/recharge.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { creditService } from './credit-service.js';
import { type DecidedPause, decidePause } from './decide-pause.js';
import { aboutService, lockService } from './lock-service.js';
import { PauseServiceInput } from './pause.input.js';
import { turnService } from './service-status.js';

export interface PausedService {
  readonly serviceId: ServiceId;
  readonly pauseId: string;
  readonly creditNoteId: CreditNoteId | null;
  readonly invoiceId: InvoiceId | null;
  readonly netMinor: string;
}

/** Pauses a service on a locked account: for staff and for customers who may do it themselves. */
@Injectable()
export class Pauses {
  constructor(
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {}

  async make(act: Act, account: Account, service: ServiceEntity, input: PauseServiceInput): Promise<PausedService> {
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const decided = await decidePause(act.sql, account, terms, act.todayIn(terms.zone), input);
    if (input.planHash !== undefined && input.planHash !== decided.hash)
      throw new Refusal('stale', 'PAUSE_CHANGED', 'The figures have changed since the preview. Look at them again.');
    const { plan } = decided;
    const note = input.reason ?? '';
    const credit = await creditService(act, account, terms, decided.service, plan.credits, decided.invoiceOf, note);
    const invoiceId = await this.chargeReduced(act, credit.after, terms, decided, credit.lines);
    if (invoiceId === null && credit.creditNoteId !== null) await this.watch.lookAgain(act, credit.after);
    const pauseId = await writePause(act, service, decided, credit.creditNoteId, note);
    if (plan.isRunning) await turnService(act, service.id, ['active'], 'paused');
    const until = plan.to === null ? '' : ` to ${addDays(plan.to, -1)}`;
    act.audit(aboutService(service), `Service #${service.number} paused from ${plan.from}${until}`, {
      billing: decided.billing,
      ...(note ? { reason: note } : {}),
    });
    return {
      serviceId: service.id,
      pauseId,
      creditNoteId: credit.creditNoteId,
      invoiceId,
      netMinor: plan.netMinor.toString(),
    };
  }

  /** Days that were on a document at the full price are charged again at the reduced one. */
  private async chargeReduced(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { plan, service }: DecidedPause,
    credited: readonly LineToIssue[],
  ): Promise<InvoiceId | null> {
    const lines = plan.charges.flatMap((charge, index): LineToIssue[] => {
      const given = credited[index];
      if (!given) return [];
      return [
        {
          ...given,
          id: act.newId<'InvoiceLine'>(),
          invoiceLineId: null,
          rechargesLineId: given.id,
          ...thingColumns(charge.thing),
          unit: service.unit,
          netMinor: charge.netMinor,
          taxMinor: charge.taxMinor,
          grossMinor: charge.grossMinor,
          explanation: charge.explanation,
        },
      ];
    });
    const [first] = lines;
    if (!first?.covers) return null;
    const issuedOn = act.todayIn(terms.zone);
    const { invoiceId } = await issueOne(
      act,
      account,
      {
        id: act.newId<'Invoice'>(),
        customerId: account.customerId,
        partnerId: account.partnerId,
        terms,
        kind: 'recurring',
        currency: account.currency,
        issuedOn,
        dueOn: dueDate(issuedOn, account.dueDays),
        period: { from: first.covers.from, to: (lines.at(-1) ?? first).covers?.to ?? first.covers.to },
        ...documentTotals(lines),
        runId: null,
        note: '',
        lines,
      },
      this.watch,
    );
    await linkRecharges(act, account, lines);
    return invoiceId;
  }
}

async function writePause(
  act: Act,
  service: ServiceEntity,
  { plan, billing, reducedPercent }: DecidedPause,
  creditNoteId: CreditNoteId | null,
  reason: string,
): Promise<string> {
  const discountId = billing === 'reduced' ? act.newId<'ServiceDiscount'>() : null;
  if (discountId !== null) await writeDiscount(act, service, discountId, plan, 100 - reducedPercent);
  const id = act.newId<'ServicePause'>();
  await act.sql.execute(
    `INSERT INTO billing.service_pause (id, service_id, customer_id, partner_id, days, reason, billing, discount_id, credit_note_id, made_by)
     VALUES ($1, $2, $3, $4, daterange($5::date, $6::date), $7, $8, $9, $10, $11)`,
    [
      id,
      service.id,
      service.customerId,
      service.partnerId,
      plan.from,
      plan.to,
      reason,
      billing,
      discountId,
      creditNoteId,
      actorLabel(act.actor).name,
    ],
  );
  return id;
}

async function writeDiscount(
  act: Act,
  service: ServiceEntity,
  id: string,
  days: { readonly from: LocalDate; readonly to: LocalDate | null },
  percent: number,
): Promise<void> {
  await act.sql.execute(
    `INSERT INTO billing.service_discount (id, service_id, customer_id, partner_id, main, kind, value, valid_from, valid_to, label, created_at)
     VALUES ($1, $2, $3, $4, false, 'percent', $5, $6, $7, $8, $9)`,
    [
      id,
      service.id,
      service.customerId,
      service.partnerId,
      percent,
      days.from,
      days.to && addDays(days.to, -1),
      PAUSE_LABEL,
      act.at,
    ],
  );
}

/** No access for a while, from a day on, to a day or until it is resumed. What its days cost is settled at once. */
@Injectable()
export class PauseService extends Command<PauseServiceInput, PausedService> {
  readonly rule: CommandRule = {
    name: 'billing.pauseService',
    sentence: 'Pause a service',
    permission: BillingPermissions['service.manage'],
    risk: 'normal',
  };
  readonly input = PauseServiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly pauses: Pauses,
  ) {
    super();
  }

  async handle(input: PauseServiceInput, act: Act): Promise<PausedService> {
    const deviates = input.billing !== undefined || input.credit !== undefined;
    if (deviates && !holds(act.actor, BillingPermissions['service.changeTerms']))
      throw conflict(
        'PAUSE_TERMS_NOT_ALLOWED',
        'Your role pauses services by the billing settings. Ask somebody who may deviate from them.',
      );
    const { account, service } = await lockService(act, this.accounts, input.serviceId);
    return this.pauses.make(act, account, service, input);
  }
}
