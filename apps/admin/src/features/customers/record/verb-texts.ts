import { defineCatalogue } from '@demarc/ui';

export const verbTexts = defineCatalogue('customerVerbs', {
  cancel: 'Cancel',
  reason: 'Reason',
  holdTitle: 'Place a hold on {{name}}',
  holdText: 'Access closes at once. A payment does not open it: only a person who may lift holds can.',
  holdReasonHelp: 'Colleagues read it on the customer, such as “equipment dispute”.',
  holdSubmit: 'Place the hold',
  holdDone: 'Access of {{name}} is on hold',
  promiseTitle: 'Promise to pay of {{name}}',
  promiseText:
    'Access stays open, or opens, until the end of that day. When nothing is paid by then, the account is blocked again by itself.',
  promiseNoHold: 'A hold stands. The promise does not lift it.',
  until: 'Until',
  untilHelp: 'The last day of the promise.',
  promiseSubmit: 'Note the promise',
  promiseTakeBack: 'Take it back',
  promiseDone: 'Access stays open until {{date}}',
  promiseGone: 'The promise is taken back',
  passwordTitle: 'Portal password of {{name}}',
  passwordText: 'The customer signs in to the portal as {{login}}.',
  passwordReplaces: 'It replaces the password that the customer has now, and ends their sessions.',
  password: 'New password',
  passwordHelp: 'At least 15 characters. It is kept as a hash only, so note it down for the customer now.',
  passwordPropose: 'Propose one',
  passwordSubmit: 'Set the password',
  passwordDone: 'The portal password is set',
});
