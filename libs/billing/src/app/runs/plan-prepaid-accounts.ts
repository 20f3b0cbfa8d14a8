import { createHash } from 'node:crypto';
import type { LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { documentTotals, planPrepaid, type InvoicePlan, type PrepaidPlan } from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { loadPrepaid, type LoadedPrepaid } from '../prepaid/load-prepaid.js';
import type { BillingTerms } from '../settings/settings.js';

export interface PlannedPrepaid {
  readonly account: Account;
  readonly loaded: LoadedPrepaid;
  readonly prepaid: PrepaidPlan;
  readonly plan: InvoicePlan;
  readonly hash: string;
}

/** Decides for many prepaid accounts at once; accounts that are not charged at all are left out. */
export async function planPrepaidAccounts(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  on: LocalDate,
): Promise<PlannedPrepaid[]> {
  const loaded = await loadPrepaid(sql, accounts, termsOf, on);
  return accounts.flatMap((account) => {
    const found = loaded.get(account.customerId);
    if (!found) return [];
    const prepaid = planPrepaid(found, on);
    return [{ account, loaded: found, prepaid, plan: planOf(account, prepaid, on), hash: prepaidHash(prepaid) }];
  });
}

/** Whether anything happens to the account: a charge, or access that opens or closes. */
export function changesAnything({ loaded, prepaid }: PlannedPrepaid): boolean {
  return (
    prepaid.lines.length > 0 ||
    prepaid.closes.length > 0 ||
    prepaid.opens.length > 0 ||
    prepaid.isBlocked !== loaded.isBlocked
  );
}

function planOf({ customerId, currency }: Account, prepaid: PrepaidPlan, on: LocalDate): InvoicePlan {
  if (prepaid.lines.length === 0) return { accountId: customerId, customerId, invoice: null, flags: [] };
  const invoice = {
    currency,
    issuedOn: on,
    dueOn: on,
    covers: null,
    lines: prepaid.lines,
    futureLines: [],
    totals: documentTotals(prepaid.lines.map((line) => ({ ...line, tax: line.thing.tax }))),
  };
  return { accountId: customerId, customerId, invoice, flags: [] };
}

function prepaidHash(plan: PrepaidPlan): string {
  const said = [
    plan.lines.map((line) => [
      line.serviceId,
      line.covers.from,
      line.covers.to,
      String(line.netMinor),
      String(line.taxMinor),
    ]),
    plan.closes,
    plan.opens,
    plan.isBlocked,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}
