import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import {
  type Act,
  type Asking,
  Command,
  type CommandRule,
  IsAmount,
  IsListOf,
  IsRecordId,
  Query,
  type Rule,
} from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { IsOptional } from 'class-validator';
import { InvoiceVoided } from '../../events.js';
import type { CreditNoteId, InvoiceId, InvoiceLineId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { withinReach } from '../accounts/reach.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { decideCredit, type DecidedCredit, type SaidCredit } from './decide-credit.js';
import { settleByItsNotes, settleByNote } from './settle-credited.js';
import { creditToLine } from './stored-lines.js';
import { settleFreeMoney, writeCreditNote } from './write-credit-note.js';

@InputType({ description: 'A line of an invoice to give back.' })
export class CreditLineInput {
  @Field(() => RecordIdScalar, { description: 'The line.' })
  @IsRecordId()
  invoiceLineId: InvoiceLineId;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much with tax; all that is left when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;
}

@InputType({ description: 'What of an invoice to give back; all that is left when neither amount nor lines are said.' })
export class CreditWishInput implements SaidCredit {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => DecimalScalar, { nullable: true, description: 'An amount with tax, spread over the lines.' })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @Field(() => [CreditLineInput], { nullable: true, description: 'Lines, each whole or a part.' })
  @IsOptional()
  @IsListOf(() => CreditLineInput, { least: 1, most: 500 })
  lines?: CreditLineInput[];
}

@InputType({ description: 'A credit note on an invoice.' })
export class CreditInvoiceInput extends CreditWishInput {
  @ReasonField('Why; it stands on the credit note.')
  reason: string;
}

/** Gives an invoice back: whole, in part, or line by line. All notes on it together equal it exactly. */
@Injectable()
export class CreditInvoice extends Command<CreditInvoiceInput, { creditNoteId: CreditNoteId; number: string }> {
  readonly rule: CommandRule = {
    name: 'billing.creditInvoice',
    sentence: 'Issue a credit note on an invoice',
    permission: BillingPermissions['creditNote.issue'],
    risk: 'high',
  };
  readonly input = CreditInvoiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: CreditInvoiceInput, act: Act): Promise<{ creditNoteId: CreditNoteId; number: string }> {
    const account = await lockAccountOf(act, this.accounts, input.invoiceId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const decided = await decideCredit(act.sql, account, terms, input);
    const issuedOn = act.todayIn(terms.zone);
    const note = await writeCreditNote(act, {
      account,
      terms,
      invoiceId: input.invoiceId,
      issuedOn,
      note: input.reason,
      lines: decided.parts.map(({ line, part }) => creditToLine(act.newId<'InvoiceLine'>(), line, part)),
    });
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    if (decided.isAll) {
      await settleByItsNotes(act, account, input.invoiceId);
      await act.sql.execute(`UPDATE billing.invoice SET status = 'void' WHERE id = $1`, [input.invoiceId]);
      act.emit(InvoiceVoided, { ...about, invoiceId: input.invoiceId, creditNoteId: note.creditNoteId }, about);
    } else await settleByNote(act, account, input.invoiceId, note);
    const after = { ...account, balanceMinor: account.balanceMinor + note.grossMinor };
    await settleFreeMoney(act, after);
    await this.watch.lookAgain(act, after);
    act.audit(
      { kind: 'invoice', id: input.invoiceId, ...about },
      `Invoice ${decided.invoice.number} credited ${decided.isAll ? 'in full' : 'in part'} by ${note.number}: ${input.reason}`,
    );
    return { creditNoteId: note.creditNoteId, number: note.number };
  }
}

export async function lockAccountOf(act: Act, accounts: Accounts, invoiceId: InvoiceId): Promise<Account> {
  const owner = await act.sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.invoice WHERE id = $1', [
    invoiceId,
  ]);
  if (!owner) throw notFound('invoice');
  return accounts.lock(act, owner.customer_id);
}

export interface CreditPreview extends DecidedCredit {
  readonly currency: string;
}

/** What a credit note would give back: the same decision, writing nothing. */
@Injectable()
export class PreviewCredit extends Query<SaidCredit, CreditPreview> {
  readonly rule: Rule = {
    name: 'billing.previewCredit',
    sentence: 'See what a credit note would give back',
    permission: BillingPermissions['creditNote.issue'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer(said: SaidCredit, { sql, actor }: Asking): Promise<CreditPreview> {
    const account = await accountOfInvoice(sql, this.accounts, said.invoiceId);
    await withinReach(this.customers, sql, actor, account, 'invoice');
    const terms = await this.policies.terms(sql, account.partnerId);
    return { ...(await decideCredit(sql, account, terms, said)), currency: account.currency };
  }
}

export async function accountOfInvoice(sql: Asking['sql'], accounts: Accounts, id: InvoiceId): Promise<Account> {
  const row = await sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.invoice WHERE id = $1', [id]);
  const account = row && (await accounts.find(sql, row.customer_id));
  if (!account) throw notFound('invoice');
  return account;
}
