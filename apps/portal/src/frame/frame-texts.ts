import { defineCatalogue } from '@demarc/ui';

export const frameTexts = defineCatalogue('portal-frame', {
  home: 'Home',
  bills: 'Bills',
  plan: 'Plan & usage',
  account: 'Account',
  signOut: 'Sign out',
  notFound: 'This page does not exist',
  notFoundText: 'The address may be mistyped, or the page has moved.',
  toHome: 'Go to the start',
});
