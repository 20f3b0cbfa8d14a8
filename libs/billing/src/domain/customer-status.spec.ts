import { describe, expect, it } from 'vitest';
import { accessOpen, customerStatus, isCharged } from './customer-status.js';

const hold = [{ holdId: 'hold-1', reason: 'Equipment dispute' }];

describe('access', () => {
  it('is open in good standing and while overdue, closed when blocked or inactive', () => {
    expect((['good', 'overdue', 'blocked', 'inactive'] as const).map((standing) => accessOpen(standing, []))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('stays closed while a hold stands, whatever was paid', () => {
    expect(accessOpen('good', hold)).toBe(false);
    expect(customerStatus('active', 'good', hold)).toBe('blocked');
  });
});

describe('the customer status', () => {
  it('follows from lifecycle, standing and holds', () => {
    expect(customerStatus('new', 'blocked', hold)).toBe('new');
    expect(customerStatus('active', 'overdue', [])).toBe('active');
    expect(customerStatus('active', 'blocked', [])).toBe('blocked');
    expect(customerStatus('active', 'inactive', hold)).toBe('inactive');
    expect(customerStatus('ended', 'good', [])).toBe('inactive');
  });

  it('decides about charges: blocked customers are charged, new and inactive ones are not', () => {
    expect(isCharged('active', 'blocked')).toBe(true);
    expect([isCharged('new', 'good'), isCharged('active', 'inactive'), isCharged('ended', 'good')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
