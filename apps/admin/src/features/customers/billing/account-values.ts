import type { VariablesOf } from '@demarc/web-api';
import type { Account } from '../record/use-customer';
import type { ChangeBillingSettingsDocument } from './billing.graphql';

export type SettingsInput = VariablesOf<typeof ChangeBillingSettingsDocument>['input'];

export interface AccountValues {
  readonly billingType: string;
  readonly mode: string;
  readonly billingDay: string;
  readonly periodMonths: string;
  readonly dueDays: string;
  readonly blockingDays: string;
  readonly deactivationDays: string;
  readonly minimumBalance: string;
  readonly billingEnabled: boolean;
  readonly autoInvoice: boolean;
  readonly proformas: string;
  readonly proformaDay: string;
  readonly proformaMonths: string;
}

export const billingTypes = ['RECURRING', 'PREPAID_DAILY', 'PREPAID_CUSTOM'] as const;
export const proformaChoices = ['AS_SETTINGS', 'OWN', 'NEVER'] as const;
export const billingModes = ['ADVANCE', 'ARREARS'] as const;

export function accountValues(account: Account): AccountValues {
  const days = (value: number | null) => (value === null ? '' : String(value));
  return {
    billingType: account.billingType,
    mode: account.mode,
    billingDay: String(account.billingDay),
    periodMonths: String(account.periodMonths),
    dueDays: String(account.dueDays),
    blockingDays: days(account.blockingDays),
    deactivationDays: days(account.deactivationDays),
    minimumBalance: account.minimumBalance.amount,
    billingEnabled: account.billingEnabled,
    autoInvoice: account.autoInvoice,
    proformas: account.proformas,
    proformaDay: days(account.proformaDay),
    proformaMonths: days(account.proformaMonths),
  };
}

/** Only what differs; null when nothing does. Days that are left empty are "never". */
export function settingsInput(customerId: string, account: Account, values: AccountValues): SettingsInput | null {
  const before = accountValues(account);
  const differs = (name: keyof AccountValues) => values[name] !== before[name];
  const whole = (name: 'billingDay' | 'periodMonths' | 'dueDays') =>
    differs(name) ? { [name]: Number(values[name]) } : {};
  const orNever = (name: 'blockingDays' | 'deactivationDays') =>
    differs(name) ? { [name]: values[name] === '' ? null : Number(values[name]) } : {};
  const flag = (name: 'billingEnabled' | 'autoInvoice') => (differs(name) ? { [name]: values[name] } : {});
  const own = (name: 'proformaDay' | 'proformaMonths') =>
    differs(name) && values[name] !== '' ? { [name]: Number(values[name]) } : {};
  const proformas = proformaChoices.find((one) => one === values.proformas);
  const billingType = billingTypes.find((one) => one === values.billingType);
  const mode = billingModes.find((one) => one === values.mode);
  const changes = {
    ...(billingType !== undefined && differs('billingType') ? { billingType } : {}),
    ...(mode !== undefined && differs('mode') ? { mode } : {}),
    ...whole('billingDay'),
    ...whole('periodMonths'),
    ...whole('dueDays'),
    ...orNever('blockingDays'),
    ...orNever('deactivationDays'),
    ...(differs('minimumBalance') && values.minimumBalance !== '' ? { minimumBalance: values.minimumBalance } : {}),
    ...flag('billingEnabled'),
    ...flag('autoInvoice'),
    ...(proformas !== undefined && differs('proformas') ? { proformas } : {}),
    ...own('proformaDay'),
    ...own('proformaMonths'),
  };
  return Object.keys(changes).length === 0 ? null : { customerId, ...changes };
}
