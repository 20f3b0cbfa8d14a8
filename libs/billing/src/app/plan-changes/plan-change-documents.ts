import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import { documentTotals, dueDate } from '../../domain/index.js';
import type { CreditNoteId, FutureItemId, InvoiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { type LineToIssue, thingColumns } from '../documents/document-lines.js';
import { addFutureItems } from '../documents/future-items.js';
import { issueOne } from '../documents/issue-one.js';
import { settleFreeMoney, writeCreditNote } from '../documents/write-credit-note.js';
import { chargeToLine, revenueOf } from '../runs/recurring-lines.js';
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
  const { creditNoteId, after } = await credit(act, account, terms, decided, today);
  const futureItemId = await feeForLater(act, after, terms, decided);
  const invoiceId = await charge(act, after, terms, decided, today, watch);
  if (invoiceId === null) await watch.lookAgain(act, after);
  return { creditNoteId, invoiceId, futureItemId };
}

async function credit(
  act: Act,
  account: Account,
  terms: BillingTerms,
  { plan, service, invoiceOf }: DecidedPlanChange,
  today: LocalDate,
): Promise<{ creditNoteId: CreditNoteId | null; after: Account }> {
  if (plan.credits.length === 0) return { creditNoteId: null, after: account };
  const lines = plan.credits.map((one): LineToIssue => ({
    id: act.newId<'InvoiceLine'>(),
    serviceId: service.serviceId,
    planId: service.planId,
    invoiceLineId: one.lineId,
    revenue: revenueOf(service.planKind),
    description: one.description,
    covers: one.covers,
    part: one,
    unit: service.unit,
    ...thingColumns(one.thing),
    netMinor: one.netMinor,
    taxMinor: one.taxMinor,
    grossMinor: one.grossMinor,
    explanation: one.explanation,
  }));
  const invoices = new Set(plan.credits.map((one) => invoiceOf.get(one.lineId)?.invoiceId));
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
