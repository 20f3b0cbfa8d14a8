import { describe, expect, it } from 'vitest';
import { changesOf } from './setting-list';

describe('changes of billing settings', () => {
  it('sends only what differs', () => {
    const before = { dueDays: '15', blockingOn: true };
    expect(changesOf(before, { dueDays: '20', blockingOn: true }, ['dueDays', 'blockingOn'])).toEqual({ dueDays: 20 });
  });

  it('says "never" for an emptied number that may be none', () => {
    expect(changesOf({ blockingDays: '5' }, { blockingDays: '' }, ['blockingDays'])).toEqual({ blockingDays: null });
  });

  it('reads days with any separator, and week days in order', () => {
    expect(
      changesOf({ holidays: [], restDays: ['7'] }, { holidays: '2026-12-25, 2027-01-01', restDays: ['7', '6'] }, [
        'holidays',
        'restDays',
      ]),
    ).toEqual({ holidays: ['2026-12-25', '2027-01-01'], restDays: [6, 7] });
  });
});
