import type { CustomerId } from '@demarc/crm';
import { Database, EVERYTHING } from '@demarc/persistence';
import {
  ApproveRun,
  type BillingRunId,
  HoldRunItem,
  IssueRun,
  PreviewRun,
  RefreshRun,
  TakeBackRunItem,
} from '../src/index.js';
import type { Shop } from './billing-world.js';

export interface Previewed {
  readonly runId: BillingRunId;
  readonly planHash: string;
  readonly planned: number;
  readonly gross: string;
}

export interface RunRecord {
  readonly status: string;
  readonly base_on: string | null;
  readonly dated_on: string;
  readonly planned: number;
  readonly held: number;
  readonly issued: number;
  readonly changed: number;
  readonly failed: number;
  readonly gross_minor: string;
  readonly last_gross_minor: string;
  readonly plan_hash: string;
  readonly stopped_reason: string | null;
  readonly summary: { readonly causes: Record<string, { customers: number; minor: string }> };
}

export interface Runs {
  preview(forDate: string, more?: Record<string, unknown>): Promise<Previewed>;
  issue(run: Pick<Previewed, 'runId'>): Promise<RunRecord>;
  record(runId: BillingRunId): Promise<RunRecord>;
  hold(runId: BillingRunId, customerId: CustomerId, reason: string, kind?: 'hold' | 'exclude'): Promise<string>;
  takeBack(runId: BillingRunId, customerId: CustomerId): Promise<void>;
  refresh(runId: BillingRunId): Promise<void>;
  lines(customerId: CustomerId): Promise<{ net: string; covers: string }[]>;
  /** Writes past all commands, to see what the product makes of it. */
  change(runId: BillingRunId, assignment: string): Promise<void>;
}

/** Billing runs of a shop, each step to its end. */
export function runsOf({ world }: Shop): Runs {
  const record = async (runId: BillingRunId): Promise<RunRecord> => {
    const [row] = await world.rows<RunRecord>('SELECT * FROM billing.billing_run WHERE id = $1', [runId]);
    if (!row) throw new Error('no such run');
    return row;
  };
  return {
    record,
    preview: async (forDate, more = {}) => {
      const { runId } = await world.run(PreviewRun, { forDate, ...more });
      await world.settle();
      const { plan_hash: planHash, planned, gross_minor: gross, status } = await record(runId);
      if (status !== 'previewed') throw new Error(`the run is ${status}`);
      return { runId, planHash, planned, gross };
    },
    issue: async ({ runId }) => {
      const { plan_hash: planHash } = await record(runId);
      await world.run(ApproveRun, { runId, planHash });
      await world.run(IssueRun, { runId, planHash });
      await world.settle();
      return record(runId);
    },
    hold: async (runId, customerId, reason, kind = 'hold') =>
      (await world.run(HoldRunItem, { runId, customerId, reason, kind })).planHash,
    takeBack: async (runId, customerId) => {
      await world.run(TakeBackRunItem, { runId, customerId });
      await world.settle();
    },
    refresh: async (runId) => {
      await world.run(RefreshRun, { runId });
      await world.settle();
    },
    lines: (customerId) =>
      world.rows(
        'SELECT net_minor AS net, covers::text FROM billing.invoice_line WHERE customer_id = $1 ORDER BY covers, position',
        [customerId],
      ),
    change: async (runId, assignment) => {
      await world.app
        .get(Database)
        .write(EVERYTHING, ({ sql }) =>
          sql.execute(`UPDATE billing.billing_run SET ${assignment} WHERE id = $1`, [runId]),
        );
    },
  };
}
