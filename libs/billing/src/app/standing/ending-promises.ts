import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { addDays, hourIn } from '@demarc/kernel';
import { standingDates, standingOn } from '../../domain/index.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { carryOutServiceSteps, stepsOfDeactivation } from '../services/service-steps.js';
import { Policies } from '../settings/policies.js';
import { type BillingTerms, standingPolicyOf } from '../settings/settings.js';
import { endPromise, isKept, openPromise } from './promises.js';
import { standingFacts, StandingWatch } from './standing-watch.js';

const PAGE = 100;

/** Promises whose last day is over: kept or broken. Who broke one that had opened access is blocked at once, where the settings say so. */
@Injectable()
export class EndingPromises {
  constructor(
    private readonly accounts: Accounts,
    private readonly operators: Operators,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {}

  /** Answers whether there is more to do. */
  async page(act: Act): Promise<boolean> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return false;
    const termsOf = await this.policies.termsOfAll(act.sql);
    const rows = await act.sql.query<{ customer_id: string; partner_id: string }>(
      `SELECT customer_id, partner_id FROM billing.promise WHERE status = 'open' AND until_on < $1 ORDER BY until_on, customer_id LIMIT 10000`,
      [act.todayIn(operator.timeZone)],
    );
    const ready = rows.filter((row) => {
      const { zone, settings } = termsOf(row.partner_id);
      return hourIn(zone, act.at) >= settings.blockingHour;
    });
    const page = ready.slice(0, PAGE).map((row) => row.customer_id);
    for (const account of await this.accounts.lockMany(act.sql, page)) {
      await this.end(act, account, termsOf(account.partnerId));
    }
    return ready.length > page.length;
  }

  private async end(act: Act, account: Account, terms: BillingTerms): Promise<void> {
    const promise = await openPromise(act.sql, account.customerId);
    const today = act.todayIn(terms.zone);
    if (!promise || promise.untilOn >= today) return;
    const wasKept = promise.kind === 'grace' || (await isKept(act.sql, promise));
    const end = promise.kind === 'grace' ? 'expired' : wasKept ? 'kept' : 'broken';
    await endPromise(act, account, promise, end, addDays(promise.untilOn, 1));
    const standing = await this.watch.lookAgain(act, account);
    if (wasKept || !promise.openedAccess || !terms.settings.brokenPromiseBlocks) return;
    await this.blockAgain(act, { ...account, standing }, terms);
  }

  private async blockAgain(act: Act, account: Account, terms: BillingTerms): Promise<void> {
    const facts = (await standingFacts(act.sql, [account])).get(account.customerId);
    if (!facts || account.lifecycle !== 'active') return;
    const today = act.todayIn(terms.zone);
    const dates = standingDates(facts, standingPolicyOf(account, terms));
    const to = standingOn(dates, today);
    if ((to !== 'blocked' && to !== 'inactive') || to === account.standing) return;
    await this.watch.record(act, account, { to, dates }, terms);
    if (to === 'inactive')
      await carryOutServiceSteps(act, account, await stepsOfDeactivation(act.sql, account, today), today);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      { kind: 'account', id: account.customerId, ...about },
      `Standing ${account.standing} → ${to}: the promise to pay was broken`,
    );
  }
}
