import ipaddr from 'ipaddr.js';
import { formatDuration, parseDuration } from './duration.js';
import { formatRate, formatRateLimit, formatRatePair, parseRate, parseRateLimit, parseRatePair } from './rate.js';
import { formatFlag, parseFlag } from './values.js';

/**
 * One value has many spellings: written as `10M/20M`, a limit is read back as `10000000/20000000`; `1d` is `24:00:00`; an
 * export leaves defaults out. Two rows are the same when their canonical fields are.
 */
type Canonical = (text: string) => string;

const flag: Canonical = (text) => spelled(parseFlag(text), formatFlag, text);
const rate: Canonical = (text) => spelled(parseRate(text), formatRate, text);
const ratePair: Canonical = (text) => spelled(parseRatePair(text), formatRatePair, text);
const rateLimit: Canonical = (text) => spelled(parseRateLimit(text), formatRateLimit, text);
const duration: Canonical = (text) => spelled(parseDuration(text), formatDuration, text);
const mac: Canonical = (text) => text.toUpperCase();
const host: Canonical = (text) => text.replace(/\/32$/, '');
const host6: Canonical = (text) => {
  if (!ipaddr.IPv6.isValidCIDR(text) && !ipaddr.IPv6.isValid(text)) return text;
  const [address, bits] = text.includes('/') ? ipaddr.IPv6.parseCIDR(text) : [ipaddr.IPv6.parse(text), 128];
  return bits === 128 ? address.toString() : `${address.toString()}/${bits}`;
};
const hosts: Canonical = (text) => text.split(',').map(host).join(',');
const set: Canonical = (text) => text.split(',').filter(Boolean).sort().join(',');
const durationPair: Canonical = (text) => {
  const [up, down] = text.split('/').map(duration);
  return `${up}/${down ?? up}`;
};

function spelled<T>(value: T | undefined, format: (value: T) => string, text: string): string {
  return value === undefined ? text : format(value);
}

interface MenuFields {
  readonly kinds: Readonly<Record<string, Canonical>>;
  readonly defaults: Readonly<Record<string, string>>;
}

const QUEUE_KINDS = {
  'max-limit': ratePair,
  'limit-at': ratePair,
  'burst-limit': ratePair,
  'burst-threshold': ratePair,
  'burst-time': durationPair,
};
const NO_RATE = '0/0';

const RULE_KINDS = { passthrough: flag, log: flag, 'src-address': host, 'dst-address': host, 'src-mac-address': mac };

/** Menus that we write, or read for an import. Other fields and menus are compared as they are. */
const MENUS: Readonly<Record<string, MenuFields>> = {
  '/ppp/secret': {
    kinds: { 'caller-id': mac },
    defaults: {
      service: 'any',
      profile: 'default',
      'caller-id': '',
      password: '',
      'limit-bytes-in': '0',
      'limit-bytes-out': '0',
      routes: '',
      'ipv6-routes': '',
    },
  },
  '/ppp/profile': {
    kinds: { 'rate-limit': rateLimit, 'session-timeout': duration, 'idle-timeout': duration },
    defaults: {
      'only-one': 'default',
      'use-compression': 'default',
      'use-encryption': 'default',
      'use-mpls': 'default',
      'use-ipv6': 'yes',
      'use-upnp': 'default',
      'change-tcp-mss': 'default',
      'address-list': '',
      'on-up': '',
      'on-down': '',
    },
  },
  '/queue/simple': {
    kinds: { ...QUEUE_KINDS, target: hosts },
    defaults: {
      'max-limit': NO_RATE,
      'limit-at': NO_RATE,
      'burst-limit': NO_RATE,
      'burst-threshold': NO_RATE,
      'burst-time': '0s/0s',
      priority: '8/8',
      queue: 'default-small/default-small',
      parent: 'none',
      'packet-marks': '',
      'bucket-size': '0.1/0.1',
    },
  },
  '/queue/tree': {
    kinds: {
      'max-limit': rate,
      'limit-at': rate,
      'burst-limit': rate,
      'burst-threshold': rate,
      'burst-time': duration,
    },
    defaults: {
      'max-limit': '0',
      'limit-at': '0',
      'burst-limit': '0',
      'burst-threshold': '0',
      'burst-time': '0s',
      priority: '8',
      queue: 'default-small',
      'packet-mark': '',
      'bucket-size': '0.1',
    },
  },
  '/queue/type': {
    kinds: {
      'pcq-rate': rate,
      'pcq-burst-rate': rate,
      'pcq-burst-threshold': rate,
      'pcq-burst-time': duration,
      'pcq-classifier': set,
    },
    defaults: {
      'pcq-rate': '0',
      'pcq-limit': '50KiB',
      'pcq-total-limit': '2000KiB',
      'pcq-burst-rate': '0',
      'pcq-burst-threshold': '0',
      'pcq-burst-time': '10s',
      'pcq-src-address-mask': '32',
      'pcq-dst-address-mask': '32',
    },
  },
  '/ip/dhcp-server/lease': {
    kinds: {
      'mac-address': mac,
      'rate-limit': rateLimit,
      'lease-time': duration,
      'always-broadcast': flag,
      'use-src-mac': flag,
      'block-access': flag,
      'address-lists': set,
    },
    defaults: {
      'address-lists': '',
      'dhcp-option': '',
      'rate-limit': '',
      server: 'all',
      'client-id': '',
      'block-access': 'no',
    },
  },
  '/ip/firewall/mangle': { kinds: RULE_KINDS, defaults: { passthrough: 'yes' } },
  '/ip/firewall/filter': { kinds: RULE_KINDS, defaults: {} },
  '/ip/firewall/address-list': { kinds: { address: host }, defaults: {} },
  '/ipv6/firewall/address-list': { kinds: { address: host6 }, defaults: {} },
  '/ip/hotspot/user': {
    kinds: { 'mac-address': mac, 'limit-uptime': duration },
    defaults: {
      profile: 'default',
      server: 'all',
      password: '',
      'limit-uptime': '0s',
      'limit-bytes-in': '0',
      'limit-bytes-out': '0',
      'limit-bytes-total': '0',
    },
  },
  '/ip/hotspot/user/profile': {
    kinds: {
      'rate-limit': rateLimit,
      'idle-timeout': duration,
      'keepalive-timeout': duration,
      'session-timeout': duration,
      'status-autorefresh': duration,
    },
    defaults: {
      'rate-limit': '',
      'shared-users': '1',
      'address-list': '',
      'idle-timeout': 'none',
      'keepalive-timeout': '2m',
      'status-autorefresh': '1m',
      'transparent-proxy': 'no',
    },
  },
  '/ip/pool': { kinds: {}, defaults: { 'next-pool': 'none' } },
  '/ip/route': { kinds: {}, defaults: { distance: '1', scope: '30', 'target-scope': '10', 'routing-table': 'main' } },
  '/radius': {
    kinds: { timeout: duration, service: set },
    defaults: {
      timeout: '300ms',
      'authentication-port': '1812',
      'accounting-port': '1813',
      'accounting-backup': 'no',
      realm: '',
      domain: '',
      'called-id': '',
      'src-address': '0.0.0.0',
    },
  },
};

const FLAGS = new Set([
  'disabled',
  'dynamic',
  'invalid',
  'blocked',
  'inactive',
  'radius',
  'default',
  'accounting-backup',
  'transparent-proxy',
]);

/** The one spelling of a value, so that equal things compare equal. */
export function canonicalValue(menu: string, field: string, text: string): string {
  const kind = MENUS[menu]?.kinds[field] ?? (FLAGS.has(field) ? flag : undefined);
  return kind ? kind(text) : text;
}

/** What a row says when it does not mention the field; for RouterOS an empty text and an absent field are the same. */
export function defaultValue(menu: string, field: string): string {
  if (field === 'disabled') return 'no';
  return canonicalValue(menu, field, MENUS[menu]?.defaults[field] ?? '');
}

/** The row in canonical spelling without fields that are at their defaults: what an export of it would say. */
export function canonicalRow(menu: string, row: Readonly<Record<string, string>>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const field of Object.keys(row).sort()) {
    if (field === '.id') continue;
    const value = canonicalValue(menu, field, row[field] ?? '');
    if (value !== defaultValue(menu, field)) out[field] = value;
  }
  return out;
}

/** The fields of `wanted` that the router's row has otherwise; empty when nothing is to be written. */
export function differingFields(
  menu: string,
  wanted: Readonly<Record<string, string>>,
  actual: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(wanted).filter((field) => {
    const want = canonicalValue(menu, field, wanted[field] ?? '');
    const have = actual[field] === undefined ? defaultValue(menu, field) : canonicalValue(menu, field, actual[field]);
    return want !== have;
  });
}
