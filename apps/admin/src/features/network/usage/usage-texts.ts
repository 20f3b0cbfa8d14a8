import { defineCatalogue } from '@demarc/ui';

export const networkUsageTexts = defineCatalogue('networkUsage', {
  title: 'Usage',
  lead: 'What goes over a router or with a plan, and who uses most.',
  of: 'Of',
  everything: 'Everybody: who uses most',
  router: 'Router {{name}}',
  plan: 'Plan {{name}}',
  graph: 'What was used',
  graphText: 'Usage is counted every five minutes, of whoever is online.',
  choose: 'Choose a router or a plan to see its graph.',
  top: 'Who used most',
  topDays: 'of the last 31 days',
  nobody: 'Nobody used anything in this time',
  login: 'Login',
  customer: 'Customer',
  download: 'Download',
  upload: 'Upload',
});
