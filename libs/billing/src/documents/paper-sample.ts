import { addDays, addMonths, localDate } from '@demarc/kernel';
import { depositData } from './deposit-data.js';
import { settlementData } from './settlement-data.js';
import { DEFAULT_TEMPLATES } from './default-templates.js';
import {
  documentData,
  type PaperData,
  type PaperKind,
  type PaperLine,
  type PaperPeople,
  receiptData,
  statementData,
} from './paper-data.js';
import type { PaperOrder } from './print-order.js';

const FROM = localDate('2026-01-01');
const PEOPLE: PaperPeople = {
  seller: {
    name: 'Example Network Ltd',
    street: 'Main Street 1',
    zip: '10115',
    city: 'Exampleton',
    country: 'DE',
    companyNumber: 'HRB 12345',
    vatId: 'DE123456789',
    email: 'billing@example.net',
    phone: '+49 30 5550100',
    website: 'example.net',
    bankName: 'Example Bank',
    bankAccount: 'DE00 1234 5678 9012 3456 78',
  },
  buyer: {
    name: 'Ana Example',
    number: '42',
    street: 'Side Street 2',
    zip: '10117',
    city: 'Exampleton',
    country: 'DE',
  },
};

/** A document that nobody issued: shows a template before there is a real one. */
export function sampleData(kind: PaperKind, lines = 3): PaperData {
  switch (kind) {
    case 'receipt':
      return receiptData(
        {
          number: 'R-2026-000007',
          receivedOn: addDays(FROM, 9),
          method: 'Bank transfer',
          amountMinor: 7_140n,
          currency: 'EUR',
        },
        PEOPLE,
      );
    case 'deposit':
      return depositData(
        {
          number: 'D-2026-000004',
          step: 'taken',
          on: addDays(FROM, 9),
          method: 'Bank transfer',
          note: 'Router',
          amountMinor: 5_000n,
          currency: 'EUR',
        },
        PEOPLE,
      );
    case 'statement':
      return statementOf(lines);
    case 'reseller_settlement':
      return settlementOf(lines);
    default:
      return chargesOf(kind, lines);
  }
}

export function samplePaper(kind: PaperKind, locale = 'en-GB', lines = 3): PaperOrder {
  return { source: DEFAULT_TEMPLATES[kind], data: sampleData(kind, lines), locale };
}

function chargesOf(kind: 'invoice' | 'proforma' | 'credit_note', count: number): PaperData {
  const lines = Array.from({ length: count }, (_, index) => lineAt(index));
  const sum = (name: 'netMinor' | 'taxMinor' | 'grossMinor'): bigint =>
    lines.reduce((all, line) => all + line[name], 0n);
  return documentData(
    {
      kind,
      number: kind === 'credit_note' ? 'CN-2026-000003' : kind === 'proforma' ? 'PF-2026-000005' : 'INV-2026-000123',
      issuedOn: FROM,
      dueOn: kind === 'credit_note' ? null : addDays(FROM, 15),
      period: { from: FROM, to: addMonths(FROM, 1) },
      correctsNumber: kind === 'credit_note' ? 'INV-2026-000123' : null,
      currency: 'EUR',
      netMinor: sum('netMinor'),
      taxMinor: sum('taxMinor'),
      grossMinor: sum('grossMinor'),
      note: '',
      lines,
      taxNotes: [],
    },
    PEOPLE,
  );
}

function lineAt(index: number): PaperLine {
  const netMinor = 1_999n + BigInt(index);
  const taxMinor = (netMinor * 19n + 50n) / 100n;
  return {
    description: `Internet Fibre ${(index + 1) * 10} Mbit/s`,
    covers: { from: FROM, to: addMonths(FROM, 1) },
    quantity: '1.0000',
    unit: '',
    unitPrice: `19.${String(99 + index).slice(-2)}00`,
    priceIncludesTax: false,
    taxPercent: '19.0000',
    taxName: 'VAT',
    taxRateId: 'sample',
    netMinor,
    taxMinor,
    grossMinor: netMinor + taxMinor,
  };
}

function settlementOf(count: number): PaperData {
  const of = (times: number) => ({
    grossMinor: 11_900n * BigInt(times),
    taxMinor: 1_900n * BigInt(times),
    notSharedMinor: 0n,
    baseMinor: 10_000n * BigInt(times),
    shareMinor: 3_000n * BigInt(times),
    keptMinor: 7_000n * BigInt(times),
  });
  return settlementData(
    {
      number: 'RS-2026-0001',
      from: FROM,
      through: addDays(addMonths(FROM, 1), -1),
      settledOn: addMonths(FROM, 1),
      currency: 'EUR',
      ...of(count),
      terms: [{ from: FROM, percent: '30', basis: 'collected', withFees: false, ...of(count) }],
      customers: Array.from({ length: count }, (_, index) => ({
        number: String(index + 42),
        name: `Customer ${index + 1}`,
        documents: [`INV-2026-00000${index + 1}`],
        ...of(1),
      })),
    },
    { operator: { name: 'Example Operator' }, partner: PEOPLE.seller },
  );
}

function statementOf(count: number): PaperData {
  let owedMinor = 0n;
  const entries = Array.from({ length: count * 2 }, (_, index) => {
    const isInvoice = index % 2 === 0;
    const amount = 2_380n;
    owedMinor += isInvoice ? amount : -amount;
    return {
      on: addDays(FROM, index * 12),
      text: isInvoice ? `Invoice INV-2026-00000${index + 1}` : `Payment R-2026-00000${index}`,
      debitMinor: isInvoice ? amount : 0n,
      creditMinor: isInvoice ? 0n : amount,
      owedMinor,
    };
  });
  return statementData(
    {
      number: 'ST-2026-000001',
      from: FROM,
      through: addDays(addMonths(FROM, 3), -1),
      madeOn: addMonths(FROM, 3),
      currency: 'EUR',
      openingMinor: 0n,
      closingMinor: owedMinor,
      entries,
    },
    PEOPLE,
  );
}
