import { defineCatalogue } from '@demarc/ui';

export const contactTexts = defineCatalogue('portal-contact', {
  title: 'How we reach you',
  lead: 'Bills, reminders and a new password come here.',
  email: 'E-mail',
  billingEmail: 'E-mail for bills',
  billingEmailHelp: 'Left empty, bills come to the one above.',
  phones: 'Telephone',
  phonesHelp: 'Several with commas between.',
  language: 'Language of bills and mails',
  languageHelp: 'Bills that are issued already stay as they are.',
  languageUsual: 'As your provider writes',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Your details are saved',
});
