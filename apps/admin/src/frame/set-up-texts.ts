import { defineCatalogue } from '@demarc/ui';

export const setUpTexts = defineCatalogue('setUp', {
  title: 'Set up your operation',
  lead: 'Three things that everything else rests on. Name, language and time zone can be changed later; the currency only until the first customer.',
  section: 'The operator',
  name: 'Name of the operator',
  nameHelp: 'As customers know it. It stands on documents and in the portal.',
  country: 'Country',
  timeZone: 'Time zone',
  timeZoneHelp: 'Billing dates are calendar dates in this zone.',
  currency: 'Currency',
  currencyHelp: 'All accounts are kept in it.',
  locale: 'Language of documents',
  localeHelp: 'How dates and amounts are written, such as en-GB or es-UY.',
  submit: 'Set up',
  done: '{{name}} is set up',
});
