import { words } from './enums.js';

export const ProformaForEnum = words('ProformaFor', 'The first month that a proforma asks for.', {
  current_month: 'The month in which it is made.',
  next_month: 'The month after it.',
});
export const MailDocumentsEnum = words(
  'MailDocuments',
  'Which documents are mailed by themselves when they are issued.',
  {
    none: 'None: by hand alone.',
    run_invoices: 'Invoices of billing runs.',
    all: 'All invoices and credit notes.',
  },
);
export const AccountProformasEnum = words('AccountProformas', 'Do proformas make themselves for a customer?', {
  as_settings: 'As the billing settings say.',
  own: 'On a day and for months of the customer’s own.',
  never: 'Only by hand.',
});
export const ProformaStatusEnum = words('ProformaStatus', 'What became of a proforma.', {
  unpaid: 'Waits for payment.',
  paid: 'Paid; the money is credit of the customer.',
  cancelled: 'Withdrawn.',
});
export const CreditNoteStateEnum = words('CreditNoteState', 'Where the money of a credit note is.', {
  refund_due: 'With us, for the customer: credit that has settled nothing yet.',
  refunded: 'Handed back.',
  closed: 'Used up by invoices.',
});
export const LineChangeEnum = words('LineChange', 'What a correction makes of a line.', {
  same: 'As it was.',
  changed: 'Says something else.',
  added: 'New.',
  removed: 'Taken off.',
});
export const PaperKindEnum = words('PaperKind', 'What is printed.', {
  invoice: 'An invoice.',
  proforma: 'A proforma.',
  credit_note: 'A credit note.',
  receipt: 'The receipt of a payment.',
  deposit: 'The receipt of a deposit, taken or given back.',
  statement: 'A statement of account.',
  reseller_settlement: 'A settlement with a reseller.',
});
export const MailedKindEnum = words('MailedDocumentKind', 'Documents that are mailed.', {
  invoice: 'An invoice.',
  credit_note: 'A credit note.',
});
export const UnsentReasonEnum = words('UnmailedReason', 'Why a document was not mailed that was to be.', {
  no_address: 'The customer had no mail address.',
  void: 'It was made void before its mail left.',
});
export const NumberSeriesEnum = words('NumberSeries', 'What counts on its own.', {
  invoice: 'Invoices of billing periods, and one-time ones without a pattern of their own.',
  one_time_invoice: 'One-time invoices.',
  credit_note: 'Credit notes.',
  receipt: 'Receipts.',
  deposit: 'Deposits.',
  proforma: 'Proformas.',
  statement: 'Statements of account.',
});
