import { parseMoney, type CurrencyCode, type LocalDate, type RoundingRule } from '@demarc/kernel';
import {
  MONTH,
  type BillingPolicy,
  type ChangeFee,
  type CycleChange,
  type DayCount,
  type LooseDebits,
  type PeriodAlignment,
  type PlanChangeTerms,
  type StandingPolicy,
} from '../../domain/index.js';
import { type CollectionSettings, USUAL_COLLECTION } from './collection-settings.js';
import { type CycleSettings, USUAL_CYCLES } from './cycle-settings.js';
import { type ServiceSettings, USUAL_SERVICE_SETTINGS } from './service-settings.js';
import { type PricingSettings, USUAL_PRICING } from './pricing-settings.js';

/** What an operator decides about billing. A partner may decide any of it differently. Amounts are decimal text. */
export interface BillingSettings extends CycleSettings, CollectionSettings, PricingSettings, ServiceSettings {
  /** What new accounts begin with. */
  readonly billingDay: number;
  readonly periodMonths: number;
  readonly mode: 'advance' | 'arrears';
  readonly dueDays: number;
  readonly blockingDays: number | null;
  readonly deactivationDays: number | null;
  readonly minimumBalance: string;
  /** How periods lie, and how parts of them are counted. */
  readonly alignment: PeriodAlignment;
  readonly dayCount: DayCount;
  readonly taxRounding: 'line' | 'document';
  readonly taxRequired: boolean;
  readonly blockingOn: boolean;
  readonly deactivationOn: boolean;
  readonly blockByOneTimeInvoices: boolean;
  readonly blockOnRestDays: boolean;
  readonly restDays: readonly number[];
  readonly holidays: readonly LocalDate[];
  /** Suspensions go ahead without a person, unless there are too many at once. */
  readonly suspendWithoutApproval: boolean;
  /** More than this percentage of the active customers at once always waits for a person … */
  readonly brakePercent: number;
  /** … unless there are no more than this many. */
  readonly brakeFree: number;
  /** Owing this much or less suspends nobody. */
  readonly toleratedDebt: string;
  /** A billing run over this amount is approved by somebody other than its author. Null: never asked for. */
  readonly secondPersonAbove: string | null;
  /** Giving an online payment back over this amount needs a permission of its own. Null: no limit. */
  readonly refundLimit: string | null;
  readonly changeRefund: 'none' | 'unused';
  readonly changeFeeToDearer: string | null;
  readonly changeFeeToCheaper: string | null;
  readonly changeInvoice: 'period_end' | 'thirty_days' | 'next_run';
  readonly invoiceNumbers: string;
  readonly creditNoteNumbers: string;
  readonly receiptNumbers: string;
}

export const USUAL_SETTINGS: BillingSettings = {
  ...USUAL_CYCLES,
  ...USUAL_COLLECTION,
  ...USUAL_SERVICE_SETTINGS,
  ...USUAL_PRICING,
  billingDay: 1,
  periodMonths: 1,
  mode: 'advance',
  dueDays: 15,
  blockingDays: 0,
  deactivationDays: 10,
  minimumBalance: '0',
  alignment: 'billing_day',
  dayCount: 'actual',
  taxRounding: 'line',
  taxRequired: false,
  blockingOn: true,
  deactivationOn: true,
  blockByOneTimeInvoices: false,
  blockOnRestDays: true,
  restDays: [6, 7],
  holidays: [],
  suspendWithoutApproval: false,
  brakePercent: 5,
  brakeFree: 10,
  toleratedDebt: '0',
  secondPersonAbove: null,
  refundLimit: '100',
  changeRefund: 'unused',
  changeFeeToDearer: null,
  changeFeeToCheaper: null,
  changeInvoice: 'period_end',
  invoiceNumbers: 'INV-{year}-{next|6}',
  creditNoteNumbers: 'CN-{year}-{next|6}',
  receiptNumbers: 'R-{year}-{next|6}',
};

/** The settings that hold for one partner, with where and in what money it all happens. */
export interface BillingTerms {
  readonly partnerId: string;
  readonly zone: string;
  readonly currency: CurrencyCode;
  readonly rounding: RoundingRule;
  readonly settings: BillingSettings;
  /** Whose number patterns these are: the partner's own, or null for everybody's. */
  readonly numbersOf: string | null;
}

interface AccountTerms {
  readonly mode: 'advance' | 'arrears';
  readonly billingDay: number;
  readonly periodMonths: number;
  readonly cycleAnchorOn: LocalDate | null;
  readonly cycleChanges?: readonly CycleChange[] | null;
  readonly dueDays: number;
  readonly blockingDays: number | null;
  readonly deactivationDays: number | null;
  readonly minimumBalanceMinor: bigint;
}

export function billingPolicyOf(account: AccountTerms, terms: BillingTerms): BillingPolicy {
  const { settings } = terms;
  return {
    mode: account.mode,
    alignment: settings.alignment,
    billingDay: account.billingDay,
    cycleAnchorOn: account.cycleAnchorOn,
    ...paidAtOnce(account.periodMonths, settings.periodPrice),
    dayCount: settings.dayCount,
    rounding: { rule: terms.rounding, tax: settings.taxRounding },
    discountStacking: settings.discountStacking,
    paymentDueDays: account.dueDays,
    ...(account.cycleChanges ? { changes: account.cycleChanges } : {}),
  };
}

/** A price is for a month, of which so many are paid at once; or for the whole pay period of the account. */
function paidAtOnce(months: number, price: BillingSettings['periodPrice']): Pick<BillingPolicy, 'period' | 'reach'> {
  if (price === 'period') return { period: { unit: 'month', count: months } };
  return months > 1 ? { period: MONTH, reach: { unit: 'month', count: months } } : { period: MONTH };
}

export function standingPolicyOf(account: AccountTerms, { settings, currency }: BillingTerms): StandingPolicy {
  return {
    paymentDueDays: account.dueDays,
    blockingDays: account.blockingDays,
    deactivationDays: account.deactivationDays,
    minimumBalanceMinor: account.minimumBalanceMinor,
    blockByOneTimeInvoices: settings.blockByOneTimeInvoices,
    blockingOn: settings.blockingOn,
    deactivationOn: settings.deactivationOn,
    toleratedDebtMinor: settingMinor(settings.toleratedDebt, currency),
    deactivationFollowsBlock: settings.deactivationFollowsBlock,
    blockOnRestDays: settings.blockOnRestDays,
    restDays: settings.restDays,
    holidays: settings.holidays,
  };
}

/** `billingType` says which of the two sets of settings holds. */
export function planChangeTermsOf(
  { settings, currency }: BillingTerms,
  taxes: Pick<ChangeFee, 'tax' | 'exemption'>,
  billingType: 'recurring' | 'prepaid_daily' | 'prepaid_custom',
): PlanChangeTerms {
  const fee = (amount: string | null): PlanChangeTerms['feeToDearer'] =>
    amount === null ? null : { amount, amountIncludesTax: false, ...taxes };
  const prepaid = billingType !== 'recurring';
  return {
    refund: prepaid ? settings.prepaidChangeRefund : settings.changeRefund,
    feeToDearer: fee(prepaid ? settings.prepaidChangeFeeToDearer : settings.changeFeeToDearer),
    feeToCheaper: fee(prepaid ? settings.prepaidChangeFeeToCheaper : settings.changeFeeToCheaper),
    invoice: settings.changeInvoice,
    minimumInvoiceMinor:
      settings.changeMinimumInvoice === null ? null : settingMinor(settings.changeMinimumInvoice, currency),
  };
}

/** An amount of the settings in minor units; validated when it was set. */
export function settingMinor(text: string, currency: CurrencyCode): bigint {
  return parseMoney(text, currency)?.amountMinor ?? 0n;
}

export function looseDebitsOf({ settings }: BillingTerms): LooseDebits {
  return settings.looseDebitsFirst ? 'before_invoices' : 'after_invoices';
}
