import { describe, expect, it } from 'vitest';
import { emptyGridState } from '@demarc/ui';
import { daysOf, idsOf, oneOf } from './list-question';

const id = '0198f2f0-0000-7000-8000-000000000001';
const filtered = (filters: Record<string, readonly string[]>) => ({ ...emptyGridState, filters });

describe('what the address asks of the lists of documents', () => {
  it('takes the last choice where the server takes one only', () => {
    expect(oneOf(filtered({ state: ['PAID', 'VOID'] }), 'state', ['PAID', 'VOID'])).toBe('VOID');
    expect(oneOf(filtered({ state: ['GONE'] }), 'state', ['PAID', 'VOID'])).toBeUndefined();
    expect(oneOf(emptyGridState, 'state', ['PAID'])).toBeUndefined();
  });

  it('leaves out ids that are none', () => {
    expect(idsOf(filtered({ partner: [id, '1; drop'] }), 'partner')).toEqual([id]);
  });

  it('reads days with either end open, and no others', () => {
    expect(daysOf(filtered({ on: ['2026-10-01..2026-10-31'] }), 'on')).toEqual({
      from: '2026-10-01',
      through: '2026-10-31',
    });
    expect(daysOf(filtered({ on: ['2026-10-01..'] }), 'on')).toEqual({ from: '2026-10-01' });
    expect(daysOf(filtered({ on: ['yesterday..'] }), 'on')).toEqual({});
  });
});
