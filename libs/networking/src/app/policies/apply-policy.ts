import type { Act } from '@demarc/commands';
import { announceAccess } from '../aaa/access-feed.js';
import { RecheckAccess } from '../access/recheck-access.job.js';
import { HAS_RULES } from './policy-row.js';
import { ReevaluatePolicies } from './reevaluate-policies.job.js';

/**
 * Brings what runs on a plan to its policy as it is now. Where nothing but the plan decides, all of its accesses change in
 * one statement; where hours or usage have a say, each is worked out first, so that nobody who was slowed gets full speed
 * in between.
 */
export async function applyPolicy(act: Act, planId: string): Promise<void> {
  const ruled = await act.sql.first(
    `SELECT 1 FROM networking.access_policy policy WHERE plan_id = $1 AND ${HAS_RULES}`,
    [planId],
  );
  if (ruled) act.enqueue(ReevaluatePolicies, { planId });
  else {
    await act.sql.execute('DELETE FROM networking.effective_policy WHERE plan_id = $1', [planId]);
    await act.sql.execute(
      `UPDATE networking.access SET desired_version = desired_version + 1, desired_at = $2, desired_because = NULL, cause = 'policy',
         caused_at = $2, cause_payment_id = NULL, purpose = CASE WHEN converged_version < desired_version THEN coalesce(purpose, 'change') ELSE 'change' END,
         converge_attempts = 0, next_attempt_at = $2 WHERE plan_id = $1 AND live AND desired = 'open'`,
      [planId, act.at],
    );
  }
  await announceAccess(act.sql, `plan:${planId}`);
  // Accesses that were closed for want of a policy, or blocked by a rule that is gone, are looked at again.
  act.enqueue(RecheckAccess, { planId });
}
