import { Injectable } from '@nestjs/common';
import { Operators } from '@demarc/crm';
import type { Sql } from '@demarc/persistence';
import { USUAL_SETTINGS, type BillingSettings, type BillingTerms } from './settings.js';

interface PolicyRow {
  partner_id: string | null;
  settings: Partial<BillingSettings>;
}

const NUMBERS = [
  'invoiceNumbers',
  'creditNoteNumbers',
  'receiptNumbers',
  'depositNumbers',
  'oneTimeNumbers',
  'proformaNumbers',
  'statementNumbers',
] as const;

/** The billing settings: the usual ones, under the operator's own, under the partner's. */
@Injectable()
export class Policies {
  private readonly ofTransaction = new WeakMap<Sql, Promise<(partnerId: string) => BillingTerms>>();

  constructor(private readonly operators: Operators) {}

  async terms(sql: Sql, partnerId: string): Promise<BillingTerms> {
    return (await this.termsOfAll(sql))(partnerId);
  }

  /** Read once a transaction, then answered from memory: the terms as they were before the transaction changed them. */
  termsOfAll(sql: Sql): Promise<(partnerId: string) => BillingTerms> {
    const known = this.ofTransaction.get(sql);
    if (known) return known;
    const terms = this.readTerms(sql);
    this.ofTransaction.set(sql, terms);
    return terms;
  }

  private async readTerms(sql: Sql): Promise<(partnerId: string) => BillingTerms> {
    const operator = await this.operators.settings(sql);
    const rows = await sql.query<PolicyRow>('SELECT partner_id, settings FROM billing.policy', []);
    const everybody = rows.find((row) => row.partner_id === null)?.settings ?? {};
    const known = new Map<string, BillingTerms>();
    return (partnerId) => {
      const before = known.get(partnerId);
      if (before) return before;
      const own = rows.find((row) => row.partner_id === partnerId)?.settings ?? {};
      const terms: BillingTerms = {
        partnerId,
        zone: operator.timeZone,
        currency: operator.currency,
        rounding: operator.lineRounding,
        settings: { ...USUAL_SETTINGS, ...everybody, ...own },
        numbersOf: NUMBERS.some((name) => own[name] !== undefined) ? partnerId : null,
      };
      known.set(partnerId, terms);
      return terms;
    };
  }

  async own(sql: Sql, partnerId: string | null): Promise<Partial<BillingSettings>> {
    const row = await sql.first<PolicyRow>(
      'SELECT partner_id, settings FROM billing.policy WHERE partner_id IS NOT DISTINCT FROM $1::uuid',
      [partnerId],
    );
    return row?.settings ?? {};
  }
}
