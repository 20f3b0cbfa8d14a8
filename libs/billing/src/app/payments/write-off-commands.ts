import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type CurrencyCode, type Id, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { IsOptional } from 'class-validator';
import { reversalOf, writtenOff } from '../../domain/index.js';
import type { InvoiceId, WriteOffId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { postEntries } from '../ledger/post-entries.js';
import { ReasonField } from '../reason-field.js';
import { Policies } from '../settings/policies.js';
import { StandingWatch } from '../standing/standing-watch.js';
import type { MoneyPlan } from './money-plan.js';
import { givenAmount, say } from './money-steps.js';
import { openInvoices, type OpenInvoice } from './settlement.js';
import { settleOpen } from './settle-open.js';

@InputType({ description: 'What of an invoice will not be paid any more.' })
export class WriteOffInvoiceInput {
  @Field(() => RecordIdScalar, { description: 'The invoice.' })
  @IsRecordId()
  invoiceId: InvoiceId;

  @Field(() => DecimalScalar, { nullable: true, description: 'How much; all that is open when left out.' })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @ReasonField('Why, for the books.')
  reason: string;
}

export async function ownerOfInvoice(sql: Sql, invoiceId: string): Promise<string> {
  const owner = await sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.invoice WHERE id = $1', [
    invoiceId,
  ]);
  if (!owner) throw notFound('invoice');
  return owner.customer_id;
}

export async function planWriteOff(
  sql: Sql,
  account: Account,
  invoiceId: string,
  amount: string | undefined,
): Promise<{ invoice: OpenInvoice; amountMinor: bigint; plan: MoneyPlan }> {
  const invoice = (await openInvoices(sql, [account.customerId])).find((one) => one.id === invoiceId);
  if (!invoice) throw conflict('NOTHING_OPEN', 'Nothing is open on this invoice.');
  const amountMinor = givenAmount(amount, account.currency) ?? invoice.openMinor;
  if (amountMinor > invoice.openMinor)
    throw conflict('WRITE_OFF_OVER_ITEM', `Only ${say(invoice.openMinor, account)} is open on ${invoice.number}.`);
  const made = [{ invoiceId, amountMinor }];
  const plan = {
    customerId: account.customerId,
    owedMinor: -amountMinor,
    cuts: [],
    made,
    free: new Map(),
    resettles: false,
  };
  return { invoice, amountMinor, plan };
}

/** Gives up what is open: an expense. The document stays as it is; the customer does not owe it any more. */
@Injectable()
export class WriteOffInvoice extends Command<WriteOffInvoiceInput, { writeOffId: WriteOffId; invoiceId: InvoiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.writeOffInvoice',
    sentence: 'Write an invoice off',
    permission: BillingPermissions['invoice.writeOff'],
    risk: 'high',
  };
  readonly input = WriteOffInvoiceInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { invoiceId, amount, reason }: WriteOffInvoiceInput,
    act: Act,
  ): Promise<{ writeOffId: WriteOffId; invoiceId: InvoiceId }> {
    const account = await this.accounts.lock(act, await ownerOfInvoice(act.sql, invoiceId));
    const { invoice, amountMinor } = await planWriteOff(act.sql, account, invoiceId, amount);
    const bookedOn = act.todayIn((await this.policies.terms(act.sql, account.partnerId)).zone);
    const id = act.newId<'WriteOff'>();
    const { customerId, partnerId, currency } = account;
    await act.sql.execute(
      `INSERT INTO billing.write_off (id, customer_id, partner_id, invoice_id, amount_minor, currency, reason, written_on, written_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        customerId,
        partnerId,
        invoiceId,
        amountMinor.toString(),
        currency,
        reason,
        bookedOn,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    await act.sql.execute('UPDATE billing.invoice SET settled_minor = settled_minor + $2 WHERE id = $1', [
      invoiceId,
      amountMinor.toString(),
    ]);
    await act.sql.execute(
      `INSERT INTO billing.allocation (id, customer_id, partner_id, write_off_id, invoice_id, amount_minor, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [act.newId<'Allocation'>(), customerId, partnerId, id, invoiceId, amountMinor.toString(), act.at],
    );
    const description = `${say(amountMinor, account)} of invoice ${invoice.number} written off: ${reason}`;
    const draft = writtenOff({ customerId, currency, bookedOn, amountMinor });
    await postEntries(act, [{ draft, partnerId, customerId, source: { kind: 'write_off', id }, description }]);
    await this.watch.lookAgain(act, { ...account, balanceMinor: account.balanceMinor + amountMinor });
    act.audit({ kind: 'invoice', id: invoiceId, customerId, partnerId }, description);
    return { writeOffId: id, invoiceId };
  }
}

@InputType({ description: 'A write-off to take back.' })
export class UndoWriteOffInput {
  @Field(() => RecordIdScalar, { description: 'The write-off.' })
  @IsRecordId()
  writeOffId: WriteOffId;

  @ReasonField('Why, for the books.')
  reason: string;
}

export interface StandingWriteOff {
  readonly id: WriteOffId;
  readonly customerId: Id<'Customer'>;
  readonly invoiceId: InvoiceId;
  readonly invoiceNumber: string;
  readonly amountMinor: string;
  readonly currency: CurrencyCode;
  readonly writtenOn: LocalDate;
  readonly allocationId: string;
}

export async function standingWriteOff(sql: Sql, writeOffId: string): Promise<StandingWriteOff> {
  const row = await sql.first<StandingWriteOff & { undone: boolean }>(
    `SELECT write_off.id, write_off.customer_id AS "customerId", write_off.invoice_id AS "invoiceId", invoice.number AS "invoiceNumber",
       write_off.amount_minor AS "amountMinor", write_off.currency, written_on AS "writtenOn", undone_on IS NOT NULL AS undone, made.id AS "allocationId"
     FROM billing.write_off JOIN billing.invoice ON invoice.id = write_off.invoice_id JOIN billing.allocation made ON made.write_off_id = write_off.id
     WHERE write_off.id = $1`,
    [writeOffId],
  );
  if (!row) throw notFound('write-off');
  if (row.undone) throw conflict('WRITE_OFF_UNDONE', 'This write-off was taken back before.');
  return row;
}

export function planUndoWriteOff(found: StandingWriteOff): MoneyPlan {
  const cutMinor = BigInt(found.amountMinor);
  return {
    customerId: found.customerId,
    owedMinor: cutMinor,
    cuts: [{ allocationId: found.allocationId, itemId: found.invoiceId, cutMinor, keptMinor: 0n }],
    made: [],
    free: new Map(),
    resettles: true,
  };
}

/** The customer owes it again: somebody pays after all, or it was written off by mistake. */
@Injectable()
export class UndoWriteOff extends Command<UndoWriteOffInput, { writeOffId: WriteOffId; invoiceId: InvoiceId }> {
  readonly rule: CommandRule = {
    name: 'billing.undoWriteOff',
    sentence: 'Take a write-off back',
    permission: BillingPermissions['invoice.writeOff'],
    risk: 'high',
  };
  readonly input = UndoWriteOffInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(
    { writeOffId, reason }: UndoWriteOffInput,
    act: Act,
  ): Promise<{ writeOffId: WriteOffId; invoiceId: InvoiceId }> {
    const account = await this.accounts.lock(act, (await standingWriteOff(act.sql, writeOffId)).customerId);
    const found = await standingWriteOff(act.sql, writeOffId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const bookedOn = act.todayIn(terms.zone);
    const { customerId, partnerId } = account;
    await act.sql.execute('UPDATE billing.allocation SET undone_at = $2 WHERE id = $1', [found.allocationId, act.at]);
    await act.sql.execute('UPDATE billing.invoice SET settled_minor = settled_minor - $2 WHERE id = $1', [
      found.invoiceId,
      found.amountMinor,
    ]);
    await act.sql.execute(
      'UPDATE billing.write_off SET undone_on = $2, undone_by = $3, undone_reason = $4 WHERE id = $1',
      [writeOffId, bookedOn, actorLabel(act.actor).name, reason],
    );
    const amountMinor = BigInt(found.amountMinor);
    const draft = reversalOf(writtenOff({ customerId, currency: found.currency, bookedOn, amountMinor }), bookedOn);
    const description = `Write-off of ${say(amountMinor, found)} on invoice ${found.invoiceNumber} taken back: ${reason}`;
    const source = { kind: 'write_off', id: writeOffId } as const;
    await postEntries(act, [{ draft, partnerId, customerId, source, description }]);
    const after = { ...account, balanceMinor: account.balanceMinor - amountMinor };
    await settleOpen(act, after, terms);
    await this.watch.lookAgain(act, after);
    act.audit({ kind: 'invoice', id: found.invoiceId, customerId, partnerId }, description);
    return { writeOffId, invoiceId: found.invoiceId };
  }
}
