import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { LocalDate } from '@demarc/kernel';
import { planPrepaid, prepaidOutlook, type PaidService, type PrepaidOutlook } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { toBeInvoiced } from './document-charges.js';
import { loadPrepaid } from './load-prepaid.js';

export interface FoundPrepaid extends PrepaidOutlook {
  readonly currency: string;
  readonly expiryDayServed: boolean;
  readonly isBlocked: boolean;
  /** What must be paid in so that the next charge of all services goes through. */
  readonly missingMinor: bigint;
  /** Which document charges make for this account. */
  readonly invoice: 'per_charge' | 'after_payment' | 'monthly' | 'none';
  /** Charged, and to stand on an invoice that is yet to come. */
  readonly toBeInvoicedMinor: bigint;
  readonly services: readonly (PaidService & { readonly description: string; readonly lapsedOn: LocalDate | null })[];
}

/** How far a prepaid customer’s money reaches; null for who is not prepaid. */
@Injectable()
export class FindPrepaid extends Query<{ customerId: string }, FoundPrepaid | null> {
  readonly rule: Rule = {
    name: 'billing.findPrepaid',
    sentence: 'See how far prepaid money reaches',
    permission: BillingPermissions['account.view'],
    customer: 'own',
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer({ customerId }: { customerId: string }, { sql, clock }: Asking): Promise<FoundPrepaid | null> {
    const account = await this.accounts.find(sql, customerId);
    if (!account || account.billingType === 'recurring') return null;
    const termsOf = await this.policies.termsOfAll(sql);
    const { zone, settings } = termsOf(account.partnerId);
    const today = clock.todayIn(zone);
    const loaded = (await loadPrepaid(sql, [account], termsOf, today)).get(customerId);
    if (!loaded) return null;
    const outlook = prepaidOutlook(loaded, today);
    const available = loaded.balanceMinor - loaded.minimumBalanceMinor;
    const facts = new Map(loaded.services.map((service) => [service.serviceId, service]));
    return {
      ...outlook,
      currency: account.currency,
      expiryDayServed: settings.prepaidExpiryDayServed,
      invoice: loaded.kind === 'prepaid_daily' ? settings.prepaidDailyInvoice : settings.prepaidInvoice,
      toBeInvoicedMinor: await toBeInvoiced(sql, customerId),
      isBlocked: loaded.isBlocked,
      missingMinor: outlook.costMinor > available ? outlook.costMinor - available : 0n,
      services: planPrepaid({ ...loaded, balanceMinor: loaded.minimumBalanceMinor }, today).services.map((one) => ({
        ...one,
        description: facts.get(one.serviceId)?.description ?? '',
        lapsedOn: facts.get(one.serviceId)?.lapsedOn ?? null,
      })),
    };
  }
}
