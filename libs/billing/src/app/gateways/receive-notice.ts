import { Injectable, Logger } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { isId } from '@demarc/kernel';
import { PaymentProvider, type ProviderNotice } from '../../gateways/payment-provider.js';
import { type ProviderAccount, ProviderAccounts } from '../../gateways/provider-accounts.js';
import { TakeNoticeJob } from './take-notice.job.js';

export interface ArrivedNotice {
  readonly accountId: string;
  readonly body: Buffer | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly requestId: string;
}

/**
 * Takes what a provider announces: verified against the account that it is addressed to, stored as it came, once, and put
 * to work. Nothing is decided here, so that the provider has its answer at once.
 */
@Injectable()
export class NoticeReceiving {
  private readonly log = new Logger('billing.notices');

  constructor(
    private readonly acts: Acts,
    private readonly accounts: ProviderAccounts,
    private readonly provider: PaymentProvider,
  ) {}

  /** False: not from the provider, or not for this account. What was wrong is for our log alone. */
  async receive({ accountId, body, headers, requestId }: ArrivedNotice): Promise<boolean> {
    await this.accounts.ready();
    const call = { actor: systemActor('payment provider'), requestId };
    return this.acts.perform(call, 'billing.receiveNotice', async (act) => {
      const account = isId(accountId) ? await this.accounts.find(act.sql, accountId) : undefined;
      if (!account || !body || body.length === 0)
        return this.refuse(accountId, account ? 'no_body' : 'no_such_account', requestId);
      const reading = this.provider.readNotice(await this.accounts.open(account), body, headers);
      if (!reading.ok) return this.refuse(accountId, reading.fault, requestId);
      await keep(act, account, reading.notice, body);
      return true;
    });
  }

  private refuse(accountId: string, fault: string, requestId: string): false {
    this.log.warn({ accountId: accountId.slice(0, 40), fault, requestId }, 'a payment notice was refused');
    return false;
  }
}

/** As it came, once; what says something to us is put to work. */
async function keep(act: Act, account: ProviderAccount, notice: ProviderNotice, body: Buffer): Promise<void> {
  const isNews = notice.says.kind !== 'nothing';
  const isNew = await act.sql.execute(
    `INSERT INTO billing.provider_notice (provider, account_id, event_id, received_at, kind, raw, state, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [
      account.provider,
      account.id,
      notice.eventId,
      act.at,
      notice.type,
      body.toString('utf8'),
      isNews ? 'received' : 'ignored',
      isNews ? null : act.at,
    ],
  );
  if (isNew === 1 && isNews)
    act.enqueue(TakeNoticeJob, { provider: account.provider, accountId: account.id, eventId: notice.eventId });
}
