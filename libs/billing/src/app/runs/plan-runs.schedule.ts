import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts, CommandBus } from '@demarc/commands';
import { Operators, type PartnerId, Partners } from '@demarc/crm';
import { ScheduledJob } from '@demarc/jobs';
import {
  addDays,
  addMonths,
  currencyCode,
  dayOf,
  hourIn,
  type LocalDate,
  maxDate,
  Refusal,
  startOfMonth,
} from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { BillingRunId } from '../../ids.js';
import { Policies } from '../settings/policies.js';
import { type BillingTerms, settingMinor } from '../settings/settings.js';
import { workOutAnew } from './leave-out.js';
import { prepareRun } from './new-run.js';
import { ApproveRun, IssueRun } from './run-steps.js';

/** A provider that was away longer than this looks at the older days itself: a run of all billing days finds what was missed. */
const MOST_MISSED_DAYS = 31;

interface WaitingRun {
  id: BillingRunId;
  partner_id: string | null;
  plan_hash: string;
  gross_minor: string;
  currency: string;
  status: 'previewed' | 'approved';
  kind: 'recurring' | 'prepaid';
  refreshed: boolean;
}

/**
 * Runs that prepare themselves, for partners whose settings say so: one for each billing day, some days before it. When
 * their hour has come they are worked out anew from the facts of that moment and go out, unless somebody has to look.
 */
@Injectable()
export class PlanRuns extends ScheduledJob {
  readonly name = 'billing.plan-runs';
  readonly cron = '*/5 * * * *';

  constructor(
    private readonly acts: Acts,
    private readonly bus: CommandBus,
    private readonly operators: Operators,
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async run(): Promise<void> {
    const due = await this.acts.perform(this.call('plan'), 'billing.planRuns', async (act) => {
      if (!(await this.operators.find(act.sql))) return [];
      const partners = await this.partners.all(act.sql);
      for (const partner of partners) await this.prepare(act, partner.id);
      return this.due(act);
    });
    for (const run of due) await this.release(run);
  }

  private async prepare(act: Act, partnerId: PartnerId): Promise<void> {
    const terms = await this.policies.terms(act.sql, partnerId);
    const { settings } = terms;
    const today = act.todayIn(terms.zone);
    await this.preparePrepaid(act, partnerId, terms, today);
    if (!settings.autoRuns) return;
    const last = await act.sql.first<{ on: LocalDate | null }>(
      `SELECT max(for_date) AS on FROM billing.billing_run WHERE automatic AND kind = 'recurring' AND partner_id = $1`,
      [partnerId],
    );
    const from = last?.on ? maxDate(addDays(last.on, 1), addDays(today, -MOST_MISSED_DAYS)) : today;
    for (let on = from; on <= addDays(today, settings.autoPreviewDays); on = addDays(on, 1)) {
      if (!(await hasBillingDay(act.sql, partnerId, terms, on))) continue;
      const automatic = { issue: issueOf(terms, on) };
      const run = { kind: 'recurring', forDate: on, partnerId, allDays: false, customerIds: null, automatic } as const;
      await prepareRun(act, run, terms);
    }
  }

  /** One run a day for the prepaid accounts of a partner, once its hour has come; none where there are none. */
  private async preparePrepaid(act: Act, partnerId: PartnerId, terms: BillingTerms, today: LocalDate): Promise<void> {
    const hour = terms.settings.prepaidHour;
    if (hourIn(terms.zone, act.at) < hour) return;
    const due = await act.sql.first(
      `SELECT 1 FROM billing.account WHERE partner_id = $1 AND billing_type <> 'recurring' AND billing_enabled AND lifecycle = 'active'
          AND (prepaid_check_on IS NULL OR prepaid_check_on <= $2::date) LIMIT 1`,
      [partnerId, today],
    );
    if (!due) return;
    const automatic = { issue: { on: today, hour } };
    const run = { kind: 'prepaid', forDate: today, partnerId, allDays: false, customerIds: null, automatic } as const;
    await prepareRun(act, run, terms);
  }

  /** Runs whose hour has come; those that were not worked out anew since are, and are looked at with the next round. */
  private async due(act: Act): Promise<WaitingRun[]> {
    const { zone } = await this.policies.terms(act.sql, '');
    const runs = await act.sql.query<WaitingRun>(
      `SELECT id, partner_id, plan_hash, gross_minor, currency, status, kind, kind = 'prepaid' OR coalesce((refreshed_at AT TIME ZONE $3)::date >= issue_on, false) AS refreshed
         FROM billing.billing_run WHERE automatic AND status IN ('previewed', 'approved') AND stopped_reason IS NULL
          AND (issue_on < $1::date OR (issue_on = $1::date AND issue_hour <= $2)) ORDER BY for_date, id FOR UPDATE SKIP LOCKED`,
      [act.todayIn(zone), hourIn(zone, act.at), zone],
    );
    for (const run of runs) if (!run.refreshed) await workOutAnew(act, run.id);
    return runs.filter((run) => run.refreshed);
  }

  /** What a person has to look at stops it, with the reason; the next step is theirs. */
  private async release(run: WaitingRun): Promise<void> {
    const step = { runId: run.id, planHash: run.plan_hash };
    try {
      await this.withinLimit(run);
      if (run.status === 'previewed') await this.bus.run(ApproveRun, step, this.call(`approve ${run.id}`));
      await this.bus.run(IssueRun, step, this.call(`issue ${run.id}`));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.acts.perform(this.call('plan'), 'billing.planRuns', async (act) => {
        await act.sql.execute('UPDATE billing.billing_run SET stopped_reason = $2 WHERE id = $1', [
          run.id,
          error.message,
        ]);
        act.audit({ kind: 'billing_run', id: run.id }, `The run did not go out by itself: ${error.message}`);
      });
    }
  }

  private async withinLimit(run: WaitingRun): Promise<void> {
    const limit = await this.acts.perform(this.call('plan'), 'billing.planRuns', async (act) =>
      run.kind === 'prepaid'
        ? null
        : (await this.policies.terms(act.sql, run.partner_id ?? '')).settings.secondPersonAbove,
    );
    if (limit !== null && BigInt(run.gross_minor) > settingMinor(limit, currencyCode(run.currency)))
      throw new Refusal(
        'conflict',
        'PERSON_NEEDED',
        `A run over ${limit} ${run.currency} waits for a person to approve it.`,
      );
  }

  private call(what: string): { actor: ReturnType<typeof systemActor>; requestId: string } {
    return { actor: systemActor('billing calendar'), requestId: `runs-${what}` };
  }
}

/** Whether some account of the partner begins a period on that day; a day that a month lacks is its last one. */
async function hasBillingDay(sql: Sql, partnerId: string, { settings }: BillingTerms, on: LocalDate): Promise<boolean> {
  const isLast = dayOf(addDays(on, 1)) === 1;
  const calendarDay = settings.alignment === 'calendar' && dayOf(on) === 1;
  const found = await sql.first(
    `SELECT 1 FROM billing.account WHERE partner_id = $1 AND billing_enabled AND auto_invoice AND billing_type = 'recurring' AND lifecycle = 'active'
        AND ($2 OR ($3 AND (billing_day = $4 OR ($5 AND billing_day > $4)))) LIMIT 1`,
    [
      partnerId,
      settings.alignment === 'anniversary' || calendarDay,
      settings.alignment === 'billing_day',
      dayOf(on),
      isLast,
    ],
  );
  return found !== undefined;
}

function issueOf({ settings }: BillingTerms, on: LocalDate): { on: LocalDate; hour: number } | null {
  const hour = settings.autoIssueHour;
  switch (settings.autoIssue) {
    case 'never':
      return null;
    case 'after_days':
      return { on: addDays(on, settings.autoIssueDays), hour };
    case 'month_end':
      return { on: addDays(addMonths(startOfMonth(on), 1), -1), hour };
  }
}
