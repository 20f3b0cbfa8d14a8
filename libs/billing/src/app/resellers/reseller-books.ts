import type { Actor } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { conflict, type CurrencyCode, type Id, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import type { JournalEntryDraft } from '../../domain/index.js';
import type { ResellerPayoutId, ResellerSettlementId } from '../../ids.js';
import { postEntries } from '../ledger/post-entries.js';

/** A partner's own people may look at its settlements, and neither agree on its terms nor settle with themselves. */
export function onlyForAllPartners(actor: Actor): void {
  if (partnersOf(actor) !== null)
    throw conflict(
      'RESELLER_OF_OTHERS',
      'Terms and settlements of resellers are for staff who reach all partners. Ask one of them.',
    );
}

/** Terms and settlements of one partner are changed one after the other. */
export async function lockReseller(sql: Sql, partnerId: string): Promise<void> {
  await sql.query('SELECT id FROM billing.reseller_terms WHERE partner_id = $1 ORDER BY id FOR UPDATE', [partnerId]);
}

export interface StandingPayout {
  readonly id: ResellerPayoutId;
  readonly paidOn: LocalDate;
  readonly from: 'cash' | 'bank';
  readonly reference: string;
}

export interface LockedSettlement {
  readonly id: ResellerSettlementId;
  readonly partnerId: Id<'Partner'>;
  readonly currency: CurrencyCode;
  readonly number: string;
  readonly settledOn: LocalDate;
  readonly shareMinor: bigint;
  readonly payout: StandingPayout | undefined;
  /** Nothing of its partner was settled after it in its currency. */
  readonly isLast: boolean;
}

/** A settlement that stands, after its partner was locked. */
export async function lockedSettlement(sql: Sql, settlementId: ResellerSettlementId): Promise<LockedSettlement> {
  const owner = await sql.first<{ partner_id: string }>(
    'SELECT partner_id FROM billing.reseller_settlement WHERE id = $1',
    [settlementId],
  );
  if (!owner) throw notFound('settlement');
  await lockReseller(sql, owner.partner_id);
  const row = await sql.first<Omit<LockedSettlement, 'shareMinor' | 'payout'> & { share: string; isUndone: boolean }>(
    `SELECT id, partner_id AS "partnerId", currency, number, settled_on::text AS "settledOn", share_minor::text AS share, undone_on IS NOT NULL AS "isUndone", NOT EXISTS (
         SELECT 1 FROM billing.reseller_settlement later WHERE later.partner_id = own.partner_id AND later.currency = own.currency AND later.undone_on IS NULL
            AND lower(later.period) > lower(own.period)) AS "isLast"
       FROM billing.reseller_settlement own WHERE id = $1`,
    [settlementId],
  );
  if (!row) throw notFound('settlement');
  const { share, isUndone, ...settlement } = row;
  if (isUndone) throw conflict('SETTLEMENT_UNDONE', `Settlement ${row.number} was taken back.`);
  const payout = await sql.first<StandingPayout>(
    `SELECT id, paid_on::text AS "paidOn", ledger_account AS "from", reference FROM billing.reseller_payout WHERE settlement_id = $1 AND taken_back_on IS NULL`,
    [settlementId],
  );
  return { ...settlement, shareMinor: BigInt(share), payout };
}

/** What was done to a settlement, in the journal and in the audit. */
export async function bookSettlement(
  act: Act,
  { id, partnerId }: { readonly id: ResellerSettlementId; readonly partnerId: Id<'Partner'> },
  draft: JournalEntryDraft,
  description: string,
): Promise<void> {
  const source = { kind: 'reseller_settlement', id } as const;
  await postEntries(act, [{ draft, partnerId, customerId: null, source, description }]);
  act.audit({ kind: 'reseller_settlement', id, partnerId }, description);
}
