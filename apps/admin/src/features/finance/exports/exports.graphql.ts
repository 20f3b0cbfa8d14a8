import { graphql } from '@demarc/web-api';

export const ExportDocument = graphql(`
  query Export($id: RecordId!) {
    export(id: $id) {
      id
      state
      rowsDone
      rowsTotal
      fault
      fileName
      url
    }
  }
`);

export const ExportPapersDocument = graphql(`
  mutation ExportInvoicePapers($input: InvoicePapersInput!) {
    exportInvoicePapers(input: $input) {
      id
    }
  }
`);

export const ResumeExportDocument = graphql(`
  mutation ResumeExport($id: RecordId!) {
    resumeExport(id: $id) {
      id
    }
  }
`);

export const ExportReportDocument = graphql(`
  mutation ExportReport($id: String!, $format: ExportFormat!, $filter: ReportFilterInput) {
    exportReport(id: $id, format: $format, filter: $filter) {
      id
    }
  }
`);

export const ExportInvoicesDocument = graphql(`
  mutation ExportInvoices($format: ExportFormat!, $filter: InvoiceListFilterInput) {
    exportInvoices(format: $format, filter: $filter) {
      id
    }
  }
`);

export const ExportCreditNotesDocument = graphql(`
  mutation ExportCreditNotes($format: ExportFormat!, $filter: CreditNoteListFilterInput) {
    exportCreditNotes(format: $format, filter: $filter) {
      id
    }
  }
`);

export const ExportPaymentsDocument = graphql(`
  mutation ExportPayments($format: ExportFormat!, $filter: PaymentListFilterInput) {
    exportPayments(format: $format, filter: $filter) {
      id
    }
  }
`);

export const ExportCustomersDocument = graphql(`
  mutation ExportCustomers($format: ExportFormat!, $filter: CustomerListFilterInput) {
    exportCustomers(format: $format, filter: $filter) {
      id
    }
  }
`);
