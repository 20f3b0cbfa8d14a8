import { Injectable, Logger } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { DEFAULT_JOB, JobQueue, ScheduledJob, type JobContext } from '@demarc/jobs';
import { Clock } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { PaymentProvider, ProviderFault } from '../../gateways/payment-provider.js';
import { type ProviderAccount, ProviderAccounts } from '../../gateways/provider-accounts.js';
import { PaymentSettling } from './settle-payment.js';
import { endCheckout, type NoticeKey, TakeNoticeJob } from './take-notice.job.js';

const MINUTE_MS = 60_000;
/** At most so many of each a round: a long list is worked off over several. */
const BATCH = 300;

interface Due {
  id: string;
  account_id: string;
  reference: string;
}

/**
 * Finds what no notice told us: every few minutes it looks at the payment pages that still wait and at refunds without an
 * answer, and settles what the provider says of them. A lost notice is made good within fifteen minutes.
 */
@Injectable()
export class LookAtOpenPayments extends ScheduledJob {
  readonly name = 'billing.look-at-open-payments';
  readonly cron = '*/5 * * * *';
  override readonly options = { ...DEFAULT_JOB, concurrency: 1, retryLimit: 0 };
  private readonly log = new Logger('billing.notices');

  constructor(
    private readonly database: Database,
    private readonly acts: Acts,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly accounts: ProviderAccounts,
    private readonly provider: PaymentProvider,
    private readonly settling: PaymentSettling,
  ) {
    super();
  }

  async run(_payload: Record<string, never> = {}, context?: Pick<JobContext, 'jobId'>): Promise<void> {
    const call = { actor: systemActor('online payments'), requestId: context?.jobId ?? this.name };
    await this.closeNeverOpened(call);
    await this.wakeNotices();
    const connected = new Map<string, ProviderAccount>();
    for (const one of await this.due(
      'checkout',
      `state IN ('open', 'unknown') AND provider_session_id IS NOT NULL`,
      'provider_session_id',
      4,
    )) {
      await this.look(connected, 'checkout', one, async (account) => {
        const state = await this.provider.fetchCheckout(await this.accounts.open(account), one.reference);
        await this.acts.perform(call, this.name, async (act) => {
          if (state.kind === 'paid') await this.settling.take(act, account, state.taken);
          if (state.kind === 'expired') await endCheckout(act, account, one.reference, 'expired');
        });
      });
    }
    for (const one of await this.due(
      'checkout',
      `state = 'paid' AND provider_facts IS NULL`,
      'payment_reference',
      60,
    )) {
      await this.look(connected, 'checkout', one, (account) => this.bringUpToDate(call, account, one.reference));
    }
    const refundOf = '(SELECT provider_reference FROM billing.payment WHERE payment.id = payment_id)';
    for (const one of await this.due('refund', `state IN ('requested', 'pending', 'unknown')`, refundOf, 4)) {
      await this.look(connected, 'refund', one, async (account) => {
        await this.bringUpToDate(call, account, one.reference);
        await this.acts.perform(call, this.name, (act) => giveUp(act, one.id));
      });
    }
  }

  private async bringUpToDate(
    call: Parameters<Acts['perform']>[0],
    account: ProviderAccount,
    reference: string,
  ): Promise<void> {
    const state = await this.provider.fetchPayment(await this.accounts.open(account), reference);
    await this.acts.perform(call, this.name, (act) => this.settling.bringUpToDate(act, account, reference, state));
  }

  /** One that cannot be looked at does not keep the others waiting; each is looked at again in its turn. */
  private async look(
    connected: Map<string, ProviderAccount>,
    table: 'checkout' | 'refund',
    one: Due,
    settle: (account: ProviderAccount) => Promise<void>,
  ): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(`UPDATE billing.${table} SET looked_at = $2 WHERE id = $1`, [one.id, this.clock.now()]),
    );
    const account =
      connected.get(one.account_id) ??
      (await this.database.read(EVERYTHING, (sql) => this.accounts.find(sql, one.account_id)));
    if (!account) return;
    connected.set(one.account_id, account);
    try {
      await settle(account);
    } catch (error) {
      this.log.warn(
        { err: error, [table]: one.id },
        error instanceof ProviderFault ? 'the payment provider could not be asked' : 'a payment could not be settled',
      );
    }
  }

  private async due(
    table: 'checkout' | 'refund',
    condition: string,
    reference: string,
    minutes: number,
  ): Promise<Due[]> {
    const before = new Date(this.clock.now().getTime() - minutes * MINUTE_MS);
    return this.database.read(EVERYTHING, (sql) =>
      sql.query<Due>(
        `SELECT id, account_id, ${reference} AS reference FROM billing.${table} WHERE ${condition} AND created_at <= $1 AND (looked_at IS NULL OR looked_at <= $1)
          ORDER BY looked_at NULLS FIRST, created_at LIMIT ${BATCH}`,
        [before],
      ),
    );
  }

  /** The provider gave no page, so nobody could pay on it. */
  private async closeNeverOpened(call: Parameters<Acts['perform']>[0]): Promise<void> {
    await this.acts.perform(call, this.name, (act) =>
      act.sql.execute(
        `UPDATE billing.checkout SET state = 'failed', fault = 'The payment page was never opened.', updated_at = $1 WHERE state = 'open' AND provider_session_id IS NULL AND created_at < $2`,
        [act.at, new Date(act.at.getTime() - 15 * MINUTE_MS)],
      ),
    );
  }

  /** Notices whose job was given up while the provider could not be asked. */
  private async wakeNotices(): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const waiting = await sql.query<NoticeKey>(
        `SELECT provider, account_id AS "accountId", event_id AS "eventId" FROM billing.provider_notice WHERE state = 'received' AND received_at < $1 ORDER BY received_at LIMIT ${BATCH}`,
        [new Date(this.clock.now().getTime() - 10 * MINUTE_MS)],
      );
      for (const key of waiting)
        await this.queue.enqueue(sql, TakeNoticeJob, key, { singletonKey: `${key.accountId}:${key.eventId}` });
    });
  }
}

/** A refund that the provider still does not know an hour after it was asked for never reached it. */
async function giveUp(act: Act, refundId: string): Promise<void> {
  await act.sql.execute(
    `UPDATE billing.refund SET state = 'failed', fault = 'The provider does not know this refund. Ask for it again if it is still wanted.', updated_at = $2
      WHERE id = $1 AND state IN ('requested', 'unknown') AND provider_reference IS NULL AND created_at < $3`,
    [refundId, act.at, new Date(act.at.getTime() - 60 * MINUTE_MS)],
  );
}
