import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { feeKey, feesOfInvoice, isFeeHeld } from '../../domain/index.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { feeRules, type StoredFeeRule } from './fee-book.js';
import { Fees } from './fees.js';
import { feeHolds } from './promises.js';

const PAGE = 100;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface FeeInvoiceRow {
  id: string;
  number: string;
  customer_id: string;
  issued_on: LocalDate;
  due_on: LocalDate;
  open: string;
  done: string[];
}

/**
 * Charges the fees of invoices that stay unpaid: those whose day has come and that were neither charged nor waived. It finds
 * what is missing, so a second look charges nothing, and a late one charges what each day would have.
 */
@Injectable()
export class ChargeFees extends ScheduledJob {
  readonly name = 'billing.charge-fees';
  readonly cron = '10 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly operators: Operators,
    private readonly policies: Policies,
    private readonly fees: Fees,
  ) {
    super();
  }

  async run(): Promise<void> {
    const call = { actor: systemActor('fees'), requestId: 'fees' };
    for (let after: string | null = FIRST; after !== null;) {
      const from: string = after;
      after = await this.acts.perform(call, 'billing.chargeFees', (act) => this.page(act, from));
    }
    while (await this.acts.perform(call, 'billing.chargeFees', (act) => this.reconnections(act)));
  }

  /** Access that payments opened again. Answers whether there is more. */
  private async reconnections(act: Act): Promise<boolean> {
    const rows = await act.sql.query<{ customer_id: string; on: LocalDate }>(
      'SELECT customer_id, reconnected_on AS on FROM billing.account WHERE reconnected_on IS NOT NULL ORDER BY customer_id LIMIT $1',
      [PAGE],
    );
    const dayOf = new Map(rows.map((row) => [row.customer_id, row.on]));
    const rulesOf = await feeRules(act.sql);
    const termsOf = await this.policies.termsOfAll(act.sql);
    for (const account of await this.accounts.lockMany(act.sql, [...dayOf.keys()])) {
      let now: Account = account;
      const on = dayOf.get(account.customerId) ?? account.standingSince;
      for (const rule of rulesOf(account.partnerId, ['reconnection'])) {
        const cause = { occurrence: 1, on, baseMinor: 0n };
        now = (await this.fees.charge(act, now, termsOf(account.partnerId), rule, cause)) ?? now;
      }
    }
    await act.sql.execute('UPDATE billing.account SET reconnected_on = NULL WHERE customer_id = ANY ($1::uuid[])', [
      [...dayOf.keys()],
    ]);
    return rows.length === PAGE;
  }

  /** Answers the customer to go on after, or null at the end. */
  private async page(act: Act, after: string): Promise<string | null> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return null;
    const today = act.todayIn(operator.timeZone);
    const rulesOf = await feeRules(act.sql);
    const customerIds = await feeableCustomers(act.sql, today, after);
    if (customerIds.length === 0) return null;
    const termsOf = await this.policies.termsOfAll(act.sql);
    const accounts = await this.accounts.lockMany(act.sql, customerIds);
    const invoices = await feeableInvoices(act.sql, customerIds);
    const holds = await feeHolds(act.sql, customerIds);
    for (const account of accounts) {
      const rules = rulesOf(account.partnerId, ['late', 'unpaid']);
      const own = invoices.filter((invoice) => invoice.customer_id === account.customerId);
      let now: Account = account;
      const { promiseHoldsFees } = termsOf(account.partnerId).settings;
      const held = promiseHoldsFees ? (holds.get(account.customerId) ?? []) : [];
      for (const { rule, invoice, occurrence, on } of due(rules, own, today)) {
        if (isFeeHeld(on, held, today)) continue;
        const cause = {
          invoiceId: invoice.id,
          invoiceNumber: invoice.number,
          occurrence,
          on,
          baseMinor: BigInt(invoice.open),
        };
        now = (await this.fees.charge(act, now, termsOf(account.partnerId), rule, cause)) ?? now;
      }
    }
    return customerIds.at(-1) ?? null;
  }
}

function due(rules: readonly StoredFeeRule[], invoices: readonly FeeInvoiceRow[], today: LocalDate) {
  return rules.flatMap((rule) =>
    invoices.flatMap((invoice) => {
      const facts = {
        itemId: invoice.id,
        issuedOn: invoice.issued_on,
        dueOn: invoice.due_on,
        openMinor: BigInt(invoice.open),
      };
      return feesOfInvoice(rule, facts, today)
        .filter((fee) => !invoice.done.includes(feeKey(fee)))
        .map(({ occurrence, on }) => ({ rule, invoice, occurrence, on }));
    }),
  );
}

/** Customers with an open invoice that some rule has come to, by key. */
async function feeableCustomers(sql: Sql, today: LocalDate, after: string): Promise<string[]> {
  const rows = await sql.query<{ customer_id: string }>(
    `SELECT DISTINCT invoice.customer_id FROM billing.invoice JOIN billing.fee_rule rule ON rule.ended_on IS NULL AND rule.kind IN ('late', 'unpaid')
        AND (rule.partner_id IS NULL OR rule.partner_id = invoice.partner_id) AND invoice.issued_on >= rule.from_on
        AND CASE rule.kind WHEN 'late' THEN invoice.due_on ELSE invoice.issued_on END + rule.after_days <= $1::date
      WHERE invoice.settled_minor < invoice.gross_minor AND invoice.status = 'issued' AND invoice.customer_id > $2
        AND NOT EXISTS (SELECT 1 FROM billing.fee made WHERE made.made_invoice_id = invoice.id)
        AND (SELECT count(*) FROM billing.fee WHERE fee.rule_id = rule.id AND fee.invoice_id = invoice.id)
            < least(rule.times, 1 + coalesce(($1::date - CASE rule.kind WHEN 'late' THEN invoice.due_on ELSE invoice.issued_on END - rule.after_days) / rule.every_days, 0))
      ORDER BY invoice.customer_id LIMIT $3`,
    [today, after, PAGE],
  );
  return rows.map((row) => row.customer_id);
}

/** Open invoices with the fees that they have had; what fees made bears no fees. */
export async function feeableInvoices(sql: Sql, customerIds: readonly string[]): Promise<FeeInvoiceRow[]> {
  return sql.query<FeeInvoiceRow>(
    `SELECT invoice.id, number, customer_id, issued_on, due_on, gross_minor - settled_minor AS open,
       ARRAY (SELECT fee.rule_id || '/' || fee.invoice_id || '/' || fee.occurrence FROM billing.fee WHERE fee.invoice_id = invoice.id) AS done
     FROM billing.invoice WHERE customer_id = ANY ($1::uuid[]) AND settled_minor < gross_minor AND status = 'issued'
       AND NOT EXISTS (SELECT 1 FROM billing.fee made WHERE made.made_invoice_id = invoice.id) ORDER BY customer_id, issued_on, invoice.id`,
    [customerIds],
  );
}
