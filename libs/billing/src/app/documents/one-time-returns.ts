import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Clock, type CurrencyCode, type Id, type LocalDate, money, notFound, toDecimalString } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { type FutureLine, futureLines, shareOf, type ShareOf } from '../../domain/index.js';
import type { CreditNoteId, FutureItemId, InvoiceId, InvoiceLineId, PlanId } from '../../ids.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import type { BillingTerms } from '../settings/settings.js';
import { CreditInvoice } from './credit-invoice.js';
import { CancelFutureItem } from './future-item-commands.js';
import { addFutureItems } from './future-items.js';
import { openItemsOf } from './one-time-invoice.js';

/** What `OneTimeSales` sold, by what it answered. */
export interface SaleToReturn {
  readonly customerId: Id<'Customer'>;
  readonly planId: PlanId;
  readonly futureItemId: FutureItemId | null;
  readonly invoiceId: InvoiceId | null;
}

export interface ReturnLine {
  /** It stood on no document yet, and never will; or a credit note gives it back. */
  readonly kind: 'not_charged' | 'credited';
  readonly description: string;
  readonly invoiceNumber: string | null;
  readonly grossMinor: bigint;
}

export interface SaleReturn {
  readonly currency: CurrencyCode;
  readonly lines: readonly ReturnLine[];
  readonly grossMinor: bigint;
}

interface WaitingBack {
  readonly item: FutureLine;
  readonly backMinor: bigint;
}

interface InvoicedBack {
  readonly lineId: InvoiceLineId;
  readonly invoiceId: InvoiceId;
  readonly number: string;
  readonly description: string;
  readonly backMinor: bigint;
}

interface DecidedReturn {
  readonly waiting: WaitingBack | undefined;
  readonly invoiced: InvoicedBack | undefined;
}

/** Gives the price of something sold once back, or a share of it, in the transaction of whoever takes the thing itself back. */
@Injectable()
export class OneTimeReturns {
  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly items: CancelFutureItem,
    private readonly credits: CreditInvoice,
    private readonly clock: Clock,
  ) {}

  /** The same decision, writing nothing. */
  async preview(sql: Sql, sale: SaleToReturn, share: ShareOf): Promise<SaleReturn> {
    const account = await this.accounts.find(sql, sale.customerId);
    if (!account) throw notFound('account');
    const terms = await this.policies.terms(sql, account.partnerId);
    const today = this.clock.todayIn(terms.zone);
    return inLines(await decide(sql, account, terms, sale, share, today), account);
  }

  async giveBack(
    act: Act,
    sale: SaleToReturn,
    share: ShareOf,
    reason: string,
  ): Promise<SaleReturn & { readonly creditNoteId: CreditNoteId | null }> {
    const account = await this.accounts.lock(act, sale.customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const decided = await decide(act.sql, account, terms, sale, share, act.todayIn(terms.zone));
    const { waiting, invoiced } = decided;
    if (waiting) await this.cancel(act, account, terms, waiting, reason);
    const note = invoiced && (await this.credit(act, account, invoiced, reason));
    return { ...inLines(decided, account), creditNoteId: note?.creditNoteId ?? null };
  }

  /** What was used stays to be charged, as an item of its own. */
  private async cancel(
    act: Act,
    account: Account,
    terms: BillingTerms,
    { item, backMinor }: WaitingBack,
    reason: string,
  ): Promise<void> {
    await this.items.handle({ futureItemId: item.itemId as FutureItemId, reason }, act);
    const keptMinor = item.grossMinor - backMinor;
    if (keptMinor === 0n) return;
    await addFutureItems(act, account, terms, [
      {
        source: 'top_up',
        revenue: item.revenue,
        description: item.description,
        quantity: '1',
        unit: item.unit,
        unitPrice: toDecimalString(money(keptMinor, account.currency)),
        taxInclusive: true,
        taxRateId: item.thing.tax?.taxId ?? null,
        planId: item.planId,
        serviceId: item.serviceId,
        dueOn: null,
      },
    ]);
  }

  private credit(
    act: Act,
    { currency }: Account,
    { invoiceId, lineId, backMinor }: InvoicedBack,
    reason: string,
  ): Promise<{ creditNoteId: CreditNoteId }> {
    const amount = toDecimalString(money(backMinor, currency));
    return this.credits.handle({ invoiceId, lines: [{ invoiceLineId: lineId, amount }], reason }, act);
  }
}

/** What waits for an invoice is taken off it; what stands on one is credited, less what was credited before. */
async function decide(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  { planId, futureItemId, invoiceId }: SaleToReturn,
  share: ShareOf,
  on: LocalDate,
): Promise<DecidedReturn> {
  const open = futureItemId === null ? [] : await openItemsOf(sql, account, terms, on, [futureItemId]);
  const rounding = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const [item] = futureLines([], open, account.currency, rounding);
  if (item) {
    const backMinor = shareOf(item.grossMinor, share, terms.rounding);
    return { waiting: backMinor > 0n ? { item, backMinor } : undefined, invoiced: undefined };
  }
  const line = await sql.first<Omit<InvoicedBack, 'backMinor'> & { gross: string; credited: string }>(SOLD_LINE, [
    futureItemId,
    invoiceId,
    planId,
  ]);
  if (!line) return { waiting: undefined, invoiced: undefined };
  const { gross, credited, ...sold } = line;
  const leftMinor = BigInt(gross) - BigInt(credited);
  const wantedMinor = shareOf(BigInt(gross), share, terms.rounding);
  const backMinor = wantedMinor < leftMinor ? wantedMinor : leftMinor;
  return { waiting: undefined, invoiced: backMinor > 0n ? { ...sold, backMinor } : undefined };
}

const SOLD_LINE = `
  SELECT line.id AS "lineId", invoice.id AS "invoiceId", invoice.number, line.description, (line.net_minor + line.tax_minor)::text AS gross,
    (SELECT coalesce(sum(credit.net_minor + credit.tax_minor), 0)::text FROM billing.credit_note_line credit WHERE credit.invoice_line_id = line.id) AS credited
  FROM billing.invoice_line line JOIN billing.invoice invoice ON invoice.id = line.invoice_id AND invoice.status <> 'void'
  WHERE CASE WHEN $1::uuid IS NULL THEN line.invoice_id = $2 AND line.plan_id = $3 ELSE line.future_item_id = $1 END
  ORDER BY line.position LIMIT 1`;

function inLines({ waiting, invoiced }: DecidedReturn, { currency }: Account): SaleReturn {
  const lines: ReturnLine[] = [
    ...(waiting
      ? [
          {
            kind: 'not_charged' as const,
            description: waiting.item.description,
            invoiceNumber: null,
            grossMinor: waiting.backMinor,
          },
        ]
      : []),
    ...(invoiced
      ? [
          {
            kind: 'credited' as const,
            description: invoiced.description,
            invoiceNumber: invoiced.number,
            grossMinor: invoiced.backMinor,
          },
        ]
      : []),
  ];
  return { currency, lines, grossMinor: lines.reduce((sum, line) => sum + line.grossMinor, 0n) };
}
