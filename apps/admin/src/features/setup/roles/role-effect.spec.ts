import { describe, expect, it } from 'vitest';
import { holdersOf, roleEffect } from './role-effect';

const ada = { id: 'ada', name: 'Ada' };
const bob = { id: 'bob', name: 'Bob' };
const roles = [
  { id: 'desk', name: 'Desk', permissions: ['see', 'note'], holders: [ada, bob] },
  { id: 'money', name: 'Money', permissions: ['see', 'pay'], holders: [bob] },
];

describe('the effect of a changed role', () => {
  it('counts as gained and lost only what no other role of the person gives', () => {
    expect(roleEffect(roles, 'desk', ['note', 'pay'])).toEqual([
      { id: 'ada', name: 'Ada', gains: ['pay'], loses: ['see'] },
    ]);
  });

  it('leaves out whoever notices nothing', () => {
    expect(roleEffect(roles, 'money', ['pay'])).toEqual([]);
    expect(roleEffect(roles, 'gone', ['pay'])).toEqual([]);
  });
});

describe('the holders of a right', () => {
  it('are named once, with every role that gives it', () => {
    expect(holdersOf(roles, 'see')).toEqual([
      { id: 'ada', name: 'Ada', roles: ['Desk'] },
      { id: 'bob', name: 'Bob', roles: ['Desk', 'Money'] },
    ]);
  });
});
