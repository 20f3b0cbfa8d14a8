import { defineCatalogue } from '@demarc/ui';

export const statementTexts = defineCatalogue('customerStatement', {
  button: 'Statement of account',
  title: 'Statement of {{name}}',
  text: 'Every movement of the account with its document, straight from the ledger. Left empty, it covers the last twelve months up to today.',
  from: 'First day',
  through: 'Last day',
  pdf: 'Open as PDF',
  close: 'Close',
});
