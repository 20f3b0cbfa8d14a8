import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excessOf, type Reach } from './reach.js';

const reach: fc.Arbitrary<Reach> = fc.record({
  permissions: fc
    .uniqueArray(fc.constantFrom('a.x', 'a.y', 'b.x', 'b.y'), { maxLength: 4 })
    .map((list) => new Set(list)),
  partners: fc.oneof(fc.constant('all' as const), fc.uniqueArray(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 })),
});

describe('reach', () => {
  it('holds itself', () => {
    fc.assert(fc.property(reach, (one) => excessOf(one, one) === undefined));
  });

  it('hands on nothing that the giver lacks: what is within what is within is within', () => {
    fc.assert(
      fc.property(reach, reach, reach, (one, two, three) => {
        fc.pre(excessOf(one, two) === undefined && excessOf(two, three) === undefined);
        return excessOf(one, three) === undefined;
      }),
    );
  });

  it('names each permission that goes too far, and no other', () => {
    fc.assert(
      fc.property(reach, reach, (wanted, held) => {
        const missing = [...wanted.permissions].filter((one) => !held.permissions.has(one)).sort();
        expect(excessOf(wanted, held)?.permissions ?? []).toEqual(missing);
      }),
    );
  });

  it('never lets a scope of some partners give out all of them', () => {
    expect(
      excessOf({ permissions: new Set(), partners: 'all' }, { permissions: new Set(), partners: ['p'] })?.partners,
    ).toBe(true);
  });
});
