import { addDays, conflict, contentHash, type CurrencyCode, invalid, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import {
  explainSettledLine,
  type Explanation,
  type ResellerDocument,
  settledBy,
  type SettledLine,
  type SettledSums,
  settleReseller,
} from '../../domain/index.js';
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

/** A line with the reason for each of its amounts. */
export interface ExplainedLine extends NumberedLine {
  readonly explanation: Explanation;
}

interface DecidedLine extends NumberedLine {
  readonly document: ResellerDocument;
}

export interface NextSettlement extends SettlementWish {
  /** The first day: the one after the last that is settled, or the first of the terms. */
  readonly from: LocalDate;
  readonly lines: readonly DecidedLine[];
  readonly totals: SettledSums;
  /** Names all figures: settling asks for the ones that were seen. */
  readonly hash: string;
}

/** How far a partner is settled in a currency. */
export interface SettledSoFar {
  /** The first day of the next settlement; null without terms. */
  readonly from: LocalDate | null;
  /** When the last one was made; null where there is none. */
  readonly settledAt: Date | null;
}

export async function settledSoFar(sql: Sql, partnerId: string, currency: CurrencyCode): Promise<SettledSoFar> {
  const row = await sql.first<SettledSoFar>(
    `SELECT coalesce(upper(last.period), terms.first_on) AS "from", last.created_at AS "settledAt"
       FROM (SELECT min(from_on) AS first_on FROM billing.reseller_terms WHERE partner_id = $1) terms
       LEFT JOIN (SELECT period, created_at FROM billing.reseller_settlement WHERE partner_id = $1 AND currency = $2 AND undone_on IS NULL
         ORDER BY period DESC LIMIT 1) last ON true`,
    [partnerId, currency],
  );
  return row ?? { from: null, settledAt: null };
}

/** Decides the next settlement; preview and settling call it alike. Only days that are over are settled. */
export async function decideSettlement(
  sql: Sql,
  wish: SettlementWish,
  terms: BillingTerms,
  today: LocalDate,
): Promise<NextSettlement> {
  const { partnerId, currency, through } = wish;
  const { from, settledAt } = await settledSoFar(sql, partnerId, currency);
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
  const documents = await resellerDocuments(sql, { ...wish, from, settledAt, zone: terms.zone });
  const byId = new Map(documents.map((document) => [document.documentId, document]));
  const settled = settleReseller(documents);
  const lines = settled.lines.flatMap((line) => {
    const document = byId.get(line.documentId);
    return document ? [{ ...line, number: document.number, issuedOn: document.issuedOn, document }] : [];
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

/** Puts the reasons to lines. They are long: only for those who read or keep them. */
export function explainer({ lines, currency }: NextSettlement): (line: DecidedLine) => ExplainedLine {
  const together = new Map(settledBy('termsId', lines).map(({ id, sums }) => [id, sums]));
  return ({ document, ...line }) => {
    const sums = together.get(line.termsId) ?? line;
    return { ...line, explanation: explainSettledLine(line, document, sums, currency) };
  };
}

function figuresOf(line: SettledLine): string[] {
  const { documentId, percent, grossMinor, taxMinor, notSharedMinor, baseMinor, shareMinor } = line;
  return [documentId, percent, ...[grossMinor, taxMinor, notSharedMinor, baseMinor, shareMinor].map(String)];
}
