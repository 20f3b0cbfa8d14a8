import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, type Id, invalid, type LocalDate, parseMoney } from '@demarc/kernel';
import type { CycleChange } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { StandingWatch } from '../standing/standing-watch.js';
import { TEMPLATE_COLUMNS, TEMPLATE_NAMES, templateOf } from '../settings/account-templates.js';
import { Policies } from '../settings/policies.js';
import { ChangeBillingSettingsInput } from './account-settings.input.js';
import { type Account, Accounts } from './accounts.js';

const COLUMNS = {
  billingType: 'billing_type',
  billingEnabled: 'billing_enabled',
  autoInvoice: 'auto_invoice',
  billingDay: 'billing_day',
  periodMonths: 'period_months',
  mode: 'mode',
  dueDays: 'due_days',
  blockingDays: 'blocking_days',
  deactivationDays: 'deactivation_days',
  taxExempt: 'tax_exempt',
  proformas: 'proformas',
  proformaDay: 'proforma_day',
  proformaMonths: 'proforma_months',
} as const;

@Injectable()
export class ChangeBillingSettings extends Command<ChangeBillingSettingsInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.changeBillingSettings',
    sentence: 'Change the billing settings of a customer',
    permission: BillingPermissions['account.change'],
    risk: 'normal',
  };
  readonly input = ChangeBillingSettingsInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
    private readonly watch: StandingWatch,
  ) {
    super();
  }

  async handle(input: ChangeBillingSettingsInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const account = await this.accounts.lock(act, input.customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const today = act.todayIn(terms.zone);
    if (input.taxExempt === true && !account.taxExempt)
      throw conflict(
        'TAX_EVIDENCE_NEEDED',
        'A customer is free of tax by a reason and a document. Note the exemption.',
      );
    checkProformas(account, input);
    const changes: Record<string, unknown> = {};
    for (const [field, column] of Object.entries(COLUMNS) as [keyof typeof COLUMNS, string][]) {
      if (input[field] !== undefined) changes[column] = input[field];
    }
    if (input.minimumBalance !== undefined) {
      const amount = parseMoney(input.minimumBalance, account.currency);
      if (!amount || amount.amountMinor > 0n)
        throw invalid('MINIMUM_BALANCE', 'The minimum balance is zero or below.', [
          { field: 'minimumBalance', message: 'must be zero or below' },
        ]);
      changes['minimum_balance_minor'] = amount.amountMinor.toString();
    }
    const template = templateOf(terms);
    for (const name of input.reset ?? []) changes[TEMPLATE_COLUMNS[name][0]] = template[name];
    if (Object.keys(changes).length === 0)
      throw invalid('NOTHING_TO_CHANGE', 'No setting was given. Give at least one.');
    if (Number(changes['period_months'] ?? 1) > 1 && account.cycleAnchorOn === null) changes['cycle_anchor_on'] = today;
    changes['own_settings'] = ownAfter(account, input);
    const cycle = cycleChangesOf(account, changes, today);
    if (cycle.length > 0) changes['cycle_changes'] = JSON.stringify([...(account.cycleChanges ?? []), ...cycle]);
    const names = Object.keys(changes);
    await act.sql.execute(
      `UPDATE billing.account SET ${names.map((name, index) => `${name} = $${index + 2}`).join(', ')}, revision = revision + 1 WHERE customer_id = $1`,
      [account.customerId, ...Object.values(changes)],
    );
    await this.watch.lookAgain(act, await this.accounts.lock(act, account.customerId));
    act.audit(
      { kind: 'account', id: account.customerId, customerId: account.customerId, partnerId: account.partnerId },
      'Billing settings changed',
      { after: changes },
    );
    return { customerId: account.customerId };
  }
}

/** What was given is this customer’s own from now on, what is reset is not. */
function ownAfter({ ownSettings }: Account, input: ChangeBillingSettingsInput): string[] {
  const reset: readonly string[] = input.reset ?? [];
  const given = TEMPLATE_NAMES.filter((name) => input[name] !== undefined);
  return [...new Set([...ownSettings, ...given])].filter((name) => !reset.includes(name));
}

/** Kept, so that a bill over an odd period can say why. */
function cycleChangesOf(
  account: Account,
  changes: Readonly<Record<string, unknown>>,
  on: LocalDate,
): readonly CycleChange[] {
  const kinds = { billingDay: 'billing_day', periodMonths: 'period_months', mode: 'mode' } as const;
  return (Object.entries(kinds) as [keyof typeof kinds, string][]).flatMap(([what, column]) => {
    const before = String(account[what]);
    const after = changes[column] === undefined ? before : String(changes[column]);
    return after === before ? [] : [{ on, what, before, after }];
  });
}

function checkProformas(account: Account, input: ChangeBillingSettingsInput): void {
  if ((input.proformas ?? account.proformas) !== 'own') return;
  const missing = (['proformaDay', 'proformaMonths'] as const).filter(
    (name) => (input[name] ?? account[name]) === null,
  );
  if (missing.length > 0)
    throw invalid(
      'PROFORMA_DAY_NEEDED',
      'Proformas of one’s own need a day of the month, and the months that they ask for.',
      missing.map((field) => ({ field, message: 'is missing' })),
    );
}
