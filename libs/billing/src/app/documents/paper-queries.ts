import { FindSettlementPaper } from '../resellers/find-settlement-paper.query.js';
import { FindDepositPaper } from './find-deposit-paper.query.js';
import { FindCreditNotePaper, FindInvoicePaper, FindProformaPaper, FindReceiptPaper } from './find-paper.query.js';

/** Which question finds a document to print; each answers to its own right. */
export const PAPER_QUERIES = {
  invoice: FindInvoicePaper,
  credit_note: FindCreditNotePaper,
  receipt: FindReceiptPaper,
  proforma: FindProformaPaper,
  deposit: FindDepositPaper,
  reseller_settlement: FindSettlementPaper,
} as const;
export type StoredPaperKind = keyof typeof PAPER_QUERIES;
