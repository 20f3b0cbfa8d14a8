import { defineCatalogue } from '@demarc/ui';

export const statementTexts = defineCatalogue('statement', {
  from: 'First day',
  through: 'Last day',
  opening: 'Owed at the beginning',
  closing: 'Owed at the end',
  entries: 'Movements',
  on: 'Date',
  what: 'What',
  charged: 'Charged',
  credited: 'Paid or credited',
  owed: 'Owed',
  none: 'Nothing moved in this period',
});
