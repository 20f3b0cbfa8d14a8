import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import {
  type Act,
  type Asking,
  Command,
  type CommandRule,
  IsListOf,
  IsPlainDecimal,
  IsRecordId,
  Query,
  type Rule,
} from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { Refusal } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { creditInvoice, type CreditedPart, dueDate } from '../../domain/index.js';
import { InvoiceVoided } from '../../events.js';
import type { CreditNoteId, InvoiceId, InvoiceLineId, PlanId, TaxRateId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { withinReach } from '../accounts/reach.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { linkRecharges } from '../plan-changes/recharge.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { accountOfInvoice, lockAccountOf } from './credit-invoice.js';
import {
  type CorrectedLine,
  decideCorrection,
  type DecidedCorrection,
  type SaidCorrection,
} from './decide-correction.js';
import { thingColumns, type LineToIssue } from './document-lines.js';
import { issueOne } from './issue-one.js';
import { settleByItsNotes } from './settle-credited.js';
import { creditToLine } from './stored-lines.js';
import { settleFreeMoney, writeCreditNote } from './write-credit-note.js';
import type { InvoiceToIssue } from './write-invoices.js';

@InputType({ description: 'A line of the corrected invoice: one of the old invoice, or a new one.' })
export class CorrectedLineInput {
  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The line of the old invoice; what is left out below stays as it was. Null: a new line.',
  })
  @IsOptional()
  @IsRecordId()
  invoiceLineId?: InvoiceLineId;

  @Field(() => RecordIdScalar, { nullable: true, description: 'A one-time plan for a new line.' })
  @IsOptional()
  @IsRecordId()
  planId?: PlanId;

  @Field(() => String, { nullable: true, description: 'What the customer reads.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  description?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many.' })
  @IsOptional()
  @IsPlainDecimal({ min: '0.0001' })
  quantity?: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Price of one.' })
  @IsOptional()
  @IsPlainDecimal({ min: '-99999999999999' })
  unitPrice?: string;

  @Field(() => Boolean, { nullable: true, description: 'Is tax inside the price?' })
  @IsOptional()
  @IsBoolean()
  taxInclusive?: boolean;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The tax rate; null for none.' })
  @IsOptional()
  @IsRecordId()
  taxRateId?: TaxRateId | null;
}

@InputType({ description: 'What the corrected invoice says. Lines that are not listed are taken off.' })
export class CorrectionWishInput implements SaidCorrection {
  @Field(() => RecordIdScalar, { description: 'The invoice to correct.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => [CorrectedLineInput], { description: 'Its lines.' })
  @IsListOf(() => CorrectedLineInput, { least: 1, most: 500 })
  lines: CorrectedLineInput[];
}

@InputType({ description: 'A correction as it was previewed.' })
export class CorrectInvoiceInput extends CorrectionWishInput {
  @ReasonField('Why; it stands on the credit note.')
  reason: string;

  @Field(() => String, { description: 'The hash of the preview; when the figures are others by now, nothing is done.' })
  @IsString()
  @MaxLength(100)
  planHash: string;
}

export interface CorrectedPair {
  readonly creditNoteId: CreditNoteId;
  readonly invoiceId: InvoiceId;
}

/**
 * Corrects an invoice by a pair of documents: a credit note over all of it, and a new invoice. Days of services stay charged
 * once: the new lines charge again what the credit note gave back.
 */
@Injectable()
export class CorrectInvoice extends Command<CorrectInvoiceInput, CorrectedPair> {
  readonly rule: CommandRule = {
    name: 'billing.correctInvoice',
    sentence: 'Correct an invoice',
    permission: BillingPermissions['invoice.correct'],
    risk: 'high',
  };
  readonly input = CorrectInvoiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: CorrectInvoiceInput, act: Act): Promise<CorrectedPair> {
    const account = await lockAccountOf(act, this.accounts, input.invoiceId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const issuedOn = act.todayIn(terms.zone);
    const decided = await decideCorrection(act.sql, account, terms, issuedOn, input);
    if (decided.hash !== input.planHash)
      throw new Refusal('stale', 'PREVIEW_STALE', 'The figures changed since the preview. Look at them again.');
    const credits = creditsOf(act, decided, account, terms);
    const note = await writeCreditNote(act, {
      account,
      terms,
      invoiceId: input.invoiceId,
      issuedOn,
      note: input.reason,
      lines: credits,
    });
    await settleByItsNotes(act, account, input.invoiceId);
    await act.sql.execute(`UPDATE billing.invoice SET status = 'void' WHERE id = $1`, [input.invoiceId]);
    const { number } = await this.customers.required(act.sql, account.customerId);
    const after = { ...account, balanceMinor: account.balanceMinor + note.grossMinor };
    const invoice = invoiceOf(act, after, terms, decided, credits, number);
    const issued = await issueOne(act, after, { ...invoice, correctsId: input.invoiceId }, this.watch);
    await linkRecharges(act, account, invoice.lines);
    const settled = { ...after, balanceMinor: after.balanceMinor - invoice.grossMinor };
    await settleFreeMoney(act, settled);
    await this.watch.lookAgain(act, settled);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.emit(InvoiceVoided, { ...about, invoiceId: input.invoiceId, creditNoteId: note.creditNoteId }, about);
    act.audit(
      { kind: 'invoice', id: input.invoiceId, ...about },
      `Invoice ${decided.invoice.number} corrected by ${note.number} and ${issued.number}: ${input.reason}`,
    );
    return { creditNoteId: note.creditNoteId, invoiceId: issued.invoiceId };
  }
}

function creditsOf(act: Act, { before }: DecidedCorrection, account: Account, terms: BillingTerms): LineToIssue[] {
  const whole = creditInvoice(before, { kind: 'whole' }, { currency: account.currency, rounding: terms.rounding });
  const parts: readonly CreditedPart[] = whole.ok ? whole.value : [];
  return parts.flatMap((part) => {
    const line = before.find((one) => one.lineId === part.lineId);
    return line ? [creditToLine(act.newId<'InvoiceLine'>(), line, part)] : [];
  });
}

function invoiceOf(
  act: Act,
  account: Account,
  terms: BillingTerms,
  decided: DecidedCorrection,
  credits: readonly LineToIssue[],
  customerNumber: string,
): InvoiceToIssue {
  const issuedOn = act.todayIn(terms.zone);
  const { invoice, totals } = decided;
  return {
    id: act.newId<'Invoice'>(),
    customerId: account.customerId,
    partnerId: account.partnerId,
    customerNumber,
    terms,
    kind: invoice.kind,
    currency: account.currency,
    issuedOn,
    dueOn: dueDate(issuedOn, account.dueDays),
    period: invoice.periodFrom && invoice.periodTo ? { from: invoice.periodFrom, to: invoice.periodTo } : null,
    netMinor: totals.netMinor,
    taxMinor: totals.taxMinor,
    grossMinor: totals.grossMinor,
    runId: null,
    note: invoice.note,
    lines: decided.lines.map((line) => lineOf(act, line, credits)),
  };
}

function lineOf(act: Act, line: CorrectedLine, credits: readonly LineToIssue[]): LineToIssue {
  const { source, planId, revenue, description, thing, netMinor, taxMinor, grossMinor, explanation, isKept } = line;
  const credit = source && credits.find((one) => one.invoiceLineId === source.lineId);
  const charges = source?.covers && source.serviceId !== null ? (credit?.id ?? null) : null;
  return {
    id: act.newId<'InvoiceLine'>(),
    serviceId: source?.serviceId ?? null,
    planId,
    revenue,
    description,
    covers: source?.covers ?? null,
    part: source?.part ?? null,
    unit: source?.unit ?? '',
    ...thingColumns(thing),
    ...(isKept && source ? { taxDetail: source.taxDetail } : {}),
    ...(charges === null ? {} : { rechargesLineId: charges }),
    netMinor,
    taxMinor,
    grossMinor,
    explanation,
  };
}

export interface CorrectionPreview extends DecidedCorrection {
  readonly currency: string;
  readonly balanceMinor: bigint;
}

/** What a correction would do: the same decision, writing nothing. */
@Injectable()
export class PreviewCorrection extends Query<SaidCorrection, CorrectionPreview> {
  readonly rule: Rule = {
    name: 'billing.previewCorrection',
    sentence: 'See what the correction of an invoice would do',
    permission: BillingPermissions['invoice.correct'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer(said: SaidCorrection, { sql, actor, clock }: Asking): Promise<CorrectionPreview> {
    const account = await accountOfInvoice(sql, this.accounts, said.invoiceId);
    await withinReach(this.customers, sql, actor, account, 'invoice');
    const terms = await this.policies.terms(sql, account.partnerId);
    const decided = await decideCorrection(sql, account, terms, clock.todayIn(terms.zone), said);
    return { ...decided, currency: account.currency, balanceMinor: account.balanceMinor };
  }
}
