import type { LocalDate } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import { isCharged, type PrepaidAccount, type PrepaidService } from '../../domain/index.js';
import type { Account } from '../accounts/accounts.js';
import { loadBillableServices, type LoadedService } from '../runs/load-billable.js';
import { WAITS_FOR_STAFF } from '../services/service-steps.js';
import { billingPolicyOf, type BillingTerms } from '../settings/settings.js';

export type LoadedPrepaidService = LoadedService & PrepaidService;

export interface LoadedPrepaid extends PrepaidAccount {
  readonly services: readonly LoadedPrepaidService[];
}

interface PrepaidRow {
  id: string;
  prepaid_days: number | null;
  lapsed_on: LocalDate | null;
  waits: boolean;
}

/** Prepaid accounts as they are decided on, by customer. Those that are not charged at all are left out. */
export async function loadPrepaid(
  sql: Sql,
  accounts: readonly Account[],
  termsOf: (partnerId: string) => BillingTerms,
  on: LocalDate,
  reactivating: string | null = null,
): Promise<Map<string, LoadedPrepaid>> {
  const charged = accounts.filter(isPrepaidAndCharged);
  const ids = charged.map((account) => account.customerId);
  const [services, rows] = await together(
    loadBillableServices(sql, ids, on, termsOf),
    sql.query<PrepaidRow>(
      `SELECT service.id, coalesce(service.prepaid_days, plan.prepaid_days) AS prepaid_days, service.lapsed_on, ${WAITS_FOR_STAFF} AS waits
         FROM billing.service JOIN billing.plan ON plan.id = service.plan_id
        WHERE service.customer_id = ANY ($1::uuid[]) AND service.status IN ('active', 'paused')`,
      [ids],
    ),
  );
  const own = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    charged.map((account) => {
      const loaded = (services.get(account.customerId) ?? []).map((service): LoadedPrepaidService => ({
        ...(account.taxExempt ? withoutTax(service) : service),
        prepaidDays: own.get(service.serviceId)?.prepaid_days ?? null,
        lapsedOn: own.get(service.serviceId)?.lapsed_on ?? null,
        waitsForStaff: service.serviceId !== reactivating && (own.get(service.serviceId)?.waits ?? false),
      }));
      return [account.customerId, prepaidAccount(account, loaded, termsOf(account.partnerId))];
    }),
  );
}

export function isPrepaidAndCharged(account: Account): boolean {
  return (
    account.billingType !== 'recurring' && account.billingEnabled && isCharged(account.lifecycle, account.standing)
  );
}

/** Each charge is priced and taxed by itself: what one line costs must not depend on what else is due. */
function prepaidAccount(
  account: Account,
  services: readonly LoadedPrepaidService[],
  terms: BillingTerms,
): LoadedPrepaid {
  const policy = billingPolicyOf(account, terms);
  return {
    kind: account.billingType === 'prepaid_daily' ? 'prepaid_daily' : 'prepaid_custom',
    currency: account.currency,
    policy: { ...policy, dayCount: 'actual', rounding: { ...policy.rounding, tax: 'line' } },
    periodsAtOnce: account.periodMonths,
    services,
    balanceMinor: account.balanceMinor,
    minimumBalanceMinor: account.minimumBalanceMinor,
    isBlocked: account.standing === 'blocked',
    expiryDayServed: terms.settings.prepaidExpiryDayServed,
  };
}

function withoutTax({ taxVersions: _, ...service }: LoadedService): LoadedService {
  return { ...service, tax: null };
}
