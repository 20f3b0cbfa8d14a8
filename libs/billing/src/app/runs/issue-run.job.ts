import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { DEFAULT_JOB, Job, type JobContext } from '@demarc/jobs';
import type { Id, LocalDate } from '@demarc/kernel';
import { databaseErrorCode, PeopleAtWork } from '@demarc/persistence';
import { InvoicesIssued } from '../../events.js';
import type { BillingRunId } from '../../ids.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { customerLabels } from '../sub-accounts/account-links.js';
import { PrepaidCharging } from '../prepaid/prepaid-charging.js';
import { type IssuedPage, issuePage, type Outcome } from './issue-page.js';
import { planPrepaidAccounts } from './plan-prepaid-accounts.js';
import { Policies } from '../settings/policies.js';

/** While the database writes one page, another one is read and decided. */
const PAGES_AT_ONCE = 2;
/** So long the second page waits before it looks again whether people have gone. */
const GIVE_WAY_MS = 500;
/** Nobody waits for the end of a run as people wait for an answer. */
const REST_TIMES = 3;

/** Issues pages until none is left. Two of them may work on one run, and a run that was cut off goes on by a new one. */
@Injectable()
export class IssueRunJob extends Job<{ runId: BillingRunId }> {
  readonly name = 'billing.issue-run';
  /** One at a time in a process: its pages keep two cores at work already, and people want some of them too. */
  override readonly options = { ...DEFAULT_JOB, expireSeconds: 900, retryLimit: 50, concurrency: 1 };

  constructor(
    private readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly customers: Customers,
    private readonly policies: Policies,
    private readonly charging: PrepaidCharging,
    private readonly people: PeopleAtWork,
  ) {
    super();
  }

  async run({ runId }: { runId: BillingRunId }, context: JobContext): Promise<void> {
    const failure = new AbortController();
    const empty = new AbortController();
    const signal = AbortSignal.any([context.signal, failure.signal, empty.signal]);
    const pages = Array.from({ length: PAGES_AT_ONCE }, (_, place) =>
      this.pages(runId, place, signal).then(
        () => empty.abort(),
        (error: unknown) => failure.abort(error),
      ),
    );
    await Promise.all(pages);
    failure.signal.throwIfAborted();
    if (!context.signal.aborted) await this.finish(runId);
  }

  /** Until no page is left. While people are at work only the first place works, and rests the most of the time. */
  private async pages(runId: BillingRunId, place: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (place > 0 && (await this.people.lately()))
        await delay(GIVE_WAY_MS, undefined, { signal }).catch(() => undefined);
      else if (!(await this.people.givingWay(() => this.page(runId), REST_TIMES, signal))) return;
    }
  }

  private async page(runId: BillingRunId): Promise<IssuedPage | undefined> {
    try {
      return await this.onePage(runId, false);
    } catch (error) {
      if (!isRefusedByTheData(error)) throw error;
      return this.onePage(runId, true);
    }
  }

  private onePage(runId: BillingRunId, oneByOne: boolean): Promise<IssuedPage | undefined> {
    return this.perform(runId, async (act) => {
      const page = await issuePage(act, runId, {
        termsOf: await this.policies.termsOfAll(act.sql),
        lockAccounts: (sql, ids) => this.accounts.lockMany(sql, ids),
        customerNumbers: async (sql, ids) => {
          const found = await this.customers.findMany(sql, ids as readonly Id<'Customer'>[]);
          return new Map([...found].map(([id, customer]) => [id, customer.number]));
        },
        customerNames: async (sql, ids) =>
          customerLabels(await this.customers.findMany(sql, ids as readonly Id<'Customer'>[])),
        prepaid: (accounts, approved, on) => this.chargePrepaid(act, runId, accounts, approved, on),
        oneByOne,
      });
      if (page && page.issued.length > 0) {
        act.emit(InvoicesIssued, {
          runId,
          invoices: page.issued.map((one) => ({ ...one, customerId: one.customerId as Id<'Customer'> })),
        });
        act.audit(
          { kind: 'billing_run', id: runId },
          `${page.issued.length} invoices issued, ${page.changed} changed, ${page.failed} failed`,
        );
      }
      return page;
    });
  }

  /** Charges as approved; what is another plan by now is left to the next run. */
  private async chargePrepaid(
    act: Act,
    runId: BillingRunId,
    accounts: readonly Account[],
    approved: ReadonlyMap<string, string>,
    on: LocalDate,
  ): Promise<Outcome[]> {
    const termsOf = await this.policies.termsOfAll(act.sql);
    const planned = await planPrepaidAccounts(act.sql, accounts, termsOf, on);
    const byCustomer = new Map(planned.map((one) => [one.account.customerId as string, one]));
    const outcomes: Outcome[] = [];
    for (const account of accounts) {
      const { customerId } = account;
      const decided = byCustomer.get(customerId);
      if (!decided || decided.hash !== approved.get(customerId)) {
        const reason = 'What is to be charged has changed since the preview. It comes with the next run.';
        outcomes.push({ customerId, status: 'changed', invoiceId: null, reason });
        continue;
      }
      const decision = { loaded: decided.loaded, plan: decided.prepaid };
      const how = { on, terms: termsOf(account.partnerId), runId, paymentId: null };
      const { invoiceId } = await this.charging.carryOut(act, account, decision, how);
      const status = decided.prepaid.lines.length > 0 ? 'issued' : 'lapsed';
      outcomes.push({ customerId, status, invoiceId, reason: null });
    }
    return outcomes;
  }

  /** A run is over when each of its ranges is done; a range that another worker holds is not. */
  private async finish(runId: BillingRunId): Promise<void> {
    await this.perform(runId, async (act) => {
      const finished = await act.sql.execute(
        `UPDATE billing.billing_run run SET status = 'issued', finished_at = $2, issued = done.issued, changed = done.changed, failed = run.failed + done.failed
           FROM (SELECT coalesce(sum(issued), 0) AS issued, coalesce(sum(changed), 0) AS changed, coalesce(sum(failed), 0) AS failed
                   FROM billing.billing_run_chunk WHERE run_id = $1) done
          WHERE run.id = $1 AND run.status = 'issuing' AND NOT EXISTS (SELECT 1 FROM billing.billing_run_chunk WHERE run_id = $1 AND done_at IS NULL)`,
        [runId, act.at],
      );
      if (finished === 1) act.audit({ kind: 'billing_run', id: runId }, 'Billing run issued');
    });
  }

  private perform<T>(runId: BillingRunId, work: (act: Act) => Promise<T>): Promise<T> {
    return this.acts.perform(
      { actor: systemActor('billing run'), requestId: `run-${runId}` },
      'billing.issueRun',
      work,
    );
  }
}

/** Integrity errors are about one account; the others of its page are then issued one by one. */
function isRefusedByTheData(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code !== undefined && (code.startsWith('23') || code.startsWith('DM') || code.startsWith('22'));
}
