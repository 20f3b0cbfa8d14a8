import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { type CurrencyCode, type Id, type LocalDate, notFound } from '@demarc/kernel';
import type { SettledSums } from '../../domain/index.js';
import type { ResellerPayoutId, ResellerSettlementId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import type { ExplainedLine } from './next-settlement.js';
import type { SettlementState } from './reseller-enums.js';
import { readSums, SUM_COLUMNS, SUMMED, type Texts } from './settlement-sums.js';

const VIEW: Pick<Rule, 'permission'> = { permission: BillingPermissions['reseller.view'] };

export interface FoundPayout {
  readonly id: ResellerPayoutId;
  readonly paidOn: LocalDate;
  readonly paidBy: string;
  readonly methodName: string;
  readonly reference: string;
  readonly takenBackOn: LocalDate | null;
  readonly takenBackReason: string | null;
}

export interface FoundSettlement extends SettledSums {
  readonly id: ResellerSettlementId;
  readonly partnerId: Id<'Partner'>;
  readonly number: string;
  readonly currency: CurrencyCode;
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly settledOn: LocalDate;
  readonly settledBy: string;
  readonly state: SettlementState;
  /** The newest first; of an open settlement all of them were taken back. */
  readonly payouts: readonly FoundPayout[];
  readonly undoneOn: LocalDate | null;
  readonly undoneReason: string | null;
  /** Nothing was settled after it, and it is not paid. */
  readonly canUndo: boolean;
}

const SETTLEMENT = `SELECT own.id, own.partner_id AS "partnerId", own.number, own.currency, lower(period)::text AS "from", (upper(period) - 1)::text AS through,
    settled_on::text AS "settledOn", settled_by AS "settledBy", ${SUM_COLUMNS('own')}, payout.list AS payouts, undone_on::text AS "undoneOn", undone_reason AS "undoneReason",
    CASE WHEN undone_on IS NOT NULL THEN 'undone' WHEN payout.stands THEN 'paid' ELSE 'open' END AS state,
    undone_on IS NULL AND NOT payout.stands AND NOT EXISTS (SELECT 1 FROM billing.reseller_settlement later WHERE later.partner_id = own.partner_id
      AND later.currency = own.currency AND later.undone_on IS NULL AND lower(later.period) > lower(own.period)) AS "canUndo"
  FROM billing.reseller_settlement own CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(paid.taken_back_on IS NULL), false) AS stands, coalesce(json_agg(json_build_object('id', paid.id, 'paidOn', paid.paid_on, 'paidBy', paid.paid_by,
        'methodName', method.name, 'reference', paid.reference, 'takenBackOn', paid.taken_back_on, 'takenBackReason', paid.taken_back_reason) ORDER BY paid.id DESC), '[]') AS list
      FROM billing.reseller_payout paid JOIN billing.payment_method method ON method.id = paid.method_id WHERE paid.settlement_id = own.id) payout`;

/** Settlements, the newest first. */
@Injectable()
export class ListSettlements extends Query<{ partnerId?: Id<'Partner'> }, FoundSettlement[]> {
  readonly rule: Rule = { name: 'billing.listSettlements', sentence: 'See settlements with resellers', ...VIEW };

  async answer({ partnerId }: { partnerId?: Id<'Partner'> }, { sql }: Asking): Promise<FoundSettlement[]> {
    const rows = await sql.query<Texts<FoundSettlement>>(
      `${SETTLEMENT} WHERE $1::uuid IS NULL OR own.partner_id = $1 ORDER BY own.id DESC LIMIT 200`,
      [partnerId ?? null],
    );
    return rows.map(readSums);
  }
}

@Injectable()
export class FindSettlement extends Query<{ id: ResellerSettlementId }, FoundSettlement> {
  readonly rule: Rule = { name: 'billing.findSettlement', sentence: 'See a settlement with a reseller', ...VIEW };

  async answer({ id }: { id: ResellerSettlementId }, { sql }: Asking): Promise<FoundSettlement> {
    const row = await sql.first<Texts<FoundSettlement>>(`${SETTLEMENT} WHERE own.id = $1`, [id]);
    if (!row) throw notFound('settlement');
    return readSums(row);
  }
}

export interface SettledCustomer extends SettledSums {
  readonly customerId: string;
  readonly documents: number;
}

/** What each customer brought in a settlement, in the order of its lines. */
@Injectable()
export class SettledCustomers extends Query<
  { id: ResellerSettlementId; customerId?: string | undefined },
  SettledCustomer[]
> {
  readonly rule: Rule = {
    name: 'billing.settledCustomers',
    sentence: 'See what customers brought to a reseller',
    ...VIEW,
  };

  async answer(
    { id, customerId }: { id: ResellerSettlementId; customerId?: string | undefined },
    { sql }: Asking,
  ): Promise<SettledCustomer[]> {
    const rows = await sql.query<Texts<SettledCustomer>>(
      `SELECT customer_id AS "customerId", count(*)::int AS documents, ${SUMMED} FROM billing.reseller_settlement_line line
        WHERE settlement_id = $1 AND ($2::uuid IS NULL OR customer_id = $2) GROUP BY customer_id ORDER BY min(position)`,
      [id, customerId ?? null],
    );
    return rows.map(readSums);
  }
}

/** The lines of a settlement with their reasons: all of them, or those of some customers. */
@Injectable()
export class SettlementLines extends Query<
  { id: ResellerSettlementId; customerIds?: readonly string[] },
  ExplainedLine[]
> {
  readonly rule: Rule = { name: 'billing.settlementLines', sentence: 'See what a settlement is made of', ...VIEW };

  async answer(
    { id, customerIds }: { id: ResellerSettlementId; customerIds?: readonly string[] },
    { sql }: Asking,
  ): Promise<ExplainedLine[]> {
    const rows = await sql.query<Texts<ExplainedLine>>(
      `SELECT coalesce(line.invoice_id, line.credit_note_id) AS "documentId", CASE WHEN line.invoice_id IS NULL THEN 'credit_note' ELSE 'invoice' END AS kind,
         line.customer_id AS "customerId", line.terms_id AS "termsId", trim_scale(line.percent)::text AS percent, ${SUM_COLUMNS('line')},
         coalesce(invoice.number, note.number) AS number, coalesce(invoice.issued_on, note.issued_on)::text AS "issuedOn", line.explanation
         FROM billing.reseller_settlement_line line LEFT JOIN billing.invoice ON invoice.id = line.invoice_id LEFT JOIN billing.credit_note note ON note.id = line.credit_note_id
        WHERE line.settlement_id = $1 AND ($2::uuid[] IS NULL OR line.customer_id = ANY ($2::uuid[])) ORDER BY line.position`,
      [id, customerIds ?? null],
    );
    return rows.map(readSums);
  }
}
