import { expect, it } from 'vitest';
import { endingOf } from './ending.ts';
import { Violation } from './life.ts';

it('tells a broken promise and a fault of the product, which a seed leads to again, from a ground that gave way', () => {
  expect(endingOf(new Violation('M-2 on 2022-01-07: …'))).toMatchObject({ word: 'violation', code: 1 });
  expect(endingOf(new Error('a settlement got no number'))).toMatchObject({ word: 'fault', code: 70 });
  expect(endingOf(new Error('Connection terminated unexpectedly'))).toMatchObject({ word: 'ground', code: 75 });
});
