import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  documentTotals,
  dueDate,
  type ExplainedAmount,
  explainedLine,
  type FutureLine,
  futureLines,
  type OpenFutureItem,
  type PricedThing,
  type RoundingPolicy,
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
  said: Pick<SaidInvoice, 'lines' | 'futureItemIds'> & { readonly issuedOn: LocalDate },
  newId: () => InvoiceLineId,
): Promise<{ readonly lines: LineToIssue[]; readonly offered: number }> {
  const rounding: RoundingPolicy = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const named = said.futureItemIds ?? [];
  const items = named.length === 0 ? [] : await openItemsOf(sql, account, terms, said.issuedOn, named);
  const charges: OneTimeCharge[] = [];
  for (const line of said.lines) charges.push(await oneTimeCharge(sql, line, account, terms, said.issuedOn, rounding));
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

async function openItemsOf(
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

async function oneTimeCharge(
  sql: Sql,
  line: SaidThing,
  account: Account,
  terms: BillingTerms,
  on: LocalDate,
  rounding: RoundingPolicy,
): Promise<OneTimeCharge> {
  const said = await oneTimeThing(sql, line, account, terms, on);
  const { description, quantity, unitPrice, priceIncludesTax, tax, exemption } = said;
  const thing = { quantity, unitPrice, priceIncludesTax, tax, ...(exemption ? { exemption } : {}) };
  const amount = explainedLine('one_time', thing, { days: 1, of: 1 }, { description }, account.currency, rounding);
  return { said, thing, ...amount };
}

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
