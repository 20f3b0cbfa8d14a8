import { expect, it } from 'vitest';
import { isProbeTarget, pingTimeMs, probeArguments } from './probe-target.js';

it('takes single addresses, and nothing that a program could read as an option or a group', () => {
  expect(['192.0.2.1', '10.0.0.1', '2001:db8::1', '127.0.0.1'].map(isProbeTarget)).toEqual([true, true, true, true]);
  for (const bad of [
    '-f',
    '192.0.2.1 -f',
    'router.example',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    'ff02::1',
    '::',
    'fe80::1%eth0',
    '',
  ])
    expect(isProbeTarget(bad), bad).toBe(false);
  expect(() => probeArguments('ping', '-f', 3)).toThrow(RangeError);
});

it('gives the programs a fixed list of arguments', () => {
  expect(probeArguments('ping', '192.0.2.1', 3)).toEqual(['-4', '-n', '-c', '3', '-i', '0.5', '-W', '2', '192.0.2.1']);
  expect(probeArguments('traceroute', '2001:db8::1', 3)[0]).toBe('-6');
});

it('reads the round trip from a line of ping', () => {
  expect(pingTimeMs('64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.042 ms')).toBe(0.042);
  expect(pingTimeMs('64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time<1 ms')).toBe(1);
  expect(pingTimeMs('PING 192.0.2.1')).toBeUndefined();
});
