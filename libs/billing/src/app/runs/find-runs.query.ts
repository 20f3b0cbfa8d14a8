import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { cutPage, decodeCursor, encodeCursor, type Page } from '@demarc/graphql';
import { type LocalDate, notFound } from '@demarc/kernel';
import type { BillingRunId, SuspensionBatchId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { counted } from '../documents/find-documents.query.js';

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
}

const RUNS = `
  SELECT run.id, run.partner_id AS "partnerId", run.for_date AS "forDate", run.status, run.plan_hash AS "planHash", run.accounts, run.planned, run.held,
    run.failed + coalesce(done.failed, 0) AS failed, coalesce(done.issued, 0) AS issued, coalesce(done.changed, 0) AS changed, run.currency, run.net_minor AS "netMinor",
    run.tax_minor AS "taxMinor", run.gross_minor AS "grossMinor", run.last_gross_minor AS "lastGrossMinor", run.created_by AS "createdBy",
    run.created_at AS "createdAt", run.approved_by AS "approvedBy", run.approved_at AS "approvedAt", run.finished_at AS "finishedAt"
  FROM billing.billing_run run LEFT JOIN LATERAL (SELECT sum(issued)::int AS issued, sum(changed)::int AS changed,
    CASE run.status WHEN 'issued' THEN 0 ELSE sum(failed)::int END AS failed FROM billing.billing_run_chunk WHERE run_id = run.id) done ON true`;

const VIEW: Pick<Rule, 'permission'> = { permission: BillingPermissions['run.view'] };

@Injectable()
export class ListRuns extends Query<{ first: number }, FoundRun[]> {
  readonly rule: Rule = { name: 'billing.listRuns', sentence: 'List billing runs', ...VIEW };

  answer({ first }: { first: number }, { sql }: Asking): Promise<FoundRun[]> {
    return sql.query<FoundRun>(`${RUNS} ORDER BY run.for_date DESC, run.id DESC LIMIT $1`, [first]);
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
  readonly status: 'planned' | 'held' | 'issued' | 'failed' | 'changed';
  readonly cause: string;
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
    readonly serviceId: string;
    readonly description: string;
    readonly covers: { readonly from: LocalDate; readonly to: LocalDate };
    readonly days: number;
    readonly of: number;
    readonly quantity: string;
    readonly unitPrice: string;
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
    const where = `run_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR cause = $3) AND ($4::text IS NULL OR $4 = ANY (flags))`;
    const values = [filter.runId, filter.status ?? null, filter.cause ?? null, filter.flag ?? null];
    const [after] = !filter.after ? [null] : decodeCursor(filter.after, 1);
    const rows = await sql.query<FoundRunItem>(
      `SELECT customer_id AS "customerId", status, cause, flags, gross_minor AS "grossMinor", last_gross_minor AS "lastGrossMinor", plan, invoice_id AS "invoiceId", reason
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

export interface RunCauseRow {
  readonly cause: string;
  readonly customers: number;
  readonly differenceMinor: string;
}

/** Why the total differs from the last invoices of the same customers; the causes add up to the whole difference. */
@Injectable()
export class RunCauses extends Query<
  { runId: BillingRunId },
  { causes: RunCauseRow[]; flags: { flag: string; customers: number }[] }
> {
  readonly rule: Rule = { name: 'billing.runCauses', sentence: 'See why a billing run differs from the last', ...VIEW };

  async answer(
    { runId }: { runId: BillingRunId },
    { sql }: Asking,
  ): Promise<{ causes: RunCauseRow[]; flags: { flag: string; customers: number }[] }> {
    const causes = await sql.query<RunCauseRow>(
      `SELECT cause, count(*)::int AS customers, sum(gross_minor - coalesce(last_gross_minor, 0)) AS "differenceMinor" FROM billing.billing_run_item
        WHERE run_id = $1 AND status IN ('planned', 'issued', 'changed') GROUP BY cause ORDER BY cause`,
      [runId],
    );
    const flags = await sql.query<{ flag: string; customers: number }>(
      `SELECT flag, count(*)::int AS customers FROM billing.billing_run_item, unnest(flags) flag WHERE run_id = $1 GROUP BY flag ORDER BY count(*) DESC, flag`,
      [runId],
    );
    return { causes, flags };
  }
}

export interface FoundBatch {
  readonly id: SuspensionBatchId;
  readonly partnerId: string;
  readonly forDate: LocalDate;
  readonly status: 'previewed' | 'approved' | 'applied' | 'cancelled';
  readonly planHash: string;
  readonly due: number;
  readonly excluded: number;
  readonly activeCustomers: number;
  readonly braked: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly appliedAt: Date | null;
}

const BATCHES = `
  SELECT id, partner_id AS "partnerId", for_date AS "forDate", status, plan_hash AS "planHash", due, excluded, active_customers AS "activeCustomers", braked,
    created_by AS "createdBy", created_at AS "createdAt", approved_by AS "approvedBy", approved_at AS "approvedAt", applied_at AS "appliedAt" FROM billing.suspension_batch`;

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

  async answer({ id }: { id: SuspensionBatchId }, { sql }: Asking): Promise<FoundBatch> {
    const found = await sql.first<FoundBatch>(`${BATCHES} WHERE id = $1`, [id]);
    if (!found) throw notFound('list of suspensions');
    return found;
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
  readonly outcome: 'applied' | 'settled' | 'excluded' | 'failed' | null;
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
         excluded_reason AS "excludedReason", outcome FROM billing.suspension_item item JOIN billing.account USING (customer_id)
        WHERE batch_id = $1 AND ($2::uuid IS NULL OR item.customer_id > $2) ORDER BY item.customer_id LIMIT $3`,
      [batchId, key, first + 1],
    );
    const total = await counted(sql, 'SELECT 1 FROM billing.suspension_item WHERE batch_id = $1', [batchId]);
    return cutPage(rows, first, (row) => encodeCursor([row.customerId]), total);
  }
}
