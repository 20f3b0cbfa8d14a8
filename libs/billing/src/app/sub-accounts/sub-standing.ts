import { Injectable } from '@nestjs/common';
import type { Act } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import type { Standing } from '../../domain/index.js';
import { StandingChanged } from '../../events.js';
import { type Account, Accounts, statusOf } from '../accounts/accounts.js';
import { announceStatus } from '../standing/standing-watch.js';

/** A sub-account that its main account is charged for has that one’s standing: whoever owes, both are served or not. */
@Injectable()
export class SubStanding {
  constructor(private readonly accounts: Accounts) {}

  /** Takes over what the links say for a day; a sub-account on its own again is looked at with the next check. */
  async turn(act: Act, sub: Account, on: LocalDate): Promise<void> {
    const link = await act.sql.first<{ main_customer_id: string; mode: 'independent' | 'aggregated' }>(
      'SELECT main_customer_id, mode FROM billing.account_link WHERE customer_id = $1 AND days @> $2::date',
      [sub.customerId, on],
    );
    await act.sql.execute(
      `UPDATE billing.account SET main_customer_id = $2, sub_billing = $3, next_check_on = $4, revision = revision + 1 WHERE customer_id = $1`,
      [sub.customerId, link?.main_customer_id ?? null, link?.mode ?? null, link?.mode === 'aggregated' ? null : on],
    );
    if (link?.mode !== 'aggregated') return;
    const main = await this.accounts.find(act.sql, link.main_customer_id);
    if (main) await this.follow(act, sub, main.standing, on);
  }

  async follow(act: Act, sub: Account, standing: Standing, on: LocalDate): Promise<void> {
    if (sub.standing === standing) return;
    await act.sql.execute(
      'UPDATE billing.account SET standing = $2, standing_since = $3, next_check_on = NULL, customer_status = $4 WHERE customer_id = $1',
      [sub.customerId, standing, on, statusOf({ ...sub, standing })],
    );
    const about = { customerId: sub.customerId, partnerId: sub.partnerId };
    act.emit(StandingChanged, { ...about, from: sub.standing, to: standing, on, leadsOthers: false }, about);
    announceStatus(act, sub, { ...sub, standing });
  }
}
