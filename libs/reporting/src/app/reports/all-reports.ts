import { notFound } from '@demarc/kernel';
import { aging } from './aging.report.js';
import { cash } from './cash.report.js';
import { collected } from './collected.report.js';
import { customPrices } from './custom-prices.report.js';
import { customerBalances } from './customer-balances.report.js';
import { deferred, deferredLines } from './deferred.report.js';
import { futureCharges } from './future-charges.report.js';
import { generalLedger } from './general-ledger.report.js';
import { journal } from './journal.report.js';
import { mrr, mrrCustomers } from './mrr.report.js';
import { openInvoiceRows } from './open-invoices.report.js';
import { paymentRows, payments } from './payments.report.js';
import { resellerLines } from './reseller-lines.report.js';
import { resellers } from './resellers.report.js';
import { revenueLines } from './revenue-lines.report.js';
import { revenue } from './revenue.report.js';
import { statement } from './statement.report.js';
import { taxDocuments } from './tax-documents.report.js';
import { tax } from './tax.report.js';
import { trialBalance } from './trial-balance.report.js';
import type { ReportDefinition } from './report.js';

/** Every report of the product, in the order of the index. */
export const REPORTS: readonly ReportDefinition[] = [
  trialBalance,
  generalLedger,
  journal,
  customerBalances,
  aging,
  openInvoiceRows,
  collected,
  cash,
  statement,
  tax,
  taxDocuments,
  revenue,
  revenueLines,
  resellers,
  resellerLines,
  deferred,
  deferredLines,
  futureCharges,
  customPrices,
  mrr,
  mrrCustomers,
  payments,
  paymentRows,
];

const BY_ID = new Map(REPORTS.map((report) => [report.id, report]));

export function reportOf(id: string): ReportDefinition {
  const report = BY_ID.get(id);
  if (!report) throw notFound('report');
  return report;
}
