import { Refusal, type LocalDate } from '@demarc/kernel';
import { parseNumberPattern, renderNumber, seriesKey, type NumberPart } from '../../domain/index.js';
import type { Posting } from '../ledger/post-entries.js';
import type { BillingTerms } from '../settings/settings.js';

export type NumberedKind = 'invoice' | 'credit_note' | 'receipt' | 'deposit';

export interface TakenNumber {
  readonly seriesId: string;
  readonly ordinal: bigint;
  readonly number: string;
}

interface Wanted {
  readonly on: LocalDate;
  readonly terms: BillingTerms;
  readonly customerNumber?: string;
}

const SETTING = {
  invoice: 'invoiceNumbers',
  credit_note: 'creditNoteNumbers',
  receipt: 'receiptNumbers',
  deposit: 'depositNumbers',
} as const;

/**
 * Takes the next numbers of each series that the documents count in, one block a series. A series stays locked until the
 * commit, so that no number is lost or given twice: take numbers as late in the transaction as can be.
 */
export async function takeNumbers(
  work: Posting,
  kind: NumberedKind,
  wanted: readonly Wanted[],
): Promise<TakenNumber[]> {
  const blocks = new Map<
    string,
    { owner: string | null; key: string; parts: readonly NumberPart[]; indexes: number[] }
  >();
  wanted.forEach((one, index) => {
    const parts = partsOf(one.terms.settings[SETTING[kind]]);
    const key = seriesKey(parts, one);
    const name = `${one.terms.numbersOf ?? ''}/${key}`;
    const block = blocks.get(name);
    if (block) block.indexes.push(index);
    else blocks.set(name, { owner: one.terms.numbersOf, key, parts, indexes: [index] });
  });
  const taken: TakenNumber[] = new Array<TakenNumber>(wanted.length);
  for (const [, block] of [...blocks].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const { id, next } = await takeBlock(work, kind, block.owner, block.key, block.indexes.length);
    block.indexes.forEach((index, position) => {
      const one = wanted[index];
      if (!one) return;
      const ordinal = next + BigInt(position);
      taken[index] = { seriesId: id, ordinal, number: renderNumber(block.parts, { ...one, next: ordinal }) };
    });
  }
  return taken;
}

async function takeBlock(
  work: Posting,
  kind: NumberedKind,
  owner: string | null,
  key: string,
  count: number,
): Promise<{ id: string; next: bigint }> {
  const row = await work.sql.first<{ id: string; after: string }>(
    `INSERT INTO billing.number_series AS series (id, partner_id, kind, key, next) VALUES ($1, $2, $3, $4, 1 + $5::bigint)
     ON CONFLICT (partner_id, kind, key) DO UPDATE SET next = series.next + $5::bigint RETURNING id, next AS after`,
    [work.newId(), owner, kind, key, count],
  );
  if (!row) throw new Error('a number series gave nothing');
  return { id: row.id, next: BigInt(row.after) - BigInt(count) };
}

const patterns = new Map<string, readonly NumberPart[]>();

function partsOf(pattern: string): readonly NumberPart[] {
  const known = patterns.get(pattern);
  if (known) return known;
  const parsed = parseNumberPattern(pattern);
  if (!parsed.ok) throw new Refusal('conflict', parsed.error.code, parsed.error.message);
  patterns.set(pattern, parsed.value);
  return parsed.value;
}
