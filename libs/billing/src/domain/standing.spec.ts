import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import {
  amountToRestore,
  standingDates,
  standingOf,
  USUAL_STANDING,
  type StandingFacts,
  type StandingItem,
  type StandingPolicy,
} from './standing.js';
import { standingAhead } from './standing-ahead.js';

const recurring = (openMinor: bigint, chargedOn = '2024-11-01', itemId = `INV ${chargedOn}`): StandingItem => ({
  itemId,
  kind: 'recurring',
  chargedOn: on(chargedOn),
  openMinor,
});
const facts = (items: readonly StandingItem[], over: Partial<StandingFacts> = {}): StandingFacts => ({
  owedMinor: items.reduce((sum, item) => sum + item.openMinor, 0n),
  items,
  graceUntilOn: null,
  ...over,
});
const policy = (over: Partial<StandingPolicy> = {}): StandingPolicy => ({ ...USUAL_STANDING, ...over });
const unpaid = facts([recurring(10_000n)]);
const standing = (day: string, given = unpaid, rules = policy()): string => standingOf(given, rules, on(day));

describe('a customer who does not pay', () => {
  it('charged on the 1st with 15 days to pay is blocked on the 16th and inactive on the 26th', () => {
    expect(['2024-11-01', '2024-11-15', '2024-11-16', '2024-11-25', '2024-11-26'].map((day) => standing(day))).toEqual([
      'good',
      'good',
      'blocked',
      'blocked',
      'inactive',
    ]);
  });

  it('is overdue in the days between the due date and the block', () => {
    const rules = policy({ blockingDays: 5 });
    expect(
      ['2024-11-15', '2024-11-16', '2024-11-20', '2024-11-21', '2024-12-01'].map((day) => standing(day, unpaid, rules)),
    ).toEqual(['good', 'overdue', 'overdue', 'blocked', 'inactive']);
  });

  it('is never blocked, nor inactive, where the policy or the master switch says so', () => {
    expect(standing('2025-11-01', unpaid, policy({ blockingDays: null }))).toBe('overdue');
    expect(standing('2025-11-01', unpaid, policy({ blockingOn: false }))).toBe('overdue');
    expect(standing('2025-11-01', unpaid, policy({ deactivationDays: null }))).toBe('blocked');
    expect(standing('2025-11-01', unpaid, policy({ deactivationOn: false }))).toBe('blocked');
  });

  it('is blocked on the next working day when the block falls on a rest day or holiday; inactive counts from the block', () => {
    const rules = policy({ blockOnRestDays: false, holidays: [on('2024-11-18')] });
    expect(standingDates(unpaid, rules)).toMatchObject({
      blocked: { on: '2024-11-19' },
      inactive: { on: '2024-11-29' },
    });
    expect(
      standingDates(unpaid, policy({ blockOnRestDays: false, restDays: [1, 2, 3, 4, 5, 6, 7] })).blocked,
    ).not.toBeNull();
  });

  it('has until the day after a grace given by a person', () => {
    expect(standingDates({ ...unpaid, graceUntilOn: on('2024-11-20') }, policy())).toMatchObject({
      blocked: { on: '2024-11-21' },
      inactive: { on: '2024-12-01' },
    });
  });
});

describe('the balance', () => {
  it('is the gate, not the invoice: 60 of 100 paid with a minimum of -50 does not block', () => {
    const partly = facts([recurring(4_000n)]);
    expect(standing('2024-12-31', partly, policy({ minimumBalanceMinor: -5_000n }))).toBe('overdue');
    expect(standing('2024-12-31', facts([recurring(5_001n)]), policy({ minimumBalanceMinor: -5_000n }))).toBe(
      'inactive',
    );
    expect(standing('2024-12-31', partly)).toBe('inactive');
  });

  it('with money that is not allocated yet counts as paid', () => {
    expect(standing('2024-12-31', facts([recurring(10_000n)], { owedMinor: 0n }))).toBe('good');
    expect(standing('2024-12-31', facts([recurring(10_000n)], { owedMinor: -500n }))).toBe('good');
    expect(standing('2024-12-31', facts([recurring(10_000n)], { owedMinor: 1n }))).toBe('inactive');
  });

  it('over the minimum starts the clock with the charge that took it over', () => {
    const two = facts([recurring(8_000n, '2024-10-01'), recurring(4_000n, '2024-09-01')]);
    const dates = standingDates(two, policy({ minimumBalanceMinor: -5_000n }));
    expect(dates).toMatchObject({
      overdue: { on: '2024-09-16' },
      blocked: { on: '2024-10-16', itemId: 'INV 2024-10-01', toPayMinor: 7_000n },
    });
  });

  it('of one-time invoices blocks only where that is switched on', () => {
    const oneTime = facts([{ ...recurring(10_000n), kind: 'one_time' }]);
    expect(standing('2024-12-31', oneTime)).toBe('good');
    expect(standing('2024-12-31', oneTime, policy({ blockByOneTimeInvoices: true }))).toBe('inactive');
  });

  it('says what has to be paid to be restored: all that is past its block, not what came later', () => {
    const three = facts([
      recurring(1_000n, '2024-09-01'),
      recurring(1_000n, '2024-10-01'),
      recurring(1_000n, '2024-11-01'),
    ]);
    expect(amountToRestore(three, policy(), on('2024-11-10'))).toBe(2_000n);
    expect(amountToRestore(three, policy({ minimumBalanceMinor: -500n }), on('2024-11-10'))).toBe(1_500n);
    expect(amountToRestore(three, policy(), on('2024-09-15'))).toBe(0n);
    expect(amountToRestore(three, policy({ blockingDays: null }), on('2024-11-10'))).toBe(0n);
  });
});

describe('what happens next', () => {
  it('lists the coming turns of standing and invoices by day, by the same rules', () => {
    const ahead = standingAhead(facts([recurring(4_890n)]), policy({ blockingDays: 9 }), on('2024-11-12'), [
      { on: on('2024-12-01'), amountMinor: 5_900n },
    ]);
    expect(ahead.standing).toBe('good');
    expect(ahead.next).toEqual([
      { kind: 'overdue', on: '2024-11-16', itemId: 'INV 2024-11-01', toPayMinor: 4_890n },
      { kind: 'blocked', on: '2024-11-25', itemId: 'INV 2024-11-01', toPayMinor: 4_890n },
      { kind: 'invoice', on: '2024-12-01', amountMinor: 5_900n, dueOn: '2024-12-16' },
      { kind: 'inactive', on: '2024-12-05', itemId: 'INV 2024-11-01', toPayMinor: 4_890n },
    ]);
  });

  it('holds what comes after today: what turned today is the standing', () => {
    const ahead = standingAhead(unpaid, policy(), on('2024-11-16'));
    expect(ahead.standing).toBe('blocked');
    expect(ahead.next.map((event) => [event.kind, event.on])).toEqual([['inactive', '2024-11-26']]);
  });

  it('for a customer who owes nothing follows from the invoice to come', () => {
    const ahead = standingAhead(facts([]), policy(), on('2024-11-12'), [{ on: on('2024-12-01'), amountMinor: 5_900n }]);
    expect(ahead.next.map((event) => [event.kind, event.on])).toEqual([
      ['invoice', '2024-12-01'],
      ['blocked', '2024-12-16'],
      ['inactive', '2024-12-26'],
    ]);
    expect(ahead.next[1]).toMatchObject({ itemId: null });
    expect(standingAhead(facts([]), policy(), on('2024-11-12')).next).toEqual([]);
  });

  it('counts credit against the invoice to come', () => {
    const ahead = standingAhead(facts([], { owedMinor: -1_000n }), policy(), on('2024-11-12'), [
      { on: on('2024-12-01'), amountMinor: 900n },
    ]);
    expect(ahead.next.map((event) => event.kind)).toEqual(['invoice']);
  });
});
