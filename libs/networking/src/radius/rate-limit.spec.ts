import { describe, expect, it } from 'vitest';
import { mikrotikRateLimit } from './rate-limit.js';
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
