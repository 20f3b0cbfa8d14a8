import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { type Id, invalid } from '@demarc/kernel';
import type { CreditNoteId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { OneTimeLineInput } from './issue-one-time-invoice.js';
import { oneTimeLines } from './one-time-invoice.js';
import { settleFreeMoney, writeCreditNote } from './write-credit-note.js';

@InputType({ description: 'A credit note on no invoice: goodwill, an outage, a correction.' })
export class IssueCreditNoteInput {
  @Field(() => RecordIdScalar, { description: 'Who is credited.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @ReasonField('Why; it is printed.')
  reason: string;

  @Field(() => [OneTimeLineInput], { description: 'What is given, with positive prices.' })
  @IsListOf(() => OneTimeLineInput, { least: 1, most: 200 })
  lines: OneTimeLineInput[];
}

/** Gives credit without an invoice. It settles what is open, the rest stays with us for the customer. */
@Injectable()
export class IssueCreditNote extends Command<IssueCreditNoteInput, { creditNoteId: CreditNoteId; number: string }> {
  readonly rule: CommandRule = {
    name: 'billing.issueCreditNote',
    sentence: 'Issue a credit note on no invoice',
    permission: BillingPermissions['creditNote.issue'],
    risk: 'high',
  };
  readonly input = IssueCreditNoteInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: IssueCreditNoteInput, act: Act): Promise<{ creditNoteId: CreditNoteId; number: string }> {
    const account = await this.accounts.lock(act, input.customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const issuedOn = act.todayIn(terms.zone);
    const { lines } = await oneTimeLines(act.sql, account, terms, { issuedOn, lines: input.lines }, () =>
      act.newId<'InvoiceLine'>(),
    );
    const note = await writeCreditNote(act, {
      account,
      terms,
      invoiceId: null,
      issuedOn,
      note: input.reason,
      lines,
    });
    if (note.grossMinor <= 0n) throw invalid('CREDIT_NOT_POSITIVE', 'A credit note gives back more than zero.');
    const after = { ...account, balanceMinor: account.balanceMinor + note.grossMinor };
    await settleFreeMoney(act, after);
    await this.watch.lookAgain(act, after);
    return { creditNoteId: note.creditNoteId, number: note.number };
  }
}
