import { describe, expect, it } from 'vitest';
import { shareOf } from './share-of.js';

describe('a share of an amount', () => {
  it.each([
    ['half, rounded once', 595n, 1n, 2n, 298n],
    ['all of it', 595n, 7n, 7n, 595n],
    ['never more than all', 595n, 9n, 7n, 595n],
    ['nothing where nothing is left', 595n, 0n, 7n, 0n],
    ['nothing of what was never there', 595n, 1n, 0n, 0n],
  ])('is %s', (_, whole, parts, of, expected) => expect(shareOf(whole, { parts, of }, 'half_up')).toBe(expected));
});
