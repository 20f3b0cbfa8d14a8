import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import type { ExportFormat } from '../app/exports/export-formats.js';
import { FindExport, type FoundExport } from '../app/exports/find-export.query.js';
import { RequestExport } from '../app/exports/request-export.js';
import { RequestPapers } from '../app/exports/request-papers.js';
import { ResumeExport } from '../app/exports/resume-export.js';
import { CreditNoteListFilterInput } from './credit-note-list.view.js';
import { CustomerListFilterInput } from './customer-list.view.js';
import { ExportFormatEnum, ExportView } from './export.view.js';
import { InvoicePapersInput } from './export.input.js';
import { ReportFilterInput } from './report.input.js';
import { InvoiceListFilterInput, PaymentListFilterInput, ServiceListFilterInput } from './rows.input.js';
import { paymentFilter } from './rows.resolver.js';

const FORMAT = { type: () => ExportFormatEnum, description: 'What kind of file.' };
const FILTER = { nullable: true, description: 'Which rows; all when absent.' };

@Resolver()
export class ExportResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindExport)
  @Query(() => ExportView, { description: 'An export of your own.' })
  async export(
    @Args('id', { type: () => RecordIdScalar, description: 'The export.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    return exportView(await this.queries.ask(FindExport, { id }, call));
  }

  @Runs(RequestExport)
  @Mutation(() => ExportView, { description: 'Writes a report to a file, over its whole filter.' })
  exportReport(
    @Args('id', { type: () => String, description: 'Which report: `tax`.' }) id: string,
    @Args('format', FORMAT) format: ExportFormat,
    @Args('filter', { type: () => ReportFilterInput, nullable: true, description: 'What is asked of it.' })
    filter: ReportFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    return this.request(`report:${id}`, format, filter ?? {}, call);
  }

  @Runs(RequestExport)
  @Mutation(() => ExportView, { description: 'Writes customers to a file, by number.' })
  exportCustomers(
    @Args('format', FORMAT) format: ExportFormat,
    @Args('filter', { type: () => CustomerListFilterInput, ...FILTER }) filter: CustomerListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    return this.request('customers', format, { filter: filter ?? {}, sort: 'number', descending: false }, call);
  }

  @Runs(RequestExport)
  @Mutation(() => ExportView, { description: 'Writes invoices to a file, newest first.' })
  exportInvoices(
    @Args('format', FORMAT) format: ExportFormat,
    @Args('filter', { type: () => InvoiceListFilterInput, ...FILTER }) filter: InvoiceListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    return this.request('invoices', format, { filter: filter ?? {} }, call);
  }

  @Runs(RequestExport)
  @Mutation(() => ExportView, { description: 'Writes credit notes to a file, newest first.' })
  exportCreditNotes(
    @Args('format', FORMAT) format: ExportFormat,
    @Args('filter', { type: () => CreditNoteListFilterInput, ...FILTER }) filter: CreditNoteListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    return this.request('credit-notes', format, { filter: filter ?? {} }, call);
  }

  @Runs(RequestExport)
  @Mutation(() => ExportView, { description: 'Writes payments to a file, newest first.' })
  exportPayments(
    @Args('format', FORMAT) format: ExportFormat,
    @Args('filter', { type: () => PaymentListFilterInput, ...FILTER }) filter: PaymentListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    return this.request('payments', format, { filter: paymentFilter(filter) }, call);
  }

  @Runs(RequestExport)
  @Mutation(() => ExportView, { description: 'Writes services to a file, the latest first.' })
  exportServices(
    @Args('format', FORMAT) format: ExportFormat,
    @Args('filter', { type: () => ServiceListFilterInput, ...FILTER }) filter: ServiceListFilterInput | null,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    return this.request('services', format, { filter: filter ?? {} }, call);
  }

  @Runs(RequestPapers)
  @Mutation(() => ExportView, {
    description: 'Writes many invoices to one file: those chosen, those of a run, or all that a filter lists.',
  })
  async exportInvoicePapers(
    @Args('input', { description: 'Which, and as what.' }) input: InvoicePapersInput,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    const { exportId } = await this.commands.run(RequestPapers, { ...input }, call);
    return exportView(await this.queries.ask(FindExport, { id: exportId }, call));
  }

  @Runs(ResumeExport)
  @Mutation(() => ExportView, { description: 'Goes on with an export of your own that failed or broke off.' })
  async resumeExport(
    @Args('id', { type: () => RecordIdScalar, description: 'The export.' }) id: string,
    @CurrentCall() call: Call,
  ): Promise<ExportView> {
    await this.commands.run(ResumeExport, { exportId: id }, call);
    return exportView(await this.queries.ask(FindExport, { id }, call));
  }

  private async request(subject: string, format: ExportFormat, question: object, call: Call): Promise<ExportView> {
    const { exportId } = await this.commands.run(RequestExport, { subject, format, question: { ...question } }, call);
    return exportView(await this.queries.ask(FindExport, { id: exportId }, call));
  }
}

function exportView(found: FoundExport): ExportView {
  return { ...found, url: found.state === 'done' ? `/exports/${found.id}` : null };
}
