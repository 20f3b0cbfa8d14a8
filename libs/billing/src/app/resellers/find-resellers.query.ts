import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { addDays, type CurrencyCode, type Id, type LocalDate, notFound, parseDecimal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ResellerBasis, SettledSums } from '../../domain/index.js';
import type { ResellerSettlementId, ResellerTermsId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { decideSettlement, type NextSettlement, nextFrom, type NumberedLine } from './next-settlement.js';
import type { SettlementState } from './reseller-enums.js';
import type { NextSettlementInput } from './reseller.input.js';

const VIEW = BillingPermissions['reseller.view'];

export interface FoundTerms {
  readonly id: ResellerTermsId;
  readonly from: LocalDate;
  readonly percent: string;
  readonly basis: ResellerBasis;
  readonly withFees: boolean;
  readonly setBy: string;
  readonly setAt: Date;
}

/** How far settling is in one currency. */
export interface ResellerProgress {
  readonly currency: CurrencyCode;
  readonly nextFrom: LocalDate | null;
  readonly unpaidMinor: string;
}

export interface FoundReseller {
  readonly partnerId: Id<'Partner'>;
  readonly name: string;
  /** What stands on the partner’s own record: offered where there are no terms yet. */
  readonly usualPercent: string;
  /** The newest first. */
  readonly terms: readonly FoundTerms[];
  readonly progress: readonly ResellerProgress[];
  /** The last day that is over. */
  readonly lastDay: LocalDate;
}

/** All partners, with the terms that they have. */
@Injectable()
export class ListResellers extends Query<{ partnerId?: Id<'Partner'> }, FoundReseller[]> {
  readonly rule: Rule = { name: 'billing.listResellers', sentence: 'See resellers and their terms', permission: VIEW };

  constructor(
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer({ partnerId }: { partnerId?: Id<'Partner'> }, { sql, clock }: Asking): Promise<FoundReseller[]> {
    const partners = (await this.partners.all(sql)).filter((one) => partnerId === undefined || one.id === partnerId);
    const terms = await sql.query<FoundTerms & { partnerId: string }>(
      `SELECT id, partner_id AS "partnerId", from_on::text AS "from", trim_scale(percent)::text AS percent, basis, with_fees AS "withFees", set_by AS "setBy", set_at AS "setAt"
         FROM billing.reseller_terms WHERE $1::uuid IS NULL OR partner_id = $1 ORDER BY from_on DESC`,
      [partnerId ?? null],
    );
    return Promise.all(
      partners.map(async ({ id, name, percent }) => {
        const { zone, currency } = await this.policies.terms(sql, id);
        const own = terms.filter((one) => one.partnerId === id);
        const progress = own.length === 0 ? [] : await progressOf(sql, id, currency);
        return {
          partnerId: id,
          name,
          usualPercent: parseDecimal(percent)?.toFixed() ?? '0',
          terms: own,
          progress,
          lastDay: addDays(clock.todayIn(zone), -1),
        };
      }),
    );
  }
}

async function progressOf(sql: Sql, partnerId: string, usual: CurrencyCode): Promise<ResellerProgress[]> {
  const rows = await sql.query<{ currency: CurrencyCode; unpaid: string }>(
    `SELECT known.currency, coalesce((SELECT sum(share_minor) FROM billing.reseller_settlement WHERE partner_id = $1 AND currency = known.currency
        AND paid_on IS NULL AND undone_on IS NULL), 0)::text AS unpaid
       FROM (SELECT $2::char(3) AS currency UNION SELECT currency FROM billing.account WHERE partner_id = $1) known ORDER BY known.currency <> $2, known.currency`,
    [partnerId, usual],
  );
  return Promise.all(
    rows.map(async ({ currency, unpaid }) => ({
      currency,
      nextFrom: await nextFrom(sql, partnerId, currency),
      unpaidMinor: unpaid,
    })),
  );
}

/** What the next settlement would be. Writes nothing. */
@Injectable()
export class PreviewSettlement extends Query<NextSettlementInput, NextSettlement> {
  readonly rule: Rule = {
    name: 'billing.previewSettlement',
    sentence: 'See what a reseller would get',
    permission: VIEW,
  };

  constructor(
    private readonly partners: Partners,
    private readonly policies: Policies,
  ) {
    super();
  }

  async answer({ partnerId, through, currency }: NextSettlementInput, { sql, clock }: Asking): Promise<NextSettlement> {
    await this.partners.required(sql, partnerId);
    const terms = await this.policies.terms(sql, partnerId);
    const wish = { partnerId, through, currency: currency ?? terms.currency };
    return decideSettlement(sql, wish, terms, clock.todayIn(terms.zone));
  }
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
  readonly paidOn: LocalDate | null;
  readonly methodName: string | null;
  readonly reference: string | null;
  readonly undoneOn: LocalDate | null;
  readonly undoneReason: string | null;
  /** Nothing was settled after it, and it is not paid. */
  readonly canUndo: boolean;
}

type Texts<Row> = { [Name in keyof Row]: Row[Name] extends bigint ? string : Row[Name] };

const SUMS = ['grossMinor', 'taxMinor', 'notSharedMinor', 'baseMinor', 'shareMinor', 'keptMinor'] as const;
const SUM_COLUMNS = (table: string): string =>
  SUMS.map(
    (name) => `${table}.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}::text AS "${name}"`,
  ).join(', ');

const SETTLEMENT = `SELECT own.id, own.partner_id AS "partnerId", own.number, own.currency, lower(period)::text AS "from", (upper(period) - 1)::text AS through,
    settled_on::text AS "settledOn", settled_by AS "settledBy", ${SUM_COLUMNS('own')}, CASE WHEN undone_on IS NOT NULL THEN 'undone' WHEN paid_on IS NOT NULL THEN 'paid' ELSE 'open' END AS state,
    paid_on::text AS "paidOn", method.name AS "methodName", reference, undone_on::text AS "undoneOn", undone_reason AS "undoneReason",
    paid_on IS NULL AND undone_on IS NULL AND NOT EXISTS (SELECT 1 FROM billing.reseller_settlement later WHERE later.partner_id = own.partner_id
      AND later.currency = own.currency AND later.undone_on IS NULL AND lower(later.period) > lower(own.period)) AS "canUndo"
  FROM billing.reseller_settlement own LEFT JOIN billing.payment_method method ON method.id = own.method_id`;

/** Settlements, the newest first. */
@Injectable()
export class ListSettlements extends Query<{ partnerId?: Id<'Partner'> }, FoundSettlement[]> {
  readonly rule: Rule = {
    name: 'billing.listSettlements',
    sentence: 'See settlements with resellers',
    permission: VIEW,
  };

  async answer({ partnerId }: { partnerId?: Id<'Partner'> }, { sql }: Asking): Promise<FoundSettlement[]> {
    const rows = await sql.query<Texts<FoundSettlement>>(
      `${SETTLEMENT} WHERE $1::uuid IS NULL OR own.partner_id = $1 ORDER BY own.id DESC LIMIT 200`,
      [partnerId ?? null],
    );
    return rows.map((row) => ({ ...row, ...sumsOf(row) }));
  }
}

@Injectable()
export class FindSettlement extends Query<{ id: ResellerSettlementId }, FoundSettlement> {
  readonly rule: Rule = {
    name: 'billing.findSettlement',
    sentence: 'See a settlement with a reseller',
    permission: VIEW,
  };

  async answer({ id }: { id: ResellerSettlementId }, { sql }: Asking): Promise<FoundSettlement> {
    const row = await sql.first<Texts<FoundSettlement>>(`${SETTLEMENT} WHERE own.id = $1`, [id]);
    if (!row) throw notFound('settlement');
    return { ...row, ...sumsOf(row) };
  }
}

/** The lines of settlements, customer by customer. */
@Injectable()
export class SettlementLines extends Query<{ id: ResellerSettlementId }, NumberedLine[]> {
  readonly rule: Rule = {
    name: 'billing.settlementLines',
    sentence: 'See what a settlement is made of',
    permission: VIEW,
  };

  async answer({ id }: { id: ResellerSettlementId }, { sql }: Asking): Promise<NumberedLine[]> {
    const rows = await sql.query<Texts<NumberedLine>>(
      `SELECT coalesce(line.invoice_id, line.credit_note_id) AS "documentId", CASE WHEN line.invoice_id IS NULL THEN 'credit_note' ELSE 'invoice' END AS kind,
         line.customer_id AS "customerId", line.terms_id AS "termsId", trim_scale(line.percent)::text AS percent, ${SUM_COLUMNS('line')},
         coalesce(invoice.number, note.number) AS number, coalesce(invoice.issued_on, note.issued_on)::text AS "issuedOn"
         FROM billing.reseller_settlement_line line LEFT JOIN billing.invoice ON invoice.id = line.invoice_id LEFT JOIN billing.credit_note note ON note.id = line.credit_note_id
        WHERE line.settlement_id = $1 ORDER BY line.position`,
      [id],
    );
    return rows.map((row) => ({ ...row, ...sumsOf(row) }));
  }
}

function sumsOf(row: Texts<SettledSums>): SettledSums {
  return {
    grossMinor: BigInt(row.grossMinor),
    taxMinor: BigInt(row.taxMinor),
    notSharedMinor: BigInt(row.notSharedMinor),
    baseMinor: BigInt(row.baseMinor),
    shareMinor: BigInt(row.shareMinor),
    keptMinor: BigInt(row.keptMinor),
  };
}
