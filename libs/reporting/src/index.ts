import type { MigrationClass } from '@demarc/persistence';
import { Exports1700000070100 } from './data/migrations/1700000070100-exports.js';
import { ReadIndexes1700000070000 } from './data/migrations/1700000070000-read-indexes.js';

export { ReportingModule } from './reporting.module.js';
export { ReportingPermissions } from './permissions.js';
export { CreditNoteList, CreditNoteTotals } from './app/credit-note-list.query.js';
export { CustomerList } from './app/customer-list.query.js';
export { CustomerOverview } from './app/customer-overview.query.js';
export { HomeAdministrator } from './app/home-administrator.query.js';
export { HomeFinance } from './app/home-finance.query.js';
export { HomeManager } from './app/home-manager.query.js';
export { HomeNetwork } from './app/home-network.query.js';
export { HomeSupport } from './app/home-support.query.js';
export { InvoiceList, InvoiceTotals } from './app/invoice-list.query.js';
export { PaymentList, PaymentTotals } from './app/payment-list.query.js';
export { BalanceCheck } from './app/balance-check.query.js';
export { FindExport, ReadExportPart } from './app/exports/find-export.query.js';
export { RequestExport } from './app/exports/request-export.js';
export type { FileSink } from './app/exports/write-file.js';
export { PrintHledger } from './app/ledger/print-hledger.query.js';
export { REPORTS } from './app/reports/all-reports.js';
export { ReportDesk, RunReport } from './app/reports/run-report.query.js';
export type { ReportDefinition } from './app/reports/report.js';
export { ServiceList } from './app/service-list.query.js';
export { Search } from './app/search.query.js';
export { Timeline, type TimelineEntry } from './app/timeline.query.js';

export const reportingMigrations: readonly MigrationClass[] = [ReadIndexes1700000070000, Exports1700000070100];
