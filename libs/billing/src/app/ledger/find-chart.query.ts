import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { BillingPermissions } from '../../permissions.js';

export interface FoundLedgerAccount {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly ownCode: string | null;
  readonly added: boolean;
  readonly active: boolean;
  readonly revision: number;
}

export interface FoundRevenueMapping {
  readonly id: string;
  readonly fromAccount: string | null;
  readonly planId: string | null;
  readonly planTitle: string | null;
  readonly accountCode: string;
}

const KINDS = `CASE account.kind WHEN 'asset' THEN 1 WHEN 'liability' THEN 2 WHEN 'equity' THEN 3 WHEN 'income' THEN 4 ELSE 5 END`;

/** The chart of accounts, in the order of a balance sheet. */
@Injectable()
export class ListChart extends Query<Record<string, never>, FoundLedgerAccount[]> {
  readonly rule: Rule = {
    name: 'billing.listChart',
    sentence: 'See the chart of accounts',
    permission: BillingPermissions['ledger.view'],
  };

  answer(_: Record<string, never>, { sql }: Asking): Promise<FoundLedgerAccount[]> {
    return sql.query<FoundLedgerAccount>(
      `SELECT code, name, kind, own_code AS "ownCode", added, active, revision
       FROM billing.ledger_account account ORDER BY ${KINDS}, own_code NULLS LAST, code`,
    );
  }
}

/** Where income goes instead of the account of its kind. */
@Injectable()
export class ListRevenueMappings extends Query<Record<string, never>, FoundRevenueMapping[]> {
  readonly rule: Rule = {
    name: 'billing.listRevenueMappings',
    sentence: 'See where income is booked',
    permission: BillingPermissions['ledger.view'],
  };

  answer(_: Record<string, never>, { sql }: Asking): Promise<FoundRevenueMapping[]> {
    return sql.query<FoundRevenueMapping>(
      `SELECT mapping.id, from_account AS "fromAccount", plan_id AS "planId", plan.title AS "planTitle", account_code AS "accountCode"
       FROM billing.revenue_mapping mapping LEFT JOIN billing.plan plan ON plan.id = mapping.plan_id ORDER BY from_account NULLS LAST, plan.title`,
    );
  }
}
