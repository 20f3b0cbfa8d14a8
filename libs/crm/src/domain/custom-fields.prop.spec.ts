import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCustomValues, type CustomFieldRule, CUSTOM_FIELD_TYPES, type CustomValue } from './custom-fields.js';

const rules: readonly CustomFieldRule[] = CUSTOM_FIELD_TYPES.map((type) => ({
  name: type,
  title: type,
  type,
  options: type === 'choice' ? ['x', 'y'] : [],
  category: null,
  required: false,
  defaultValue: null,
}));

describe('custom values, whatever is given', () => {
  it('never keeps an unknown name or a value that it would refuse a second time', () => {
    const name = fc.oneof(fc.constantFrom(...rules.map((rule) => rule.name)), fc.string());
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue()), (given) => {
        const first = checkCustomValues(rules, given, {}, null);
        const again = checkCustomValues(rules, first.values, {}, null);
        expect(again.faults).toEqual([]);
        expect(again.values).toEqual(first.values);
        const known = new Set(rules.map((rule) => rule.name));
        expect(Object.keys(first.values).every((key) => known.has(key))).toBe(true);
        const kinds = Object.values<CustomValue>(first.values).map((value) => typeof value);
        expect(kinds.every((kind) => kind === 'string' || kind === 'boolean')).toBe(true);
      }),
    );
  });
});
