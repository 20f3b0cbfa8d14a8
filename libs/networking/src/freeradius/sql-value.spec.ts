import { describe, expect, it } from 'vitest';
import { membershipNames, sqlValue } from './sql-value.js';

describe('a value in the tables of FreeRADIUS', () => {
  it.each([
    ['plain', 'plain'],
    ['10M/50M 20M/80M', '10M/50M 20M/80M'],
    ["it's", "it's"],
    ['`id`', "'`id`'"],
    ['"quoted"', `'"quoted"'`],
    ["'single'", "'\\'single\\''"],
    ['back\\slash', "'back\\\\slash'"],
  ])('%s is written as %s, so that it is neither unquoted nor run', (value, written) => {
    expect(sqlValue(value)).toBe(written);
  });

  it('is looked up in groups under the name as rlm_sql writes it, too', () => {
    expect(membershipNames('nora@example.net')).toEqual(['nora@example.net']);
    expect(membershipNames('jürgen+1')).toEqual(['jürgen+1', 'j=C3=BCrgen=2B1']);
  });
});
