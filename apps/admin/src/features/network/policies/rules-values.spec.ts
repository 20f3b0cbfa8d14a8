import { describe, expect, it } from 'vitest';
import type { LoadedPolicy } from './rules.graphql';
import { fairUseDraft, fairUseInput, gigabytesOf, NEW_QUOTA, octetsOf, quotaDraft, quotaInput } from './rules-values';

const FAIR_USE: NonNullable<LoadedPolicy['fairUse']> = {
  weekStartsOn: 7,
  monthStartsOn: 1,
  trafficWindows: [],
  onlineWindows: [],
  rules: [
    {
      name: 'Evening',
      notifies: true,
      action: { blocks: false, change: { percent: -50, downloadKbps: null, uploadKbps: null } },
      trafficWindows: null,
      onlineWindows: null,
      conditions: [
        { kind: 'TRAFFIC', period: 'WEEK', direction: 'DOWNLOAD', octets: '1500000000', seconds: null, windows: null },
        {
          kind: 'HOURS',
          period: null,
          direction: null,
          octets: null,
          seconds: null,
          windows: [{ days: [1, 5], from: '20:00', until: '23:00' }],
        },
      ],
    },
  ],
};

describe('what is typed', () => {
  it('comes back as the amount that it was, in either unit', () => {
    for (const typed of ['0.5', '500', '1.234', '0']) {
      expect(gigabytesOf(octetsOf(typed))).toBe(typed);
      expect(octetsOf(gigabytesOf(octetsOf(typed, true), true), true)).toBe(octetsOf(typed, true));
    }
    expect(octetsOf('0.5')).toBe('500000000');
    expect(octetsOf('1', true)).toBe('1073741824');
  });

  it('is saved as the fair use that was loaded, when nothing was changed', () => {
    const saved = fairUseInput(fairUseDraft({ fairUse: FAIR_USE } as LoadedPolicy));
    expect(saved?.weekStartsOn).toBe(7);
    expect(saved?.rules[0]).toMatchObject({
      name: 'Evening',
      notifies: true,
      action: { blocks: false, change: { percent: -50 } },
      conditions: [
        { kind: 'TRAFFIC', period: 'WEEK', direction: 'DOWNLOAD', octets: '1500000000' },
        { kind: 'HOURS', windows: [{ days: [1, 5], from: '20:00', until: '23:00' }] },
      ],
    });
  });

  it('keeps the counted hours that only the API sets', () => {
    const night = [{ days: [1], from: '00:00', until: '06:00' }];
    const own = FAIR_USE.rules.map((rule) => ({ ...rule, trafficWindows: night, onlineWindows: [] }));
    const fairUse: LoadedPolicy['fairUse'] = { ...FAIR_USE, onlineWindows: night, rules: own };
    const saved = fairUseInput(fairUseDraft({ fairUse } as LoadedPolicy));
    expect(saved).toMatchObject({ onlineWindows: night, rules: [{ trafficWindows: night, onlineWindows: [] }] });
  });

  it('is no fair use any more when the last rule is gone', () => {
    expect(fairUseInput({ ...fairUseDraft({ fairUse: FAIR_USE } as LoadedPolicy), rules: [] })).toBeNull();
  });

  it('makes a quota, with what is left empty left out', () => {
    const input = quotaInput({ ...NEW_QUOTA, notices: '80, 100, x', rolloverPeriods: '' });
    expect(input).toMatchObject({
      limitOctets: '500000000000',
      bonus: null,
      automatic: null,
      rollover: null,
      notices: [
        { percent: 80, of: 'LIMIT' },
        { percent: 100, of: 'TOTAL' },
      ],
    });
    const kept = quotaInput({ ...NEW_QUOTA, rolloverPeriods: '2', rolloverLimit: '0.5' });
    expect(kept.rollover).toEqual({ periods: 2, limitOctets: '500000000' });
    expect(quotaDraft({ quota: kept } as unknown as LoadedPolicy)?.rolloverLimit).toBe('0.5');
    expect(quotaDraft({ quota: null } as LoadedPolicy)).toBeNull();
  });
});
