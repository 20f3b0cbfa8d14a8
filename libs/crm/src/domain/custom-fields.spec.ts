import { describe, expect, it } from 'vitest';
import { checkCustomValues, type CustomFieldRule, defaultValues, readImported } from './custom-fields.js';

const rule = (more: Partial<CustomFieldRule>): CustomFieldRule => ({
  name: 'field',
  title: 'Field',
  type: 'text',
  options: [],
  category: null,
  required: false,
  defaultValue: null,
  ...more,
});

describe('custom values', () => {
  it('takes values that fit and names those that do not', () => {
    const rules = [
      rule({ name: 'i', type: 'integer' }),
      rule({ name: 'd', type: 'decimal' }),
      rule({ name: 'b', type: 'boolean' }),
      rule({ name: 'on', type: 'date' }),
      rule({ name: 'c', type: 'choice', options: ['x'] }),
    ];
    expect(checkCustomValues(rules, { i: 5, d: '1.50', b: false, on: '2024-02-29', c: 'x' }, {}, 'person')).toEqual({
      values: { i: '5', d: '1.50', b: false, on: '2024-02-29', c: 'x' },
      faults: [],
    });
    const { faults } = checkCustomValues(
      rules,
      { i: 1.5, d: '1e3', b: 'yes', on: '2023-02-29', c: 'y', other: 1 },
      {},
      'person',
    );
    expect(faults.map((fault) => fault.field)).toEqual(
      ['i', 'd', 'b', 'on', 'c', 'other'].map((name) => `customFields.${name}`),
    );
  });

  it('asks for required ones, of the category that they are for', () => {
    const rules = [rule({ name: 'vat', required: true, category: 'company' })];
    expect(checkCustomValues(rules, {}, {}, 'person').faults).toEqual([]);
    expect(checkCustomValues(rules, {}, {}, 'company').faults).toHaveLength(1);
    expect(checkCustomValues(rules, { vat: null }, { vat: 'X1' }, 'company').faults).toHaveLength(1);
  });

  it('leaves the values that are not given, and takes away those given as null', () => {
    const rules = [rule({ name: 'a' }), rule({ name: 'b' })];
    expect(checkCustomValues(rules, { a: null }, { a: '1', b: '2', gone: '3' }, null).values).toEqual({
      b: '2',
      gone: '3',
    });
  });

  it('starts with the defaults, and reads the text of other systems by type', () => {
    expect(
      defaultValues([
        rule({ name: 'b', type: 'boolean', defaultValue: 'true' }),
        rule({ name: 'i', type: 'integer', defaultValue: 'x' }),
      ]),
    ).toEqual({ b: true });
    expect(readImported(rule({ type: 'boolean' }), '0')).toBe(false);
    expect(readImported(rule({ type: 'boolean' }), 'perhaps')).toBeUndefined();
    expect(readImported(rule({ type: 'date' }), '0000-00-00')).toBeUndefined();
  });
});
