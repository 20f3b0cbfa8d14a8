import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atLeast,
  canonicalRow,
  canonicalValue,
  compareVersions,
  differingFields,
  formatDuration,
  formatRateLimit,
  formatRatePair,
  isItemId,
  parseDuration,
  parseFlag,
  parseIds,
  parseList,
  parseRate,
  parseRateLimit,
  parseRatePair,
  parseVersion,
} from '../index.js';

describe('durations', () => {
  it.each([
    ['1w2d3h4m5s', 788_645_000],
    ['500ms', 500],
    ['1m500ms', 60_500],
    ['00:30:00', 1_800_000],
    ['1d02:03:04', 93_784_000],
    ['90', 90_000],
    ['0s', 0],
  ])('%s', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

  it.each(['', 'never', 'none', '5x', '1h1h', '-1s'])('"%s" is none', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it('are read back as they were written', () =>
    fc.assert(fc.property(fc.nat(10 ** 12), (ms) => parseDuration(formatDuration(ms)) === ms)));
});

describe('rates', () => {
  it.each([
    ['10M', 10_000_000],
    ['512k', 512_000],
    ['1.5M', 1_500_000],
    ['1G', 1_000_000_000],
    ['64000', 64_000],
    ['0', 0],
  ])('%s', (text, bps) => expect(parseRate(text)).toBe(bps));

  it.each(['', 'unlimited', '10MB', '-1', '1e3', '99999999999999G'])('"%s" is none', (text) =>
    expect(parseRate(text)).toBeUndefined(),
  );

  it('are upload before download, and one stands for both', () => {
    expect(parseRatePair('10M/20M')).toEqual({ uploadBps: 10_000_000, downloadBps: 20_000_000 });
    expect(parseRatePair('10M')).toEqual({ uploadBps: 10_000_000, downloadBps: 10_000_000 });
    expect(parseRatePair('1M/2M/3M')).toBeUndefined();
  });

  it('are read back as they were written', () =>
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), (uploadBps, downloadBps) => {
        expect(parseRatePair(formatRatePair({ uploadBps, downloadBps }))).toEqual({ uploadBps, downloadBps });
      }),
    ));
});

describe('a rate limit', () => {
  it('has its parts by their place', () => {
    expect(parseRateLimit('10M/20M 20M/40M 8M/16M 16/16 5 1M/2M')).toEqual({
      rate: { uploadBps: 10e6, downloadBps: 20e6 },
      burst: { uploadBps: 20e6, downloadBps: 40e6 },
      threshold: { uploadBps: 8e6, downloadBps: 16e6 },
      burstSeconds: { upload: 16, download: 16 },
      priority: 5,
      guaranteed: { uploadBps: 1e6, downloadBps: 2e6 },
    });
  });

  it.each(['', 'fast', '10M fast', '10M/20M 1M 1M 1 9', '1 1 1 1 1 1 1'])('"%s" is none', (text) =>
    expect(parseRateLimit(text)).toBeUndefined(),
  );

  it('without the parts before it writes them as none', () => {
    const rate = { uploadBps: 1e6, downloadBps: 2e6 };
    expect(formatRateLimit({ rate })).toBe('1M/2M');
    expect(formatRateLimit({ rate, priority: 3 })).toBe('1M/2M 0/0 0/0 0/0 3');
  });
});

describe('versions', () => {
  it('come in the order in which they were released', () => {
    const texts = [
      '6.42.12',
      '6.43',
      '6.49.9',
      '6.49.10',
      '7.1beta6',
      '7.1rc2',
      '7.1rc10',
      '7.1',
      '7.1.5',
      '7.12.1',
      '7.18',
      '7.18.2 (stable)',
    ];
    const versions = texts.map((text) => parseVersion(text));
    const sorted = [...versions].reverse().sort((a, b) => (a && b ? compareVersions(a, b) : 0));
    expect(sorted).toEqual(versions);
  });

  it('tell what a router can do', () => {
    const version = parseVersion('7.18rc1 (testing)');
    expect(version && [atLeast(version, '7.12'), atLeast(version, '7.18'), atLeast(version, '7.18rc1')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(parseVersion('seven')).toBeUndefined();
  });
});

describe('small values', () => {
  it('flags, lists and ids', () => {
    expect(['yes', 'true', 'no', 'false', 'maybe'].map(parseFlag)).toEqual([true, true, false, false, undefined]);
    expect(parseList('')).toEqual([]);
    expect(parseList('a, b')).toEqual(['a', 'b']);
    expect(parseIds('*1;*1A')).toEqual(['*1', '*1A']);
    expect(['*1A', '1A', '*', '*G'].map(isItemId)).toEqual([true, false, false, false]);
  });
});

describe('two spellings of one thing', () => {
  it.each([
    ['/queue/simple', 'max-limit', '10M/20M', '10000000/20000000'],
    ['/queue/simple', 'max-limit', '10M', '10000000/10000000'],
    ['/queue/simple', 'target', '10.0.0.1', '10.0.0.1/32'],
    ['/queue/simple', 'burst-time', '16s/16s', '16'],
    ['/ppp/profile', 'rate-limit', '10M/20M', '10000k/20000k'],
    ['/ppp/secret', 'disabled', 'yes', 'true'],
    ['/ip/hotspot/user', 'limit-uptime', '1d', '24:00:00'],
    ['/ip/dhcp-server/lease', 'mac-address', '02:00:00:00:00:0a', '02:00:00:00:00:0A'],
    ['/ip/firewall/address-list', 'address', '10.0.0.1/32', '10.0.0.1'],
    ['/ipv6/firewall/address-list', 'address', '2001:DB8:0:0::/56', '2001:db8::/56'],
    ['/ipv6/firewall/address-list', 'address', '2001:db8::1/128', '2001:db8::1'],
  ])('%s %s: %s and %s', (menu, field, a, b) =>
    expect(canonicalValue(menu, field, a)).toBe(canonicalValue(menu, field, b)),
  );

  it('are no difference, and neither is a field at its default', () => {
    const actual = { '.id': '*1', name: 'a', 'max-limit': '10000000/20000000', disabled: 'false', parent: 'none' };
    expect(
      differingFields('/queue/simple', { name: 'a', 'max-limit': '10M/20M', disabled: 'no', comment: '' }, actual),
    ).toEqual([]);
    expect(differingFields('/queue/simple', { 'max-limit': '10M/30M', comment: 'x' }, actual)).toEqual([
      'max-limit',
      'comment',
    ]);
    expect(canonicalRow('/queue/simple', actual)).toEqual({ name: 'a', 'max-limit': '10M/20M' });
  });

  it('of what is not known are compared as they are', () => {
    expect(canonicalValue('/somewhere', 'max-limit', '10M/20M')).toBe('10M/20M');
    expect(canonicalValue('/queue/simple', 'max-limit', 'odd')).toBe('odd');
  });
});
