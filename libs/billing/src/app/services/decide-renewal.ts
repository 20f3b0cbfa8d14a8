import { conflict, contentHash, invalid, type LocalDate, notFound } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { agreedTerm, type ContractTerm } from '../../domain/index.js';
import type { CreditNoteId } from '../../ids.js';
import type { Account } from '../accounts/accounts.js';
import { type RechargeLine, linesFrom } from '../plan-changes/recharge.js';
import { NEXT_CHARGE } from '../pricing/service-prices.js';
import type { BillingTerms } from '../settings/settings.js';

export interface RenewalWish {
  readonly serviceId: string;
  /** Length of the new term; that of the plan when left out. */
  readonly months?: number | undefined;
}

export interface DecidedRenewal {
  readonly term: ContractTerm;
  readonly contractEndsOn: LocalDate | null;
  /** The last day that the old contract had given the service: it goes on now. */
  readonly endTakenBack: LocalDate | null;
  /** The list price that would have come: the service keeps its own. */
  readonly priceTakenBack: { readonly from: LocalDate; readonly unitPrice: string } | null;
  /** Days that the end had given back, charged again. */
  readonly charges: readonly RechargeLine[];
  readonly hash: string;
}

interface Row {
  readonly status: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly contractEndsOn: LocalDate | null;
  readonly entered: 'end' | 'price' | 'nothing' | null;
  readonly months: number | null;
  readonly bundled: boolean;
  readonly creditNoteId: CreditNoteId | null;
  readonly changeOn: LocalDate | null;
  readonly priceFrom: LocalDate | null;
  readonly unitPrice: string | null;
}

const ROW = `
  SELECT service.status, service.starts_on AS "startsOn", service.ends_on AS "endsOn", service.contract_ends_on AS "contractEndsOn", service.contract_entered AS entered,
    plan.contract_months AS months, service.bundle_service_id IS NOT NULL AS bundled, service.end_credit_note_id AS "creditNoteId",
    (SELECT change_on FROM billing.plan_change WHERE old_service_id = service.id AND state = 'scheduled') AS "changeOn",
    price.valid_from AS "priceFrom", price.unit_price AS "unitPrice"
  FROM billing.service service JOIN billing.plan plan ON plan.id = service.plan_id
  LEFT JOIN billing.service_price price ON price.service_id = service.id AND price.valid_from = service.contract_price_from
    AND price.valid_from > $2::date AND coalesce(${NEXT_CHARGE}, price.valid_from) <= price.valid_from
  WHERE service.id = $1`;

/** One decision for the preview and for the renewal of a contract. */
export async function decideRenewal(
  sql: Sql,
  account: Account,
  terms: BillingTerms,
  today: LocalDate,
  wish: RenewalWish,
): Promise<DecidedRenewal> {
  const row = await sql.first<Row>(ROW, [wish.serviceId, today]);
  if (!row) throw notFound('service');
  const months = allowed(row, wish);
  const { contractEndsOn, creditNoteId } = row;
  const endTakenBack = row.entered === 'end' ? row.endsOn : null;
  const charges =
    endTakenBack !== null && creditNoteId !== null
      ? await linesFrom(sql, account, terms, { creditNoteId, from: row.startsOn })
      : [];
  const term = agreedTerm(contractEndsOn, months, today);
  const { priceFrom: from, unitPrice } = row;
  const priceTakenBack = from !== null && unitPrice !== null ? { from, unitPrice } : null;
  const hash = contentHash([
    wish.serviceId,
    term,
    endTakenBack,
    priceTakenBack,
    charges.map(({ grossMinor }) => grossMinor.toString()),
  ]);
  return { term, contractEndsOn, endTakenBack, priceTakenBack, charges, hash };
}

function allowed(row: Row, wish: RenewalWish): number {
  if (row.bundled)
    throw conflict('SERVICE_IN_BUNDLE', 'This service is part of a bundle. Renew the contract of the bundle.');
  if (!['pending', 'active', 'paused'].includes(row.status))
    throw conflict('SERVICE_STATUS', `This service is ${row.status}; its contract cannot be renewed.`, {
      status: row.status,
    });
  if (row.changeOn !== null)
    throw conflict('PLAN_CHANGE_SCHEDULED', `The plan changes on ${row.changeOn}. Undo that change first.`, {
      changeOn: row.changeOn,
    });
  if (row.endsOn !== null && row.entered !== 'end')
    throw conflict('SERVICE_ENDS', `The service ends on ${row.endsOn}. Take that end back first.`, {
      endsOn: row.endsOn,
    });
  const months = wish.months ?? row.months;
  if (months === null)
    throw invalid(
      'CONTRACT_MONTHS_NEEDED',
      'The plan says no length of a contract. Say for how many months it is renewed.',
    );
  return months;
}
