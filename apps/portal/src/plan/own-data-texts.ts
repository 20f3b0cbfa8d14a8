import { defineCatalogue } from '@demarc/ui';

export const ownDataTexts = defineCatalogue('portal-data', {
  title: 'Your data: {{service}}',
  speedTitle: 'Your speed: {{service}}',
  used: 'Used in this period',
  usedText: '{{used}} of {{total}}, {{left}} left',
  spared: '{{amount}} was free.',
  period: 'It begins anew on {{date}}.',
  until: 'Until {{when}}.',
  buy: 'Add {{amount}} for {{price}}',
  ask: 'Add {{amount}}?',
  askText: '{{title}} for {{price}}. You can use it at once; it stands on your bill.',
  notEnough: 'That is not enough yet: you have used {{amount}} more than you would have then.',
  confirm: 'Add it',
  done: '{{amount}} added: you can use it now',
});
