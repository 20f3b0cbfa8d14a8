import { describe, expect, it } from 'vitest';
import { specimenEntry, specimenNas } from '../../../test/radius-specimens.js';
import { REJECT_MESSAGES } from '../decision.js';
import { changeReply, gardenReply, openReply, reducesAccess, staffReply } from '../reply.js';
import type { AccessEntry, NasOptions } from '../snapshot.js';
import { checkTemplate } from './check-template.js';
import { defaultTemplate } from './default-templates.js';
import { NAS_TYPES, type NasType, REPLY_EVENTS } from './reply-template.js';
import { type Reply, USUAL_REPLIES } from './reply-templates.js';

const NOW = Date.parse('2026-05-04T10:00:00Z');
const OPTIONS: NasOptions = {
  interimSeconds: 300,
  sessionTimeoutSeconds: 86_400,
  idleTimeoutSeconds: 900,
  activeAddressList: 'Active',
  blockedAddressList: 'Reject_2',
};

const ENTRY = specimenEntry({
  address: '198.51.100.7',
  routes: ['203.0.113.8/29', '203.0.113.16/29'],
  framedIpv6Prefix: '2001:db8:1::/64',
  delegatedIpv6Prefix: '2001:db8:7::/56',
  policy: {
    id: 'plan',
    rates: { download: 50_000_000, upload: 10_000_000 },
    burst: {
      rate: { download: 80_000_000, upload: 20_000_000 },
      threshold: { download: 40_000_000, upload: 8_000_000 },
      seconds: 12,
    },
    downloadProfile: 'down-50',
    uploadProfile: 'up-10',
  },
});

const said = ({ lines }: Reply): string[] =>
  lines.filter(({ value }) => value !== '').map(({ name, value }) => `${name} = ${value}`);

const nasOf = (vendor: NasType) => specimenNas({ vendor, options: OPTIONS });

function opened(vendor: NasType, changes: Partial<AccessEntry> = {}): string[] {
  return said(openReply({ ...ENTRY, ...changes }, nasOf(vendor), USUAL_REPLIES, NOW));
}

const PLACE = [
  'Framed-IP-Address = 198.51.100.7',
  'Framed-Route = 203.0.113.8/29 198.51.100.7 1',
  'Framed-Route = 203.0.113.16/29 198.51.100.7 1',
  'Framed-IPv6-Prefix = 2001:db8:1::/64',
  'Delegated-IPv6-Prefix = 2001:db8:7::/56',
];
const TIMERS = ['Acct-Interim-Interval = 300', 'Session-Timeout = 86400', 'Idle-Timeout = 900'];
const WISPR = ['WISPr-Bandwidth-Max-Up = 10000000', 'WISPr-Bandwidth-Max-Down = 50000000'];
const FILTER = ['Filter-Id = Active'];

/** What each make says of 50 Mbit/s down and 10 up with a burst to 80 and 20, and of the list of open sessions. */
const SPEEDS: Readonly<Record<NasType, readonly string[]>> = {
  mikrotik: ['Mikrotik-Rate-Limit = 10M/50M 20M/80M 8M/40M 12/12', 'Mikrotik-Address-List = Active'],
  cisco_ios: [
    'Cisco-AVPair = lcp:interface-config#1=rate-limit input 10000000 1875000 3750000 conform-action transmit exceed-action drop',
    'Cisco-AVPair = lcp:interface-config#1=rate-limit output 50000000 9375000 18750000 conform-action transmit exceed-action drop',
    ...FILTER,
  ],
  cisco_iosxe: ['Cisco-AVPair = ip:sub-qos-policy-in=up-10', 'Cisco-AVPair = ip:sub-qos-policy-out=down-50', ...FILTER],
  juniper: ['ERX-Ingress-Policy-Name = up-10', 'ERX-Egress-Policy-Name = down-50', ...FILTER],
  huawei: [
    'Huawei-Input-Average-Rate = 10000000',
    'Huawei-Input-Peak-Rate = 20000000',
    'Huawei-Output-Average-Rate = 50000000',
    'Huawei-Output-Peak-Rate = 80000000',
    'Huawei-Qos-Profile-Name = down-50',
    ...FILTER,
  ],
  ubiquiti: [...WISPR, ...FILTER],
  cambium: [
    'Cambium-ePMP-Max-Burst-Uplink-Rate = 10000',
    'Cambium-ePMP-Max-Burst-Downlink-Rate = 50000',
    'Motorola-Canopy-ULBR = 10000',
    'Motorola-Canopy-DLBR = 50000',
    ...FILTER,
  ],
  accel_ppp: ['Filter-Id = 50000/10000'],
  wispr: [...WISPR, ...FILTER],
  standard: [...WISPR, ...FILTER],
};

describe.each(NAS_TYPES)('the usual answers of %s', (vendor) => {
  it.each(REPLY_EVENTS)('%s has no fault', (event) => {
    expect(checkTemplate(defaultTemplate(vendor, event), vendor, event)).toEqual([]);
  });

  it('open an access with its place, its speed in the right direction, and its timers', () => {
    expect(opened(vendor)).toEqual([...PLACE, ...SPEEDS[vendor], ...TIMERS]);
  });

  it('take a pool where no address is fixed, and leave out what is empty', () => {
    const bare = { address: undefined, pool: 'dynamic', routes: [], policy: { ...ENTRY.policy, rates: FREE } };
    const entry = { ...bare, framedIpv6Prefix: undefined, delegatedIpv6Prefix: undefined } as Partial<AccessEntry>;
    const lines = opened(vendor, entry);
    expect(lines[0]).toBe('Framed-Pool = dynamic');
    expect(lines.filter((line) => /Framed-(IP|Route)|IPv6| = 0$/.test(line))).toEqual([]);
  });

  it('restore and slow a session down in the words of the login', () => {
    for (const event of ['restore', 'fair_use', 'fair_use_restore'] as const)
      expect(said(changeReply(event, ENTRY, nasOf(vendor), USUAL_REPLIES))).toEqual(SPEEDS[vendor]);
  });

  it('block a session by a list, or not at all', () => {
    const reply = changeReply('block', ENTRY, nasOf(vendor), USUAL_REPLIES);
    const names = { mikrotik: ['Mikrotik-Address-List = Reject_2'], accel_ppp: [] as string[] };
    expect(said(reply)).toEqual(vendor in names ? names[vendor as 'mikrotik'] : ['Filter-Id = Reject_2']);
    expect(reducesAccess(reply)).toBe(vendor !== 'accel_ppp');
  });

  it.each([0, 1, 2, 3, 4] as const)('reject %i with reduced access only', (list) => {
    const garden = { addressList: `Reject_${list}`, pool: `garden-${list}` };
    const reason = { code: 'blocked', list } as const;
    const reply = (entry: AccessEntry | undefined, pool = true): Reply =>
      gardenReply(
        entry,
        {
          nas: nasOf(vendor),
          list: pool ? garden : { addressList: garden.addressList },
          seconds: 120,
          reason,
        },
        USUAL_REPLIES,
      );
    expect(reducesAccess(reply(ENTRY))).toBe(true);
    expect(reducesAccess(reply(undefined))).toBe(true);
    // With neither list nor pool there is nothing that accel-ppp could hold back.
    expect(reducesAccess(reply(ENTRY, false))).toBe(vendor !== 'accel_ppp');
    expect(said(reply(undefined))).toContain(`Framed-Pool = garden-${list}`);
    expect(said(reply(undefined))).toContain('Session-Timeout = 120');
    expect(REJECT_MESSAGES[reason.code]).toBe('Service is blocked');
  });

  it('let staff in at three levels, each of them another', () => {
    const levels = (['read', 'write', 'full'] as const).map((level) =>
      said(staffReply(level, { login: 'ana', name: 'Ana' }, nasOf(vendor), USUAL_REPLIES)).join('\n'),
    );
    expect(new Set(levels).size).toBe(3);
  });
});

const FREE = { download: 0, upload: 0 };

describe('a speed without limit', () => {
  it.each(NAS_TYPES)('says no rate to %s', (vendor) => {
    const lines = opened(vendor, { policy: { id: 'plan', rates: FREE } });
    expect(lines.filter((line) => /Rate|Bandwidth|ULBR|DLBR|rate-limit|Filter-Id = \d/.test(line))).toEqual([]);
  });

  it('is full in a field of 32 bits', () => {
    const lines = opened('wispr', { policy: { id: 'plan', rates: { download: 10_000_000_000, upload: 1_000_000 } } });
    expect(lines).toContain('WISPr-Bandwidth-Max-Down = 4294967295');
  });
});
