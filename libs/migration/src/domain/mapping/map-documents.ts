import { addDays, Decimal, type CurrencyCode } from '@demarc/kernel';
import type { TargetCreditNote, TargetInvoice, TargetLine } from '../finance-target.js';
import type { SourceCreditNote, SourceInvoice, SourceItem, SourceTransaction } from '../source/finance-records.js';
import type { SourceId } from '../source/source-id.js';
import { fromMinor, splitPrinted, toMinor } from './minor-units.js';

type Transactions = ReadonlyMap<SourceId, SourceTransaction>;

/** Due dates that the source left open: two weeks, as most operators have it. */
const DUE_DAYS = 14;
const DIFFERENCE_TEXT = 'Difference to the printed total';
const SERVICE_KINDS = {
  internet: 'internet',
  voice: 'voice',
  custom: 'recurring',
  recurring: 'recurring',
  bundle: 'bundle',
} as const;

export function mapInvoice(invoice: SourceInvoice, transactions: Transactions, currency: CurrencyCode): TargetInvoice {
  const totalMinor = toMinor(invoice.total, currency);
  const dueOn = invoice.dueOn ?? addDays(invoice.createdOn, DUE_DAYS);
  return {
    sourceId: invoice.id,
    customerId: invoice.customerId,
    number: invoice.number,
    kind: invoice.kind,
    status: invoice.status === 'deleted' ? 'void' : 'issued',
    paymentPending: invoice.status === 'pending',
    issuedOn: invoice.createdOn,
    dueOn: dueOn < invoice.createdOn ? invoice.createdOn : dueOn,
    totalMinor,
    note: [invoice.note, invoice.memo].filter((text) => text !== '').join('\n'),
    lines: mapLines(invoice.items, totalMinor, transactions, currency),
  };
}

export function mapCreditNote(
  note: SourceCreditNote,
  refundedMinor: bigint,
  transactions: Transactions,
  currency: CurrencyCode,
): TargetCreditNote {
  const totalMinor = toMinor(note.total, currency);
  return {
    sourceId: note.id,
    customerId: note.customerId,
    number: note.number,
    status: note.status,
    issuedOn: note.createdOn,
    totalMinor,
    invoiceIds: note.invoiceIds,
    refundedMinor,
    note: note.note,
    lines: mapLines(note.items, totalMinor, transactions, currency),
  };
}

/** The printed lines, rounded so that they sum to the printed total; what does not add up becomes a line that says so. */
export function mapLines(
  items: readonly SourceItem[],
  totalMinor: bigint,
  transactions: Transactions,
  currency: CurrencyCode,
): readonly TargetLine[] {
  const exact = items.map((item) => {
    const net = item.price.times(item.quantity);
    const tax = net.times(item.taxPercent).div(100);
    return { item, tax, gross: net.plus(tax) };
  });
  const rounded = exact.map(({ gross }) => toMinor(gross, currency));
  const sum = rounded.reduce((left, right) => left + right, 0n);
  const split =
    sum === totalMinor
      ? rounded
      : splitPrinted(
          totalMinor,
          exact.map(({ gross }) => gross),
          currency,
        );
  const grossMinor = split ?? rounded;
  const lines = exact.map(({ item, tax }, index): TargetLine => {
    const taxMinor = toMinor(tax, currency);
    return { ...lineOf(item, transactions), netMinor: (grossMinor[index] ?? 0n) - taxMinor, taxMinor };
  });
  return split === undefined ? [...lines, differenceLine(totalMinor - sum, currency)] : lines;
}

function lineOf(item: SourceItem, transactions: Transactions): Omit<TargetLine, 'netMinor' | 'taxMinor'> {
  const charge = item.transactionId === undefined ? undefined : transactions.get(item.transactionId);
  return {
    sourceId: item.id,
    description: item.description,
    quantity: item.quantity,
    unit: item.unit,
    unitPrice: item.price,
    taxPercent: item.taxPercent,
    taxId: item.taxId,
    periodFrom: item.periodFrom,
    periodThrough: item.periodThrough,
    serviceId: charge?.serviceId,
    serviceKind:
      charge?.serviceId === undefined ? undefined : SERVICE_KINDS[charge.serviceKind as keyof typeof SERVICE_KINDS],
  };
}

function differenceLine(amountMinor: bigint, currency: CurrencyCode): TargetLine {
  return {
    description: DIFFERENCE_TEXT,
    quantity: new Decimal(1),
    unit: '',
    unitPrice: fromMinor(amountMinor, currency),
    taxPercent: new Decimal(0),
    netMinor: amountMinor,
    taxMinor: 0n,
  };
}
