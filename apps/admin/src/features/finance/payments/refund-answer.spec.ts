import { describe, expect, it } from 'vitest';
import { faultInWords, providerName, refetchFor } from './refund-answer';

describe('what the provider answered to a refund', () => {
  it('is looked for while there is more to come, and no longer', () => {
    const soon = refetchFor([{ state: 'DONE' }, { state: 'REQUESTED' }]);
    const later = refetchFor([{ state: 'PENDING' }]);
    expect(soon).toBeLessThan(later ?? 0);
    expect(refetchFor([{ state: 'UNKNOWN' }])).toBe(later);
    expect(refetchFor([{ state: 'DONE' }, { state: 'FAILED' }, { state: 'RETURNED' }])).toBeNull();
    expect(refetchFor([])).toBeNull();
  });

  it('is shown in words', () => {
    expect(faultInWords('expired_or_canceled_card')).toBe('Expired or canceled card');
    expect(faultInWords('Charge ch_1 has already been refunded.')).toBe('Charge ch_1 has already been refunded.');
    expect(providerName('stripe')).toBe('Stripe');
    expect(providerName('another')).toBe('another');
  });
});
