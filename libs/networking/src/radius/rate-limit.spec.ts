import { describe, expect, it } from 'vitest';
import { mikrotikRateLimit, rateAttributes } from './rate-limit.js';
import type { AccessPolicy } from './snapshot.js';

const policy: AccessPolicy = { id: 'p', rates: { download: 50_000_000, upload: 10_500_000 } };
const burst = {
  rate: { download: 80_000_000, upload: 20_000_000 },
  threshold: { download: 40_000_000, upload: 8_000_000 },
  seconds: 12,
};

describe('Mikrotik-Rate-Limit', () => {
  it.each([
    ['upload first, for the router receives it', {}, '10500k/50M'],
    ['burst and threshold', { burst }, '10500k/50M 20M/80M 8M/40M 12/12'],
    ['priority without burst fills the gap', { priority: 5 }, '10500k/50M 0/0 0/0 0/0 5'],
    [
      'minimum brings the default priority',
      { guaranteed: { download: 5_000_000, upload: 1_000_000 } },
      '10500k/50M 0/0 0/0 0/0 8 1M/5M',
    ],
    [
      'all of it',
      { burst, priority: 3, guaranteed: { download: 5_000_000, upload: 0 } },
      '10500k/50M 20M/80M 8M/40M 12/12 3 0/5M',
    ],
    ['one side without limit', { rates: { download: 50_000_000, upload: 0 } }, '0/50M'],
    ['what is no whole number of kilobits', { rates: { download: 33_333_333, upload: 0 } }, '0/33333333'],
    ['no limit at all', { rates: { download: 0, upload: 0 } }, ''],
  ])('%s', (_name, changes, text) => {
    expect(mikrotikRateLimit({ ...policy, ...changes })).toBe(text);
  });
});

describe('other devices', () => {
  it('WISPr names the direction from the customer, Huawei from the device', () => {
    expect(rateAttributes('wispr', policy).map(({ type, value }) => [type, value])).toEqual([
      [7, 10_500_000],
      [8, 50_000_000],
    ]);
    expect(rateAttributes('huawei', policy).map(({ type, value }) => [type, value])).toEqual([
      [2, 10_500_000],
      [5, 50_000_000],
    ]);
  });

  it('Cisco and Juniper get the names of their profiles, and nothing when there are none', () => {
    const named = { ...policy, uploadProfile: 'up', downloadProfile: 'down' };
    expect(rateAttributes('cisco', named).map(({ value }) => value)).toEqual([
      'ip:sub-qos-policy-in=up',
      'ip:sub-qos-policy-out=down',
    ]);
    expect(rateAttributes('juniper', named).map(({ type, value }) => [type, value])).toEqual([
      [10, 'up'],
      [11, 'down'],
    ]);
    expect(rateAttributes('cisco', policy)).toEqual([]);
  });

  it('fills the field rather than running over it', () => {
    const fast = { ...policy, rates: { download: 10_000_000_000, upload: 0 } };
    expect(rateAttributes('wispr', fast)[0]?.value).toBe(0xffffffff);
  });
});
