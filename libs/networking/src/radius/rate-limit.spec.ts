import { describe, expect, it } from 'vitest';
import { mikrotikRateLimit, rateAttributes } from './rate-limit.js';
import type { AccessPolicy } from './snapshot.js';

const policy: AccessPolicy = { id: 'p', downloadKbps: 50_000, uploadKbps: 10_500 };
const burst = {
  downloadKbps: 80_000,
  uploadKbps: 20_000,
  thresholdDownloadKbps: 40_000,
  thresholdUploadKbps: 8_000,
  seconds: 12,
};

describe('Mikrotik-Rate-Limit', () => {
  it.each([
    ['upload first, for the router receives it', {}, '10500k/50M'],
    ['burst and threshold', { burst }, '10500k/50M 20M/80M 8M/40M 12/12'],
    ['priority without burst fills the gap', { priority: 5 }, '10500k/50M 0/0 0/0 0/0 5'],
    [
      'minimum brings the default priority',
      { minimumDownloadKbps: 5000, minimumUploadKbps: 1000 },
      '10500k/50M 0/0 0/0 0/0 8 1M/5M',
    ],
    ['all of it', { burst, priority: 3, minimumDownloadKbps: 5000 }, '10500k/50M 20M/80M 8M/40M 12/12 3 0/5M'],
    ['one side without limit', { uploadKbps: 0 }, '0/50M'],
    ['no limit at all', { uploadKbps: 0, downloadKbps: 0 }, ''],
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
    expect(rateAttributes('wispr', { ...policy, downloadKbps: 10_000_000 })[1]?.value).toBe(0xffffffff);
  });
});
