import { defineCatalogue } from '@demarc/ui';

export const creditNoteListTexts = defineCatalogue('creditNoteList', {
  title: 'Credit notes',
  search: 'Number, login or customer…',
  number: 'Number',
  customer: 'Customer',
  issuedOn: 'Issued',
  gross: 'Amount',
  remaining: 'Left',
  invoice: 'Corrects',
  note: 'Why',
  partner: 'Partner',
  state: 'State',
  LEFT: 'Something is left',
  USED: 'Used up',
  sums: 'Sums of the whole filter',
  sumGross: 'Given back',
  sumLeft: '{{amount}} settles nothing yet',
  emptyTitle: 'No credit notes yet',
  emptyText: 'Voiding an invoice issues one, and so does a change to a cheaper plan. They are never written by hand.',
  invoices: 'Go to invoices',
  ignored: 'The address asked for something that this list does not know: {{what}}.',
});
