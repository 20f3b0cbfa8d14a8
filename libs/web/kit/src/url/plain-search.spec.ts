import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePlainSearch, stringifyPlainSearch } from './plain-search';

it('every flat record comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), {
        noNullPrototype: true,
      }),
      (search) => {
        fc.pre(!Object.keys(search).includes('__proto__'));
        expect(parsePlainSearch(stringifyPlainSearch(search))).toEqual(search);
      },
    ),
  );
});

it('numbers in an address stay text, and nothing is quoted', () => {
  expect(stringifyPlainSearch({ q: '42', 'f.status': 'ACTIVE,BLOCKED', gone: undefined })).toBe(
    '?q=42&f.status=ACTIVE,BLOCKED',
  );
  expect(parsePlainSearch('?q=42')).toEqual({ q: '42' });
  expect(stringifyPlainSearch({})).toBe('');
});
