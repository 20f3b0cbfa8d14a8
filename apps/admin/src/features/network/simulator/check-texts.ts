import { defineCatalogue } from '@demarc/ui';

export const checkTexts = defineCatalogue('loginChecks', {
  checks: 'What was looked at, in this order',
  SIGNATURE: 'Signature.',
  LOGIN: 'Login.',
  METHOD: 'Method.',
  PASSWORD: 'Password.',
  STATE: 'Service.',
  DEVICE: 'Device.',
  PLACE: 'Router.',
  SESSIONS: 'Sessions.',
  PASSED: 'Passed',
  FAILED: 'Failed',
  NOT_ASKED: 'Not asked',
  NOT_REACHED: 'Not reached',
  notReached: 'Not looked at any more.',
});
