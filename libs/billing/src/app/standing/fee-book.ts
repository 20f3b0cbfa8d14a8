import { currencyDigits, type LocalDate, money, toDecimalString } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { explainedLine, feeMinor, type FeeKind, type FeeRule, type PricedThing } from '../../domain/index.js';
import type { FeeRuleId, TaxRateId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { taxFor } from '../pricing/tax-books.js';
import type { BillingTerms } from '../settings/settings.js';

export interface StoredFeeRule extends FeeRule {
  readonly ruleId: FeeRuleId;
  readonly partnerId: string | null;
  readonly taxRateId: TaxRateId | null;
  /** Invoices from this day on. */
  readonly fromOn: LocalDate;
}

const RULES = `SELECT id AS "ruleId", partner_id AS "partnerId", kind, title, amount::text AS amount, percent::text AS percent, tax_rate_id AS "taxRateId",
    after_days AS "afterDays", every_days AS "everyDays", times, charged_as AS "as", from_on AS "fromOn" FROM billing.fee_rule WHERE ended_on IS NULL`;

/** The rules in force, answered for a partner: its own of a kind, else everybody’s. */
export async function feeRules(
  sql: Sql,
): Promise<(partnerId: string, kinds?: readonly FeeKind[]) => readonly StoredFeeRule[]> {
  const rules = await sql.query<StoredFeeRule>(`${RULES} ORDER BY kind, after_days, title`);
  return (partnerId, kinds) => {
    const own = rules.filter((rule) => rule.partnerId === partnerId);
    const everybodys = rules.filter(
      (rule) => rule.partnerId === null && !own.some((other) => other.kind === rule.kind),
    );
    return [...own, ...everybodys].filter((rule) => !kinds || kinds.includes(rule.kind));
  };
}

/** What a fee comes to, before tax and with it: the same sum that the invoice or the future item has. */
export async function feePrices(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  rules: readonly StoredFeeRule[],
  on: LocalDate,
): Promise<(rule: FeeRule, openMinor: bigint) => { readonly feeMinor: bigint; readonly grossMinor: bigint }> {
  const digits = currencyDigits(account.currency);
  const taxes = new Map<string, Awaited<ReturnType<typeof taxFor>>>();
  for (const rule of rules) taxes.set(rule.ruleId, await taxFor(sql, account, terms, rule.taxRateId, on));
  return (rule, openMinor) => {
    const minor = feeMinor(rule, openMinor, digits);
    if (minor === 0n) return { feeMinor: 0n, grossMinor: 0n };
    const { tax, exemption } = taxes.get(rule.ruleId) ?? { tax: null };
    const thing: PricedThing = {
      quantity: '1',
      unitPrice: toDecimalString(money(minor, account.currency)),
      priceIncludesTax: false,
      tax,
      ...(exemption ? { exemption } : {}),
    };
    const rounding = { rule: terms.rounding, tax: 'line' } as const;
    const { grossMinor } = explainedLine('one_time', thing, { days: 1, of: 1 }, {}, account.currency, rounding);
    return { feeMinor: minor, grossMinor };
  };
}
