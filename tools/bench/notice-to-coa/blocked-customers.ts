import {
  ApproveRun,
  ChangePolicy,
  IssueRun,
  IssueRunJob,
  PreviewRun,
  PreviewRunJob,
  ProviderConnecting,
} from '@demarc/billing';
import { systemActor } from '@demarc/access';
import { SetAccessBrake } from '@demarc/networking';
import type pg from 'pg';
import type { Product } from '../product-app.ts';
import { openSubscribers } from '../radius/subscribers.ts';

export const WEBHOOK_SECRET = 'whsec_benchmark0';

export interface Debtor {
  readonly user: string;
  readonly checkoutId: string;
  readonly sessionId: string;
  readonly amountMinor: number;
}

export interface Setting {
  readonly secret: string;
  readonly accountId: string;
}

/** Subscribers with an invoice of last month, a way to pay, and lines that are still open. */
export async function openDebtors(
  product: Product,
  owner: pg.Client,
  count: number,
  coaPort: number,
  secretKey: string,
): Promise<Setting> {
  const { secret } = await openSubscribers(product, owner, { count, coaPort });
  await product.run(SetAccessBrake, { percent: 100, windowMinutes: 10, atLeast: 100_000 });
  await product.run(ChangePolicy, { suspendWithoutApproval: true, brakePercent: 90, secondPersonAbove: null, suspendFirst: 0 });
  await issueLastMonth(product, owner);
  const input = { name: 'Cards', secretKey, webhookSecrets: [WEBHOOK_SECRET] };
  const call = { actor: systemActor('benchmark'), requestId: 'benchmark' };
  const { providerAccountId } = await product.app.get(ProviderConnecting).connect(input, call);
  return { secret, accountId: providerAccountId };
}

async function issueLastMonth(product: Product, owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ day: string }>(
    `SELECT (date_trunc('month', now()) - interval '1 month')::date::text AS day`,
  );
  const forDate = rows[0]?.day ?? '';
  await owner.query('UPDATE billing.service SET starts_on = $1::date', [forDate]);
  const run = await product.run(PreviewRun, { forDate });
  const context = { jobId: '', retryCount: 0, signal: new AbortController().signal };
  await product.app.get(PreviewRunJob).run(run, context);
  const found = await owner.query<{ plan_hash: string }>('SELECT plan_hash FROM billing.billing_run WHERE id = $1', [
    run.runId,
  ]);
  const planHash = found.rows[0]?.plan_hash;
  await product.run(ApproveRun, { runId: run.runId, planHash });
  await product.run(IssueRun, { runId: run.runId, planHash });
  await product.app.get(IssueRunJob).run(run, context);
}

/** Blocks everybody as the suspension of the day would have left them, and opens the checkouts that will be paid. */
export async function blockAll(owner: pg.Client, accountId: string): Promise<Debtor[]> {
  await owner.query(
    `UPDATE billing.account SET standing = 'blocked', standing_since = current_date - 3, customer_status = 'blocked', next_check_on = current_date + 30`,
  );
  await owner.query(
    `UPDATE networking.access SET desired = 'blocked', desired_reason = 'balance', desired_version = 2, desired_at = now(), converged_version = 2, converged_at = now()`,
  );
  const { rows } = await owner.query<{ user: string; checkout: string; session: string; minor: string }>(
    `WITH opened AS (
       INSERT INTO billing.checkout (id, customer_id, partner_id, account_id, provider, provider_session_id, url, amount_minor, currency, started_by, expires_at, created_at, updated_at)
       SELECT uuidv7(), customer_id, partner_id, $1::uuid, 'stripe', 'cs_test_' || customer_id, 'http://127.0.0.1/', -balance_minor, currency, 'benchmark',
         now() + interval '1 hour', now(), now() FROM billing.account WHERE balance_minor < 0 RETURNING id, customer_id, provider_session_id, amount_minor)
     SELECT access.login AS user, opened.id AS checkout, opened.provider_session_id AS session, opened.amount_minor AS minor FROM opened JOIN networking.access access ON access.customer_id = opened.customer_id
     ORDER BY opened.id`,
    [accountId],
  );
  return rows.map((row) => ({
    user: row.user,
    checkoutId: row.checkout,
    sessionId: row.session,
    amountMinor: Number(row.minor),
  }));
}
