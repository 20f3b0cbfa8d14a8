import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { Acts, type Act } from '@demarc/commands';
import { ScheduledJob } from '@demarc/jobs';
import { Clock, dayOf, type Id, startOfMonth } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { decideProforma, type ProformaWindow, windowOf } from './decide-proforma.js';
import { writeProforma } from './write-proforma.js';

const PAGE = 200;

/** Proformas of the month, on its day or the first day after it on which somebody looks. One a customer and month. */
@Injectable()
export class MakeProformas extends ScheduledJob {
  readonly name = 'billing.make-proformas';
  readonly cron = '20 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<void> {
    const due = await this.database.read(EVERYTHING, async (sql) => {
      const termsOf = await this.policies.termsOfAll(sql);
      const partners = await sql.query<{ partner_id: string; first: number | null }>(
        `SELECT partner_id, min(proforma_day) FILTER (WHERE proformas = 'own') AS first FROM billing.account GROUP BY partner_id`,
      );
      return partners.filter(({ partner_id, first }) => {
        const { settings, zone } = termsOf(partner_id);
        const day = dayOf(this.clock.todayIn(zone));
        return (settings.proformaDay !== null && day >= settings.proformaDay) || (first !== null && day >= first);
      });
    });
    for (const { partner_id } of due) {
      let after: string | null = null;
      do after = await this.page(partner_id, after);
      while (after !== null);
    }
  }

  /** Answers the last customer of the page, or null when it was the last page. */
  private page(partnerId: string, after: string | null): Promise<string | null> {
    const call = { actor: systemActor('proformas'), requestId: 'proformas' };
    return this.acts.perform(call, 'billing.makeProformas', (act) => this.issue(act, partnerId, after));
  }

  private async issue(act: Act, partnerId: string, after: string | null): Promise<string | null> {
    const termsOf = await this.policies.termsOfAll(act.sql);
    const terms = termsOf(partnerId);
    const today = act.todayIn(terms.zone);
    const month = startOfMonth(today);
    const { proformaDay } = terms.settings;
    const isDue = proformaDay !== null && dayOf(today) >= proformaDay;
    const rows = await act.sql.query<{ customer_id: string }>(
      `SELECT customer_id FROM billing.account WHERE partner_id = $1 AND billing_enabled AND billing_type = 'recurring' AND ($2::uuid IS NULL OR customer_id > $2)
         AND CASE proformas WHEN 'own' THEN proforma_day <= $4 WHEN 'as_settings' THEN $5 ELSE false END
         AND NOT EXISTS (SELECT 1 FROM billing.proforma WHERE proforma.customer_id = account.customer_id AND for_month = $3 AND status <> 'cancelled')
       ORDER BY customer_id LIMIT ${PAGE}`,
      [partnerId, after, month, dayOf(today), isDue],
    );
    const accounts = await this.accounts.lockMany(
      act.sql,
      rows.map((row) => row.customer_id),
    );
    const windowFor = ({ proformas, proformaMonths }: Account): ProformaWindow =>
      proformas === 'own' ? windowOf(terms, today, proformaMonths ?? undefined) : windowOf(terms, today);
    const newId = (): Id<'InvoiceLine'> => act.newId<'InvoiceLine'>();
    const decided = await decideProforma(act.sql, accounts, termsOf, windowFor, newId);
    for (const account of accounts) {
      const one = decided.get(account.customerId);
      if (!one) continue;
      const { lines, period } = one;
      await writeProforma(act, { account, terms, issuedOn: today, forMonth: month, period, note: '', lines });
    }
    return rows.length < PAGE ? null : (rows.at(-1)?.customer_id ?? null);
  }
}
