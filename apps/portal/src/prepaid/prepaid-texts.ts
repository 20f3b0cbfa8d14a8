import { defineCatalogue } from '@demarc/ui';

export const prepaidTexts = defineCatalogue('portalPrepaid', {
  title: 'Your paid time',
  lasts: 'Your internet is paid through {{date}}.',
  days_one: '{{count}} day left',
  days_other: '{{count}} days left',
  next: 'The next charge is {{amount}}, on {{date}}.',
  missing: 'Pay in {{amount}} for the charge after that.',
  blocked: 'Your paid time is over. Pay in {{amount}} and it works again at once.',
  links: 'Accounts that belong together',
  billedWithYou: '{{name}} is on your bills.',
  ownBills: '{{name}} has bills of its own.',
  onBillsOf: 'Your services are on the bills of {{name}}.',
  subOf: 'You belong to {{name}} and have bills of your own.',
  from: 'from {{date}} on',
});
