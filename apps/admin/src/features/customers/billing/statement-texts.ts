import { defineCatalogue } from '@demarc/ui';

export const statementTexts = defineCatalogue('customerStatement', {
  button: 'Statement of account',
  title: 'Statement of {{name}}',
  text: 'Every movement of the account with its document, straight from the ledger. Left empty, it covers the last twelve months up to today.',
  from: 'First day',
  through: 'Last day',
  opening: 'Owed at the beginning',
  closing: 'Owed at the end',
  count: 'Movements',
  on: 'Date',
  what: 'What',
  charged: 'Charged',
  credited: 'Paid or credited',
  owed: 'Owed',
  none: 'Nothing moved in this period',
  pdf: 'Open as PDF',
  close: 'Close',
});
