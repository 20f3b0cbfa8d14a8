import { defineCatalogue } from '@demarc/ui';

export const prepaidTexts = defineCatalogue('portalPrepaid', {
  title: 'Your paid time',
  lasts: 'Your internet is paid through {{date}}.',
  days_one: '{{count}} day left',
  days_other: '{{count}} days left',
  next: 'The next charge is {{amount}}, on {{date}}.',
  missing: 'Pay in {{amount}} for the charge after that.',
  blocked: 'Your paid time is over. Pay in {{amount}} and it works again at once.',
  PER_CHARGE: 'Each charge makes an invoice.',
  AFTER_PAYMENT: 'You get an invoice for what you have paid.',
  MONTHLY: 'You get one invoice a month, on the first of the next month.',
  NONE: 'Charges are taken from your balance without an invoice.',
  toBeInvoiced: '{{amount}} were charged and come with the next invoice.',
  links: 'Accounts that belong together',
  billedWithYou: '{{name}} is on your bills.',
  ownBills: '{{name}} has bills of its own.',
  onBillsOf: 'Your services are on the bills of {{name}}.',
  subOf: 'You belong to {{name}} and have bills of your own.',
  from: 'from {{date}} on',
});
