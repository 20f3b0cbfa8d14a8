import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type CurrencyCode, type Id, money, toDecimalString } from '@demarc/kernel';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { TEMPLATE_NAMES, type TemplateName, templateOf } from './account-templates.js';
import { Policies } from './policies.js';

/**
 * Where a setting of a customer has its value from: decided for the customer; what new customers of the partner, or of
 * everybody, get; what the product comes with; or kept from when the account was opened, while those have changed since.
 */
export type SettingSourceKind = 'customer' | 'partner' | 'everybody' | 'product' | 'kept';

export interface SettingSource {
  readonly name: TemplateName;
  readonly source: SettingSourceKind;
  /** What new customers get, and who decided that. */
  readonly inherited: string | null;
  readonly inheritedFrom: Exclude<SettingSourceKind, 'customer' | 'kept'>;
}

@Injectable()
export class FindSettingSources extends Query<{ customerId: string }, SettingSource[]> {
  readonly rule: Rule = {
    name: 'billing.findSettingSources',
    sentence: 'See where the billing settings of a customer come from',
    permission: BillingPermissions['account.view'],
  };

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer({ customerId }: { customerId: Id<'Customer'> }, { sql }: Asking): Promise<SettingSource[]> {
    const account = await this.accounts.find(sql, customerId);
    if (!account) return [];
    const terms = await this.policies.terms(sql, account.partnerId);
    const [partner, everybody] = [await this.policies.own(sql, account.partnerId), await this.policies.own(sql, null)];
    const template = templateOf(terms);
    return TEMPLATE_NAMES.map((name): SettingSource => {
      const inheritedFrom = name in partner ? 'partner' : name in everybody ? 'everybody' : 'product';
      const isOwn = account.ownSettings.includes(name);
      const source = isOwn ? 'customer' : valueOf(account, name) === template[name] ? inheritedFrom : 'kept';
      return { name, source, inheritedFrom, inherited: shown(name, template[name], account.currency) };
    });
  }
}

function valueOf(account: Account, name: TemplateName): string | null {
  const value = name === 'minimumBalance' ? account.minimumBalanceMinor : account[name];
  return value === null ? null : String(value);
}

/** Amounts as decimal text, words as the schema has them. */
function shown(name: TemplateName, value: string | null, currency: CurrencyCode): string | null {
  if (value === null) return null;
  if (name === 'minimumBalance') return toDecimalString(money(BigInt(value), currency));
  return name === 'mode' || name === 'billingType' ? value.toUpperCase() : value;
}
