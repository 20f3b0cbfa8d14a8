import { currencyCode, Decimal, money, toDecimalString, type LocalDate } from '@demarc/kernel';
import type { Fact, Paper, Party } from '@demarc/documents';
import { PaperFormats } from './paper-formats.js';

/** A paper whose page label is a text, so that it can be sent to another thread: `Page {page} of {pages}`. */
export type PlainPaper = Omit<Paper, 'pageLabel'> & { readonly pageLabel: string };

export interface PaperParty {
  readonly name: string;
  readonly street?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly country?: string | null;
  readonly companyNumber?: string | null;
  readonly vatId?: string | null;
}

export interface PaperSeller extends PaperParty {
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly website?: string | null;
  readonly bankName?: string | null;
  readonly bankAccount?: string | null;
}

export interface PaperBuyer extends PaperParty {
  readonly number: string;
}

export interface PaperLine {
  readonly description: string;
  /** Half open. */
  readonly covers: { readonly from: LocalDate; readonly to: LocalDate } | null;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly priceIncludesTax: boolean;
  readonly taxPercent: string;
  /** Null: outside of the tax (exempt, reverse charge). */
  readonly taxRateId: string | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

export interface PaperDocument {
  readonly kind: 'invoice' | 'credit_note';
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate | null;
  /** Half open. */
  readonly period: { readonly from: LocalDate; readonly to: LocalDate } | null;
  /** The invoice that a credit note is for. */
  readonly correctsNumber: string | null;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly note: string;
  readonly lines: readonly PaperLine[];
  readonly madeAt: Date;
}

/** Sentences that a tax law asks for on documents of a kind: printed when the document says so. */
export interface TaxWording {
  readonly exempt?: string;
  readonly reverseCharge?: string;
}

export interface InvoicePaperInput {
  readonly document: PaperDocument;
  readonly seller: PaperSeller;
  readonly buyer: PaperBuyer;
  /** BCP 47. */
  readonly locale: string;
  readonly taxExempt: boolean;
  readonly reverseCharge?: boolean;
  readonly wording?: TaxWording;
}

/**
 * What an invoice or a credit note says on paper: a copy of the issued document, with tax by rate. It does not say whether
 * it was paid, because paper does not change.
 */
export function invoicePaper(input: InvoicePaperInput): PlainPaper {
  const { document, seller, buyer } = input;
  const say = new PaperFormats(input.locale);
  const title = `${document.kind === 'invoice' ? 'Invoice' : 'Credit note'} ${document.number}`;
  return {
    title,
    seller: sellerParty(seller),
    buyer: buyerParty(buyer),
    facts: factsOf(document, buyer, say),
    columns: [
      { label: 'Description', width: 205, align: 'left' },
      { label: 'Quantity', width: 65, align: 'right' },
      { label: 'Unit price', width: 80, align: 'right' },
      { label: 'Tax', width: 50, align: 'right' },
      { label: `Net (${document.currency})`, width: 115, align: 'right' },
    ],
    rows: document.lines.map((line) => [
      line.covers ? `${line.description}\n${say.range(line.covers)}` : line.description,
      [say.quantity(line.quantity), line.unit].filter(Boolean).join(' '),
      say.unitPrice(line.unitPrice, document.currency) + (line.priceIncludesTax ? '\nincl. tax' : ''),
      line.taxRateId === null ? '–' : say.percent(line.taxPercent),
      say.amount(decimalOf(line.netMinor, document.currency), document.currency),
    ]),
    totals: totalsOf(document, say),
    notes: notesOf(input),
    pageLabel: `${title} · Page {page} of {pages}`,
    madeAt: document.madeAt,
  };
}

function factsOf(document: PaperDocument, buyer: PaperBuyer, say: PaperFormats): Fact[] {
  return [
    { label: 'Date of issue', value: say.date(document.issuedOn) },
    ...(document.dueOn ? [{ label: 'Due', value: say.date(document.dueOn) }] : []),
    ...(document.period ? [{ label: 'Period', value: say.range(document.period) }] : []),
    ...(document.correctsNumber ? [{ label: 'For invoice', value: document.correctsNumber }] : []),
    { label: 'Customer number', value: buyer.number },
  ];
}

interface RateSum {
  readonly percent: string;
  readonly taxed: boolean;
  net: bigint;
  tax: bigint;
}

/** Net, then net and tax of each rate, then the total. Sums of the lines' own amounts: nothing is worked out again. */
function totalsOf(document: PaperDocument, say: PaperFormats): PlainPaper['totals'] {
  const rates = new Map<string, RateSum>();
  for (const line of document.lines) {
    const percent = new Decimal(line.taxPercent).toFixed();
    const key = `${line.taxRateId === null ? 'none' : 'rate'}:${percent}`;
    const sum = rates.get(key) ?? { percent, taxed: line.taxRateId !== null, net: 0n, tax: 0n };
    sum.net += line.netMinor;
    sum.tax += line.taxMinor;
    rates.set(key, sum);
  }
  const amount = (minor: bigint): string => say.money(decimalOf(minor, document.currency), document.currency);
  const byRate = [...rates.values()].sort((left, right) => new Decimal(left.percent).cmp(right.percent));
  return [
    { label: 'Net', value: amount(document.netMinor) },
    ...byRate
      .filter((rate) => rate.taxed)
      .map((rate) => ({ label: `Tax ${say.percent(rate.percent)} of ${amount(rate.net)}`, value: amount(rate.tax) })),
    ...byRate
      .filter((rate) => !rate.taxed && rates.size > 1)
      .map((rate) => ({ label: 'Not taxed', value: amount(rate.net) })),
    {
      label: document.kind === 'invoice' ? 'Total' : 'Total credited',
      value: amount(document.grossMinor),
      strong: true,
    },
  ];
}

function notesOf({ document, seller, taxExempt, reverseCharge, wording }: InvoicePaperInput): string[] {
  const bank = [seller.bankName, seller.bankAccount].filter(Boolean).join(' · ');
  return [
    ...(reverseCharge
      ? [wording?.reverseCharge ?? 'Reverse charge: the tax is owed by the recipient of the supply.']
      : []),
    ...(taxExempt && !reverseCharge ? [wording?.exempt ?? 'Exempt from tax.'] : []),
    ...(document.note ? [document.note] : []),
    ...(document.kind === 'invoice' && bank ? [`Please pay to ${bank}, reference ${document.number}.`] : []),
  ];
}

export function sellerParty(seller: PaperSeller): Party {
  return {
    label: 'From',
    name: seller.name,
    lines: [...addressLines(seller), ...[seller.email, seller.phone, seller.website].filter(isText)],
  };
}

export function buyerParty(buyer: PaperBuyer): Party {
  return { label: 'To', name: buyer.name, lines: addressLines(buyer) };
}

function addressLines(party: PaperParty): string[] {
  return [
    party.street,
    [party.zip, party.city].filter(Boolean).join(' '),
    party.country,
    isText(party.companyNumber) ? `Company no. ${party.companyNumber}` : undefined,
    isText(party.vatId) ? `VAT id ${party.vatId}` : undefined,
  ].filter(isText);
}

function isText(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}

export function decimalOf(amountMinor: bigint, currency: string): string {
  return toDecimalString(money(amountMinor, currencyCode(currency)));
}
