import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { type LocalDate, money, toDecimalString } from '@demarc/kernel';
import { FeeCharged } from '../../events.js';
import type { FeeId, FutureItemId, InvoiceId, TaxRateId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { addFutureItems } from '../documents/future-items.js';
import { issueOne } from '../documents/issue-one.js';
import { oneTimeInvoice } from '../documents/one-time-invoice.js';
import type { BillingTerms } from '../settings/settings.js';
import { feePrices, type StoredFeeRule } from './fee-book.js';
import { StandingWatch } from './standing-watch.js';

/** What a fee is for; each is charged once. */
export interface FeeCause {
  readonly invoiceId?: string;
  readonly invoiceNumber?: string;
  readonly paymentId?: string;
  readonly occurrence: number;
  readonly on: LocalDate;
  /** What a percentage is of. */
  readonly baseMinor: bigint;
}

/** Charges fees: as an item of the next invoice, or by an invoice of their own. */
@Injectable()
export class Fees {
  constructor(
    private readonly customers: Customers,
    private readonly watch: StandingWatch,
  ) {}

  /** Answers the account as it is then, or undefined when this fee was charged or waived before, or comes to nothing. */
  async charge(
    act: Act,
    account: Account,
    terms: BillingTerms,
    rule: StoredFeeRule,
    cause: FeeCause,
  ): Promise<Account | undefined> {
    if (await this.isKnown(act, account, rule, cause)) return undefined;
    const today = act.todayIn(terms.zone);
    const prices = await feePrices(act.sql, account, terms, [rule], today);
    const { feeMinor, grossMinor } = prices(rule, cause.baseMinor);
    if (feeMinor <= 0n) return undefined;
    const description = cause.invoiceNumber ? `${rule.title} (${cause.invoiceNumber})` : rule.title;
    const amount = toDecimalString(money(feeMinor, account.currency));
    const made =
      rule.as === 'future_item'
        ? { futureItemId: await this.asFutureItem(act, account, terms, rule, description, amount), invoiceId: null }
        : { futureItemId: null, invoiceId: await this.asInvoice(act, account, terms, rule, description, amount) };
    const feeId = act.newId<'Fee'>();
    await this.write(act, account, rule, cause, feeMinor, feeId, made);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    const { currency } = account;
    act.emit(FeeCharged, { ...about, feeId, kind: rule.kind, amountMinor: feeMinor.toString(), currency }, about);
    act.audit({ kind: 'fee', id: feeId, ...about }, `${description}: ${amount} ${currency} charged`);
    return made.invoiceId === null ? account : { ...account, balanceMinor: account.balanceMinor - grossMinor };
  }

  private async isKnown(act: Act, account: Account, rule: StoredFeeRule, cause: FeeCause): Promise<boolean> {
    const { invoiceId = null, paymentId = null, occurrence, on } = cause;
    const known = await act.sql.first(
      `SELECT 1 FROM billing.fee WHERE rule_id = $1 AND customer_id = $2 AND invoice_id IS NOT DISTINCT FROM $3::uuid AND payment_id IS NOT DISTINCT FROM $4::uuid
         AND CASE WHEN $3::uuid IS NULL AND $4::uuid IS NULL THEN for_date = $6 ELSE occurrence = $5 END`,
      [rule.ruleId, account.customerId, invoiceId, paymentId, occurrence, on],
    );
    return known !== undefined;
  }

  private async asFutureItem(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { taxRateId }: StoredFeeRule,
    description: string,
    unitPrice: string,
  ): Promise<FutureItemId | null> {
    const [id] = await addFutureItems(act, account, terms, [
      {
        source: 'fee',
        revenue: 'revenue.fee',
        description,
        quantity: '1',
        unit: '',
        unitPrice,
        taxInclusive: false,
        taxRateId,
        planId: null,
        serviceId: null,
        dueOn: null,
      },
    ]);
    return id ?? null;
  }

  private async asInvoice(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { taxRateId }: { readonly taxRateId: TaxRateId | null },
    description: string,
    unitPrice: string,
  ): Promise<InvoiceId> {
    const customer = await this.customers.required(act.sql, account.customerId);
    const lines = [{ description, unitPrice, taxInclusive: false, taxRateId }];
    const decided = await oneTimeInvoice(act, account, terms, { customerNumber: customer.number, lines });
    const invoice = { ...decided, lines: decided.lines.map((line) => ({ ...line, revenue: 'revenue.fee' as const })) };
    return (await issueOne(act, account, invoice, this.watch)).invoiceId;
  }

  private async write(
    act: Act,
    account: Account,
    rule: StoredFeeRule,
    cause: FeeCause,
    feeMinor: bigint,
    feeId: FeeId,
    made: { readonly futureItemId: FutureItemId | null; readonly invoiceId: InvoiceId | null },
  ): Promise<void> {
    await act.sql.execute(
      `INSERT INTO billing.fee (id, customer_id, partner_id, rule_id, kind, title, invoice_id, payment_id, occurrence, for_date, base_minor, fee_minor, currency,
         status, future_item_id, made_invoice_id, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'charged', $14, $15, $16)`,
      [
        feeId,
        account.customerId,
        account.partnerId,
        rule.ruleId,
        rule.kind,
        rule.title,
        cause.invoiceId ?? null,
        cause.paymentId ?? null,
        cause.occurrence,
        cause.on,
        cause.baseMinor.toString(),
        feeMinor.toString(),
        account.currency,
        made.futureItemId,
        made.invoiceId,
        act.at,
      ],
    );
  }
}
