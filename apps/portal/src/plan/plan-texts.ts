import { defineCatalogue } from '@demarc/ui';

export const planTexts = defineCatalogue('portal-plan', {
  title: 'Plan & usage',
  services: 'Your services',
  noServices: 'No service yet',
  service: 'Service',
  state: 'State',
  price: 'Price',
  since: 'Since',
  until: 'Until',
  billedTo: 'Billed to',
  withTax: 'tax included',
  withoutTax: 'before tax',
  times: '{{count}} × {{price}}',
  usage: 'What you used',
  noUsageText: 'Usage appears here a few minutes after you have been online.',
  online: 'Online now',
  offline: 'Your line is not connected at the moment.',
  onlineSince: 'since {{when}}',
});
