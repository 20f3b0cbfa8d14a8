import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { Id } from '@demarc/kernel';
import { standingDates } from '../../domain/index.js';
import type { SuspensionBatchId } from '../../ids.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { carryOutServiceSteps, stepsOfDeactivation } from '../services/service-steps.js';
import { runningServices } from './services-before.js';
import { standingPolicyOf, type BillingTerms } from '../settings/settings.js';
import { standingFacts, StandingWatch } from './standing-watch.js';
import { suspensionsOf } from './suspension-candidates.js';

const PAGE = 100;

interface Batch {
  readonly status: string;
  readonly partner_id: Id<'Partner'>;
  readonly first_count: number | null;
  readonly wait_minutes: number | null;
  readonly resume_at: Date | null;
}

/**
 * Carries out an approved list in pages, each customer locked and decided on once more. A killed job goes on where it was.
 * Where the list is rolled out in stages, the first ones go and then it waits; what stops it meanwhile is heard elsewhere.
 */
@Injectable()
export class ApplySuspensionsJob extends Job<{ batchId: SuspensionBatchId }> {
  readonly name = 'billing.apply-suspensions';
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 20 };

  constructor(
    private readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async run({ batchId }: { batchId: SuspensionBatchId }, context: JobContext): Promise<void> {
    const call = { actor: systemActor('suspensions'), requestId: `suspensions-${batchId}` };
    while (
      !context.signal.aborted &&
      (await this.acts.perform(call, 'billing.applySuspensions', (act) => this.page(act, batchId)))
    );
  }

  /** Answers whether there is more to do. */
  private async page(act: Act, batchId: SuspensionBatchId): Promise<boolean> {
    const batch = await act.sql.first<Batch>(
      'SELECT status, partner_id, first_count, wait_minutes, resume_at FROM billing.suspension_batch WHERE id = $1 FOR UPDATE',
      [batchId],
    );
    if (batch?.status !== 'approved' || (batch.resume_at !== null && batch.resume_at > act.at)) return false;
    const most = await this.most(act, batchId, batch);
    const items = await act.sql.query<{ customer_id: string; to_standing: string }>(
      'SELECT customer_id, to_standing FROM billing.suspension_item WHERE batch_id = $1 AND outcome IS NULL ORDER BY customer_id LIMIT $2',
      [batchId, Math.max(1, most)],
    );
    if (items.length === 0) {
      await act.sql.execute(`UPDATE billing.suspension_batch SET status = 'applied', applied_at = $2 WHERE id = $1`, [
        batchId,
        act.at,
      ]);
      return false;
    }
    if (most === 0) {
      await this.pause(act, batchId, batch);
      return false;
    }
    const termsOf = await this.policies.termsOfAll(act.sql);
    const accounts = await this.accounts.lockMany(
      act.sql,
      items.map((item) => item.customer_id),
    );
    for (const account of accounts) {
      const servicesBefore = await runningServices(act.sql, account.customerId);
      const outcome = (await this.suspend(act, account, termsOf(account.partnerId))) ? 'applied' : 'settled';
      await act.sql.execute(
        'UPDATE billing.suspension_item SET outcome = $3, status_before = $4, services_before = $5, applied_at = $6 WHERE batch_id = $1 AND customer_id = $2',
        [batchId, account.customerId, outcome, account.customerStatus, JSON.stringify(servicesBefore), act.at],
      );
    }
    return true;
  }

  /** How many may go now: a page, or what is left of the first ones. */
  private async most(act: Act, batchId: string, { first_count, resume_at }: Batch): Promise<number> {
    if (first_count === null || resume_at !== null) return PAGE;
    const row = await act.sql.first<{ done: number }>(
      `SELECT count(*)::int AS done FROM billing.suspension_item WHERE batch_id = $1 AND outcome = 'applied'`,
      [batchId],
    );
    return Math.min(PAGE, Math.max(0, first_count - (row?.done ?? 0)));
  }

  private async pause(act: Act, batchId: SuspensionBatchId, batch: Batch): Promise<void> {
    const until = new Date(act.at.getTime() + (batch.wait_minutes ?? 0) * 60_000);
    await act.sql.execute('UPDATE billing.suspension_batch SET resume_at = $2 WHERE id = $1', [batchId, until]);
    act.audit(
      { kind: 'suspension_batch', id: batchId, partnerId: batch.partner_id },
      `The first ${batch.first_count} are suspended; the rest follows in ${batch.wait_minutes} minutes`,
    );
  }

  private async suspend(act: Act, account: Account, terms: BillingTerms): Promise<boolean> {
    const today = act.todayIn(terms.zone);
    const [item] = await suspensionsOf(act.sql, [account], () => terms, { today, at: act.at });
    if (!item || item.exclusions.length > 0) return false;
    const facts = (await standingFacts(act.sql, [account])).get(account.customerId);
    if (!facts) return false;
    const dates = standingDates(facts, standingPolicyOf(account, terms));
    await this.watch.record(act, account, { to: item.to, dates }, terms);
    if (item.to === 'inactive')
      await carryOutServiceSteps(act, account, await stepsOfDeactivation(act.sql, account, today), today);
    const about = { customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      { kind: 'account', id: account.customerId, ...about },
      `Standing ${account.standing} → ${item.to}: charged on ${item.because.chargedOn}, due to happen since ${item.because.since}`,
    );
    return true;
  }
}
