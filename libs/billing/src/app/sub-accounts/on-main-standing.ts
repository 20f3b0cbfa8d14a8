import { Injectable } from '@nestjs/common';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import { StandingChanged, type StandingChangedPayload } from '../../events.js';
import { Accounts } from '../accounts/accounts.js';
import { SubStanding } from './sub-standing.js';

/** Sub-accounts that are billed together with their main account follow its standing. */
@Injectable()
export class OnMainStanding extends Subscriber<StandingChangedPayload> {
  readonly name = 'billing.on-main-standing';
  readonly event = StandingChanged;

  constructor(
    protected readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly standing: SubStanding,
  ) {
    super();
  }

  override concerns({ leadsOthers }: StandingChangedPayload): boolean {
    return leadsOthers;
  }

  protected async on({ customerId, on }: StandingChangedPayload, act: Act): Promise<void> {
    const subs = await act.sql.query<{ customer_id: string }>(
      `SELECT customer_id FROM billing.account WHERE main_customer_id = $1 AND sub_billing = 'aggregated' ORDER BY customer_id`,
      [customerId],
    );
    if (subs.length === 0) return;
    const [main] = await this.accounts.lockMany(act.sql, [customerId]);
    if (!main) return;
    const locked = await this.accounts.lockMany(
      act.sql,
      subs.map((sub) => sub.customer_id),
    );
    for (const sub of locked) await this.standing.follow(act, sub, main.standing, on);
  }
}
