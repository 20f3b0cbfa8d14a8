import {
  ApproveRun,
  ApproveSuspensions,
  billingInvariants,
  CancelRun,
  IssueRun,
  PreviewRun,
  PreviewSuspensions,
} from '@demarc/billing';
import { crmInvariants } from '@demarc/crm';
import { JobRegistry, ScheduledJob } from '@demarc/jobs';
import { networkingInvariants } from '@demarc/networking';
import { COLLECTION_ACTS } from './acts/collection.ts';
import { CORRECTION_ACTS } from './acts/corrections.ts';
import { CUSTOMER_ACTS } from './acts/customers.ts';
import type { SimAct } from './acts/act.ts';
import { MISCHIEF } from './acts/mischief.ts';
import { MOVED_OVER } from './acts/moved-over.ts';
import { MONEY_ACTS } from './acts/money.ts';
import { PRICING_ACTS } from './acts/pricing.ts';
import { SERVICE_ACTS } from './acts/services.ts';
import { type Life, Violation } from './life.ts';
import type { UnreliablePost } from './notices.ts';

const ACTS: readonly SimAct[] = [
  ...CUSTOMER_ACTS,
  ...MOVED_OVER,
  ...SERVICE_ACTS,
  ...PRICING_ACTS,
  ...MONEY_ACTS,
  ...CORRECTION_ACTS,
  ...COLLECTION_ACTS,
  ...MISCHIEF,
];
/** The database keeps a wrong invoice from being written; that it had to is a fault all the same, and the customer is never billed. */
const EVERYBODY_IS_BILLED = {
  id: 'M-8',
  sentence: 'What a run has planned for a customer, the books take.',
  sql: `SELECT format('run of %s, customer %s: %s', run.for_date, item.customer_id, item.reason) AS violation
    FROM billing.billing_run_item item JOIN billing.billing_run run ON run.id = item.run_id WHERE item.status = 'failed' LIMIT 1`,
};
const INVARIANTS = [...billingInvariants, ...crmInvariants, ...networkingInvariants, EVERYBODY_IS_BILLED];
const NEVER = new AbortController().signal;

/** One day: the night's work, the billing run, what people do, the post, the suspensions, and the promises in the evening. */
export async function liveDay(life: Life, post: UnreliablePost, day: number, acts: number): Promise<void> {
  const { stage, today } = life;
  stage.at(today, '05:00:00');
  await schedules(life, day);
  stage.at(today, '09:00:00');
  await billingRun(life);
  stage.at(today, '11:00:00');
  await post.deliver(life, day);
  for (let number = 0; number < acts; number += 1) {
    await actOf(life).do(life);
    if (life.chance(15)) await post.customerPays(life, day);
    await stage.settle();
  }
  stage.at(today, '21:00:00');
  await post.deliver(life, day);
  await stage.settle();
  await suspensions(life);
  await stage.settle();
  await life.trace.look();
  life.trace.note(`day|${today}`);
}

export async function checkPromises(life: Life): Promise<void> {
  for (const { id, sentence, sql } of INVARIANTS) {
    const [first] = await life.stage.rows<{ violation: string }>(sql);
    if (first) throw new Violation(`${id} on ${life.today}: ${sentence} ${first.violation}`);
  }
}

/** Everything that comes round by itself comes round once, always in the same order. */
async function schedules(life: Life, day: number): Promise<void> {
  const scheduled = life.stage.app
    .get(JobRegistry)
    .all()
    .filter((job) => job instanceof ScheduledJob && /^(billing|crm|messaging|platform)\./.test(job.name))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  for (const job of scheduled) {
    await job.run({}, { jobId: `${job.name} of day ${day}`, retryCount: 0, signal: NEVER });
    await life.stage.settle();
  }
}

/** The finance office prepares, approves and issues what is due today; one day in twelve it does so twice, one in forty not at all. */
async function billingRun(life: Life): Promise<void> {
  if (life.chance(3)) return;
  const clerk = life.staff('financial_manager');
  const rounds = life.chance(8) ? 2 : 1;
  const allDays = life.chance(30);
  for (let round = 0; round < rounds; round += 1) {
    const run = await life.attempt(PreviewRun, { forDate: life.today, allDays }, clerk);
    await life.stage.settle();
    const [preview] = await life.stage.rows<{ hash: string; planned: number }>(
      'SELECT plan_hash AS hash, planned FROM billing.billing_run WHERE id = $1',
      [run?.runId],
    );
    const step = { runId: run?.runId, planHash: preview?.hash };
    if (round > 0 && preview?.planned)
      throw new Violation(`M-9 on ${life.today}: a second run plans ${preview.planned} invoices`);
    if (!preview?.planned) {
      await life.attempt(CancelRun, { runId: run?.runId }, clerk);
      continue;
    }
    await life.attempt(ApproveRun, step, life.staff('manager'));
    await life.attempt(IssueRun, step, clerk);
    await life.stage.settle();
  }
}

/** Where a partner's settings ask for a person, that person approves most days. */
async function suspensions(life: Life): Promise<void> {
  if (life.chance(20)) return;
  for (const partnerId of life.provider.partnerIds) {
    const manager = life.staff('manager');
    const preview = await life.attempt(PreviewSuspensions, { partnerId }, manager);
    if (!preview?.batchId) continue;
    await life.attempt(ApproveSuspensions, { batchId: preview.batchId, planHash: preview.planHash }, manager);
  }
}

function actOf(life: Life): SimAct {
  const all = ACTS.reduce((sum, act) => sum + act.weight, 0);
  let roll = life.dice.below(all);
  for (const act of ACTS) {
    roll -= act.weight;
    if (roll < 0) return act;
  }
  throw new Error('the weights do not add up');
}
