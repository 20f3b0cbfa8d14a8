/** Documents: their numbers, proformas, and what may be owed without one. */
export interface DocumentSettings {
  /** Pattern of the numbers of one-time invoices; null: they count with the recurring ones. */
  readonly oneTimeNumbers: string | null;
  readonly proformaNumbers: string;
  readonly statementNumbers: string;
  /** Customers may owe something that stands on no document. */
  readonly debitsWithoutDocument: boolean;
  /** Proformas make themselves on this day of the month; null: by hand alone. */
  readonly proformaDay: number | null;
  /** Months that one asks for, from the current month or the next one on. */
  readonly proformaMonths: number;
  readonly proformaFor: 'current_month' | 'next_month';
  /** Days in which a proforma is to be paid. */
  readonly proformaDueDays: number;
  /** The tax invoice over a proforma is issued when it is paid; else the services are charged by the next run. */
  readonly proformaInvoiceOnPayment: boolean;
  /** Which documents are mailed to their customers when they are issued. */
  readonly mailDocuments: 'none' | 'run_invoices' | 'all';
}

export const USUAL_DOCUMENTS: DocumentSettings = {
  oneTimeNumbers: null,
  proformaNumbers: 'PF-{year}-{next|6}',
  statementNumbers: 'ST-{year}-{next|6}',
  debitsWithoutDocument: false,
  proformaDay: null,
  proformaMonths: 1,
  proformaFor: 'next_month',
  proformaDueDays: 14,
  proformaInvoiceOnPayment: false,
  mailDocuments: 'none',
};
