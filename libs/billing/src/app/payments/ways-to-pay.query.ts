import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import type { Id } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { ProviderAccounts } from '../../gateways/provider-accounts.js';
import { Accounts } from '../accounts/accounts.js';

export interface WaysToPay {
  readonly online: boolean;
  readonly payee: string;
  readonly bankName: string | null;
  readonly bankAccount: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** How a customer can pay: online where a provider is connected for the partner, else to whose account, or whom to ask. */
@Injectable()
export class FindWaysToPay extends Query<{ customerId: string }, WaysToPay | null> {
  readonly rule: Rule = {
    name: 'billing.waysToPay',
    sentence: 'See how a customer can pay',
    permission: BillingPermissions['account.view'],
    customer: 'own',
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly partners: Partners,
    private readonly providers: ProviderAccounts,
  ) {
    super();
  }

  async answer({ customerId }: { customerId: string }, { sql }: Asking): Promise<WaysToPay | null> {
    const account = await this.accounts.find(sql, customerId);
    if (!account) return null;
    const partner = await this.partners.required(sql, account.partnerId as Id<'Partner'>);
    const { legalName, bankName, bankAccount, phone, email } = partner.legal;
    return {
      online: (await this.providers.forPartner(sql, account.partnerId)) !== undefined,
      payee: legalName ?? partner.name,
      bankName: bankName ?? null,
      bankAccount: bankAccount ?? null,
      phone: phone ?? null,
      email: email ?? null,
    };
  }
}
