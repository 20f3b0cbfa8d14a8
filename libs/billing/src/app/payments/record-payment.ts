import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsListOf, IsLocalDate, IsRecordId } from '@demarc/commands';
import { DecimalScalar, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import {
  conflict,
  type Id,
  invalid,
  type LocalDate,
  money,
  notFound,
  parseMoney,
  toDecimalString,
} from '@demarc/kernel';
import { together, violatedConstraint } from '@demarc/persistence';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PaymentMethodEntity } from '../../data/payment-method.entity.js';
import { paymentReceived, type Standing, type StandingFacts } from '../../domain/index.js';
import { PaymentRecorded } from '../../events.js';
import type { InvoiceId, PaymentId, PaymentMethodId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { paidForMain, payeeOf } from '../sub-accounts/payee.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { planPayment, type ChosenAllocation, type PaymentPlan } from './plan-payment.js';
import { Policies } from '../settings/policies.js';
import { looseDebitsOf } from '../settings/settings.js';
import { writeJournal } from '../ledger/post-entries.js';
import { standingFacts, StandingWatch, turnOf } from '../standing/standing-watch.js';
import { type TakenNumber, takeNumbers } from '../documents/take-numbers.js';
import { sums, writeSettlements } from './write-settlements.js';

@InputType({ description: 'A part of a payment for one invoice.' })
export class ChosenAllocationInput {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => DecimalScalar, { description: 'How much of the payment settles it.' })
  @IsAmount()
  amount: string;
}

@InputType({ description: 'Money that was received from a customer.' })
export class RecordPaymentInput {
  @Field(() => RecordIdScalar, { description: 'Who paid.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => RecordIdScalar, { description: 'How it was paid.' })
  @IsRecordId()
  methodId: PaymentMethodId;

  @Field(() => DecimalScalar, { description: 'How much, above zero, in the currency of the account.' })
  @IsAmount()
  amount: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'When it was received; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  receivedOn?: LocalDate;

  @Field(() => String, { nullable: true, description: 'Number of the receipt; the next of the series when left out.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  receiptNumber?: string;

  @Field(() => String, { nullable: true, description: 'A note for staff.' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  note?: string;

  @Field(() => [ChosenAllocationInput], {
    nullable: true,
    description: 'Which invoices it settles; the oldest first when left out.',
  })
  @IsOptional()
  @IsListOf(() => ChosenAllocationInput, { most: 200 })
  allocations?: ChosenAllocationInput[];

  /** Set by the payment-provider adapters: one payment for each reference, however often it is announced. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  provider?: string;

  @IsOptional()
  @IsString()
  @MaxLength(300)
  providerReference?: string;
}

export interface RecordedPayment {
  readonly paymentId: PaymentId;
  readonly receiptNumber: string;
  readonly standing: Standing;
  readonly leftMinor: string;
}

/** Records money, settles invoices with it, and opens access again when it was enough: all in one transaction. */
@Injectable()
export class RecordPayment extends Command<RecordPaymentInput, RecordedPayment> {
  readonly rule: CommandRule = {
    name: 'billing.recordPayment',
    sentence: 'Record a payment',
    permission: BillingPermissions['payment.record'],
    risk: 'normal',
  };
  readonly input = RecordPaymentInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(asked: RecordPaymentInput, act: Act): Promise<RecordedPayment> {
    const payee = asked.allocations ? null : await payeeOf(act.sql, asked.customerId);
    if (payee) await this.accounts.reach(act, asked.customerId);
    const input = payee ? { ...asked, ...paidForMain(asked, payee) } : asked;
    const account = await this.accounts.lock(act, input.customerId);
    const earlier = await this.announcedBefore(act, input);
    if (earlier) return earlier;
    const amountMinor = paymentAmount(input.amount, account);
    const [terms, method] = await together(
      this.policies.terms(act.sql, account.partnerId),
      act.manager.findOneBy(PaymentMethodEntity, { id: input.methodId }),
    );
    if (!method?.active) throw notFound('way to pay');
    const today = act.todayIn(terms.zone);
    const receivedOn = input.receivedOn ?? today;
    if (receivedOn > today) throw invalid('RECEIVED_IN_FUTURE', 'A payment cannot be received after today.');
    const paymentId = act.newId<'Payment'>();
    const chosen = input.allocations as readonly ChosenAllocation[] | undefined;
    const [plan, facts, proforma] = await together(
      planPayment(act.sql, account, paymentId, amountMinor, chosen, looseDebitsOf(terms)),
      standingFacts(act.sql, [account]),
      act.sql.first<{ asks: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM billing.proforma WHERE customer_id = $1 AND status = 'unpaid' AND gross_minor = $2) AS asks`,
        [account.customerId, amountMinor],
      ),
    );
    const turn = turnOf(account, factsAfter(facts.get(account.customerId), plan, amountMinor), terms, today);
    const draft = paymentReceived({
      customerId: account.customerId,
      currency: account.currency,
      bookedOn: receivedOn,
      into: method.ledgerAccount,
      amountMinor,
    });
    const { partnerId, customerId } = account;
    const source = { kind: 'payment', id: paymentId } as const;
    // Last of all before the writing: whoever else records a payment waits for the number.
    const [number] = input.receiptNumber
      ? []
      : await takeNumbers(act, 'receipt', [
          { on: receivedOn, terms, customerId: account.customerId, methodId: input.methodId },
        ]);
    const receiptNumber = input.receiptNumber ?? number?.number ?? '';
    const payment = {
      paymentId,
      methodId: method.id,
      amountMinor,
      leftMinor: plan.leftMinor,
      receivedOn,
      receiptNumber,
      number,
    };
    act.send(
      insertPayment(act, account, input, payment),
      writeJournal(act, [{ draft, partnerId, customerId, source, description: `Payment ${receiptNumber}` }]),
      writeSettlements(act, plan.settlements, () => account, 'update', paymentId),
    );
    await this.watch.record(act, account, turn, terms, { paymentId, paidMinor: amountMinor });
    this.tell(act, account, { paymentId, receiptNumber, amountMinor, paysProforma: proforma?.asks ?? false });
    return { paymentId, receiptNumber, standing: turn.to, leftMinor: plan.leftMinor.toString() };
  }

  private tell(act: Act, account: Account, said: ToTell): void {
    const { paymentId, receiptNumber, amountMinor, paysProforma } = said;
    const { currency, customerId, partnerId } = account;
    const about = { customerId, partnerId };
    const isPrepaid = account.billingType !== 'recurring';
    const payload = { ...about, paymentId, amountMinor: amountMinor.toString(), currency, isPrepaid, paysProforma };
    act.emit(PaymentRecorded, payload, about);
    const amount = toDecimalString(money(amountMinor, account.currency));
    act.audit(
      { kind: 'payment', id: paymentId, ...about },
      `Payment ${receiptNumber} of ${amount} ${account.currency} recorded`,
    );
  }

  /** The provider tells of one payment more than once; the account's lock puts the tellings in a row. */
  private async announcedBefore(act: Act, input: RecordPaymentInput): Promise<RecordedPayment | undefined> {
    if (input.provider === undefined) return undefined;
    const row = await act.sql.first<{
      id: PaymentId;
      receipt_number: string;
      unallocated_minor: string;
      standing: Standing;
    }>(
      `SELECT payment.id, receipt_number, unallocated_minor, account.standing FROM billing.payment JOIN billing.account USING (customer_id)
        WHERE provider = $1 AND provider_reference = $2 AND payment.customer_id = $3`,
      [input.provider, input.providerReference, input.customerId],
    );
    return (
      row && {
        paymentId: row.id,
        receiptNumber: row.receipt_number,
        standing: row.standing,
        leftMinor: row.unallocated_minor,
      }
    );
  }
}

interface ToTell {
  readonly paymentId: PaymentId;
  readonly receiptNumber: string;
  readonly amountMinor: bigint;
  readonly paysProforma: boolean;
}

export function paymentAmount(text: string, account: Account): bigint {
  const amount = parseMoney(text, account.currency);
  if (!amount || amount.amountMinor <= 0n) {
    throw invalid(
      'AMOUNT_NOT_POSITIVE',
      `A payment is above zero, with no more decimals than ${account.currency} has.`,
      [{ field: 'amount', message: 'must be above zero' }],
    );
  }
  return amount.amountMinor;
}

/** What the ledger will say once the payment is in it: read before, so that nothing is read while others wait for a number. */
function factsAfter(before: StandingFacts | undefined, plan: PaymentPlan, amountMinor: bigint): StandingFacts {
  const settled = sums(plan.settlements, (one) => one.invoiceId);
  const items = (before?.items ?? []).map((item) => ({
    ...item,
    openMinor: item.openMinor - (settled.get(item.itemId) ?? 0n),
  }));
  return {
    owedMinor: (before?.owedMinor ?? 0n) - amountMinor,
    items: items.filter((item) => item.openMinor > 0n),
    graceUntilOn: before?.graceUntilOn ?? null,
  };
}

interface PaymentToInsert {
  readonly paymentId: PaymentId;
  readonly methodId: PaymentMethodId;
  readonly amountMinor: bigint;
  /** What settles nothing yet. */
  readonly leftMinor: bigint;
  readonly receivedOn: LocalDate;
  readonly receiptNumber: string;
  readonly number: TakenNumber | undefined;
}

async function insertPayment(
  act: Act,
  account: Account,
  input: RecordPaymentInput,
  payment: PaymentToInsert,
): Promise<void> {
  try {
    await act.sql.execute(
      `INSERT INTO billing.payment (id, customer_id, partner_id, method_id, amount_minor, currency, received_on, receipt_number, series_id, ordinal,
         provider, provider_reference, note, unallocated_minor, recorded_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        payment.paymentId,
        account.customerId,
        account.partnerId,
        payment.methodId,
        payment.amountMinor.toString(),
        account.currency,
        payment.receivedOn,
        payment.receiptNumber,
        payment.number?.seriesId ?? null,
        payment.number?.ordinal.toString() ?? null,
        input.provider ?? null,
        input.providerReference ?? null,
        input.note ?? '',
        payment.leftMinor.toString(),
        actorLabel(act.actor).name,
        act.at,
      ],
    );
  } catch (error) {
    if (violatedConstraint(error) === 'uq_payment_provider')
      throw conflict('PAYMENT_KNOWN', 'This payment was recorded before, for another customer.');
    throw error;
  }
}
