import { describe, expect, it } from 'vitest';
import { reportFilter } from './report-question';

const id = '019b0000-0000-7000-8000-000000000001';

describe('the question of a report, from its address', () => {
  it('takes days, records and options as they stand', () => {
    expect(
      reportFilter({ from: '2026-01-01', through: '2026-01-31', partner: `${id},${id}`, customer: id, 'o.by': 'plan' }),
    ).toEqual({
      from: '2026-01-01',
      through: '2026-01-31',
      partnerIds: [id, id],
      customerId: id,
      options: [{ name: 'by', value: 'plan' }],
    });
  });

  it('leaves out what is no day and no record', () => {
    expect(reportFilter({ from: 'yesterday', partner: 'x', customer: '7', q: 'text' })).toEqual({});
  });
});
