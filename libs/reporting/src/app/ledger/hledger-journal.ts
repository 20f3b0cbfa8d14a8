import { Injectable } from '@nestjs/common';
import { Operators } from '@demarc/crm';
import { currencyCode, currencyDigits, money, toDecimalString } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  type HledgerAccount,
  hledgerDeclaration,
  type HledgerEntry,
  hledgerEntry,
  hledgerHead,
} from '../../domain/hledger.js';
import type { FileSink } from '../exports/write-file.js';
import { DOCUMENT_JOINS, ENTRY_WORDS } from '../reports/ledger-sql.js';

interface Leg {
  readonly code: string;
  readonly kind: string;
  readonly customer: string | null;
  readonly minor: string;
  readonly currency: string;
}

interface EntryRow {
  readonly id: string;
  readonly on: string;
  readonly document: string | null;
  readonly payee: string | null;
  readonly words: string;
  readonly legs: readonly Leg[];
}

const FETCHED = 2_000;

/**
 * The journal in the format of hledger, from the first to the last day: every account declared, what came before as one
 * opening transaction, so that hledger's balances are those of our trial balance at the last day.
 */
@Injectable()
export class HledgerJournal {
  constructor(private readonly operators: Operators) {}

  async write(sql: Sql, period: { readonly from: string; readonly through: string }, sink: FileSink): Promise<void> {
    const { name } = await this.operators.settings(sql);
    const text = (piece: string): Promise<void> => sink.write(Buffer.from(piece));
    const currencies = await sql.query<{ code: string }>(
      'SELECT DISTINCT currency AS code FROM billing.posting ORDER BY 1',
    );
    const digits = currencies.map(({ code }) => ({ code, digits: currencyDigits(currencyCode(code)) }));
    await text(hledgerHead(`${name}, ${period.from} to ${period.through}`, digits));
    await text(await this.declarations(sql, period.through));
    await text(await this.opening(sql, period.from));
    await sql.execute(`DECLARE booked NO SCROLL CURSOR FOR ${ENTRIES}`, [period.from, period.through]);
    let done = 0;
    for (;;) {
      const rows = await sql.query<EntryRow>(`FETCH ${FETCHED} FROM booked`);
      done += rows.length;
      if (rows.length > 0) await text(rows.map((row) => hledgerEntry(entryOf(row))).join(''));
      await sink.progress(done);
      if (rows.length < FETCHED) break;
    }
    await sql.execute('CLOSE booked');
  }

  private async declarations(sql: Sql, through: string): Promise<string> {
    const rows = await sql.query<HledgerAccount>(ACCOUNTS, [through]);
    return `${rows.map(hledgerDeclaration).join('')}\n`;
  }

  /** What stood on each account, and for each customer, before the first day. */
  private async opening(sql: Sql, from: string): Promise<string> {
    const legs = await sql.query<Leg>(OPENING, [from]);
    if (legs.length === 0) return '';
    return hledgerEntry({
      ...entryOf({ id: 'opening', on: from, document: null, payee: null, words: 'Opening balances', legs }),
    });
  }
}

function entryOf({ id, on, document, payee, words, legs }: EntryRow): HledgerEntry {
  return {
    id,
    on,
    code: document ?? '',
    payee: payee ?? '',
    words,
    postings: legs.map(({ code, kind, customer, minor, currency }) => ({
      account: { code, kind, title: '', customer },
      amount: toDecimalString(money(BigInt(minor), currencyCode(currency))),
      currency,
    })),
  };
}

const ACCOUNTS = `
  SELECT chart.code, chart.kind, coalesce(chart.own_code || ' ', '') || chart.name AS title, NULL AS customer FROM billing.ledger_account chart
  UNION ALL
  SELECT 'receivable', 'asset', customer.name, customer.number::text FROM crm.customer customer
    WHERE EXISTS (SELECT 1 FROM billing.journal_entry entry WHERE entry.customer_id = customer.id AND entry.occurred_on <= $1::date)
  ORDER BY 1, 4 NULLS FIRST`;

const OPENING = `
  SELECT posting.account_code AS code, chart.kind, customer.number::text AS customer, sum(posting.amount_minor)::text AS minor, posting.currency
  FROM billing.posting posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id JOIN billing.ledger_account chart ON chart.code = posting.account_code
  LEFT JOIN crm.customer customer ON customer.id = posting.customer_id
  WHERE entry.occurred_on < $1::date GROUP BY 1, 2, 3, 5 HAVING sum(posting.amount_minor) <> 0 ORDER BY 1, 3`;

const ENTRIES = `
  SELECT entry.id, entry.occurred_on AS on, coalesce(invoice.number, note.number, payment.receipt_number) AS document, owner.name AS payee,
    ${ENTRY_WORDS} || CASE WHEN entry.description = '' THEN '' ELSE ': ' || entry.description END AS words,
    (SELECT json_agg(json_build_object('code', posting.account_code, 'kind', chart.kind, 'customer', customer.number::text, 'minor', posting.amount_minor::text, 'currency', posting.currency) ORDER BY posting.position)
      FROM billing.posting posting JOIN billing.ledger_account chart ON chart.code = posting.account_code LEFT JOIN crm.customer customer ON customer.id = posting.customer_id
      WHERE posting.entry_id = entry.id) AS legs
  FROM billing.journal_entry entry ${DOCUMENT_JOINS} LEFT JOIN crm.customer owner ON owner.id = entry.customer_id
  WHERE entry.occurred_on BETWEEN $1::date AND $2::date ORDER BY entry.occurred_on, entry.id`;
