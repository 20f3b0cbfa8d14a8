import { defineCatalogue } from '@demarc/ui';

export const payTexts = defineCatalogue('portal-pay', {
  how: 'How to pay',
  reference: 'Write on it',
  customer: 'Customer {{number}}',
  bill: 'Bill {{bill}}, customer {{number}}',
  byTransfer: 'Please pay by bank transfer. What is closed opens by itself once it has arrived.',
  askUs: 'Please ask us how to pay.',
  office: 'Please pay at the office of {{payee}}.',
  amount: 'Amount',
  payee: 'To',
  bank: 'Bank',
  account: 'Account',
  phone: 'Questions',
  email: 'E-mail',
});
