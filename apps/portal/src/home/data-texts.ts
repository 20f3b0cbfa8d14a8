import { defineCatalogue } from '@demarc/ui';

export const dataTexts = defineCatalogue('portal-home-data', {
  closed: 'Your data of {{service}} is used up: your internet rests.',
  slower: 'Your data of {{service}} is used up: your internet is slower.',
  usedUp: 'Your data of {{service}} is used up.',
  nearly: 'Your data of {{service}} is nearly used up: {{left}} of {{total}} left.',
  anew: 'New data comes on {{on}}.',
  add: 'Add data',
  look: 'See what was used',
});
