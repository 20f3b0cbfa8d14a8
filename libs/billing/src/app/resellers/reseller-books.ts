import type { Actor } from '@demarc/access';
import { conflict, type CurrencyCode, type Id, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { ResellerSettlementId } from '../../ids.js';

/** A partner's own people may look at its settlements, and neither agree on its terms nor settle with themselves. */
export function onlyForAllPartners(actor: Actor): void {
  if ((actor.kind === 'staff' || actor.kind === 'api_key') && actor.partners !== 'all')
    throw conflict(
      'RESELLER_OF_OTHERS',
      'Terms and settlements of resellers are for staff who reach all partners. Ask one of them.',
    );
}

/** Terms and settlements of one partner are changed one after the other. */
export async function lockReseller(sql: Sql, partnerId: string): Promise<void> {
  await sql.query('SELECT id FROM billing.reseller_terms WHERE partner_id = $1 ORDER BY id FOR UPDATE', [partnerId]);
}

export interface SettlementRow {
  readonly id: ResellerSettlementId;
  readonly partnerId: Id<'Partner'>;
  readonly currency: CurrencyCode;
  readonly number: string;
  readonly from: LocalDate;
  readonly settledOn: LocalDate;
  readonly shareMinor: string;
  readonly isPaid: boolean;
  readonly isUndone: boolean;
  readonly isLast: boolean;
}

/** A settlement as it stands, after its partner was locked. */
export async function lockedSettlement(sql: Sql, settlementId: ResellerSettlementId): Promise<SettlementRow> {
  const owner = await sql.first<{ partner_id: string }>(
    'SELECT partner_id FROM billing.reseller_settlement WHERE id = $1',
    [settlementId],
  );
  if (!owner) throw notFound('settlement');
  await lockReseller(sql, owner.partner_id);
  const row = await sql.first<SettlementRow>(
    `SELECT id, partner_id AS "partnerId", currency, number, lower(period)::text AS "from", settled_on::text AS "settledOn", share_minor::text AS "shareMinor",
       paid_on IS NOT NULL AS "isPaid", undone_on IS NOT NULL AS "isUndone", NOT EXISTS (
         SELECT 1 FROM billing.reseller_settlement later WHERE later.partner_id = own.partner_id AND later.currency = own.currency AND later.undone_on IS NULL
            AND lower(later.period) > lower(own.period)) AS "isLast"
       FROM billing.reseller_settlement own WHERE id = $1`,
    [settlementId],
  );
  if (!row) throw notFound('settlement');
  if (row.isUndone) throw conflict('SETTLEMENT_UNDONE', `Settlement ${row.number} was taken back.`);
  if (row.isPaid) throw conflict('SETTLEMENT_PAID', `Settlement ${row.number} is paid already.`);
  return row;
}
