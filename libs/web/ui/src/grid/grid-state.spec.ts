import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gridStateToSearch,
  nextSort,
  searchToGridState,
  withFilter,
  emptyGridState,
  type GridSchema,
  type GridState,
} from './grid-state';

const schema: GridSchema = {
  columns: ['name', 'status', 'balance', 'area'],
  sortable: ['name', 'balance'],
  filters: ['status', 'partner', 'since'],
  defaultSort: { column: 'name', direction: 'asc' },
};

const sort = fc.record({
  column: fc.constantFrom(...schema.sortable),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});
const values = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 });
const state: fc.Arbitrary<GridState> = fc.record({
  text: fc.string(),
  sort,
  filters: fc.dictionary(fc.constantFrom(...schema.filters), values, { noNullPrototype: true }),
  columns: fc.option(fc.subarray([...schema.columns], { minLength: 1 }), { nil: null }),
});

describe('grid state and the address', () => {
  it('any state comes back from a real query string as it was', () => {
    fc.assert(
      fc.property(state, (given) => {
        const query = new URLSearchParams(gridStateToSearch(given, schema)).toString();
        const read = searchToGridState(Object.fromEntries(new URLSearchParams(query)), schema);
        expect(read).toEqual({ state: given, ignored: [] });
      }),
    );
  });

  it('writes nothing for the defaults', () => {
    expect(gridStateToSearch({ ...emptyGridState, sort: { column: 'name', direction: 'asc' } }, schema)).toEqual({});
  });

  it('stays readable', () => {
    const shown = {
      text: 'ana',
      sort: { column: 'balance', direction: 'desc' },
      filters: { status: ['ACTIVE', 'BLOCKED'] },
      columns: ['name', 'balance'],
    } as const;
    expect(gridStateToSearch(shown, schema)).toEqual({
      q: 'ana',
      sort: 'balance.desc',
      'f.status': 'ACTIVE,BLOCKED',
      cols: 'name,balance',
    });
  });

  it('ignores what it does not know and says which', () => {
    const read = searchToGridState(
      { sort: 'password.asc', 'f.secret': 'x', cols: 'name,ghost', tab: 'billing' },
      schema,
    );
    expect(read.ignored).toEqual(['sort', 'cols', 'f.secret']);
    expect(read.state).toEqual({
      text: '',
      sort: { column: 'name', direction: 'asc' },
      filters: {},
      columns: ['name'],
    });
  });

  it('takes values that a router has already parsed to numbers', () => {
    expect(searchToGridState({ q: 42 }, schema).state.text).toBe('42');
  });
});

describe('changes', () => {
  it('a header cycles ascending, descending, default', () => {
    const first = nextSort(null, 'name');
    const second = nextSort(first, 'name');
    expect([first?.direction, second?.direction, nextSort(second, 'name')]).toEqual(['asc', 'desc', null]);
  });

  it('an emptied filter leaves no trace', () => {
    expect(withFilter({ ...emptyGridState, filters: { status: ['ACTIVE'] } }, 'status', [])).toEqual(emptyGridState);
  });
});
