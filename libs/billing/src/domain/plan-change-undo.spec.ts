import { describe, expect, it } from 'vitest';
import { on } from '../../test/domain-examples.js';
import { evaluateExplanation } from './explanation.js';
import { explainInWords } from './explain-in-words.js';
import { inEnglish } from './explanation-in-english.js';
import { type MadePlanChange, planChangeUndoRefusal, rechargeExplanation } from './plan-change-undo.js';

const made: MadePlanChange = {
  state: 'applied',
  changeOn: on('2024-10-20'),
  old: { status: 'disabled', endsOn: on('2024-10-19') },
  fresh: { status: 'active', endsOn: null },
  isChangedAgain: false,
  chargedBy: null,
  creditedBy: null,
  creditIsGone: false,
  feeInvoicedBy: null,
};
const code = (over: Partial<MadePlanChange>): string | undefined => planChangeUndoRefusal({ ...made, ...over })?.code;

describe('undoing a change of plan', () => {
  it('is possible while nothing depends on it, before and after its day, also where the old service was archived', () => {
    expect(planChangeUndoRefusal(made)).toBeUndefined();
    expect(
      code({
        state: 'scheduled',
        old: { status: 'active', endsOn: on('2024-10-19') },
        fresh: { status: 'pending', endsOn: null },
      }),
    ).toBeUndefined();
    expect(code({ old: { status: 'archived', endsOn: null } })).toBeUndefined();
  });

  it('is refused with the reason when something later depends on it', () => {
    expect(code({ state: 'undone' })).toBe('PLAN_CHANGE_UNDONE');
    expect(code({ isChangedAgain: true })).toBe('PLAN_CHANGED_AGAIN');
    expect(planChangeUndoRefusal({ ...made, chargedBy: 'INV-7' })).toEqual({
      code: 'PLAN_CHANGE_BILLED_SINCE',
      document: 'INV-7',
    });
    expect(code({ creditedBy: 'CN-7' })).toBe('PLAN_CHANGE_CREDITED');
    expect(code({ feeInvoicedBy: 'INV-8' })).toBe('PLAN_CHANGE_FEE_INVOICED');
    expect(code({ creditIsGone: true })).toBe('PLAN_CHANGE_CREDIT_GONE');
    expect(code({ fresh: { status: 'paused', endsOn: null } })).toBe('PLAN_CHANGE_SERVICE_MOVED_ON');
    expect(code({ fresh: { status: 'active', endsOn: on('2024-12-31') } })).toBe('PLAN_CHANGE_SERVICE_MOVED_ON');
    expect(code({ old: { status: 'disabled', endsOn: on('2024-10-15') } })).toBe('PLAN_CHANGE_SERVICE_MOVED_ON');
  });

  it('charges the days again with the very amount that was given back, and says so', () => {
    const credit = {
      netMinor: 7_742n,
      taxMinor: 639n,
      grossMinor: 8_381n,
      document: 'CN-2024-000001',
      description: 'Home',
    };
    const explanation = rechargeExplanation(credit, 'half_up', 2);
    expect(evaluateExplanation(explanation)).toEqual({ net: 7_742n, tax: 639n, gross: 8_381n });
    expect(inEnglish(explainInWords(explanation))).toContain('Given back by CN-2024-000001 and charged again');
  });
});
