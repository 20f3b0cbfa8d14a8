import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { withinReach } from '../accounts/reach.js';
import { decidePlanChange, type DecidedPlanChange, type PlanChangeWish } from './decide-plan-change.js';
import { type PlanChangeNotice, PlanChangeNotices } from './plan-change-notice.js';
import { Policies } from '../settings/policies.js';

export interface PlanChangePreview extends DecidedPlanChange {
  readonly currency: string;
  readonly balanceMinor: bigint;
  /** What the customer would be told; null where the customer asks. */
  readonly notice: PlanChangeNotice | null;
}

const PREVIEWED = '00000000-0000-7000-8000-000000000000';

/** What a change of plan would do: the same decision, writing nothing. */
@Injectable()
export class PreviewPlanChange extends Query<PlanChangeWish, PlanChangePreview> {
  readonly rule: Rule = {
    name: 'billing.previewPlanChange',
    sentence: 'See what a change of plan would do',
    permission: BillingPermissions['service.changePlan'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly customers: Customers,
    private readonly notices: PlanChangeNotices,
  ) {
    super();
  }

  async answer(wish: PlanChangeWish, { sql, clock, actor }: Asking): Promise<PlanChangePreview> {
    const row = await sql.first<{ customer_id: string }>('SELECT customer_id FROM billing.service WHERE id = $1', [
      wish.serviceId,
    ]);
    const account = row && (await this.accounts.find(sql, row.customer_id));
    if (!account) throw notFound('service');
    await withinReach(this.customers, sql, actor, account, 'service');
    const terms = await this.policies.terms(sql, account.partnerId);
    const decided = await decidePlanChange(sql, account, terms, clock.todayIn(terms.zone), wish, PREVIEWED);
    const { currency, balanceMinor } = account;
    return { ...decided, currency, balanceMinor, notice: await this.notices.draft(sql, account, decided) };
  }
}
