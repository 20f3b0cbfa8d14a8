import { describe, expect, it } from 'vitest';
import { emptyMoveRow, moveInput } from './move-form';

const row = { ...emptyMoveRow('2026-05-01'), planId: 'a', newPlanId: 'b' };

describe('plans to be replaced', () => {
  it('are asked for only when each row is complete', () => {
    expect(moveInput([row, emptyMoveRow('2026-05-01')], '')).toBeNull();
    expect(moveInput([{ ...row, changeOn: '' }], '')).toBeNull();
  });

  it('leave out an empty price, which is the list price, and an empty reason', () => {
    expect(moveInput([row, { ...row, planId: 'c', unitPrice: '9' }], ' ')).toEqual({
      rows: [
        { planId: 'a', newPlanId: 'b', changeOn: '2026-05-01' },
        { planId: 'c', newPlanId: 'b', changeOn: '2026-05-01', unitPrice: '9' },
      ],
    });
  });
});
