import { describe, expect, it } from 'vitest';
import { lateInvoices, suspensionDue } from './what-is-due';

describe('a suspension that waits for its approval', () => {
  it('is named while the account stands better than today’s facts', () => {
    expect(suspensionDue({ account: { standing: 'OVERDUE' }, whatHappensNext: { standing: 'BLOCKED' } })).toBe(
      'BLOCKED',
    );
    expect(suspensionDue({ account: { standing: 'BLOCKED' }, whatHappensNext: { standing: 'INACTIVE' } })).toBe(
      'INACTIVE',
    );
  });

  it('is not named when it was carried out, nor when nothing is due, nor to who may not see the account', () => {
    expect(suspensionDue({ account: { standing: 'BLOCKED' }, whatHappensNext: { standing: 'BLOCKED' } })).toBeNull();
    expect(suspensionDue({ account: { standing: 'BLOCKED' }, whatHappensNext: { standing: 'GOOD' } })).toBeNull();
    expect(suspensionDue({ account: { standing: 'GOOD' }, whatHappensNext: { standing: 'OVERDUE' } })).toBeNull();
    expect(suspensionDue({})).toBeNull();
  });
});

describe('since when an account is late', () => {
  const invoice = { number: 'INV-2', kind: 'RECURRING', overdue: true, dueOn: '2026-11-16' } as const;

  it('is the day on which the oldest of its late invoices was to be paid', () => {
    const older = { ...invoice, number: 'INV-1', dueOn: '2026-10-16' };
    expect(lateInvoices([invoice, older])).toEqual({ numbers: ['INV-2', 'INV-1'], since: '2026-10-16' });
  });

  it('does not follow from one-time invoices, nor from what is not late', () => {
    const others = [
      { ...invoice, kind: 'ONE_TIME' as const },
      { ...invoice, overdue: false },
    ];
    expect(lateInvoices(others)).toEqual({ numbers: [], since: null });
  });
});
