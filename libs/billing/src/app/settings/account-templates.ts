import { parseMoney } from '@demarc/kernel';
import type { BillingTerms } from './settings.js';

/** What new accounts begin with, each with the column of the account that it fills. */
export const TEMPLATE_COLUMNS = {
  billingType: ['billing_type', 'text'],
  mode: ['mode', 'text'],
  billingDay: ['billing_day', 'smallint'],
  periodMonths: ['period_months', 'smallint'],
  dueDays: ['due_days', 'smallint'],
  blockingDays: ['blocking_days', 'smallint'],
  deactivationDays: ['deactivation_days', 'smallint'],
  minimumBalance: ['minimum_balance_minor', 'bigint'],
  autoInvoice: ['auto_invoice', 'boolean'],
} as const;

export type TemplateName = keyof typeof TEMPLATE_COLUMNS;
export const TEMPLATE_NAMES = Object.keys(TEMPLATE_COLUMNS) as TemplateName[];

/** The template of a partner as its accounts would hold it: text, or null for “never”. */
export function templateOf({ settings, currency }: BillingTerms): Readonly<Record<TemplateName, string | null>> {
  const text = (value: string | number | boolean | null): string | null => (value === null ? null : String(value));
  return {
    billingType: settings.billingType,
    mode: settings.mode,
    billingDay: text(settings.billingDay),
    periodMonths: text(settings.periodMonths),
    dueDays: text(settings.dueDays),
    blockingDays: text(settings.blockingDays),
    deactivationDays: text(settings.deactivationDays),
    minimumBalance: text(String(parseMoney(settings.minimumBalance, currency)?.amountMinor ?? 0n)),
    autoInvoice: text(settings.autoInvoice),
  };
}
