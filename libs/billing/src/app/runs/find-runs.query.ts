import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { BillingRunId, SuspensionBatchId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import type { StoredSummary } from '../../domain/index.js';
import { counted } from '../documents/find-documents.query.js';
import { Policies } from '../settings/policies.js';

export interface FoundRun {
  readonly id: BillingRunId;
  readonly partnerId: string | null;
  readonly forDate: LocalDate;
  readonly status: 'previewing' | 'previewed' | 'approved' | 'issuing' | 'issued' | 'cancelled';
  readonly planHash: string;
  readonly accounts: number;
  readonly planned: number;
  readonly held: number;
  readonly failed: number;
  readonly issued: number;
  readonly changed: number;
  readonly currency: string;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly lastGrossMinor: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly kind: 'recurring' | 'prepaid';
  readonly datedOn: LocalDate;
  readonly floating: boolean;
  readonly baseOn: LocalDate | null;
  readonly automatic: boolean;
  readonly issueOn: LocalDate | null;
  readonly issueHour: number | null;
  readonly refreshedAt: Date | null;
  readonly stoppedReason: string | null;
  readonly summary: Partial<StoredSummary>;
}

const RUNS = `
  SELECT run.id, run.partner_id AS "partnerId", run.for_date AS "forDate", run.status, run.plan_hash AS "planHash", run.accounts, run.planned, run.held,
    run.failed + coalesce(done.failed, 0) AS failed, coalesce(done.issued, 0) AS issued, coalesce(done.changed, 0) AS changed, run.currency, run.net_minor AS "netMinor",
    run.tax_minor AS "taxMinor", run.gross_minor AS "grossMinor", run.last_gross_minor AS "lastGrossMinor", run.created_by AS "createdBy",
    run.created_at AS "createdAt", run.approved_by AS "approvedBy", run.approved_at AS "approvedAt", run.finished_at AS "finishedAt",
    run.kind, coalesce(run.dated_on, run.for_date) AS "datedOn", run.floating, run.base_on AS "baseOn", run.automatic, run.issue_on AS "issueOn", run.issue_hour AS "issueHour",
    run.refreshed_at AS "refreshedAt", run.stopped_reason AS "stoppedReason", run.summary
  FROM billing.billing_run run LEFT JOIN LATERAL (SELECT sum(issued)::int AS issued, sum(changed)::int AS changed,
    CASE run.status WHEN 'issued' THEN 0 ELSE sum(failed)::int END AS failed FROM billing.billing_run_chunk WHERE run_id = run.id) done ON true`;

const VIEW: Pick<Rule, 'permission'> = { permission: BillingPermissions['run.view'] };

export interface RunFilter {
  readonly first: number;
  /** Only those that wait for a person, or for their hour. */
  readonly waiting?: boolean | undefined;
  readonly kind?: 'recurring' | 'prepaid' | undefined;
}

@Injectable()
export class ListRuns extends Query<RunFilter, FoundRun[]> {
  readonly rule: Rule = { name: 'billing.listRuns', sentence: 'List billing runs', ...VIEW };

  answer({ first, waiting, kind }: RunFilter, { sql }: Asking): Promise<FoundRun[]> {
    return sql.query<FoundRun>(
      `${RUNS} WHERE (NOT $2 OR run.status IN ('previewed', 'approved')) AND ($3::text IS NULL OR run.kind = $3) ORDER BY run.for_date DESC, run.id DESC LIMIT $1`,
      [first, waiting ?? false, kind ?? null],
    );
  }
}

@Injectable()
export class FindRun extends Query<{ id: BillingRunId }, FoundRun> {
  readonly rule: Rule = { name: 'billing.findRun', sentence: 'Open a billing run', ...VIEW };

  async answer({ id }: { id: BillingRunId }, { sql }: Asking): Promise<FoundRun> {
    const found = await sql.first<FoundRun>(`${RUNS} WHERE run.id = $1`, [id]);
    if (!found) throw notFound('billing run');
    return found;
  }
}

export interface FoundRunItem {
  readonly customerId: string;
  readonly status: 'planned' | 'held' | 'excluded' | 'absent' | 'issued' | 'failed' | 'changed' | 'lapsed';
  readonly cause: string;
  readonly causes: Readonly<Record<string, string>>;
  readonly baseInvoiceId: string | null;
  readonly flags: readonly string[];
  readonly grossMinor: string;
  readonly lastGrossMinor: string | null;
  readonly plan: PlannedDocument;
  readonly invoiceId: string | null;
  readonly reason: string | null;
}

/** As `planRecord` keeps it. */
export interface PlannedDocument {
  readonly dueOn?: LocalDate;
  readonly lines: readonly {
    readonly serviceId: string | null;
    readonly futureItemId?: string;
    readonly description: string;
    readonly covers?: { readonly from: LocalDate; readonly to: LocalDate };
    readonly days?: number;
    readonly of?: number;
    readonly quantity: string;
    readonly unitPrice: string;
    readonly taxName?: string | null;
    readonly taxPercent: string;
    readonly netMinor: string;
    readonly taxMinor: string;
    readonly grossMinor: string;
  }[];
}

export interface RunItemFilter {
  readonly runId: BillingRunId;
  readonly status?: FoundRunItem['status'] | undefined;
  readonly cause?: string | undefined;
  readonly flag?: string | undefined;
  readonly first: number;
  readonly after?: string | undefined;
}

@Injectable()
export class ListRunItems extends Query<RunItemFilter, Page<FoundRunItem>> {
  readonly rule: Rule = { name: 'billing.listRunItems', sentence: 'See the invoices of a billing run', ...VIEW };

  async answer(filter: RunItemFilter, { sql }: Asking): Promise<Page<FoundRunItem>> {
    const where = `run_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR causes ? $3 OR cause = $3) AND ($4::text IS NULL OR $4 = ANY (flags))`;
    const values = [filter.runId, filter.status ?? null, filter.cause ?? null, filter.flag ?? null];
    const [after] = !filter.after ? [null] : decodeCursor(filter.after, 1);
    const rows = await sql.query<FoundRunItem>(
      `SELECT customer_id AS "customerId", status, cause, causes, base_invoice_id AS "baseInvoiceId", flags, gross_minor AS "grossMinor", last_gross_minor AS "lastGrossMinor", plan, invoice_id AS "invoiceId", reason
         FROM billing.billing_run_item WHERE ${where} AND ($5::uuid IS NULL OR customer_id > $5) ORDER BY customer_id LIMIT $6`,
      [...values, after, filter.first + 1],
    );
    return cutPage(
      rows,
      filter.first,
      (row) => encodeCursor([row.customerId]),
      await counted(sql, `SELECT 1 FROM billing.billing_run_item WHERE ${where}`, values),
    );
  }
}

export interface FoundBatch {
  readonly id: SuspensionBatchId;
  readonly partnerId: string;
  readonly forDate: LocalDate;
  readonly status: 'previewed' | 'approved' | 'halted' | 'applied' | 'cancelled' | 'rolled_back';
  readonly planHash: string;
  readonly due: number;
  readonly excluded: number;
  readonly activeCustomers: number;
  readonly braked: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** The daily watch made it, no person did. */
  readonly madeByItself: boolean;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly approvedByItself: boolean;
  readonly firstCount: number | null;
  readonly waitMinutes: number | null;
  readonly stopAbove: number | null;
  readonly resumeAt: Date | null;
  readonly haltedAt: Date | null;
  readonly haltedBy: string | null;
  readonly haltedByItself: boolean;
  readonly haltedReason: string | null;
  readonly waiting: number;
  readonly suspended: number;
  readonly failed: number;
  readonly appliedAt: Date | null;
  readonly rolledBackBy: string | null;
  readonly rolledBackAt: Date | null;
  readonly rolledBackReason: string | null;
  /** What those owe who are not left out. */
  readonly owedMinor: string;
  readonly currency: string;
}

const BATCHES = `
  SELECT id, partner_id AS "partnerId", for_date AS "forDate", status, plan_hash AS "planHash", due, excluded, active_customers AS "activeCustomers", braked,
    created_by AS "createdBy", created_at AS "createdAt", created_by_id IS NULL AS "madeByItself", approved_by AS "approvedBy", approved_at AS "approvedAt",
    approved_at IS NOT NULL AND approved_by_id IS NULL AS "approvedByItself", first_count AS "firstCount", wait_minutes AS "waitMinutes", stop_above AS "stopAbove",
    resume_at AS "resumeAt", halted_at AS "haltedAt", halted_by AS "haltedBy", halted_at IS NOT NULL AND halted_by_id IS NULL AS "haltedByItself",
    halted_reason AS "haltedReason", totals.waiting, totals.suspended, totals.failed, applied_at AS "appliedAt",
    rolled_back_by AS "rolledBackBy", rolled_back_at AS "rolledBackAt", rolled_back_reason AS "rolledBackReason", totals.owed AS "owedMinor", totals.currency
  FROM billing.suspension_batch batch CROSS JOIN LATERAL (
    SELECT coalesce(sum(owed_minor) FILTER (WHERE excluded_reason IS NULL), 0) AS owed, max(account.currency) AS currency,
      (count(*) FILTER (WHERE outcome IS NULL))::int AS waiting, (count(*) FILTER (WHERE outcome = 'applied'))::int AS suspended,
      (count(*) FILTER (WHERE network_failed_at IS NOT NULL))::int AS failed
      FROM billing.suspension_item item JOIN billing.account USING (customer_id) WHERE item.batch_id = batch.id) totals`;

const SEE_SUSPENSIONS: Pick<Rule, 'permission'> = { permission: BillingPermissions['suspension.view'] };

@Injectable()
export class ListSuspensionBatches extends Query<{ first: number }, FoundBatch[]> {
  readonly rule: Rule = { name: 'billing.listSuspensionBatches', sentence: 'List suspensions', ...SEE_SUSPENSIONS };

  answer({ first }: { first: number }, { sql }: Asking): Promise<FoundBatch[]> {
    return sql.query<FoundBatch>(`${BATCHES} WHERE status <> 'cancelled' ORDER BY for_date DESC, id DESC LIMIT $1`, [
      first,
    ]);
  }
}

@Injectable()
export class FindSuspensionBatch extends Query<{ id: SuspensionBatchId }, FoundBatch> {
  readonly rule: Rule = {
    name: 'billing.findSuspensionBatch',
    sentence: 'Open a list of suspensions',
    ...SEE_SUSPENSIONS,
  };

  constructor(private readonly policies: Policies) {
    super();
  }

  /** A list that waits says how it would be carried out as the settings are now. */
  async answer({ id }: { id: SuspensionBatchId }, { sql }: Asking): Promise<FoundBatch> {
    const found = await sql.first<FoundBatch>(`${BATCHES} WHERE id = $1`, [id]);
    if (!found) throw notFound('list of suspensions');
    if (found.status !== 'previewed') return found;
    const { suspendFirst, suspendWaitMinutes, suspendStopAbove } = (await this.policies.terms(sql, found.partnerId))
      .settings;
    return {
      ...found,
      firstCount: suspendFirst === 0 ? null : suspendFirst,
      waitMinutes: suspendWaitMinutes,
      stopAbove: suspendStopAbove,
    };
  }
}

export interface FoundSuspension {
  readonly customerId: string;
  readonly fromStanding: string;
  readonly toStanding: 'blocked' | 'inactive';
  readonly reason: {
    readonly itemId: string;
    readonly chargedOn: LocalDate;
    readonly since: LocalDate;
    readonly toPayMinor: string;
  };
  readonly owedMinor: string;
  readonly currency: string;
  readonly excludedReason: string | null;
  readonly outcome: 'applied' | 'settled' | 'excluded' | 'failed' | 'rolled_back' | null;
  readonly appliedAt: Date | null;
  readonly networkFailedAt: Date | null;
}

@Injectable()
export class ListSuspensions extends Query<
  { batchId: SuspensionBatchId; first: number; after?: string | undefined },
  Page<FoundSuspension>
> {
  readonly rule: Rule = {
    name: 'billing.listSuspensions',
    sentence: 'See who is on a list of suspensions',
    ...SEE_SUSPENSIONS,
  };

  async answer(
    { batchId, first, after }: { batchId: SuspensionBatchId; first: number; after?: string | undefined },
    { sql }: Asking,
  ): Promise<Page<FoundSuspension>> {
    const [key] = !after ? [null] : decodeCursor(after, 1);
    const rows = await sql.query<FoundSuspension>(
      `SELECT item.customer_id AS "customerId", from_standing AS "fromStanding", to_standing AS "toStanding", reason, owed_minor AS "owedMinor", account.currency,
         excluded_reason AS "excludedReason", outcome, applied_at AS "appliedAt", network_failed_at AS "networkFailedAt" FROM billing.suspension_item item JOIN billing.account USING (customer_id)
        WHERE batch_id = $1 AND ($2::uuid IS NULL OR item.customer_id > $2) ORDER BY item.customer_id LIMIT $3`,
      [batchId, key, first + 1],
    );
    const total = await counted(sql, 'SELECT 1 FROM billing.suspension_item WHERE batch_id = $1', [batchId]);
    return cutPage(rows, first, (row) => encodeCursor([row.customerId]), total);
  }
}
