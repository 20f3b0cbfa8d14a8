import { defineCatalogue } from '@demarc/ui';

export const whyTexts = defineCatalogue('whyAmount', {
  why: 'Why {{amount}}',
  how: 'How it is calculated',
  rounded: 'Rounded {{rule}} to {{digits}} decimals.',
  inputs: 'What went in',
  rule: 'Rule: {{rule}}',
  half_up: 'half away from zero',
  half_even: 'half to even',
  down: 'toward zero',
});
