import { addDays, currencyCode, Decimal, type LocalDate, money, toDecimalString } from '@demarc/kernel';

export const PAPER_KINDS = [
  'invoice',
  'proforma',
  'credit_note',
  'receipt',
  'deposit',
  'statement',
  'reseller_settlement',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

export interface PaperParty {
  readonly name: string;
  readonly street?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly country?: string | null;
  readonly companyNumber?: string | null;
  readonly vatId?: string | null;
  /** What it is written in, as two letters. */
  readonly language?: string | null;
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

export interface PaperPeople {
  readonly seller: PaperSeller;
  readonly buyer: PaperBuyer;
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
  readonly taxName: string | null;
  /** Null: outside of the tax (exempt, reverse charge). */
  readonly taxRateId: string | null;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

export interface PaperDocument {
  readonly kind: 'invoice' | 'credit_note' | 'proforma';
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
  /** What the law of the place wants said where there is no tax. */
  readonly taxNotes: readonly string[];
}

/** What a template sees: plain values under the names of docs/reference/paper-templates.md. Amounts are decimal text. */
export type PaperData = Readonly<Record<string, unknown>>;

export function documentData(document: PaperDocument, people: PaperPeople): PaperData {
  const { currency } = document;
  const amount = (minor: bigint): string => decimalOf(minor, currency);
  return {
    ...peopleData(people),
    document: {
      kind: document.kind,
      number: document.number,
      issued_on: document.issuedOn,
      due_on: document.dueOn,
      ...periodData(document.period, 'period_'),
      corrects_number: document.correctsNumber,
      currency,
      net: amount(document.netMinor),
      tax: amount(document.taxMinor),
      gross: amount(document.grossMinor),
      note: document.note,
    },
    lines: document.lines.map((line) => ({
      description: line.description,
      ...periodData(line.covers, ''),
      quantity: line.quantity,
      unit: line.unit,
      unit_price: line.unitPrice,
      tax_included: line.priceIncludesTax,
      taxed: line.taxRateId !== null,
      tax_name: line.taxName,
      tax_percent: line.taxPercent,
      net: amount(line.netMinor),
      tax: amount(line.taxMinor),
      gross: amount(line.grossMinor),
    })),
    taxes: taxData(document),
    tax_notes: document.taxNotes,
  };
}

export interface PaperReceipt {
  readonly number: string;
  readonly receivedOn: LocalDate;
  readonly method: string;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** That money was received, and how. What it settled can change later and is not printed. */
export function receiptData(receipt: PaperReceipt, people: PaperPeople): PaperData {
  const { number, receivedOn, method, amountMinor, currency } = receipt;
  return {
    ...peopleData(people),
    document: { number, received_on: receivedOn, method, currency, amount: decimalOf(amountMinor, currency) },
  };
}

export interface PaperStatement {
  readonly number: string;
  readonly from: LocalDate;
  readonly through: LocalDate;
  readonly madeOn: LocalDate;
  readonly currency: string;
  /** Positive: the customer owes. */
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly entries: readonly {
    readonly on: LocalDate;
    readonly text: string;
    readonly debitMinor: bigint;
    readonly creditMinor: bigint;
    readonly owedMinor: bigint;
  }[];
}

export function statementData(statement: PaperStatement, people: PaperPeople): PaperData {
  const { currency } = statement;
  const amount = (minor: bigint): string => decimalOf(minor, currency);
  return {
    ...peopleData(people),
    document: {
      number: statement.number,
      from: statement.from,
      through: statement.through,
      made_on: statement.madeOn,
      currency,
      opening: amount(statement.openingMinor),
      closing: amount(statement.closingMinor),
      charged: amount(sumOf(statement, 'debitMinor')),
      credited: amount(sumOf(statement, 'creditMinor')),
    },
    entries: statement.entries.map((entry) => ({
      on: entry.on,
      text: entry.text,
      debit: entry.debitMinor === 0n ? null : amount(entry.debitMinor),
      credit: entry.creditMinor === 0n ? null : amount(entry.creditMinor),
      owed: amount(entry.owedMinor),
    })),
  };
}

function sumOf({ entries }: PaperStatement, name: 'debitMinor' | 'creditMinor'): bigint {
  return entries.reduce((sum, entry) => sum + entry[name], 0n);
}

export function peopleData({ seller, buyer }: PaperPeople): PaperData {
  return {
    seller: {
      ...partyData(seller),
      email: text(seller.email),
      phone: text(seller.phone),
      website: text(seller.website),
      bank_name: text(seller.bankName),
      bank_account: text(seller.bankAccount),
    },
    customer: { ...partyData(buyer), number: buyer.number },
  };
}

export function partyData(party: PaperParty): PaperData {
  return {
    name: party.name,
    street: text(party.street),
    city: text(party.city),
    zip: text(party.zip),
    country: text(party.country),
    company_number: text(party.companyNumber),
    vat_id: text(party.vatId),
  };
}

/** Both ends included, as people read a period. */
function periodData(period: { from: LocalDate; to: LocalDate } | null, prefix: string): PaperData {
  return { [`${prefix}from`]: period?.from ?? null, [`${prefix}through`]: period ? addDays(period.to, -1) : null };
}

interface RateSum {
  readonly name: string | null;
  readonly percent: string;
  readonly taxed: boolean;
  net: bigint;
  tax: bigint;
}

/** Net and tax of each rate: sums of the lines' own amounts, nothing is worked out again. */
function taxData(document: PaperDocument): PaperData[] {
  const rates = new Map<string, RateSum>();
  for (const line of document.lines) {
    const percent = new Decimal(line.taxPercent).toFixed();
    const taxed = line.taxRateId !== null;
    const key = `${taxed}:${percent}`;
    const sum = rates.get(key) ?? { name: line.taxName, percent, taxed, net: 0n, tax: 0n };
    sum.net += line.netMinor;
    sum.tax += line.taxMinor;
    rates.set(key, sum);
  }
  return [...rates.values()]
    .sort((left, right) => Number(right.taxed) - Number(left.taxed) || new Decimal(left.percent).cmp(right.percent))
    .map(({ net, tax, ...rate }) => ({
      ...rate,
      net: decimalOf(net, document.currency),
      tax: decimalOf(tax, document.currency),
    }));
}

function text(value: string | null | undefined): string | null {
  return value === null || value === undefined || value.trim() === '' ? null : value;
}

export function decimalOf(amountMinor: bigint, currency: string): string {
  return toDecimalString(money(amountMinor, currencyCode(currency)));
}
