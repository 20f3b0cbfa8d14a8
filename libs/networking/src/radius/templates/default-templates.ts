import type { NasType, ReplyEvent } from './reply-template.js';

/**
 * What each make of device is answered unless the operator has written something else. This is where the speeds of the
 * subscriber are put in the words of the device, upload being what the device takes in.
 */
export function defaultTemplate(nasType: NasType, event: ReplyEvent): string {
  const { rates, addressing = [], list = LIST, staff = STAFF, garden = GARDEN } = MAKES[nasType];
  switch (event) {
    case 'accept':
      return lines(ADDRESSES, addressing, rates, list('nas.active_list'), TIMERS);
    case 'restore':
    case 'fair_use':
    case 'fair_use_restore':
      return lines(rates, list('nas.active_list'));
    case 'block':
      return lines(list('nas.blocked_list'));
    case 'reject_0':
    case 'reject_1':
    case 'reject_2':
    case 'reject_3':
    case 'reject_4':
      return lines(garden, rates, list('garden.list'), TIMERS);
    case 'staff_read':
      return lines(staff(0));
    case 'staff_write':
      return lines(staff(1));
    case 'staff_full':
      return lines(staff(2));
  }
}

type Level = 0 | 1 | 2;

interface Make {
  readonly rates: readonly string[];
  readonly addressing?: readonly string[];
  readonly garden?: readonly string[];
  readonly list?: (variable: string) => readonly string[];
  readonly staff?: (level: Level) => readonly string[];
}

const ADDRESSES = [
  'Framed-IP-Address = {{ addresses.ipv4 }}',
  'Framed-Pool = {{ addresses.pool }}',
  'Framed-Route = {{ addresses.routes }}',
  'Framed-IPv6-Prefix = {{ addresses.ipv6_prefix }}',
  'Delegated-IPv6-Prefix = {{ addresses.delegated_prefix }}',
];
/** The address stays where it is fixed: list or pool say what is let through. */
const GARDEN = ['Framed-IP-Address = {{ addresses.ipv4 }}', 'Framed-Pool = {{ addresses.pool }}'];
const TIMERS = [
  'Acct-Interim-Interval = {{ nas.interim_seconds }}',
  'Session-Timeout = {{ session.seconds }}',
  'Idle-Timeout = {{ nas.idle_seconds }}',
];
const DELEGATED_POOL = ['Delegated-IPv6-Prefix-Pool = {{ addresses.delegated_pool }}'];
const WISPR = [
  'WISPr-Bandwidth-Max-Up = {{ policy.upload_bps }}',
  'WISPr-Bandwidth-Max-Down = {{ policy.download_bps }}',
];

/** RFC 2865 §5.11: the name of a filter that the device has. */
const LIST = (variable: string): readonly string[] => [`Filter-Id = {{ ${variable} }}`];

/** RFC 5607 §6: what the person may do, where the device knows levels; RFC 2865 §5.6 where it does not. */
const STAFF = (level: Level): readonly string[] => [
  `Service-Type = ${level === 2 ? 'Administrative-User' : 'NAS-Prompt-User'}`,
  `Management-Privilege-Level = ${[1, 7, 15][level]}`,
];

const CISCO_STAFF = (level: Level): readonly string[] => [
  'Service-Type = NAS-Prompt-User',
  `Cisco-AVPair = shell:priv-lvl=${[1, 7, 15][level]}`,
];

const MAKES: Readonly<Record<NasType, Make>> = {
  mikrotik: {
    addressing: ['Mikrotik-Delegated-IPv6-Pool = {{ addresses.delegated_pool }}'],
    rates: ['Mikrotik-Rate-Limit = {{ policy.rate_limit }}'],
    list: (variable) => [`Mikrotik-Address-List = {{ ${variable} }}`],
    staff: (level) => [`Mikrotik-Group = ${['read', 'write', 'full'][level]}`],
  },
  cisco_ios: {
    addressing: DELEGATED_POOL,
    rates: [policer('input', 'upload'), policer('output', 'download')],
    staff: CISCO_STAFF,
  },
  cisco_iosxe: {
    addressing: DELEGATED_POOL,
    rates: [
      '{% if policy.upload_profile %}Cisco-AVPair = ip:sub-qos-policy-in={{ policy.upload_profile }}{% endif %}',
      '{% if policy.download_profile %}Cisco-AVPair = ip:sub-qos-policy-out={{ policy.download_profile }}{% endif %}',
    ],
    staff: CISCO_STAFF,
  },
  juniper: {
    addressing: DELEGATED_POOL,
    rates: [
      'ERX-Ingress-Policy-Name = {{ policy.upload_profile }}',
      'ERX-Egress-Policy-Name = {{ policy.download_profile }}',
    ],
    // Login classes of Junos; a template user of that name has to be on the device.
    staff: (level) => [`Juniper-Local-User-Name = ${['read-only', 'operator', 'super-user'][level]}`],
  },
  huawei: {
    addressing: DELEGATED_POOL,
    rates: [
      'Huawei-Input-Average-Rate = {{ policy.upload_bps }}',
      'Huawei-Input-Peak-Rate = {{ policy.peak_upload_bps }}',
      'Huawei-Output-Average-Rate = {{ policy.download_bps }}',
      'Huawei-Output-Peak-Rate = {{ policy.peak_download_bps }}',
      'Huawei-Qos-Profile-Name = {{ policy.download_profile }}',
    ],
    staff: (level) => ['Service-Type = Login-User', `Huawei-Exec-Privilege = ${[1, 2, 15][level]}`],
  },
  ubiquiti: { addressing: DELEGATED_POOL, rates: WISPR },
  cambium: {
    // ePMP, then PMP 450, which keeps the names of Canopy; each passes over what is the other's.
    rates: [
      'Cambium-ePMP-Max-Burst-Uplink-Rate = {{ policy.upload_kbps }}',
      'Cambium-ePMP-Max-Burst-Downlink-Rate = {{ policy.download_kbps }}',
      'Motorola-Canopy-ULBR = {{ policy.upload_kbps }}',
      'Motorola-Canopy-DLBR = {{ policy.download_kbps }}',
    ],
    staff: (level) => [
      `Cambium-ePMP-UserLevel = ${['Read-Only', 'Install', 'Admin'][level]}`,
      `Motorola-Canopy-UserLevel = ${['Technician', 'Installer', 'Administrator'][level]}`,
    ],
  },
  accel_ppp: {
    addressing: DELEGATED_POOL,
    // The shaper of accel-ppp reads Filter-Id as download/upload in kbit/s, so it names no list.
    rates: ['{% if policy.download_kbps %}Filter-Id = {{ policy.download_kbps }}/{{ policy.upload_kbps }}{% endif %}'],
    // Without a list, only an address of the pool shuts anything.
    garden: ['Framed-Pool = {{ garden.pool }}'],
    list: () => [],
  },
  wispr: { addressing: DELEGATED_POOL, rates: WISPR },
  standard: { addressing: DELEGATED_POOL, rates: WISPR },
};

/** Committed access rate on the virtual interface of a PPP session. */
function policer(side: 'input' | 'output', direction: 'upload' | 'download'): string {
  const { bps, burst, excess } = {
    bps: `policy.${direction}_bps`,
    burst: `policy.${direction}_burst_bytes`,
    excess: `policy.${direction}_excess_bytes`,
  };
  const rate = `rate-limit ${side} {{ ${bps} }} {{ ${burst} }} {{ ${excess} }} conform-action transmit exceed-action drop`;
  return `{% if ${bps} %}Cisco-AVPair = lcp:interface-config#1=${rate}{% endif %}`;
}

function lines(...groups: readonly (readonly string[])[]): string {
  return groups.map((group) => group.map((line) => `${line}\n`).join('')).join('');
}
