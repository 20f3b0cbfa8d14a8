import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import {
  documentTotals,
  dueDate,
  type ExplainedAmount,
  explainedLine,
  type FutureLine,
  futureLines,
  type PricedThing,
  type RoundingPolicy,
  taxByDocument,
} from '../../domain/index.js';
import type { InvoiceLineId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
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

/** Decides a one-time invoice; nothing is written. */
export async function oneTimeInvoice(
  act: Act,
  account: Account,
  terms: BillingTerms,
  said: SaidInvoice,
): Promise<OneTimeInvoice> {
  const issuedOn = said.issuedOn ?? act.todayIn(terms.zone);
  const rounding: RoundingPolicy = { rule: terms.rounding, tax: terms.settings.taxRounding };
  const named = said.futureItemIds ?? [];
  const open =
    named.length === 0
      ? []
      : ((await openFutureItems(act.sql, [account.customerId], null, named)).get(account.customerId) ?? []);
  const items = account.taxExempt ? open.map((item) => ({ ...item, tax: null })) : open;
  const charges = await Promise.all(said.lines.map((line) => oneTimeCharge(act, line, account, rounding)));
  const taken = futureLines(charges, items, account.currency, rounding);
  const drafted: (OneTimeCharge | FutureLine)[] = [...charges, ...taken];
  const priced = rounding.tax === 'document' ? taxByDocument(drafted, rounding.rule) : drafted;
  const lines = priced.map((line): LineToIssue => {
    const id = act.newId<'InvoiceLine'>();
    return 'itemId' in line ? futureToLine(id, line) : chargeToLine(id, line);
  });
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
    offered: items.length,
  };
}

interface OneTimeCharge extends ExplainedAmount {
  readonly said: OneTimeThing;
  readonly thing: PricedThing;
}

async function oneTimeCharge(
  act: Act,
  line: SaidThing,
  account: Account,
  rounding: RoundingPolicy,
): Promise<OneTimeCharge> {
  const said = await oneTimeThing(act, line, account.taxExempt);
  const { description, quantity, unitPrice, priceIncludesTax, tax } = said;
  const thing = { quantity, unitPrice, priceIncludesTax, tax };
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
