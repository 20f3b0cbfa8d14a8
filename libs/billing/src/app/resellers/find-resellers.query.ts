import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { Partners } from '@demarc/crm';
import { addDays, type CurrencyCode, type Id, type LocalDate, parseDecimal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ResellerBasis } from '../../domain/index.js';
import type { ResellerTermsId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { Policies } from '../settings/policies.js';
import { decideSettlement, type NextSettlement, settledSoFar } from './next-settlement.js';
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
        AND undone_on IS NULL AND NOT EXISTS (SELECT 1 FROM billing.reseller_payout WHERE settlement_id = reseller_settlement.id AND taken_back_on IS NULL)), 0)::text AS unpaid
       FROM (SELECT $2::char(3) AS currency UNION SELECT currency FROM billing.account WHERE partner_id = $1) known ORDER BY known.currency <> $2, known.currency`,
    [partnerId, usual],
  );
  return Promise.all(
    rows.map(async ({ currency, unpaid }) => ({
      currency,
      nextFrom: (await settledSoFar(sql, partnerId, currency)).from,
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
