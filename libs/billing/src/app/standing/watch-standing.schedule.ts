import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts, CommandBus } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import { contentHash, hourIn, type Id } from '@demarc/kernel';
import { Policies } from '../settings/policies.js';
import { ApproveSuspensions } from './approve-suspensions.js';
import { EndingPromises } from './ending-promises.js';
import { PreviewSuspensions } from './preview-suspensions.js';
import { StandingWatch } from './standing-watch.js';
import { dueAccounts } from './suspension-candidates.js';

const PAGE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Looks at the accounts whose day has come, never at all of them. What makes nothing worse for the customer's access is
 * recorded at once; the rest becomes the day's suspensions of each partner, from the blocking hour on, released by a person
 * or by the settings. Promises end first: who broke one is not spared any more.
 */
@Injectable()
export class WatchStanding extends ScheduledJob {
  readonly name = 'billing.watch-standing';
  readonly cron = '*/15 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly bus: CommandBus,
    private readonly operators: Operators,
    private readonly policies: Policies,
    private readonly promises: EndingPromises,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async run(): Promise<void> {
    while (await this.acts.perform(this.call('promises'), 'billing.endPromises', (act) => this.promises.page(act)));
    const partners = new Set<Id<'Partner'>>();
    for (let after: string | null = FIRST; after !== null;) {
      const from: string = after;
      after = await this.acts.perform(this.call('standing'), 'billing.watchStanding', (act) =>
        this.page(act, from, partners),
      );
    }
    for (const partnerId of partners) await this.suspensionsOf(partnerId);
  }

  /** Answers the key to go on from, or null at the end. */
  private async page(act: Act, after: string, partners: Set<Id<'Partner'>>): Promise<string | null> {
    const operator = await this.operators.find(act.sql);
    if (!operator) return null;
    const accounts = await dueAccounts(act.sql, null, act.todayIn(operator.timeZone), after, PAGE, true);
    for (const account of accounts) {
      await this.watch.lookAgain(act, account);
      partners.add(account.partnerId);
    }
    return accounts.length < PAGE ? null : (accounts.at(-1)?.customerId ?? null);
  }

  private async suspensionsOf(partnerId: Id<'Partner'>): Promise<void> {
    const { isTime, release } = await this.acts.perform(this.call('standing'), 'billing.watchStanding', async (act) => {
      const { zone, settings } = await this.policies.terms(act.sql, partnerId);
      const isUnderWay = await act.sql.first(
        `SELECT 1 FROM billing.suspension_batch WHERE partner_id = $1 AND status IN ('approved', 'halted')`,
        [partnerId],
      );
      const isTime = isUnderWay === undefined && hourIn(zone, act.at) >= settings.blockingHour;
      return { isTime, release: settings.suspendWithoutApproval };
    });
    if (!isTime) return;
    const preview = await this.bus.run(PreviewSuspensions, { partnerId }, this.call(`suspensions of ${partnerId}`));
    if (!release || preview.batchId === null || preview.braked || preview.due === 0) return;
    await this.bus.run(
      ApproveSuspensions,
      { batchId: preview.batchId, planHash: preview.planHash },
      this.call(`release of ${partnerId}`),
    );
  }

  private call(what: string): { actor: ReturnType<typeof systemActor>; requestId: string } {
    return { actor: systemActor('standing'), requestId: `standing-${contentHash(what).slice(0, 12)}` };
  }
}
