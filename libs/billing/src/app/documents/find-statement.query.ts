import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators, partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { addMonths, conflict, type Id, invalid, isId, type LocalDate, notFound, startOfMonth } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { entryWords } from '../../documents/entry-words.js';
import { type PaperStatement, statementData } from '../../documents/paper-data.js';
import type { PaperOrder } from '../../documents/print-order.js';
import type { EntryKind } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { PaperDesk } from './paper-desk.js';

/** More than anybody reads: such a period is asked for in parts. */
export const MOST_STATED = 5_000;
const USUAL_MONTHS = 12;

export interface WantedStatement {
  readonly customerId: string;
  /** The first day; the first of the month a year ago when left out. */
  readonly from?: LocalDate | undefined;
  /** The last day; today when left out. */
  readonly through?: LocalDate | undefined;
}

export interface FoundStatement extends PaperStatement {
  readonly customerId: Id<'Customer'>;
  readonly order: PaperOrder;
}

interface AccountRow {
  customerId: Id<'Customer'>;
  partnerId: Id<'Partner'>;
  number: string;
  currency: string;
}

interface MovementRow {
  on: LocalDate;
  kind: EntryKind;
  /** Of the document behind it. */
  document: string | null;
  /** What the customer was told of a movement without a document. */
  said: string | null;
  minor: string;
}

/**
 * The account of a customer over a period, straight from the ledger: what was owed before it, each movement with its document, and
 * what was owed at its end. It is no issued document: it takes no number, and another one may be made of the same days at any time.
 */
@Injectable()
export class FindStatement extends Query<WantedStatement, FoundStatement> {
  readonly rule: Rule = {
    name: 'billing.statement',
    sentence: 'See the statement of account of a customer',
    permission: BillingPermissions['invoice.view'],
    customer: 'own',
  };

  constructor(
    private readonly operators: Operators,
    private readonly desk: PaperDesk,
  ) {
    super();
  }

  async answer(wanted: WantedStatement, { sql, actor, clock }: Asking): Promise<FoundStatement> {
    const own = actor.kind === 'customer' ? actor.id : null;
    const { timeZone, currency: operatorCurrency } = await this.operators.settings(sql);
    const account = isId(wanted.customerId)
      ? await sql.first<AccountRow>(
          `SELECT id AS "customerId", partner_id AS "partnerId", number::text AS number, coalesce((SELECT currency FROM billing.account WHERE customer_id = customer.id), $5) AS currency
             FROM crm.customer WHERE id = $1 AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid[] IS NULL OR partner_id = ANY ($3::uuid[])) AND ($4::uuid IS NULL OR added_by = $4)`,
          [wanted.customerId, own, partnersOf(actor), reachesOnlyAddedBy(actor), operatorCurrency],
        )
      : undefined;
    if (!account) throw notFound('customer');
    const madeOn = clock.todayIn(timeZone);
    const { from, through } = periodOf(wanted, madeOn);
    const openingMinor = await owedBefore(sql, account, from);
    const rows = await movements(sql, account, from, through);
    const { customerId, partnerId, currency } = account;
    const number = `${account.number}-${through}`;
    const head = { id: customerId, number, customerId, partnerId, madeAt: clock.now() };
    let statement: PaperStatement | undefined;
    const order = await this.desk.order(sql, 'statement', head, (people, { language }) => {
      const { entries, closingMinor } = runningEntries(rows, openingMinor, language);
      statement = { number, from, through, madeOn, currency, openingMinor, closingMinor, entries };
      return Promise.resolve(statementData(statement, people));
    });
    if (!statement) throw new Error('a statement was not put together');
    return { ...statement, customerId, order };
  }
}

function periodOf(
  { from: wantedFrom, through: wantedThrough }: WantedStatement,
  today: LocalDate,
): { from: LocalDate; through: LocalDate } {
  const through = wantedThrough ?? today;
  const from = wantedFrom ?? startOfMonth(addMonths(through, -USUAL_MONTHS));
  if (from > through) throw invalid('PERIOD_BACKWARDS', 'The first day of a statement is not after its last one.');
  if (through > today)
    throw invalid('STATEMENT_AHEAD', 'A statement ends today or earlier. What comes is no part of it.');
  return { from, through };
}

async function owedBefore(sql: Sql, { customerId, currency }: AccountRow, on: LocalDate): Promise<bigint> {
  const row = await sql.first<{ minor: string }>(
    `SELECT coalesce(sum(posting.amount_minor), 0)::text AS minor FROM billing.posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id
      WHERE posting.customer_id = $1 AND posting.currency = $2 AND entry.occurred_on < $3::date`,
    [customerId, currency, on],
  );
  return BigInt(row?.minor ?? '0');
}

async function movements(
  sql: Sql,
  { customerId, currency }: AccountRow,
  from: LocalDate,
  through: LocalDate,
): Promise<MovementRow[]> {
  const rows = await sql.query<MovementRow>(
    `SELECT entry.occurred_on AS "on", CASE WHEN entry.source_kind = 'payment' AND entry.kind = 'payment_refunded' THEN 'reversal' ELSE entry.kind END AS kind, coalesce(invoice.number, note.number, written.number, returned.number, payment.receipt_number) AS document,
       CASE WHEN entry.source_kind IN ('adjustment', 'prepaid_charge') AND entry.kind <> 'opening_adjustment' THEN nullif(entry.description, '') END AS said,
       sum(posting.amount_minor)::text AS minor
     FROM billing.posting JOIN billing.journal_entry entry ON entry.id = posting.entry_id
     LEFT JOIN billing.invoice ON entry.source_kind = 'invoice' AND invoice.id = entry.source_id
     LEFT JOIN billing.credit_note note ON entry.source_kind = 'credit_note' AND note.id = entry.source_id
     LEFT JOIN billing.write_off ON entry.source_kind = 'write_off' AND write_off.id = entry.source_id
     LEFT JOIN billing.invoice written ON written.id = write_off.invoice_id
     LEFT JOIN billing.refund ON entry.source_kind = 'refund' AND refund.id = entry.source_id
     LEFT JOIN billing.credit_note returned ON returned.id = refund.credit_note_id
     LEFT JOIN billing.payment ON payment.id = CASE entry.source_kind WHEN 'payment' THEN entry.source_id WHEN 'refund' THEN refund.payment_id END
     WHERE posting.customer_id = $1 AND posting.currency = $2 AND entry.occurred_on BETWEEN $3::date AND $4::date
     GROUP BY entry.id, invoice.number, note.number, written.number, returned.number, payment.receipt_number
     ORDER BY entry.occurred_on, entry.id LIMIT $5`,
    [customerId, currency, from, through, MOST_STATED + 1],
  );
  if (rows.length > MOST_STATED)
    throw conflict('STATEMENT_TOO_LONG', `These are more than ${MOST_STATED} movements. Ask for a shorter period.`);
  return rows;
}

function runningEntries(
  rows: readonly MovementRow[],
  openingMinor: bigint,
  language: string,
): Pick<PaperStatement, 'entries' | 'closingMinor'> {
  const words = entryWords(language);
  let owedMinor = openingMinor;
  const entries = rows.map(({ on, kind, document, said, minor }) => {
    const moved = BigInt(minor);
    owedMinor += moved;
    return {
      on,
      text: [words[kind], document ?? said].filter((part) => part !== null).join(' '),
      debitMinor: moved > 0n ? moved : 0n,
      creditMinor: moved < 0n ? -moved : 0n,
      owedMinor,
    };
  });
  return { entries, closingMinor: owedMinor };
}
