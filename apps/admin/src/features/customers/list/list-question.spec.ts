import { describe, expect, it } from 'vitest';
import { emptyGridState } from '@demarc/ui';
import { listFilter, listOrder } from './list-question';

const partner = '0198f2f0-0000-7000-8000-000000000001';

describe('the question of the customers list', () => {
  it('asks for everything when the address says nothing', () => {
    expect(listFilter(emptyGridState)).toEqual({});
    expect(listOrder(emptyGridState)).toEqual({ sort: 'NUMBER', descending: false });
  });

  it('hands on text, filters and order', () => {
    const state = {
      ...emptyGridState,
      text: 'ana',
      sort: { column: 'balance', direction: 'desc' as const },
      filters: { status: ['BLOCKED', 'NEW'], partner: [partner], balance: ['OWES'], archived: ['yes'] },
    };
    expect(listFilter(state)).toEqual({
      text: 'ana',
      statuses: ['NEW', 'BLOCKED'],
      partnerIds: [partner],
      balance: 'OWES',
      archived: true,
    });
    expect(listOrder(state)).toEqual({ sort: 'BALANCE', descending: true });
  });

  it('leaves out values that the server would refuse', () => {
    const filters = { status: ['GONE'], partner: ['1; drop'], balance: ['much'], archived: ['no'] };
    expect(listFilter({ ...emptyGridState, filters })).toEqual({});
  });
});
