import { describe, expect, it } from 'vitest';
import { aPolicy, aService, charge, EUR, on, spans } from '../../test/domain-examples.js';
import { MONTH } from './billing-period.js';
import { chargeLines } from './charge-plan.js';

const quarterly = aPolicy({ reach: { unit: 'month', count: 3 }, cycleAnchorOn: on('2026-01-01') });

describe('several months paid at once', () => {
  it('charges three months in advance at the price of a month each, every one as long as it really is', () => {
    const lines = chargeLines(aService({ startsOn: on('2026-01-01') }), quarterly, EUR, on('2026-01-01'));
    expect(spans(lines)).toEqual(['2026-01-01/2026-02-01', '2026-02-01/2026-03-01', '2026-03-01/2026-04-01']);
    expect(lines.map((line) => line.netMinor)).toEqual([10_000n, 10_000n, 10_000n]);
  });

  it('charges nothing between, and a service that joins is charged to the end of what is paid at once', () => {
    const service = aService({ startsOn: on('2026-01-01') });
    const paid = charge(service, chargeLines(service, quarterly, EUR, on('2026-01-01')));
    expect(chargeLines(paid, quarterly, EUR, on('2026-02-01'))).toEqual([]);
    const joined = chargeLines(aService({ startsOn: on('2026-02-15') }), quarterly, EUR, on('2026-02-15'));
    expect(spans(joined)).toEqual(['2026-02-15/2026-03-01', '2026-03-01/2026-04-01']);
    expect(joined[0]).toMatchObject({ days: 14, of: 28 });
  });

  it('charges three months when they are over, in arrears', () => {
    const arrears = { ...quarterly, mode: 'arrears' as const };
    const service = aService({ startsOn: on('2026-01-01') });
    expect(chargeLines(service, arrears, EUR, on('2026-03-31'))).toEqual([]);
    expect(spans(chargeLines(service, arrears, EUR, on('2026-04-01')))).toHaveLength(3);
  });

  it('leaves a service with a pay period of its own to that', () => {
    const own = aService({ startsOn: on('2026-01-01'), payPeriod: MONTH });
    expect(spans(chargeLines(own, quarterly, EUR, on('2026-01-01')))).toEqual(['2026-01-01/2026-02-01']);
  });
});
