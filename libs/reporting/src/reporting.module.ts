import { Module } from '@nestjs/common';
import { SuspensionContactResolver } from './api/contact.resolver.js';
import { CreditNoteListResolver } from './api/credit-note-list.resolver.js';
import { CustomerListResolver } from './api/customer-list.resolver.js';
import { ExportController } from './api/export.controller.js';
import { ExportResolver } from './api/export.resolver.js';
import { HomeResolver } from './api/home.resolver.js';
import { OverviewResolver } from './api/overview.resolver.js';
import { ReportResolver } from './api/report.resolver.js';
import { RowsResolver } from './api/rows.resolver.js';
import { SearchResolver } from './api/search.resolver.js';
import { TimelineResolver } from './api/timeline.resolver.js';
import { BillingModule } from '@demarc/billing';
import { CrmModule } from '@demarc/crm';
import { BalanceCheck } from './app/balance-check.query.js';
import { CreditNoteList, CreditNoteTotals } from './app/credit-note-list.query.js';
import { CustomerList } from './app/customer-list.query.js';
import { CustomerOverview } from './app/customer-overview.query.js';
import { ExportJob } from './app/exports/export.job.js';
import { FindExport, ReadExportPart } from './app/exports/find-export.query.js';
import { ForgetExports } from './app/exports/forget-exports.schedule.js';
import { PapersJob } from './app/exports/papers.job.js';
import { RequestExport } from './app/exports/request-export.js';
import { RequestPapers } from './app/exports/request-papers.js';
import { ResumeExport } from './app/exports/resume-export.js';
import { HomeAdministrator } from './app/home-administrator.query.js';
import { HomeFinance } from './app/home-finance.query.js';
import { HomeManager } from './app/home-manager.query.js';
import { HomeNetwork } from './app/home-network.query.js';
import { LastContactsOf } from './app/last-contacts.query.js';
import { HomeSupport } from './app/home-support.query.js';
import { InvoiceList, InvoiceTotals } from './app/invoice-list.query.js';
import { HledgerJournal } from './app/ledger/hledger-journal.js';
import { PrintHledger } from './app/ledger/print-hledger.query.js';
import { PaymentList, PaymentTotals } from './app/payment-list.query.js';
import { ListReports } from './app/reports/list-reports.query.js';
import { ReportDesk, RunReport } from './app/reports/run-report.query.js';
import { Search } from './app/search.query.js';
import { ServiceList } from './app/service-list.query.js';
import { Timeline } from './app/timeline.query.js';

const LISTS = [
  CustomerList,
  ServiceList,
  InvoiceList,
  InvoiceTotals,
  CreditNoteList,
  CreditNoteTotals,
  PaymentList,
  PaymentTotals,
  Search,
  Timeline,
  CustomerOverview,
  LastContactsOf,
];
const REPORTS = [ReportDesk, RunReport, ListReports, BalanceCheck];
const EXPORTS = [
  HledgerJournal,
  PrintHledger,
  RequestExport,
  RequestPapers,
  ResumeExport,
  ExportJob,
  PapersJob,
  FindExport,
  ReadExportPart,
  ForgetExports,
];
const HOMES = [HomeSupport, HomeFinance, HomeNetwork, HomeManager, HomeAdministrator];
const RESOLVERS = [
  CustomerListResolver,
  RowsResolver,
  CreditNoteListResolver,
  SearchResolver,
  TimelineResolver,
  OverviewResolver,
  HomeResolver,
  ReportResolver,
  ExportResolver,
  SuspensionContactResolver,
];

@Module({
  imports: [CrmModule, BillingModule],
  controllers: [ExportController],
  providers: [...LISTS, ...REPORTS, ...EXPORTS, ...HOMES, ...RESOLVERS],
})
export class ReportingModule {}
