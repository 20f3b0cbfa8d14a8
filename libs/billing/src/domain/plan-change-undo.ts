import { addDays, type LocalDate } from '@demarc/kernel';
import type { ServiceStatus } from './charge-plan.js';
import type { Explanation } from './explanation.js';
import { majorText } from './exact-number.js';
import type { TaxedAmount } from './tax.js';
import type { RoundingRule } from '@demarc/kernel';

export type PlanChangeState = 'scheduled' | 'applied' | 'undone';

interface ServiceNow {
  readonly status: ServiceStatus;
  readonly endsOn: LocalDate | null;
}

/** A change of plan as it was made, and what has become of both services since. */
export interface MadePlanChange {
  readonly state: PlanChangeState;
  readonly changeOn: LocalDate;
  readonly old: ServiceNow;
  readonly fresh: ServiceNow;
  /** Another change begins at the new service. */
  readonly isChangedAgain: boolean;
  /** An invoice other than the change's own that charges the new service. */
  readonly chargedBy: string | null;
  /** A credit note on the invoice of the change. */
  readonly creditedBy: string | null;
  /** The credit note of the change, when it was taken back or given back in money since. */
  readonly creditIsGone: boolean;
  /** The invoice that took the fee which waited for it. */
  readonly feeInvoicedBy: string | null;
}

export type PlanChangeUndoRefusal =
  | { readonly code: 'PLAN_CHANGE_UNDONE' | 'PLAN_CHANGED_AGAIN' | 'PLAN_CHANGE_CREDIT_GONE' }
  | { readonly code: 'PLAN_CHANGE_SERVICE_MOVED_ON'; readonly which: 'old' | 'new'; readonly status: ServiceStatus }
  | {
      readonly code: 'PLAN_CHANGE_BILLED_SINCE' | 'PLAN_CHANGE_CREDITED' | 'PLAN_CHANGE_FEE_INVOICED';
      readonly document: string;
    };

/** Why a change cannot be taken back as if it had never been; undefined when it can. */
export function planChangeUndoRefusal(change: MadePlanChange): PlanChangeUndoRefusal | undefined {
  const { state, old, fresh } = change;
  if (state === 'undone') return { code: 'PLAN_CHANGE_UNDONE' };
  if (change.isChangedAgain) return { code: 'PLAN_CHANGED_AGAIN' };
  if (change.chargedBy !== null) return { code: 'PLAN_CHANGE_BILLED_SINCE', document: change.chargedBy };
  if (change.creditedBy !== null) return { code: 'PLAN_CHANGE_CREDITED', document: change.creditedBy };
  if (change.feeInvoicedBy !== null) return { code: 'PLAN_CHANGE_FEE_INVOICED', document: change.feeInvoicedBy };
  if (change.creditIsGone) return { code: 'PLAN_CHANGE_CREDIT_GONE' };
  if (!['pending', 'active'].includes(fresh.status) || fresh.endsOn !== null)
    return { code: 'PLAN_CHANGE_SERVICE_MOVED_ON', which: 'new', status: fresh.status };
  const isAsLeft = old.status === 'archived' || old.endsOn === addDays(change.changeOn, -1);
  return isAsLeft ? undefined : { code: 'PLAN_CHANGE_SERVICE_MOVED_ON', which: 'old', status: old.status };
}

/** Why days that were given back are charged again, with the very amount that was given back. */
export function rechargeExplanation(
  credit: TaxedAmount & { readonly document: string; readonly description: string },
  rule: RoundingRule,
  digits: number,
): Explanation {
  const rounding = { rule, digits };
  return {
    rule: 'plan_change.undo',
    inputs: {
      description: credit.description,
      document: credit.document,
      given_back_net: majorText(credit.netMinor, digits),
      given_back_tax: majorText(credit.taxMinor, digits),
    },
    steps: [
      { gives: 'net', formula: 'given_back_net', rounding },
      { gives: 'tax', formula: 'given_back_tax', rounding },
      { gives: 'gross', formula: 'net + tax', rounding },
    ],
  };
}
