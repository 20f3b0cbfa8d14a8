import { defineCatalogue } from '@demarc/ui';

export const futureItemTexts = defineCatalogue('future-item', {
  title: 'With the next invoice',
  intro:
    'In no balance before it stands on an invoice. What is below zero reduces an invoice to zero at most; the rest waits.',
  none: 'Nothing waits for the next invoice.',
  description: 'What the customer reads',
  quantity: 'Quantity',
  unitPrice: 'Price of one',
  unitPriceHelp: 'Below zero it is taken off the invoice.',
  dueOn: 'Not before',
  next: 'next invoice',
  left: 'To come',
  add: 'Add',
  added: '{{description}} comes with the next invoice',
  cancel: 'Do not charge',
  cancelled: '{{description}} will not be charged',
  cancelReason: 'Taken off by hand',
  needDescription: 'Say what it is for.',
  needPrice: 'Say what it costs.',
});
