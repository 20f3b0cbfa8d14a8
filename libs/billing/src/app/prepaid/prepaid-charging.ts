import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { maxDate, type LocalDate } from '@demarc/kernel';
import { planPrepaid, type PrepaidPlan, type Standing } from '../../domain/index.js';
import { InvoicesIssued, StandingChanged } from '../../events.js';
import type { InvoiceId, PaymentId } from '../../ids.js';
import { type Account, statusOf } from '../accounts/accounts.js';
import { type InvoiceToIssue, writeInvoices } from '../documents/write-invoices.js';
import { freePayers, openInvoices, settle } from '../payments/settlement.js';
import { chargeToLine } from '../runs/recurring-lines.js';
import { announceService } from '../services/service-steps.js';
import { Policies } from '../settings/policies.js';
import { type BillingTerms, looseDebitsOf } from '../settings/settings.js';
import { announceStatus } from '../standing/standing-watch.js';
import { documentCharges } from './document-charges.js';
import { loadPrepaid, type LoadedPrepaid } from './load-prepaid.js';
import { writePrepaidCharges } from './write-prepaid-charges.js';

export interface PrepaidDecision {
  readonly loaded: LoadedPrepaid;
  readonly plan: PrepaidPlan;
}

interface CarriedOut {
  readonly invoiceId: InvoiceId | null;
  readonly isBlocked: boolean;
}

/** Carries out what was decided about prepaid accounts: charges, and access that opens and closes with them. */
@Injectable()
export class PrepaidCharging {
  constructor(private readonly policies: Policies) {}

  /** Looks at a locked account now, as after a payment: what can be paid is charged, and access opens at once. */
  async lookAgain(
    act: Act,
    account: Account,
    paymentId: PaymentId | null = null,
    reactivating: string | null = null,
  ): Promise<void> {
    const termsOf = await this.policies.termsOfAll(act.sql);
    const terms = termsOf(account.partnerId);
    const on = act.todayIn(terms.zone);
    const loaded = (await loadPrepaid(act.sql, [account], termsOf, on, reactivating)).get(account.customerId);
    if (!loaded) return;
    const carried = await this.carryOut(
      act,
      account,
      { loaded, plan: planPrepaid(loaded, on) },
      { on, terms, runId: null, paymentId },
    );
    if (carried.invoiceId === null) return;
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.emit(
      InvoicesIssued,
      { runId: null, invoices: [{ invoiceId: carried.invoiceId, customerId: account.customerId }] },
      about,
    );
  }

  async carryOut(
    act: Act,
    account: Account,
    decision: PrepaidDecision,
    how: {
      readonly on: LocalDate;
      readonly terms: BillingTerms;
      readonly runId: string | null;
      readonly paymentId: PaymentId | null;
    },
  ): Promise<CarriedOut> {
    const { plan, loaded } = decision;
    const charged = await this.charge(act, account, decision, how);
    const invoiceId = charged ?? (await this.document(act, account, decision, how));
    for (const serviceId of plan.closes) await turnService(act, serviceId, 'paused', how.on);
    for (const serviceId of plan.opens) await turnService(act, serviceId, 'active', null);
    const standing: Standing = plan.isBlocked ? 'blocked' : 'good';
    await act.sql.execute(
      `UPDATE billing.account SET standing = $2, standing_since = CASE WHEN standing = $2 THEN standing_since ELSE $3::date END, next_check_on = NULL,
         prepaid_check_on = $4, customer_status = $5, revision = revision + 1 WHERE customer_id = $1`,
      [account.customerId, standing, how.on, plan.nextOn, statusOf({ ...account, standing })],
    );
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    if (standing !== account.standing)
      act.emit(
        StandingChanged,
        { ...about, from: account.standing, to: standing, on: how.on, leadsOthers: account.leadsOthers },
        about,
      );
    announceStatus(act, account, { ...account, standing }, how.paymentId);
    if (plan.lines.length > 0 || plan.isBlocked !== loaded.isBlocked)
      act.audit({ kind: 'account', id: account.customerId, ...about }, sentenceOf(plan));
    return { invoiceId, isBlocked: plan.isBlocked };
  }

  /** The invoice of charges that are booked already and wait for it: what was charged now, or what a payment has paid. */
  private async document(
    act: Act,
    account: Account,
    { plan }: PrepaidDecision,
    how: Parameters<PrepaidCharging['carryOut']>[3],
  ): Promise<InvoiceId | null> {
    const { on, terms, runId } = how;
    const moment = how.paymentId === null ? 'charge' : 'payment';
    const now = { ...account, balanceMinor: account.balanceMinor - plan.costMinor };
    const [invoiceId] = await documentCharges(act, now, { on, terms, moment, runId });
    return invoiceId ?? null;
  }

  /** An invoice that the balance settles, or charges without a document, as the settings say. */
  private async charge(
    act: Act,
    account: Account,
    { plan, loaded }: PrepaidDecision,
    { on, terms, runId }: { on: LocalDate; terms: BillingTerms; runId: string | null },
  ): Promise<InvoiceId | null> {
    if (plan.lines.length === 0) return null;
    const lines = plan.lines.map((line) => {
      const service = loaded.services.find((one) => one.serviceId === line.serviceId);
      const { planId = '', unit = '' } = service ?? {};
      return chargeToLine(act.newId<'InvoiceLine'>(), line, { planId, unit });
    });
    const { prepaidInvoice, prepaidDailyInvoice } = terms.settings;
    const document = loaded.kind === 'prepaid_daily' ? prepaidDailyInvoice : prepaidInvoice;
    if (document !== 'per_charge') {
      await writePrepaidCharges(act, account, { on, runId, lines, document });
      return null;
    }
    const [first] = lines;
    if (!first) return null;
    const issuedOn = on;
    const invoice: InvoiceToIssue = {
      id: act.newId<'Invoice'>(),
      customerId: account.customerId,
      partnerId: account.partnerId,
      terms,
      kind: 'recurring',
      currency: account.currency,
      issuedOn,
      dueOn: issuedOn,
      period: {
        from: plan.lines.reduce((from, line) => (line.covers.from < from ? line.covers.from : from), on),
        to: plan.lines.reduce((to, line) => maxDate(to, line.covers.to), on),
      },
      netMinor: lines.reduce((sum, line) => sum + line.netMinor, 0n),
      taxMinor: lines.reduce((sum, line) => sum + line.taxMinor, 0n),
      grossMinor: plan.costMinor,
      runId,
      note: '',
      lines,
    };
    await writeInvoices(act, [invoice], await this.settlements(act, account, invoice));
    return invoice.id as InvoiceId;
  }

  private async settlements(act: Act, account: Account, invoice: InvoiceToIssue): Promise<ReturnType<typeof settle>> {
    const open = await openInvoices(act.sql, [account.customerId]);
    const { customerId, issuedOn, grossMinor } = invoice;
    const fresh = { id: invoice.id, number: '', customerId, issuedOn, openMinor: grossMinor };
    const payers = await freePayers(act.sql, [account.customerId]);
    const decided = settle(-account.balanceMinor + grossMinor, [...open, fresh], payers, looseDebitsOf(invoice.terms));
    return decided.filter((one) => one.invoiceId === invoice.id);
  }
}

function sentenceOf(plan: PrepaidPlan): string {
  if (plan.isBlocked) return 'Prepaid time is over and the balance is too low: access is closed';
  return plan.lines.length > 0 ? 'Prepaid time charged from the balance' : 'Prepaid access is open again';
}

/** A service that nothing pays for rests, while the others of the account go on. */
async function turnService(
  act: Act,
  serviceId: string,
  status: 'active' | 'paused',
  lapsedOn: LocalDate | null,
): Promise<void> {
  await act.sql.execute(
    `UPDATE billing.service SET status = $2, lapsed_on = $3, revision = revision + 1
      WHERE (id = $1 OR bundle_service_id = $1) AND CASE WHEN $2 = 'active' THEN lapsed_on IS NOT NULL ELSE status = 'active' END`,
    [serviceId, status, lapsedOn],
  );
  await announceService(act, serviceId);
}
