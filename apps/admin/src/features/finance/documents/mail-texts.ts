import { defineCatalogue } from '@demarc/ui';

export const mailTexts = defineCatalogue('documentMail', {
  mail: 'Mail',
  title: 'Mail {{number}}?',
  submit: 'Mail {{number}}',
  effect: 'It goes to {{name}}, to the address for bills, with the PDF attached.',
  again: 'It was mailed to {{to}} on {{at}} before: the customer gets it once more.',
  onItsWay: '{{number}} is on its way to {{to}}',
  mailed: 'Mailed',
  SENT: '{{at}}, to {{to}}',
  QUEUED: 'on its way to {{to}} since {{at}}',
  FAILED: 'failed on {{at}}, to {{to}}: {{why}}',
  UNSENT: 'kept on {{at}}, for want of a mail server: {{to}}',
  customer: 'Customer',
  document: 'Document',
  withoutAddress_one: '{{count}} document was not mailed: its customer has no mail address',
  withoutAddress_other: '{{count}} documents were not mailed: their customers have no mail address',
  withoutAddressText: 'Add an address, and mail the document from its own page.',
  more: 'The first {{count}} are shown.',
  runMailed_one: '{{count}} invoice was handed to the mail.',
  runMailed_other: '{{count}} invoices were handed to the mail.',
  mails: 'Mail',
});
