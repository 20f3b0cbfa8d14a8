import { addDays, notFound, type LocalDate } from '@demarc/kernel';
import { type Sql, together } from '@demarc/persistence';
import {
  TaxBook,
  type BillableService,
  type ResolvedTax,
  type TaxBase,
  type TaxExemption,
  type TaxFacts,
} from '../../domain/index.js';
import type { BillingTerms } from '../settings/settings.js';

interface TaxRow {
  id: string;
  name: string;
  percent: string;
  kind: 'single' | 'group';
  /** Of a group that was taken over. */
  parts: readonly { readonly name: string; readonly percent: string; readonly onTopOfPrevious?: boolean }[];
  versions: readonly { readonly from: LocalDate; readonly percent: string }[] | null;
  group_parts: readonly { readonly taxId: string; readonly on: TaxBase }[] | null;
}

const books = new WeakMap<Sql, Promise<TaxBook>>();

/** All taxes with their rates by date, read once a transaction: there are a few dozen at most. */
export function taxBook(sql: Sql): Promise<TaxBook> {
  const known = books.get(sql);
  if (known) return known;
  const book = readTaxBook(sql);
  books.set(sql, book);
  return book;
}

/** As it is at this moment, also within the transaction that changes it. */
export async function readTaxBook(sql: Sql): Promise<TaxBook> {
  const rows = await sql.query<TaxRow>(
    `SELECT tax.id, tax.name, tax.percent, tax.kind, tax.parts,
       (SELECT jsonb_agg(jsonb_build_object('from', valid_from, 'percent', version.percent::text) ORDER BY valid_from)
          FROM billing.tax_rate_version version WHERE version.tax_rate_id = tax.id) AS versions,
       (SELECT jsonb_agg(jsonb_build_object('taxId', part.tax_rate_id, 'on', part.applies_to) ORDER BY part.position)
          FROM billing.tax_group_part part WHERE part.group_id = tax.id) AS group_parts
     FROM billing.tax_rate tax`,
  );
  return new TaxBook(rows.map(factsOf));
}

function factsOf(row: TaxRow): TaxFacts {
  const own = (row.group_parts ?? []).map((part) => ({ ...part, name: '', percent: '0' }));
  const takenOver = row.parts.map((part, index) => ({
    taxId: null,
    name: part.name,
    percent: part.percent,
    on: part.onTopOfPrevious && index > 0 ? ('net_and_all' as const) : ('net' as const),
  }));
  return {
    taxId: row.id,
    name: row.name,
    percent: row.percent,
    versions: row.versions ?? [],
    parts: own.length > 0 ? own : takenOver,
  };
}

export interface ExemptionRow extends TaxExemption {
  readonly customerId: string;
  readonly from: LocalDate;
  /** The last day, itself included. */
  readonly to: LocalDate | null;
}

/** Who of these customers pays no tax, when, and by which document. */
export async function taxExemptions(
  sql: Sql,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ExemptionRow[]>> {
  const rows = await sql.query<ExemptionRow>(
    `SELECT customer_id AS "customerId", kind, reason, document_number AS "documentNumber", valid_from AS "from", valid_to AS "to"
       FROM billing.tax_exemption WHERE customer_id = ANY ($1::uuid[]) ORDER BY customer_id, valid_from`,
    [customerIds],
  );
  const byCustomer = new Map<string, ExemptionRow[]>();
  for (const row of rows) byCustomer.set(row.customerId, [...(byCustomer.get(row.customerId) ?? []), row]);
  return byCustomer;
}

export type TaxOfLine = Pick<BillableService, 'tax' | 'taxVersions' | 'exemption'>;

/** The tax of a service by the tax point of its partner: one for the document's date, or one from each day on. */
export function taxOfService(
  book: TaxBook,
  taxRateId: string | null,
  exemptions: readonly ExemptionRow[],
  { settings }: BillingTerms,
  on: LocalDate,
): TaxOfLine {
  const rate = (day: LocalDate): ResolvedTax | null =>
    taxRateId === null ? null : book.on(taxRateId, day, settings.taxDecimals);
  const taxOn = (day: LocalDate): { tax: ResolvedTax | null; exemption?: TaxExemption } => {
    const exempt = exemptions.find((one) => one.from <= day && (one.to === null || one.to >= day));
    return exempt ? { tax: null, exemption: exemptionOf(exempt, settings.reverseChargeNote) } : { tax: rate(day) };
  };
  if (settings.taxPoint === 'document') return taxOn(on);
  const times = taxRateId === null ? [] : book.times(taxRateId, settings.taxDecimals);
  if (times.length < 2 && exemptions.length === 0) return { tax: rate(on) };
  const days = new Set<LocalDate>(times.map((time) => time.from));
  for (const { from, to } of exemptions) {
    days.add(from);
    if (to !== null) days.add(addDays(to, 1));
  }
  const [first = on, ...rest] = [...days].sort();
  return {
    ...taxOn(on),
    taxVersions: [addDays(first, -1), first, ...rest].map((from) => ({ from, ...taxOn(from) })),
  };
}

interface TaxedAccount {
  readonly customerId: string;
  readonly taxExempt: boolean;
}

export type LineTax = Pick<TaxOfLine, 'tax' | 'exemption'>;

/** Taxes of lines that no service is behind, for many customers: of the document's date. */
export type LineTaxes = (
  account: TaxedAccount,
  terms: BillingTerms,
  taxRateId: string | null,
  on: LocalDate,
) => LineTax;

export async function lineTaxes(sql: Sql, customerIds: readonly string[]): Promise<LineTaxes> {
  const [book, exemptions] = await together(taxBook(sql), taxExemptions(sql, customerIds));
  return ({ customerId, taxExempt }, terms, taxRateId, on) => {
    if (taxRateId !== null && !book.on(taxRateId, on, terms.settings.taxDecimals)) throw notFound('tax rate');
    if (taxExempt) return { tax: null };
    const document = { ...terms, settings: { ...terms.settings, taxPoint: 'document' as const } };
    return taxOfService(book, taxRateId, exemptions.get(customerId) ?? [], document, on);
  };
}

/** The same for one line. Refuses a tax that does not exist. */
export async function taxFor(
  sql: Sql,
  account: TaxedAccount,
  terms: BillingTerms,
  taxRateId: string | null,
  on: LocalDate,
): Promise<LineTax> {
  return (await lineTaxes(sql, [account.customerId]))(account, terms, taxRateId, on);
}

/** The tax of a service that is to be: by the tax point, as runs will see it. */
export async function taxOfNewService(
  sql: Sql,
  account: TaxedAccount,
  terms: BillingTerms,
  taxRateId: string | null,
  on: LocalDate,
): Promise<TaxOfLine> {
  if (account.taxExempt) return { tax: null };
  const [book, exemptions] = await together(taxBook(sql), taxExemptions(sql, [account.customerId]));
  return taxOfService(book, taxRateId, exemptions.get(account.customerId) ?? [], terms, on);
}

function exemptionOf({ kind, reason, documentNumber }: ExemptionRow, reverseChargeNote: string): TaxExemption {
  return kind === 'reverse_charge'
    ? { kind, reason, documentNumber, note: reverseChargeNote }
    : { kind, reason, documentNumber };
}
