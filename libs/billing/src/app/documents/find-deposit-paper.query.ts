import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf, reachesOnlyAddedBy } from '@demarc/crm';
import { isId, notFound } from '@demarc/kernel';
import { depositData, type PaperDeposit } from '../../documents/deposit-data.js';
import { BillingPermissions } from '../../permissions.js';
import { reached } from '../accounts/reach.js';
import { type FoundPaper, PaperDesk, type PaperHead } from './paper-desk.js';

type StepRow = PaperHead & Omit<PaperDeposit, 'amountMinor'> & { amount: string };

/** A deposit when it was taken, and what was given back of it, counted after each other. */
const STEPS = `
  SELECT id, receipt_number AS number, customer_id, partner_id, created_at, 'taken' AS step, taken_on AS step_on, method_id, note, amount_minor, currency FROM billing.deposit
  UNION ALL
  SELECT step.id, deposit.receipt_number || '/' ||
      (SELECT count(*) FROM billing.deposit_step earlier WHERE earlier.deposit_id = deposit.id AND earlier.kind = 'given_back' AND earlier.id <= step.id),
    step.customer_id, step.partner_id, step.created_at, 'given_back', step.done_on, step.method_id, deposit.note, step.amount_minor, deposit.currency
    FROM billing.deposit_step step JOIN billing.deposit ON deposit.id = step.deposit_id WHERE step.kind = 'given_back'`;

@Injectable()
export class FindDepositPaper extends Query<{ id: string; afresh?: boolean }, FoundPaper> {
  readonly rule: Rule = {
    name: 'billing.depositPaper',
    sentence: 'Read the PDF of a deposit that was taken or given back',
    permission: BillingPermissions['deposit.view'],
    customer: 'own',
  };

  constructor(private readonly desk: PaperDesk) {
    super();
  }

  async answer({ id, afresh }: { id: string; afresh?: boolean }, { sql, actor }: Asking): Promise<FoundPaper> {
    const own = actor.kind === 'customer' ? actor.id : null;
    const row = isId(id)
      ? await sql.first<StepRow>(
          `SELECT step.id, step.number, step.customer_id AS "customerId", step.partner_id AS "partnerId", step.created_at AS "madeAt", step.step, step.step_on AS "on",
             method.name AS method, step.note, step.amount_minor AS amount, step.currency
           FROM (${STEPS}) step JOIN billing.payment_method method ON method.id = step.method_id
          WHERE step.id = $1 AND ($2::uuid IS NULL OR step.customer_id = $2) AND ($3::uuid[] IS NULL OR step.partner_id = ANY ($3::uuid[]))
            AND ${reached('step', 4)}`,
          [id, own, partnersOf(actor), reachesOnlyAddedBy(actor)],
        )
      : undefined;
    if (!row) throw notFound('deposit');
    const { number, customerId, partnerId, madeAt, step, on, method, note, currency } = row;
    const head: PaperHead = { id, number, customerId, partnerId, madeAt };
    const deposit: PaperDeposit = { number, step, on, method, note, currency, amountMinor: BigInt(row.amount) };
    return this.desk.paper(sql, { kind: 'deposit', ...head }, afresh, () =>
      this.desk.order(sql, 'deposit', head, (people) => Promise.resolve(depositData(deposit, people))),
    );
  }
}
