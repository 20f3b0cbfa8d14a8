import { describe, expect, it } from 'vitest';
import { accountName, incomeAccount } from './income-account';

const plan = { id: 'fiber', kind: 'ONE_TIME' } as const;
const ofPlan = { id: '1', planId: 'fiber', planTitle: 'Fiber', fromAccount: null, accountCode: 'revenue.own.fiber' };
const ofKind = {
  id: '2',
  planId: null,
  planTitle: null,
  fromAccount: 'revenue.one_time',
  accountCode: 'revenue.other',
};
const ofOther = { ...ofPlan, id: '3', planId: 'copper' };

describe('the account that sales of a plan go to', () => {
  it('is that of the plan, else where its kind goes, else the account of its kind', () => {
    expect(incomeAccount(plan, [ofOther])).toEqual({
      code: 'revenue.one_time',
      isOwn: false,
      ofKind: 'revenue.one_time',
    });
    expect(incomeAccount(plan, [ofKind])).toEqual({ code: 'revenue.other', isOwn: false, ofKind: 'revenue.other' });
    expect(incomeAccount(plan, [ofKind, ofPlan])).toEqual({
      code: 'revenue.own.fiber',
      isOwn: true,
      ofKind: 'revenue.other',
    });
  });

  it('reads by the number of the operator and its name, and by its code where it is unknown', () => {
    const account = {
      code: 'a',
      name: 'Sales',
      kind: 'income',
      ownCode: '4000',
      added: false,
      active: true,
      revision: 1,
    };
    expect(accountName([account], 'a')).toBe('4000 Sales');
    expect(accountName([{ ...account, ownCode: null }], 'a')).toBe('Sales');
    expect(accountName([account], 'b')).toBe('b');
  });
});
