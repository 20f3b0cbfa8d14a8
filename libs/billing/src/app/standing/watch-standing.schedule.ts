import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts, CommandBus } from '@demarc/commands';
import { ScheduledJob } from '@demarc/jobs';
import { contentHash, type Id } from '@demarc/kernel';
import { ApproveSuspensions } from './approve-suspensions.js';
import { Policies } from '../settings/policies.js';
import { PreviewSuspensions } from './preview-suspensions.js';
import { StandingWatch } from './standing-watch.js';
import { dueAccounts } from './suspension-candidates.js';
import { Operators } from '@demarc/crm';

const PAGE = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Looks at the accounts whose day has come, never at all of them. What makes nothing worse for the customer's access is
 * recorded at once; the rest becomes the day's suspensions of each partner, released by a person or by the settings.
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
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async run(): Promise<void> {
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
    const preview = await this.bus.run(PreviewSuspensions, { partnerId }, this.call(`suspensions of ${partnerId}`));
    if (preview.batchId === null || preview.braked || preview.due === 0) return;
    const release = await this.acts.perform(
      this.call('standing'),
      'billing.watchStanding',
      async (act) => (await this.policies.terms(act.sql, partnerId)).settings.suspendWithoutApproval,
    );
    if (release)
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
