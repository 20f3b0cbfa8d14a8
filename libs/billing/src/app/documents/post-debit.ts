import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type CurrencyCode, type Id, type LocalDate, money, notFound, toDecimalString } from '@demarc/kernel';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { debitPosted, debitTakenBack } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { postEntries } from '../ledger/post-entries.js';
import { paymentAmount } from '../payments/record-payment.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { settleFreeMoney } from './write-credit-note.js';

@InputType({ description: 'A debit in the ledger without a document.' })
export class PostDebitInput {
  @Field(() => RecordIdScalar, { description: 'Who owes it.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => DecimalScalar, { description: 'How much, above zero. No tax is in it: tax needs a document.' })
  @IsAmount()
  amount: string;

  @Field(() => String, { description: 'What for; it stands in the statement.' })
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  description: string;
}

/** Lets a customer owe something without an invoice, where the settings allow it. Payments settle it before invoices. */
@Injectable()
export class PostDebit extends Command<PostDebitInput, { debitId: Id<'Debit'> }> {
  readonly rule: CommandRule = {
    name: 'billing.postDebit',
    sentence: 'Debit a customer without a document',
    permission: BillingPermissions['debit.post'],
    risk: 'high',
  };
  readonly input = PostDebitInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle({ customerId, amount, description }: PostDebitInput, act: Act): Promise<{ debitId: Id<'Debit'> }> {
    const account = await this.accounts.lock(act, customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    if (!terms.settings.debitsWithoutDocument)
      throw conflict('DEBITS_OFF', 'Debits without a document are switched off in the billing settings.');
    const amountMinor = paymentAmount(amount, account);
    const debitId = act.newId<'Debit'>();
    const draft = debitPosted({
      customerId,
      currency: account.currency,
      bookedOn: act.todayIn(terms.zone),
      amountMinor,
    });
    const { partnerId } = account;
    await postEntries(act, [
      { draft, partnerId, customerId, source: { kind: 'adjustment', id: debitId }, description },
    ]);
    await this.watch.lookAgain(act, { ...account, balanceMinor: account.balanceMinor - amountMinor });
    tell(act, account, debitId, amountMinor, `debited: ${description}`);
    return { debitId };
  }
}

@InputType({ description: 'A debit to take back.' })
export class TakeBackDebitInput {
  @Field(() => RecordIdScalar, { description: 'The debit.' })
  @IsRecordId()
  debitId: Id<'Debit'>;

  @ReasonField('Why; it stands in the statement.')
  reason: string;
}

/** Takes a debit back by the reverse entry, once. */
@Injectable()
export class TakeBackDebit extends Command<TakeBackDebitInput, { debitId: Id<'Debit'> }> {
  readonly rule: CommandRule = {
    name: 'billing.takeBackDebit',
    sentence: 'Take back a debit without a document',
    permission: BillingPermissions['debit.post'],
    risk: 'high',
  };
  readonly input = TakeBackDebitInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle({ debitId, reason }: TakeBackDebitInput, act: Act): Promise<{ debitId: Id<'Debit'> }> {
    const owner = await act.sql.first<{ customer_id: string }>(
      `SELECT customer_id FROM billing.journal_entry WHERE source_id = $1 AND kind = 'debit'`,
      [debitId],
    );
    if (!owner) throw notFound('debit');
    const account = await this.accounts.lock(act, owner.customer_id);
    const posted = await act.sql.first<{
      minor: string;
      back: boolean;
      occurred_on: LocalDate;
      currency: CurrencyCode;
    }>(
      `SELECT posting.amount_minor AS minor, posting.currency, entry.occurred_on,
         EXISTS (SELECT 1 FROM billing.journal_entry WHERE source_id = $1 AND kind = 'reversal') AS back
       FROM billing.journal_entry entry JOIN billing.posting ON posting.entry_id = entry.id AND posting.customer_id IS NOT NULL
       WHERE entry.source_id = $1 AND entry.kind = 'debit'`,
      [debitId],
    );
    if (!posted) throw notFound('debit');
    if (posted.back) throw conflict('DEBIT_TAKEN_BACK', 'This debit was taken back before.');
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const amountMinor = BigInt(posted.minor);
    const { customerId, partnerId, currency } = account;
    const draft = debitTakenBack({ customerId, currency, bookedOn: act.todayIn(terms.zone), amountMinor });
    await postEntries(act, [
      { draft, partnerId, customerId, source: { kind: 'adjustment', id: debitId }, description: reason },
    ]);
    const after = { ...account, balanceMinor: account.balanceMinor + amountMinor };
    await settleFreeMoney(act, after);
    await this.watch.lookAgain(act, after);
    tell(act, account, debitId, amountMinor, `debit taken back: ${reason}`);
    return { debitId };
  }
}

function tell(act: Act, account: Account, debitId: Id<'Debit'>, amountMinor: bigint, what: string): void {
  const { customerId, partnerId, currency } = account;
  const amount = toDecimalString(money(amountMinor, currency));
  act.audit({ kind: 'debit', id: debitId, customerId, partnerId }, `${amount} ${currency} ${what}`);
}
