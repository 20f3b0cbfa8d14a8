import type { ResultOf, VariablesOf } from '@demarc/web-api';
import type { BillingSettingsDocument, ChangePolicyDocument } from './settings.graphql';

export type Settings = ResultOf<typeof BillingSettingsDocument>['billingSettings'];
export type SettingName = Exclude<keyof Settings, 'own'>;
export type PolicyInput = VariablesOf<typeof ChangePolicyDocument>['input'];

/** How a setting is filled in. `nullable`: nothing filled in says "never" or "none". */
export type SettingKind =
  | { readonly kind: 'switch' }
  | { readonly kind: 'count' | 'money' | 'text'; readonly nullable?: boolean }
  | { readonly kind: 'weekdays' | 'days' | 'sentence' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'number'; readonly choices: readonly number[] };

export const settingGroups = [
  {
    id: 'newAccounts',
    names: [
      'billingType',
      'mode',
      'billingDay',
      'periodMonths',
      'dueDays',
      'blockingDays',
      'deactivationDays',
      'minimumBalance',
      'autoInvoice',
    ],
  },
  { id: 'periods', names: ['alignment', 'periodPrice', 'dayCount', 'discountStacking'] },
  { id: 'tax', names: ['taxRounding', 'taxPoint', 'taxDecimals', 'taxRequired', 'reverseChargeNote'] },
  {
    id: 'runs',
    names: [
      'documentDate',
      'mailDocuments',
      'futureItemsAlone',
      'autoRuns',
      'autoPreviewDays',
      'autoIssue',
      'autoIssueDays',
      'autoIssueHour',
    ],
  },
  { id: 'prepaid', names: ['prepaidInvoice', 'prepaidDailyInvoice', 'prepaidExpiryDayServed', 'prepaidHour'] },
  {
    id: 'blocking',
    names: ['blockingOn', 'deactivationOn', 'blockByOneTimeInvoices', 'blockOnRestDays', 'restDays', 'holidays'],
  },
  {
    id: 'collection',
    names: [
      'blockingHour',
      'deactivationFollowsBlock',
      'suspendSecondPersonAbove',
      'suspendFirst',
      'suspendWaitMinutes',
      'suspendStopAbove',
      'promisesPerYear',
      'promiseDays',
      'promiseHoldsFees',
      'brokenPromiseBlocks',
      'debitsWithoutDocument',
      'looseDebitsFirst',
      'depositNumbers',
    ],
  },
  { id: 'brakes', names: ['suspendWithoutApproval', 'brakePercent', 'brakeFree', 'toleratedDebt'] },
  { id: 'approvals', names: ['secondPersonAbove', 'refundLimit'] },
  {
    id: 'planChanges',
    names: [
      'changeRefund',
      'changeFeeToDearer',
      'changeFeeToCheaper',
      'changeInvoice',
      'changeMinimumInvoice',
      'prepaidChangeRefund',
      'prepaidChangeFeeToDearer',
      'prepaidChangeFeeToCheaper',
    ],
  },
  { id: 'pauses', names: ['pauseBilling', 'pauseReducedPercent', 'pauseCredit', 'pauseMostDays', 'pauseByCustomer'] },
  { id: 'ends', names: ['endRefund', 'endOnFirstDay', 'contractNoticeDays', 'contractNoticeWhenRenewed'] },
  {
    id: 'proformas',
    names: ['proformaDay', 'proformaFor', 'proformaMonths', 'proformaDueDays', 'proformaInvoiceOnPayment'],
  },
  {
    id: 'numbers',
    names: [
      'invoiceNumbers',
      'oneTimeNumbers',
      'creditNoteNumbers',
      'proformaNumbers',
      'receiptNumbers',
      'statementNumbers',
    ],
  },
] as const satisfies readonly { readonly id: string; readonly names: readonly SettingName[] }[];

export type GroupId = (typeof settingGroups)[number]['id'];

export const settingKinds: Readonly<Record<SettingName, SettingKind>> = {
  billingType: { kind: 'choice', choices: ['RECURRING', 'PREPAID_DAILY', 'PREPAID_CUSTOM'] },
  autoInvoice: { kind: 'switch' },
  periodPrice: { kind: 'choice', choices: ['MONTH', 'PERIOD'] },
  mailDocuments: { kind: 'choice', choices: ['NONE', 'RUN_INVOICES', 'ALL'] },
  documentDate: { kind: 'choice', choices: ['BILLING_DAY', 'ISSUE_DATE'] },
  futureItemsAlone: { kind: 'switch' },
  autoRuns: { kind: 'switch' },
  autoPreviewDays: { kind: 'count' },
  autoIssue: { kind: 'choice', choices: ['NEVER', 'AFTER_DAYS', 'MONTH_END'] },
  autoIssueDays: { kind: 'count' },
  autoIssueHour: { kind: 'count' },
  prepaidInvoice: { kind: 'choice', choices: ['PER_CHARGE', 'AFTER_PAYMENT', 'NONE'] },
  prepaidDailyInvoice: { kind: 'choice', choices: ['MONTHLY', 'AFTER_PAYMENT', 'NONE'] },
  prepaidExpiryDayServed: { kind: 'switch' },
  prepaidHour: { kind: 'count' },
  mode: { kind: 'choice', choices: ['ADVANCE', 'ARREARS'] },
  billingDay: { kind: 'count' },
  periodMonths: { kind: 'count' },
  dueDays: { kind: 'count' },
  blockingDays: { kind: 'count', nullable: true },
  deactivationDays: { kind: 'count', nullable: true },
  minimumBalance: { kind: 'money' },
  alignment: { kind: 'choice', choices: ['BILLING_DAY', 'CALENDAR', 'ANNIVERSARY'] },
  dayCount: { kind: 'choice', choices: ['ACTUAL', 'THIRTY'] },
  discountStacking: { kind: 'choice', choices: ['ONE_WINS', 'STACK'] },
  taxRounding: { kind: 'choice', choices: ['LINE', 'DOCUMENT'] },
  taxPoint: { kind: 'choice', choices: ['DOCUMENT', 'LINE_START'] },
  taxDecimals: { kind: 'number', choices: [0, 2, 4] },
  reverseChargeNote: { kind: 'sentence' },
  taxRequired: { kind: 'switch' },
  blockingOn: { kind: 'switch' },
  deactivationOn: { kind: 'switch' },
  blockByOneTimeInvoices: { kind: 'switch' },
  blockOnRestDays: { kind: 'switch' },
  restDays: { kind: 'weekdays' },
  holidays: { kind: 'days' },
  suspendWithoutApproval: { kind: 'switch' },
  blockingHour: { kind: 'count' },
  deactivationFollowsBlock: { kind: 'switch' },
  suspendSecondPersonAbove: { kind: 'count', nullable: true },
  suspendFirst: { kind: 'count' },
  suspendWaitMinutes: { kind: 'count' },
  suspendStopAbove: { kind: 'count' },
  promisesPerYear: { kind: 'count' },
  promiseDays: { kind: 'count' },
  promiseHoldsFees: { kind: 'switch' },
  brokenPromiseBlocks: { kind: 'switch' },
  debitsWithoutDocument: { kind: 'switch' },
  looseDebitsFirst: { kind: 'switch' },
  depositNumbers: { kind: 'text' },
  brakePercent: { kind: 'count' },
  brakeFree: { kind: 'count' },
  toleratedDebt: { kind: 'money' },
  secondPersonAbove: { kind: 'money', nullable: true },
  refundLimit: { kind: 'money' },
  changeRefund: { kind: 'choice', choices: ['UNUSED', 'NONE'] },
  changeFeeToDearer: { kind: 'money', nullable: true },
  changeFeeToCheaper: { kind: 'money', nullable: true },
  changeInvoice: { kind: 'choice', choices: ['PERIOD_END', 'THIRTY_DAYS', 'NEXT_RUN'] },
  changeMinimumInvoice: { kind: 'money', nullable: true },
  prepaidChangeRefund: { kind: 'choice', choices: ['UNUSED', 'NONE'] },
  prepaidChangeFeeToDearer: { kind: 'money', nullable: true },
  prepaidChangeFeeToCheaper: { kind: 'money', nullable: true },
  pauseBilling: { kind: 'choice', choices: ['FREE', 'REDUCED', 'FULL'] },
  pauseReducedPercent: { kind: 'count' },
  pauseCredit: { kind: 'switch' },
  pauseMostDays: { kind: 'count', nullable: true },
  pauseByCustomer: { kind: 'switch' },
  endRefund: { kind: 'choice', choices: ['NONE', 'CREDIT', 'PAID_FIRST'] },
  endOnFirstDay: { kind: 'choice', choices: ['ONE_DAY', 'FREE'] },
  contractNoticeDays: { kind: 'count', nullable: true },
  contractNoticeWhenRenewed: { kind: 'switch' },
  proformaDay: { kind: 'count', nullable: true },
  proformaFor: { kind: 'choice', choices: ['CURRENT_MONTH', 'NEXT_MONTH'] },
  proformaMonths: { kind: 'count' },
  proformaDueDays: { kind: 'count' },
  proformaInvoiceOnPayment: { kind: 'switch' },
  invoiceNumbers: { kind: 'text' },
  oneTimeNumbers: { kind: 'text', nullable: true },
  creditNoteNumbers: { kind: 'text' },
  proformaNumbers: { kind: 'text' },
  receiptNumbers: { kind: 'text' },
  statementNumbers: { kind: 'text' },
};

export type SettingValue = string | boolean | readonly string[];
export type SettingValues = Record<string, SettingValue>;

/** Form values of one group. */
export function valuesOf(settings: Settings, names: readonly SettingName[]): SettingValues {
  return Object.fromEntries(names.map((name) => [name, formValue(name, settings[name])]));
}

function formValue(name: SettingName, value: Settings[SettingName]): SettingValue {
  if (value === null) return '';
  if (Array.isArray(value)) return name === 'holidays' ? value.join(', ') : value.map(String);
  return typeof value === 'number' ? String(value) : value;
}

/** Only what differs from before is sent, so that a setting of the level above does not become one's own unseen. */
export function changesOf(before: SettingValues, after: SettingValues, names: readonly SettingName[]): PolicyInput {
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, inputValue(settingKinds[name], after[name] ?? '')]));
}

function inputValue(kind: SettingKind, value: SettingValue): string | number | boolean | null | string[] | number[] {
  switch (kind.kind) {
    case 'switch':
      return value === true;
    case 'count':
    case 'number':
      return value === '' ? null : Number(value);
    case 'money':
      return value === '' ? null : String(value);
    case 'weekdays':
      return listOf(value).map(Number).sort();
    case 'days':
      return listOf(value);
    case 'text':
      return value === '' && kind.nullable === true ? null : String(value);
    case 'choice':
    case 'sentence':
      return String(value);
  }
}

function listOf(value: SettingValue): string[] {
  if (typeof value === 'string') return value.split(/[\s,;]+/).filter((one) => one !== '');
  return typeof value === 'boolean' ? [] : [...value];
}
