import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import { documentTotals, dueDate } from '../../domain/index.js';
import type { CreditNoteId, FutureItemId, InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { thingColumns } from '../documents/document-lines.js';
import { addFutureItems } from '../documents/future-items.js';
import { issueOne } from '../documents/issue-one.js';
import { chargeToLine } from '../runs/recurring-lines.js';
import { creditService } from '../services/credit-service.js';
import type { BillingTerms } from '../settings/settings.js';
import type { StandingWatch } from '../standing/standing-watch.js';
import type { DecidedPlanChange } from './decide-plan-change.js';

export interface ChangeDocuments {
  readonly creditNoteId: CreditNoteId | null;
  readonly invoiceId: InvoiceId | null;
  readonly futureItemId: FutureItemId | null;
}

/** The credit note, the invoice or future item of a change, and a look at the standing after them. */
export async function writeChangeDocuments(
  act: Act,
  account: Account,
  terms: BillingTerms,
  decided: DecidedPlanChange,
  today: LocalDate,
  watch: StandingWatch,
): Promise<ChangeDocuments> {
  const { creditNoteId, after } = await creditService(
    act,
    account,
    terms,
    decided.service,
    decided.plan.credits,
    decided.invoiceOf,
    '',
  );
  const futureItemId = await feeForLater(act, after, terms, decided);
  const invoiceId = await charge(act, after, terms, decided, today, watch);
  if (invoiceId === null) await watch.lookAgain(act, after);
  return { creditNoteId, invoiceId, futureItemId };
}

async function feeForLater(
  act: Act,
  account: Account,
  terms: BillingTerms,
  { plan, newPlan }: DecidedPlanChange,
): Promise<FutureItemId | null> {
  if (!plan.fee || plan.feeWhen === 'now') return null;
  const [id] = await addFutureItems(act, account, terms, [
    {
      source: 'plan_change',
      revenue: 'revenue.fee',
      description: `Change to ${newPlan.serviceDescription}`,
      quantity: '1',
      unit: '',
      unitPrice: plan.fee.thing.unitPrice,
      taxInclusive: plan.fee.thing.priceIncludesTax,
      taxRateId: newPlan.taxRateId,
      planId: newPlan.id,
      serviceId: plan.newService.serviceId,
      dueOn: null,
    },
  ]);
  return id ?? null;
}

async function charge(
  act: Act,
  account: Account,
  terms: BillingTerms,
  { plan, newPlan, service }: DecidedPlanChange,
  today: LocalDate,
  watch: StandingWatch,
): Promise<InvoiceId | null> {
  const lines = plan.charges.map((one) =>
    chargeToLine(act.newId<'InvoiceLine'>(), one, { planId: newPlan.id, unit: service.unit }),
  );
  if (plan.fee && plan.feeWhen === 'now') {
    lines.push({
      id: act.newId<'InvoiceLine'>(),
      serviceId: null,
      planId: newPlan.id,
      revenue: 'revenue.fee',
      description: `Change to ${newPlan.serviceDescription}`,
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
  if (lines.length === 0) return null;
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
    watch,
  );
  return issued.invoiceId;
}
