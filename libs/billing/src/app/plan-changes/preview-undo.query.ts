import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { notFound } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { withinReach } from '../accounts/reach.js';
import { Policies } from '../settings/policies.js';
import { type DecidedUndo, decideUndo, ownerOfChange } from './decide-undo.js';

export interface UndoPreview extends DecidedUndo {
  readonly currency: string;
  readonly balanceMinor: bigint;
}

/** What undoing a change of plan would do: the same decision, writing nothing. */
@Injectable()
export class PreviewUndoPlanChange extends Query<{ planChangeId: string }, UndoPreview> {
  readonly rule: Rule = {
    name: 'billing.previewUndoPlanChange',
    sentence: 'See what undoing a change of plan would do',
    permission: BillingPermissions['service.changePlan'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly customers: Customers,
  ) {
    super();
  }

  async answer({ planChangeId }: { planChangeId: string }, { sql, actor }: Asking): Promise<UndoPreview> {
    const account = await this.accounts.find(sql, await ownerOfChange(sql, planChangeId));
    if (!account) throw notFound('change of plan');
    await withinReach(this.customers, sql, actor, account, 'change of plan');
    const terms = await this.policies.terms(sql, account.partnerId);
    const decided = await decideUndo(sql, account, terms, planChangeId);
    return { ...decided, currency: account.currency, balanceMinor: account.balanceMinor };
  }
}
