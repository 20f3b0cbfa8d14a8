import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import { Accounts } from '../accounts/accounts.js';
import { SubStanding } from './sub-standing.js';

const PAGE = 200;

/** On the day on which a link begins or ends, the account is billed and served by it. */
@Injectable()
export class TurnLinks extends ScheduledJob {
  readonly name = 'billing.turn-links';
  readonly cron = '*/15 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly operators: Operators,
    private readonly accounts: Accounts,
    private readonly standing: SubStanding,
  ) {
    super();
  }

  async run(): Promise<void> {
    const call = { actor: systemActor('calendar'), requestId: 'turn-links' };
    while (await this.acts.perform(call, 'billing.turnLinks', (act) => this.page(act)));
  }

  private async page(act: Act): Promise<boolean> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return false;
    const today = act.todayIn(operator.timeZone);
    const due = await act.sql.query<{ customer_id: string }>(
      `SELECT account.customer_id FROM billing.account account JOIN billing.account_link link ON link.customer_id = account.customer_id AND link.days @> $1::date
        WHERE (account.main_customer_id, account.sub_billing) IS DISTINCT FROM (link.main_customer_id, link.mode)
       UNION SELECT account.customer_id FROM billing.account account WHERE account.main_customer_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM billing.account_link link WHERE link.customer_id = account.customer_id AND link.days @> $1::date)
       ORDER BY 1 LIMIT ${PAGE}`,
      [today],
    );
    const locked = await this.accounts.lockMany(
      act.sql,
      due.map((row) => row.customer_id),
    );
    for (const sub of locked) await this.standing.turn(act, sub, today);
    return due.length === PAGE;
  }
}
