import type { Act } from '@demarc/commands';
import { conflict } from '@demarc/kernel';
import { applyPolicy } from './apply-policy.js';

/** Keeps the rules of a plan as they were written, and brings its accesses to them. Said twice, it changes nothing. */
export async function keepRules(
  act: Act,
  planId: string,
  column: 'fair_use' | 'quota',
  written: object | null,
  sentence: string,
): Promise<{ planId: string; version: number }> {
  const text = written === null ? null : JSON.stringify(written);
  const known = await act.sql.first<{ version: number; same: boolean }>(
    `SELECT version, ${column} IS NOT DISTINCT FROM $2::jsonb AS same FROM networking.access_policy
      WHERE plan_id = $1 AND EXISTS (SELECT 1 FROM billing.plan WHERE plan.id = plan_id) FOR UPDATE`,
    [planId, text],
  );
  if (!known) throw conflict('PLAN_WITHOUT_SPEED', 'Set the speed of this plan first.');
  if (known.same) return { planId, version: known.version };
  await act.sql.execute(
    `UPDATE networking.access_policy SET ${column} = $2::jsonb, version = version + 1, changed_at = $3 WHERE plan_id = $1`,
    [planId, text, act.at],
  );
  act.audit({ kind: 'plan', id: planId }, sentence, { [column]: written });
  await applyPolicy(act, planId);
  return { planId, version: known.version + 1 };
}
