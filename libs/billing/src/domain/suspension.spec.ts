import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import { USUAL_STANDING } from './standing.js';
import { planSuspensions, type SuspensionCandidate } from './suspension.js';

const late: SuspensionCandidate = {
  customerId: 'customer-1',
  standing: 'overdue',
  facts: {
    owedMinor: 4_890n,
    items: [{ itemId: 'INV-1', kind: 'recurring', chargedOn: on('2024-11-01'), openMinor: 4_890n }],
    graceUntilOn: null,
  },
  policy: USUAL_STANDING,
  paymentInFlight: false,
  held: false,
};
const plan = (over: Partial<SuspensionCandidate>, today = '2024-11-16', toleratedDebtMinor = 0n) =>
  planSuspensions([{ ...late, policy: { ...USUAL_STANDING, toleratedDebtMinor }, ...over }], on(today));

describe("the day's suspensions", () => {
  it('name the charge, the day and the amount that would avoid it', () => {
    expect(plan({})).toEqual([
      {
        customerId: 'customer-1',
        from: 'overdue',
        to: 'blocked',
        because: { itemId: 'INV-1', chargedOn: '2024-11-01', since: '2024-11-16' },
        owedMinor: 4_890n,
        toPayMinor: 4_890n,
        exclusions: [],
      },
    ]);
    expect(plan({ standing: 'blocked' }, '2024-11-26')).toMatchObject([
      { from: 'blocked', to: 'inactive', because: { since: '2024-11-26' } },
    ]);
  });

  it('hold only what is due today or was missed, and nobody who is there already', () => {
    expect(plan({}, '2024-11-15')).toEqual([]);
    expect(plan({ standing: 'blocked' })).toEqual([]);
    expect(plan({ standing: 'good' }, '2024-11-20')).toHaveLength(1);
  });

  it('list who is left out, with every reason', () => {
    const reasons = (over: Partial<SuspensionCandidate>, toleranceMinor = 0n): unknown =>
      plan(over, '2024-11-16', toleranceMinor).map((item) => item.exclusions);
    expect(reasons({ facts: { ...late.facts, graceUntilOn: on('2024-11-20') } })).toEqual([['grace']]);
    expect(reasons({ facts: { ...late.facts, graceUntilOn: on('2024-11-15') } })).toEqual([[]]);
    expect(reasons({ facts: { ...late.facts, graceUntilOn: on('2024-11-20') }, graceKind: 'promise' })).toEqual([
      ['promise'],
    ]);
    expect(reasons({ facts: { ...late.facts, isProtected: true } })).toEqual([['protected']]);
    expect(reasons({ paymentInFlight: true, held: true })).toEqual([['payment_in_flight', 'already_held']]);
    expect([reasons({}, 4_890n), reasons({}, 4_889n)]).toEqual([[['below_tolerance']], [[]]]);
  });
});
