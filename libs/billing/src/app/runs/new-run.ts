import { actorLabel } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { addMonths, contentHash, maxDate, type Id, type LocalDate } from '@demarc/kernel';
import type { BillingRunId } from '../../ids.js';
import type { BillingTerms } from '../settings/settings.js';
import { baseOf } from './base-documents.js';
import { PreviewRunJob } from './preview-run.job.js';

export interface RunToPrepare {
  readonly kind: 'recurring' | 'prepaid';
  readonly forDate: LocalDate;
  readonly partnerId: Id<'Partner'> | null;
  readonly allDays: boolean;
  readonly customerIds: readonly string[] | null;
  /** Prepared by the calendar, and issued by it on a day at an hour unless that is null. */
  readonly automatic?: { readonly issue: { readonly on: LocalDate; readonly hour: number } | null };
}

/** Records a run and has its preview worked out. Undefined when the calendar has prepared it before. */
export async function prepareRun(act: Act, run: RunToPrepare, terms: BillingTerms): Promise<BillingRunId | undefined> {
  const runId = act.newId<'BillingRun'>();
  const author = actorLabel(act.actor);
  const today = act.todayIn(terms.zone);
  const floating = run.kind === 'prepaid' || terms.settings.documentDate === 'issue_date';
  const whole = run.kind === 'recurring' && !run.allDays && run.customerIds === null;
  const baseOn = whole
    ? await baseOf(act.sql, {
        forDate: run.forDate,
        monthBefore: addMonths(run.forDate, -1),
        partnerId: run.partnerId,
      })
    : null;
  const inserted = await act.sql.execute(
    `INSERT INTO billing.billing_run (id, kind, partner_id, for_date, dated_on, floating, base_on, status, plan_hash, currency, all_days, only_customers,
       automatic, issue_on, issue_hour, created_by_id, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'previewing', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING`,
    [
      runId,
      run.kind,
      run.partnerId,
      run.forDate,
      floating ? maxDate(today, run.forDate) : run.forDate,
      floating,
      baseOn,
      contentHash([run.forDate]),
      terms.currency,
      run.allDays,
      run.customerIds,
      run.automatic !== undefined,
      run.automatic?.issue?.on ?? null,
      run.automatic?.issue?.hour ?? null,
      author.id,
      author.name,
      act.at,
    ],
  );
  if (inserted === 0) return undefined;
  act.enqueue(PreviewRunJob, { runId });
  act.audit(
    { kind: 'billing_run', id: runId, partnerId: run.partnerId },
    run.kind === 'prepaid' ? `Prepaid run for ${run.forDate} prepared` : `Billing run for ${run.forDate} prepared`,
  );
  return runId;
}
