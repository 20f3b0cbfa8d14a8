import { describe, expect, it } from 'vitest';
import { batchHistory, rollOutWords } from './batch-history';
import { reasonText } from './item-columns';
import { readRollOut } from './roll-out-section';
import type { Batch } from './suspensions.graphql';
import { approvedBy, madeBy } from './who';

/** The key and what it is told with, so that a test reads what would be said. */
const t = (key: string, values: object = {}): string => [key, ...Object.values(values)].join(' ');
const format = { instant: (at: string) => `at ${at}` };

const batch: Batch = {
  id: 'b',
  forDate: '2026-11-25',
  status: 'PREVIEWED',
  planHash: 'h',
  partnerId: 'p',
  due: 12,
  excluded: 3,
  activeCustomers: 90,
  braked: false,
  createdAt: '2026-11-25T06:00:00Z',
  createdBy: 'standing',
  madeByItself: true,
  approvedAt: null,
  approvedBy: null,
  approvedByItself: false,
  firstCount: 5,
  waitMinutes: 10,
  stopAbove: 1,
  resumeAt: null,
  haltedAt: null,
  haltedBy: null,
  haltedByItself: false,
  haltedReason: null,
  waiting: 12,
  suspended: 0,
  failed: 0,
  appliedAt: null,
  rolledBackAt: null,
  rolledBackBy: null,
  rolledBackReason: null,
  owed: { amount: '120.00', currency: 'EUR' },
};

describe('the history of a list of suspensions', () => {
  it('says of a list that was taken back how many are suspended still, not how many were', () => {
    const applied: Batch = { ...batch, status: 'APPLIED', appliedAt: '2026-11-25T07:30:00Z', suspended: 3 };
    expect(batchHistory(applied, t, format)[0]?.title).toBe('stepApplied 3');
    const back: Batch = { ...applied, status: 'ROLLED_BACK', suspended: 0, rolledBackAt: '2026-11-25T08:00:00Z' };
    expect(batchHistory(back, t, format)[1]?.title).toBe('stepAppliedOnce 0');
  });

  it('tells each step once, newest first, with who did it and why', () => {
    const done: Batch = {
      ...batch,
      status: 'ROLLED_BACK',
      approvedAt: '2026-11-25T07:00:00Z',
      approvedBy: 'Marta Example',
      haltedAt: '2026-11-25T07:05:00Z',
      haltedByItself: true,
      haltedBy: 'on access drifted',
      haltedReason: 'two routers',
      rolledBackAt: '2026-11-25T08:00:00Z',
      rolledBackBy: 'Marta Example',
      rolledBackReason: 'too early',
    };
    const told = batchHistory(done, t, format).map(({ title, by, detail }) => [title, by, detail]);
    expect(told).toEqual([
      ['stepRolledBack', 'Marta Example', 'too early'],
      ['stepHalted', 'byItself', 'two routers'],
      ['stepApproved', 'Marta Example', 'rollOutStaged 5 10 1'],
      ['stepMade 12 3', 'byWatch', undefined],
    ]);
  });

  it('says when the rest follows, while it waits for it', () => {
    const waits: Batch = { ...batch, status: 'APPROVED', approvedAt: 'a', resumeAt: '2026-11-25T07:10:00Z' };
    expect(batchHistory(waits, t, format)[0]).toMatchObject({ title: 'stepWaits at 2026-11-25T07:10:00Z' });
    expect(batchHistory({ ...waits, status: 'APPLIED' }, t, format)[0]?.id).not.toBe('waits');
  });

  it('calls a list by the product what it is, and a person by name', () => {
    expect([madeBy(t, batch), madeBy(t, { madeByItself: false, createdBy: 'Ana' })]).toEqual(['byWatch', 'Ana']);
    expect(approvedBy(t, { approvedByItself: true, approvedBy: 'release' })).toBe('bySettings');
    expect(approvedBy(t, { approvedByItself: false, approvedBy: null })).toBeNull();
  });
});

describe('the roll-out', () => {
  it('is all at once where the list is no longer than its first part', () => {
    expect(rollOutWords({ ...batch, due: 5 }, t)).toBe('rollOutAtOnce');
    expect(rollOutWords({ ...batch, firstCount: null }, t)).toBe('rollOutAtOnce');
    expect(rollOutWords(batch, t)).toBe('rollOutStaged 5 10 1');
  });

  it('takes whole numbers alone, and at least a minute', () => {
    expect(readRollOut({ first: ' 3 ', waitMinutes: '15', stopAbove: '0' })).toEqual({
      first: 3,
      waitMinutes: 15,
      stopAbove: 0,
    });
    for (const wrong of [
      { first: '-1', waitMinutes: '10', stopAbove: '1' },
      { first: '5', waitMinutes: '0', stopAbove: '1' },
      { first: '5', waitMinutes: '1441', stopAbove: '1' },
      { first: '5', waitMinutes: '10', stopAbove: '1.5' },
      { first: '', waitMinutes: '10', stopAbove: '1' },
    ])
      expect(readRollOut(wrong)).toBeNull();
  });
});

describe('why somebody is left out', () => {
  it('is said in words, several of them, and never hidden when it is new', () => {
    expect(reasonText(t, 'grace, protected')).toBe('why_grace, why_protected');
    expect(reasonText(t, 'left_by_moon')).toBe('left by moon');
  });
});
