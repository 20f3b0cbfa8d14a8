import { defineCatalogue } from '@demarc/ui';

export const lineChoiceTexts = defineCatalogue('lineChoice', {
  customer: 'Customer',
  nobody: 'Nobody',
  service: 'Login of',
  noLogin: 'a service without a login',
});
