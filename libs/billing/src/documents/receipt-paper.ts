import type { LocalDate } from '@demarc/kernel';
import {
  buyerParty,
  decimalOf,
  sellerParty,
  type PaperBuyer,
  type PaperSeller,
  type PlainPaper,
} from './invoice-paper.js';
import { PaperFormats } from './paper-formats.js';

export interface ReceiptPaperInput {
  readonly number: string;
  readonly receivedOn: LocalDate;
  readonly method: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly seller: PaperSeller;
  readonly buyer: PaperBuyer;
  readonly locale: string;
  readonly madeAt: Date;
}

/** That money was received, and how. What it settled can change later and is not printed. */
export function receiptPaper(receipt: ReceiptPaperInput): PlainPaper {
  const say = new PaperFormats(receipt.locale);
  const amount = say.money(decimalOf(receipt.amountMinor, receipt.currency), receipt.currency);
  const title = `Receipt ${receipt.number}`;
  return {
    title,
    seller: sellerParty(receipt.seller),
    buyer: { ...buyerParty(receipt.buyer), label: 'Received from' },
    facts: [
      { label: 'Date', value: say.date(receipt.receivedOn) },
      { label: 'Customer number', value: receipt.buyer.number },
    ],
    columns: [
      { label: 'Paid by', width: 380, align: 'left' },
      { label: `Amount (${receipt.currency})`, width: 135, align: 'right' },
    ],
    rows: [[receipt.method, say.amount(decimalOf(receipt.amountMinor, receipt.currency), receipt.currency)]],
    totals: [{ label: 'Received', value: amount, strong: true }],
    notes: [],
    pageLabel: `${title} · Page {page} of {pages}`,
    madeAt: receipt.madeAt,
  };
}
