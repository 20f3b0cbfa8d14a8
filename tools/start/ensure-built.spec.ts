import { expect, it } from 'vitest';
import { failuresIn } from './ensure-built.ts';

it('shows of a failed build the parts that failed', () => {
  const output = [
    '- @demarc/kernel',
    '> nx run @demarc/kernel:build',
    'all is well',
    '> nx run @demarc/crm:build',
    'npm warn something',
    'src/a.ts(1,1): error TS1005',
    '',
    ' NX   Running target build for 2 projects failed',
    'Failed tasks:',
    '',
    '- @demarc/crm:build',
  ];
  expect(failuresIn(output)).toEqual(['> nx run @demarc/crm:build', 'src/a.ts(1,1): error TS1005', '']);
});

it('shows everything when nothing is said to have failed', () => {
  expect(failuresIn(['nx: no such target'])).toEqual(['nx: no such target']);
});
