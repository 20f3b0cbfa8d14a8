import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { withinReach } from '../accounts/reach.js';
import { Policies } from '../settings/policies.js';
import { type CancelWish, decideCancel, type DecidedCancel } from './decide-cancel.js';

export interface CancelPreview extends DecidedCancel {
  readonly currency: string;
  readonly balanceMinor: bigint;
}

/** What taking back the last recurring invoice would do: the same decision, writing nothing. */
@Injectable()
export class PreviewCancelRecurring extends Query<CancelWish, CancelPreview> {
  readonly rule: Rule = {
    name: 'billing.previewCancelRecurring',
    sentence: 'See what cancelling the last recurring invoice would do',
    permission: BillingPermissions['invoice.void'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer(wish: CancelWish, { sql, actor, clock }: Asking): Promise<CancelPreview> {
    const row = await sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.invoice WHERE id = $1', [
      wish.invoiceId,
    ]);
    const account = row && (await this.accounts.find(sql, row.customer_id));
    if (!account) throw notFound('invoice');
    await withinReach(this.customers, sql, actor, account, 'invoice');
    const terms = await this.policies.terms(sql, account.partnerId);
    const decided = await decideCancel(sql, account, terms, clock.todayIn(terms.zone), wish);
    return { ...decided, currency: account.currency, balanceMinor: account.balanceMinor };
  }
}
