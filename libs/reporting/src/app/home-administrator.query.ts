import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { ReportingPermissions } from '../permissions.js';

export interface HomeAdministratorFigures {
  readonly jobsWaiting: number;
  readonly jobsRunning: number;
  readonly failedJobs: readonly { readonly name: string; readonly count: number }[];
  readonly refusalsToday: readonly { readonly code: string; readonly count: number }[];
  readonly messagesUnsent: number;
  readonly messagesFailed: number;
  readonly activeStaff: number;
}

const DAY_MS = 86_400_000;

/** Is the house in order: jobs, refusals, mail, people. */
@Injectable()
export class HomeAdministrator extends Query<Record<string, never>, HomeAdministratorFigures> {
  readonly rule: Rule = {
    name: 'reporting.homeAdministrator',
    sentence: 'See the administrator’s home',
    permission: ReportingPermissions['home.administrator'],
  };

  async answer(_: Record<string, never>, { sql, actor, clock }: Asking): Promise<HomeAdministratorFigures> {
    const partners = partnersOf(actor);
    const dayAgo = new Date(clock.now().getTime() - DAY_MS);
    const jobs = await sql.query<{ name: string; state: string; count: string }>(
      `SELECT name, state::text AS state, count(*) AS count FROM jobs.job WHERE state IN ('created', 'retry', 'active', 'failed') AND name NOT LIKE '\\_\\_%' GROUP BY 1, 2`,
    );
    const refusals = await sql.query<{ code: string; count: string }>(
      `SELECT code, count(*) AS count FROM platform.audit_entry WHERE at >= $2 AND outcome = 'refused' AND code IS NOT NULL
         AND ($1::uuid[] IS NULL OR partner_id = ANY ($1::uuid[])) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`,
      [partners, dayAgo],
    );
    const rest = await sql.first<{ unsent: string; failed: string; staff: string }>(
      `SELECT count(*) FILTER (WHERE state = 'unsent') AS unsent, count(*) FILTER (WHERE state = 'failed') AS failed,
         (SELECT count(*) FROM platform.staff WHERE state = 'active') AS staff
       FROM platform.message WHERE created_at >= $2 AND ($1::uuid[] IS NULL OR partner_id = ANY ($1::uuid[]))`,
      [partners, new Date(dayAgo.getTime() - 6 * DAY_MS)],
    );
    const inState = (...states: readonly string[]): number =>
      jobs.filter((job) => states.includes(job.state)).reduce((sum, job) => sum + Number(job.count), 0);
    return {
      jobsWaiting: inState('created', 'retry'),
      jobsRunning: inState('active'),
      failedJobs: jobs
        .filter((job) => job.state === 'failed')
        .map((job) => ({ name: job.name, count: Number(job.count) })),
      refusalsToday: refusals.map((row) => ({ code: row.code, count: Number(row.count) })),
      messagesUnsent: Number(rest?.unsent ?? 0),
      messagesFailed: Number(rest?.failed ?? 0),
      activeStaff: Number(rest?.staff ?? 0),
    };
  }
}
