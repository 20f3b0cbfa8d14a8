import { describe, expect, it } from 'vitest';
import { casesOf } from './format.ts';
import { isSame } from './verdict.ts';

describe('what counts as the stated answer', () => {
  it.each([
    ['1.50', '1.5'],
    ['0', '-0.00'],
    [8, '8'],
    ['14/31', '28/62'],
    [
      [
        { from: 'a', amount: '1.0' },
        { from: 'b', amount: '2' },
      ],
      [
        { amount: '2.00', from: 'b' },
        { amount: '1.00', from: 'a' },
      ],
    ],
  ])('%j and %j are the same', (wanted, found) => expect(isSame(wanted, found)).toBe(true));

  it.each([
    ['8.71', '8.70'],
    ['0.01', '0'],
    ['14/31', '14/30'],
    [['1.00'], ['1.00', '1.00']],
    ['paid', 'unpaid'],
    [true, false],
    ['1.00', null],
  ])('%j and %j are not', (wanted, found) => expect(isSame(wanted, found)).toBe(false));
});

describe('reading a file of cases', () => {
  it.each([
    ['{', 'is not JSON'],
    ['{"format":2,"cases":[]}', 'format 1'],
    ['{"format":1,"cases":[{"expect":{}}]}', 'case 1 has no id'],
    ['{"format":1,"cases":[{"id":"x","expect":{},"events":[{}]}]}', '(x) has an event without "do"'],
  ])('%s is refused', (text, words) => expect(() => casesOf('some.json', text)).toThrow(words));
});
