import { describe, expect, it } from 'vitest';
import { changeWords } from './outstanding-columns';
import type { OutstandingChange } from './outstanding.graphql';

const t = ((key: string, values: Record<string, string> = {}) => [key, ...Object.values(values)].join(' ')) as never;
const format = {
  day: (date: string) => date,
  money: ({ amount, currency }: { amount: string; currency: string }) => `${amount} ${currency}`,
};
const change: OutstandingChange = {
  id: 'change-1',
  kind: 'PLAN_CHANGE',
  on: '2026-12-01',
  serviceId: 'service-1',
  planId: 'plan-1',
  planTitle: 'Slow',
  newPlanTitle: 'Fast',
  priceBefore: '10.0000',
  priceAfter: '20.0000',
  currency: 'EUR',
  through: null,
  outcome: null,
  reason: '',
  madeBy: '',
  customer: null,
};
const words = (more: Partial<OutstandingChange>): string => changeWords({ ...change, ...more }, t, format as never);

describe('an outstanding change in one line', () => {
  it('says what is other from that day on', () => {
    expect(words({})).toBe('arrow Slow Fast');
    expect(words({ kind: 'PAUSE' })).toBe('pauseOf Slow');
    expect(words({ kind: 'PAUSE', through: '2026-12-05' })).toBe('pauseThrough Slow 2026-12-05');
    expect(words({ kind: 'START' })).toBe('startOf Slow 20.0000 EUR');
    expect(words({ kind: 'CONTRACT', outcome: 'ENDS' })).toBe('contract_ENDS Slow');
    expect(words({ kind: 'LIST_PRICE' })).toBe('priceOf Slow 10.0000 EUR 20.0000 EUR');
  });

  it('shows a dash for a price that nobody had set', () => {
    expect(words({ kind: 'PRICE', priceBefore: null })).toBe('priceOf Slow – 20.0000 EUR');
  });
});
