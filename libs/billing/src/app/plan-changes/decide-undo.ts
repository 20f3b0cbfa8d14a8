import { conflict, contentHash, currencyDigits, type LocalDate, notFound, type Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  type Explanation,
  planChangeUndoRefusal,
  type PlanChangeState,
  type PlanChangeUndoRefusal,
  rechargeExplanation,
  type ServiceStatus,
} from '../../domain/index.js';
import type { CreditNoteId, FutureItemId, InvoiceId, ServiceId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import type { BillingTerms } from '../settings/settings.js';
import { type CreditedLine, creditedLinesOf } from './recharge.js';
import type { ServiceBefore } from './replace-services.js';

interface ChangeRow {
  readonly id: string;
  readonly customerId: string;
  readonly oldServiceId: ServiceId;
  readonly newServiceId: ServiceId;
  readonly changeOn: LocalDate;
  readonly state: PlanChangeState;
  readonly before: readonly ServiceBefore[];
  readonly creditNoteId: CreditNoteId | null;
  readonly invoiceId: InvoiceId | null;
  readonly futureItemId: FutureItemId | null;
  readonly oldStatus: ServiceStatus;
  readonly oldEndsOn: LocalDate | null;
  readonly newStatus: ServiceStatus;
  readonly newEndsOn: LocalDate | null;
  readonly isChangedAgain: boolean;
  readonly chargedBy: string | null;
  readonly creditedBy: string | null;
  readonly creditIsGone: boolean;
  readonly feeInvoicedBy: string | null;
}

/** A line of an issued document that is taken back. Positive amounts. */
export interface TakenBackLine {
  readonly description: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly grossMinor: bigint;
  readonly explanation: Explanation;
}

export interface DecidedUndo {
  readonly change: ChangeRow;
  /** Lines of the invoice of the change: a credit note gives them back. */
  readonly credits: readonly TakenBackLine[];
  /** Days that the change gave back: a new invoice charges them again. */
  readonly charges: readonly (CreditedLine & { readonly explanation: Explanation })[];
  readonly feeIsCancelled: boolean;
  readonly netMinor: bigint;
  readonly hash: string;
}

const CHANGE = `
  SELECT change.id, change.customer_id AS "customerId", change.old_service_id AS "oldServiceId", change.new_service_id AS "newServiceId",
    change.change_on AS "changeOn", change.state, change.services_before AS before, change.credit_note_id AS "creditNoteId",
    change.invoice_id AS "invoiceId", change.future_item_id AS "futureItemId",
    old.status AS "oldStatus", old.ends_on AS "oldEndsOn", fresh.status AS "newStatus", fresh.ends_on AS "newEndsOn",
    EXISTS (SELECT 1 FROM billing.plan_change later WHERE later.old_service_id = change.new_service_id AND later.state <> 'undone') AS "isChangedAgain",
    (SELECT invoice.number FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
      WHERE line.service_id = change.new_service_id AND line.invoice_id IS DISTINCT FROM change.invoice_id AND line.covers IS NOT NULL
        AND invoice.status = 'issued' ORDER BY line.id LIMIT 1) AS "chargedBy",
    (SELECT note.number FROM billing.credit_note_line credit JOIN billing.invoice_line line ON line.id = credit.invoice_line_id
       JOIN billing.credit_note note ON note.id = credit.credit_note_id WHERE line.invoice_id = change.invoice_id ORDER BY note.id LIMIT 1) AS "creditedBy",
    coalesce((SELECT status <> 'issued' FROM billing.credit_note WHERE id = change.credit_note_id), false)
      OR EXISTS (SELECT 1 FROM billing.recharged_line again JOIN billing.credit_note_line line ON line.id = again.credit_note_line_id
                  WHERE line.credit_note_id = change.credit_note_id) AS "creditIsGone",
    (SELECT coalesce((SELECT invoice.number FROM billing.invoice_line line JOIN billing.invoice ON invoice.id = line.invoice_id
                       WHERE line.future_item_id = item.id LIMIT 1), '') FROM billing.future_item item
      WHERE item.id = change.future_item_id AND item.taken_minor <> 0) AS "feeInvoicedBy"
  FROM billing.plan_change change JOIN billing.service old ON old.id = change.old_service_id JOIN billing.service fresh ON fresh.id = change.new_service_id
  WHERE change.id = $1`;

/** Who the change belongs to, before anything is locked. */
export async function ownerOfChange(sql: Sql, planChangeId: string): Promise<string> {
  const found = await sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.plan_change WHERE id = $1', [
    planChangeId,
  ]);
  if (!found) throw notFound('change of plan');
  return found.customer_id;
}

/** One decision for the preview and for the undoing. */
export async function decideUndo(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  planChangeId: string,
): Promise<DecidedUndo> {
  const change = await sql.first<ChangeRow>(CHANGE, [planChangeId]);
  if (!change) throw notFound('change of plan');
  if (account.standing === 'inactive' || account.lifecycle === 'ended')
    throw conflict('CUSTOMER_NOT_ACTIVE', 'The customer is inactive. Activate the customer first.');
  const refusal = planChangeUndoRefusal({
    ...change,
    old: { status: change.oldStatus, endsOn: change.oldEndsOn },
    fresh: { status: change.newStatus, endsOn: change.newEndsOn },
  });
  if (refusal) throw refusalOf(refusal);
  const credits = change.invoiceId === null ? [] : await linesOf(sql, change.invoiceId);
  const given = change.creditNoteId === null ? [] : await creditedLinesOf(sql, change.creditNoteId);
  const charges = given.map((line) => ({
    ...line,
    explanation: rechargeExplanation(line, terms.rounding, currencyDigits(account.currency)),
  }));
  const sum = (lines: readonly { grossMinor: bigint }[]): bigint =>
    lines.reduce((all, one) => all + one.grossMinor, 0n);
  const netMinor = sum(credits) - sum(charges);
  const hash = contentHash([
    change.id,
    change.state,
    credits.map((one) => one.grossMinor.toString()),
    charges.map((one) => one.grossMinor.toString()),
  ]);
  return { change, credits, charges, feeIsCancelled: change.futureItemId !== null, netMinor, hash };
}

interface LineRow {
  readonly description: string;
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  readonly gross: string;
  readonly explanation: Explanation;
}

async function linesOf(sql: Sql, invoiceId: InvoiceId): Promise<TakenBackLine[]> {
  const rows = await sql.query<LineRow>(
    `SELECT description, lower(covers) AS "from", upper(covers) AS "to", gross_minor AS gross, explanation
       FROM billing.invoice_line WHERE invoice_id = $1 ORDER BY position`,
    [invoiceId],
  );
  return rows.map(({ gross, ...row }) => ({ ...row, grossMinor: BigInt(gross) }));
}

function refusalOf(refusal: PlanChangeUndoRefusal): Refusal {
  switch (refusal.code) {
    case 'PLAN_CHANGE_UNDONE':
      return conflict(refusal.code, 'This change of plan was undone before.');
    case 'PLAN_CHANGED_AGAIN':
      return conflict(refusal.code, 'The plan was changed again after this. Undo the later change first.');
    case 'PLAN_CHANGE_CREDIT_GONE':
      return conflict(
        refusal.code,
        'The credit note of this change was taken back already. Change the plan back instead.',
      );
    case 'PLAN_CHANGE_BILLED_SINCE':
      return conflict(
        refusal.code,
        `Invoice ${refusal.document} charges the new plan since. Change the plan back instead.`,
        { document: refusal.document },
      );
    case 'PLAN_CHANGE_CREDITED':
      return conflict(
        refusal.code,
        `Credit note ${refusal.document} gives back a part of the change’s invoice. Change the plan back instead.`,
        { document: refusal.document },
      );
    case 'PLAN_CHANGE_FEE_INVOICED':
      return conflict(
        refusal.code,
        `The fee of the change stands on invoice ${refusal.document} by now. Change the plan back instead.`,
        { document: refusal.document },
      );
    case 'PLAN_CHANGE_SERVICE_MOVED_ON':
      return conflict(
        refusal.code,
        refusal.which === 'new'
          ? `The new service is ${refusal.status} or has an end by now. Take that back first.`
          : 'The end of the old service was changed since. Change the plan back instead.',
        { status: refusal.status },
      );
  }
}
