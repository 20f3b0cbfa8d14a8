import { defineCatalogue } from '@demarc/ui';

export const accountTexts = defineCatalogue('portal-account', {
  title: 'Account',
  you: 'Your details',
  youLead: 'Your name or address is wrong? Call us, and we correct it.',
  changeContact: 'Change e-mail and telephone',
  number: 'Customer number',
  name: 'Name',
  login: 'Login',
  email: 'E-mail',
  billingEmail: 'E-mail for bills',
  phones: 'Telephone',
  address: 'Address',
  password: 'Password',
  passwordLead: 'A new password signs out every other device.',
  current: 'Present password',
  next: 'New password',
  nextHelp: 'At least 15 characters. A sentence is fine.',
  change: 'Change the password',
  changed: 'The password is changed.',
  none: 'none',
});
