import { createHash } from 'node:crypto';
import { Refusal, type LocalDate } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';
import { parseNumberPattern, renderNumber, seriesKey, type NumberFacts, type NumberPart } from '../../domain/index.js';
import type { Posting } from '../ledger/post-entries.js';
import type { BillingTerms } from '../settings/settings.js';

export type NumberedKind =
  'invoice' | 'credit_note' | 'receipt' | 'deposit' | 'proforma' | 'statement' | 'reseller_settlement';
type SeriesKind = NumberedKind | 'one_time_invoice';

export interface TakenNumber {
  readonly seriesId: string;
  readonly ordinal: bigint;
  readonly number: string;
}

interface Wanted {
  readonly on: LocalDate;
  readonly terms: BillingTerms;
  /** Whose document it is: asked for what the pattern shows of them. */
  readonly customerId?: string;
  readonly methodId?: string;
  /** Of an invoice. */
  readonly kind?: string;
}

const SETTING = {
  invoice: 'invoiceNumbers',
  credit_note: 'creditNoteNumbers',
  receipt: 'receiptNumbers',
  deposit: 'depositNumbers',
  proforma: 'proformaNumbers',
  statement: 'statementNumbers',
} as const;

/** Settlements are ours and not the partner's: they count in one series, whose pattern is no setting. */
const SETTLEMENT_PATTERN = 'RS-{year}-{next|4}';

/** One-time invoices count on their own where the settings give them a pattern. */
function seriesOf(kind: NumberedKind, { terms, kind: own }: Wanted): { series: SeriesKind; pattern: string } {
  if (kind === 'reseller_settlement') return { series: kind, pattern: SETTLEMENT_PATTERN };
  const { oneTimeNumbers } = terms.settings;
  if (kind === 'invoice' && own === 'one_time' && oneTimeNumbers !== null)
    return { series: 'one_time_invoice', pattern: oneTimeNumbers };
  return { series: kind, pattern: terms.settings[SETTING[kind]] };
}

/**
 * Takes the next numbers of each series that the documents count in, one block a series. A series stays locked until the
 * commit, so that no number is lost or given twice: take numbers as late in the transaction as can be.
 */
export async function takeNumbers(
  work: Posting,
  kind: NumberedKind,
  wanted: readonly Wanted[],
): Promise<TakenNumber[]> {
  const blocks = new Map<string, Block>();
  const facts = await factsOf(work.sql, kind, wanted);
  wanted.forEach((one, index) => {
    const { series, pattern } = seriesOf(kind, one);
    const parts = partsOf(pattern);
    const key = seriesKey(parts, { on: one.on, ...facts(one) });
    const name = `${series}/${one.terms.numbersOf ?? ''}/${key}`;
    const block = blocks.get(name);
    if (block) block.indexes.push(index);
    else blocks.set(name, { series, owner: one.terms.numbersOf, key, parts, indexes: [index] });
  });
  const taken: TakenNumber[] = new Array<TakenNumber>(wanted.length);
  for (const [, block] of [...blocks].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const { id, next } = await takeBlock(work, block.series, block.owner, block.key, block.indexes.length);
    block.indexes.forEach((index, position) => {
      const one = wanted[index];
      if (!one) return;
      const ordinal = next + BigInt(position);
      taken[index] = {
        seriesId: id,
        ordinal,
        number: renderNumber(block.parts, { on: one.on, ...facts(one), random: randomOf(work), next: ordinal }),
      };
    });
  }
  return taken;
}

interface Block {
  readonly series: SeriesKind;
  readonly owner: string | null;
  readonly key: string;
  readonly parts: readonly NumberPart[];
  readonly indexes: number[];
}

type Facts = Pick<NumberFacts, 'customerNumber' | 'partnerNumber' | 'locationNumber' | 'type'>;

/** What people know customers, partners, locations and ways to pay by: read only when a pattern shows it. */
async function factsOf(sql: Sql, kind: NumberedKind, wanted: readonly Wanted[]): Promise<(one: Wanted) => Facts> {
  const shown = wanted.some((one) => /\{(customer_id|partner_id|location_id|type)/.test(seriesOf(kind, one).pattern));
  if (!shown) return () => ({});
  const customers = await sql.query<{ id: string } & Facts>(
    `SELECT customer.id, customer.number::text AS "customerNumber", partner.number::text AS "partnerNumber", coalesce(location.number, 0)::text AS "locationNumber"
       FROM crm.customer JOIN crm.partner ON partner.id = customer.partner_id LEFT JOIN crm.location ON location.id = customer.location_id
      WHERE customer.id = ANY ($1::uuid[])`,
    [wanted.flatMap((one) => one.customerId ?? [])],
  );
  const methods = await sql.query<{ id: string; type: string }>(
    'SELECT id, number::text AS type FROM billing.payment_method WHERE id = ANY ($1::uuid[])',
    [wanted.flatMap((one) => one.methodId ?? [])],
  );
  const byCustomer = new Map(customers.map(({ id, ...facts }) => [id, facts]));
  const byMethod = new Map(methods.map(({ id, type }) => [id, type]));
  return ({ customerId = '', methodId = '' }) => ({
    ...byCustomer.get(customerId),
    type: byMethod.get(methodId) ?? '0',
  });
}

/** Ids end in bits that nobody can foresee. */
function randomOf(work: Posting): string {
  return createHash('sha256').update(work.newId()).digest('hex');
}

async function takeBlock(
  work: Posting,
  kind: SeriesKind,
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
