import type { Act } from '@demarc/commands';
import { type CurrencyCode, currencyDigits, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  documentTotals,
  dueDate,
  type ExplainedAmount,
  explainedLine,
  type FutureLine,
  futureLines,
  lineAmount,
  type LineDiscount,
  type OpenFutureItem,
  type PricedThing,
  type RoundingPolicy,
  shareDiscounts,
  taxByDocument,
} from '../../domain/index.js';
import type { InvoiceLineId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { taxFor } from '../pricing/tax-books.js';
import type { BillingTerms } from '../settings/settings.js';
import { thingColumns, type LineToIssue } from './document-lines.js';
import { futureToLine, openFutureItems } from './future-items.js';
import { oneTimeThing, type OneTimeThing, type SaidThing } from './one-time-thing.js';
import type { InvoiceToIssue } from './write-invoices.js';

export interface SaidInvoice {
  readonly customerNumber: string;
  readonly issuedOn?: LocalDate;
  readonly note?: string;
  readonly lines: readonly SaidThing[];
  readonly futureItemIds?: readonly string[];
  /** On the whole document, in this order; future items are not lessened by them. */
  readonly discounts?: readonly LineDiscount[];
}

export interface OneTimeInvoice extends InvoiceToIssue {
  /** How many of the named future items are open, whether something of them fits or not. */
  readonly offered: number;
}

/** The lines of a document that people say, with the future items that they name. Nothing is written. */
export async function oneTimeLines(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  said: Pick<SaidInvoice, 'lines' | 'futureItemIds' | 'discounts'> & { readonly issuedOn: LocalDate },
  newId: () => InvoiceLineId,
): Promise<{ readonly lines: LineToIssue[]; readonly offered: number }> {
  const rounding: RoundingPolicy = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const named = said.futureItemIds ?? [];
  const items = named.length === 0 ? [] : await openItemsOf(sql, account, terms, said.issuedOn, named);
  const things: OneTimeThing[] = [];
  for (const line of said.lines) things.push(await oneTimeThing(sql, line, account, terms, said.issuedOn));
  const charges = oneTimeCharges(things, said.discounts ?? [], account.currency, rounding);
  const taken = futureLines(charges, items, account.currency, rounding);
  const drafted: (OneTimeCharge | FutureLine)[] = [...charges, ...taken];
  const priced = rounding.tax === 'document' ? taxByDocument(drafted, rounding.rule) : drafted;
  const lines = priced.map((line) => ('itemId' in line ? futureToLine(newId(), line) : chargeToLine(newId(), line)));
  return { lines, offered: items.length };
}

/** Decides a one-time invoice; nothing is written. */
export async function oneTimeInvoice(
  act: Act,
  account: Account,
  terms: BillingTerms,
  said: SaidInvoice,
): Promise<OneTimeInvoice> {
  const issuedOn = said.issuedOn ?? act.todayIn(terms.zone);
  const { lines, offered } = await oneTimeLines(act.sql, account, terms, { ...said, issuedOn }, () =>
    act.newId<'InvoiceLine'>(),
  );
  const { netMinor, taxMinor, grossMinor } = documentTotals(lines);
  return {
    id: act.newId<'Invoice'>(),
    customerId: account.customerId,
    partnerId: account.partnerId,
    customerNumber: said.customerNumber,
    terms,
    kind: 'one_time',
    currency: account.currency,
    issuedOn,
    dueOn: dueDate(issuedOn, account.dueDays),
    period: null,
    netMinor,
    taxMinor,
    grossMinor,
    runId: null,
    note: said.note ?? '',
    lines,
    offered,
  };
}

/** Named items that are open, with the tax that holds for the customer. */
export async function openItemsOf(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
  named: readonly string[],
): Promise<OpenFutureItem[]> {
  const open = await openFutureItems(sql, [account.customerId], null, named);
  const items = open.get(account.customerId) ?? [];
  return Promise.all(
    items.map(async ({ tax, ...item }) => ({
      ...item,
      ...(await taxFor(sql, account, terms, tax?.taxId ?? null, on)),
    })),
  );
}

interface OneTimeCharge extends ExplainedAmount {
  readonly said: OneTimeThing;
  readonly thing: PricedThing;
}

function oneTimeCharges(
  things: readonly OneTimeThing[],
  discounts: readonly LineDiscount[],
  currency: CurrencyCode,
  rounding: RoundingPolicy,
): OneTimeCharge[] {
  const listed = things.map((thing) => {
    const { netMinor, grossMinor } = lineAmount(thing, WHOLE, currency, rounding);
    return thing.priceIncludesTax ? grossMinor : netMinor;
  });
  const shares = shareDiscounts(listed, discounts, currencyDigits(currency), rounding);
  return things.map((said, index) => {
    const { description, quantity, unitPrice, priceIncludesTax, tax, exemption } = said;
    const own = shares[index] ?? [];
    const thing = {
      quantity,
      unitPrice,
      priceIncludesTax,
      tax,
      ...(exemption ? { exemption } : {}),
      ...(own.length > 0 ? { discounts: own } : {}),
    };
    return { said, thing, ...explainedLine('one_time', thing, WHOLE, { description }, currency, rounding) };
  });
}

const WHOLE = { days: 1, of: 1 };

function chargeToLine(id: InvoiceLineId, { said, thing, ...amount }: OneTimeCharge): LineToIssue {
  return {
    id,
    serviceId: null,
    planId: said.planId,
    revenue: said.revenue,
    description: said.description,
    covers: null,
    part: null,
    unit: '',
    ...thingColumns(thing),
    ...amount,
  };
}
