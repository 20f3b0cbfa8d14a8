import { addDays, conflict, contentHash, type CurrencyCode, invalid, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { type SettledLine, type SettledSums, settleReseller } from '../../domain/index.js';
import type { BillingTerms } from '../settings/settings.js';
import { resellerDocuments } from './reseller-documents.js';

export interface SettlementWish {
  readonly partnerId: string;
  readonly currency: CurrencyCode;
  readonly through: LocalDate;
}

export interface NumberedLine extends SettledLine {
  readonly number: string;
  readonly issuedOn: LocalDate;
}

export interface NextSettlement extends SettlementWish {
  /** The first day: the one after the last that is settled, or the first of the terms. */
  readonly from: LocalDate;
  readonly lines: readonly NumberedLine[];
  readonly totals: SettledSums;
  /** Names all figures: settling asks for the ones that were seen. */
  readonly hash: string;
}

/** From which day the next settlement of a partner goes in a currency; null without terms. */
export async function nextFrom(sql: Sql, partnerId: string, currency: CurrencyCode): Promise<LocalDate | null> {
  const row = await sql.first<{ next: LocalDate | null }>(
    `SELECT coalesce((SELECT max(upper(period)) FROM billing.reseller_settlement WHERE partner_id = $1 AND currency = $2 AND undone_on IS NULL),
       (SELECT min(from_on) FROM billing.reseller_terms WHERE partner_id = $1))::text AS next`,
    [partnerId, currency],
  );
  return row?.next ?? null;
}

/** Decides the next settlement; preview and settling call it alike. Only days that are over are settled. */
export async function decideSettlement(
  sql: Sql,
  wish: SettlementWish,
  terms: BillingTerms,
  today: LocalDate,
): Promise<NextSettlement> {
  const { partnerId, currency, through } = wish;
  const from = await nextFrom(sql, partnerId, currency);
  if (from === null)
    throw conflict('NO_RESELLER_TERMS', 'This partner has no terms as a reseller. Agree on them first.');
  if (through < from)
    throw invalid('SETTLED_ALREADY', `The next settlement begins with ${from}. Choose that day or a later one.`, [
      { field: 'through', message: `must be ${from} or later` },
    ]);
  if (through >= today)
    throw invalid('DAY_NOT_OVER', `Only days that are over are settled: until ${addDays(today, -1)} at most.`, [
      { field: 'through', message: 'must be over' },
    ]);
  const documents = await resellerDocuments(sql, { ...wish, zone: terms.zone });
  const byId = new Map(documents.map((document) => [document.documentId, document]));
  const settled = settleReseller(documents);
  const lines = settled.lines.flatMap((line) => {
    const document = byId.get(line.documentId);
    return document ? [{ ...line, number: document.number, issuedOn: document.issuedOn }] : [];
  });
  return {
    partnerId,
    currency,
    from,
    through,
    lines,
    totals: settled.totals,
    hash: contentHash([partnerId, currency, from, through, ...lines.flatMap(figuresOf)]),
  };
}

function figuresOf(line: SettledLine): string[] {
  const { documentId, percent, grossMinor, taxMinor, notSharedMinor, baseMinor, shareMinor } = line;
  return [documentId, percent, ...[grossMinor, taxMinor, notSharedMinor, baseMinor, shareMinor].map(String)];
}
