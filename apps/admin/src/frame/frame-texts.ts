import { defineCatalogue } from '@demarc/ui';

export const frameTexts = defineCatalogue('frame', {
  notFound: 'There is no such page',
  notFoundText: 'The address may be mistyped, or the record is not yours to see.',
  toHome: 'Go to the home page',
  failed: 'This page failed',
  failedText: 'Something on this page broke. The rest of the app still works.',
  loading: 'Loading the page',
  account: 'My account',
  signOut: 'Sign out',
  search: 'Search customers, invoices, addresses…',
  searchShort: 'Search',
  goTo: 'Go to',
  pages: 'Pages',
  verbs: 'Do',
  scope_one: 'You see the records of one partner: {{names}}.',
  scope_other: 'You see the records of {{count}} partners: {{names}}.',
  scopePlain_one: 'You see the records of one partner only.',
  scopePlain_other: 'You see the records of {{count}} partners only.',
  notSetUp: 'This installation is not set up yet',
  notSetUpText:
    'Somebody who may change the settings of the operator has to name the operator, its time zone and its currency first.',
  payVerb: 'Take a payment from {{name}}',
  payVerbAmount: 'Take {{amount}} from {{name}}',
  payHint: 'Type “pay 200 ana” to open a payment of 200 for Ana',
});
