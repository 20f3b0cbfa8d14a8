import { Injectable } from '@nestjs/common';
import { BillingPermissions, MOVED_BY_DOCUMENTS } from '@demarc/billing';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Operators } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';

export interface BalanceCheckFigures {
  readonly currency: string;
  readonly shownMinor: string;
  readonly ledgerMinor: string;
  readonly documentsMinor: string;
  readonly differing: number;
}

/** What customers owe, counted in three ways that know nothing of each other: three statements, compared here. */
@Injectable()
export class BalanceCheck extends Query<{ readonly customerId?: string | null | undefined }, BalanceCheckFigures> {
  readonly rule: Rule = {
    name: 'reporting.balanceCheck',
    sentence: 'Check balances against the ledger and the documents',
    permission: BillingPermissions['ledger.view'],
  };

  constructor(private readonly operators: Operators) {
    super();
  }

  async answer(
    { customerId }: { readonly customerId?: string | null | undefined },
    { sql }: Asking,
  ): Promise<BalanceCheckFigures> {
    const { currency } = await this.operators.settings(sql);
    const values = [customerId ?? null, currency];
    const shown = await owedBy(sql, SHOWN, values);
    const ledger = await owedBy(sql, LEDGER, values);
    const documents = await owedBy(sql, DOCUMENTS, values);
    const customers = new Set([...shown.keys(), ...ledger.keys(), ...documents.keys()]);
    const differing = [...customers].filter((id) => {
      const owed = shown.get(id) ?? 0n;
      return owed !== (ledger.get(id) ?? 0n) || owed !== (documents.get(id) ?? 0n);
    });
    return {
      currency,
      shownMinor: sumOf(shown),
      ledgerMinor: sumOf(ledger),
      documentsMinor: sumOf(documents),
      differing: differing.length,
    };
  }
}

const SHOWN = `SELECT customer_id, -balance_minor AS minor FROM billing.account
  WHERE balance_minor <> 0 AND currency = $2 AND ($1::uuid IS NULL OR customer_id = $1::uuid)`;

const LEDGER = `SELECT customer_id, sum(amount_minor) AS minor FROM billing.posting
  WHERE account_code = 'receivable' AND currency = $2 AND ($1::uuid IS NULL OR customer_id = $1::uuid) GROUP BY customer_id HAVING sum(amount_minor) <> 0`;

const DOCUMENTS = `SELECT customer_id, -sum(minor) AS minor FROM (${MOVED_BY_DOCUMENTS}) moved JOIN billing.account account USING (customer_id)
  WHERE account.currency = $2 AND ($1::uuid IS NULL OR customer_id = $1::uuid) GROUP BY customer_id HAVING sum(minor) <> 0`;

async function owedBy(sql: Sql, text: string, values: readonly unknown[]): Promise<Map<string, bigint>> {
  const rows = await sql.query<{ customer_id: string; minor: string }>(text, values);
  return new Map(rows.map((row) => [row.customer_id, BigInt(row.minor)]));
}

function sumOf(owed: ReadonlyMap<string, bigint>): string {
  return [...owed.values()].reduce((sum, minor) => sum + minor, 0n).toString();
}
