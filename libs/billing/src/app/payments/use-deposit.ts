import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { IsOptional } from 'class-validator';
import { paymentReceived } from '../../domain/index.js';
import { PaymentRecorded } from '../../events.js';
import type { DepositId, InvoiceId, PaymentId, PaymentMethodId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { takeNumbers } from '../documents/take-numbers.js';
import { postEntries } from '../ledger/post-entries.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { heldDeposit, planDepositUse } from './deposit-steps.js';
import { say } from './money-steps.js';
import { writeSettlements } from './write-settlements.js';

@InputType({ description: 'An invoice to pay out of a deposit.' })
export class UseDepositInput {
  @Field(() => RecordIdScalar, { description: 'The deposit.' })
  @IsRecordId()
  depositId: DepositId;

  @Field(() => RecordIdScalar, { description: 'An open invoice of the same customer.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much; as much as is open when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;
}

/**
 * Pays an invoice out of a deposit: a payment like any other, so that it can be moved, undone and reversed; reversing it
 * fills the deposit again.
 */
@Injectable()
export class UseDeposit extends Command<UseDepositInput, { paymentId: PaymentId; depositId: DepositId }> {
  readonly rule: CommandRule = {
    name: 'billing.useDeposit',
    sentence: 'Pay an invoice out of a deposit',
    permission: BillingPermissions['deposit.use'],
    risk: 'normal',
  };
  readonly input = UseDepositInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { depositId, invoiceId, amount }: UseDepositInput,
    act: Act,
  ): Promise<{ paymentId: PaymentId; depositId: DepositId }> {
    const account = await this.accounts.lock(act, (await heldDeposit(act.sql, depositId)).customerId);
    const { deposit, invoice, amountMinor, plan } = await planDepositUse(
      act.sql,
      account,
      depositId,
      invoiceId,
      amount,
    );
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    const { customerId, partnerId, currency } = account;
    const paymentId = act.newId<'Payment'>();
    const methodId = await depositMethod(act);
    const [number] = await takeNumbers(act, 'receipt', [{ on: today, terms }]);
    const receiptNumber = number?.number ?? '';
    const minor = amountMinor.toString();
    await act.sql.execute(
      `INSERT INTO billing.payment (id, customer_id, partner_id, method_id, amount_minor, currency, received_on, receipt_number, series_id, ordinal,
         deposit_id, note, unallocated_minor, recorded_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $5, $13, $14)`,
      [
        paymentId,
        customerId,
        partnerId,
        methodId,
        minor,
        currency,
        today,
        receiptNumber,
        number?.seriesId ?? null,
        number?.ordinal.toString() ?? null,
        depositId,
        `Deposit ${deposit.receiptNumber}`,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    await act.sql.execute('UPDATE billing.deposit SET left_minor = left_minor - $2 WHERE id = $1', [depositId, minor]);
    const draft = paymentReceived({ customerId, currency, bookedOn: today, into: 'customer_deposit', amountMinor });
    const source = { kind: 'payment', id: paymentId } as const;
    const description = `${say(amountMinor, account)} of deposit ${deposit.receiptNumber} used for invoice ${invoice.number}`;
    await postEntries(act, [{ draft, partnerId, customerId, source, description }]);
    const payer = { kind: 'payment' as const, id: paymentId, customerId, freeMinor: amountMinor };
    const settlements = plan.made.map((made) => ({ payer, ...made }));
    await writeSettlements(act, settlements, () => account, 'update');
    await this.watch.lookAgain(act, { ...account, balanceMinor: account.balanceMinor + amountMinor }, paymentId);
    const about = { customerId, partnerId };
    const isPrepaid = account.billingType !== 'recurring';
    const payload = { ...about, paymentId, amountMinor: minor, currency, isPrepaid, paysProforma: false };
    act.emit(PaymentRecorded, payload, about);
    act.audit({ kind: 'deposit', id: depositId, ...about }, description);
    return { paymentId, depositId };
  }
}

/** Nobody pays by it from outside: it is no way to pay that can be chosen. */
async function depositMethod(act: Act): Promise<PaymentMethodId> {
  const find = (): Promise<{ id: PaymentMethodId } | undefined> =>
    act.sql.first(
      `SELECT id FROM billing.payment_method WHERE ledger_account = 'customer_deposit' ORDER BY id LIMIT 1`,
    );
  const known = await find();
  if (known) return known.id;
  await act.sql.execute(`SELECT pg_advisory_xact_lock(hashtext('billing.payment_method.deposit'))`);
  const made = await find();
  if (made) return made.id;
  const id: PaymentMethodId = act.newId<'PaymentMethod'>();
  await act.sql.execute(
    `INSERT INTO billing.payment_method (id, name, ledger_account, active) VALUES ($1, 'Deposit', 'customer_deposit', false)`,
    [id],
  );
  return id;
}
