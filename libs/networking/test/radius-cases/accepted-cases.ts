import { accepted, login, type Method, type RadiusCase } from './radius-case.js';
import { LOGINS, type LoginName, ROUTERS, type RouterName } from './radius-world.js';

const MAKES = [
  'mikrotik',
  'ciscoIos',
  'ciscoXe',
  'juniper',
  'huawei',
  'ubiquiti',
  'cambium',
  'accel',
  'wispr',
  'standard',
] as const satisfies readonly RouterName[];

/** One login of each plan. */
const OF_PLANS = ['emil', 'cleo', 'dora', 'odd', 'late', 'huge', 'guest'] as const satisfies readonly LoginName[];

const ANA = [
  'Framed-IP-Address = 198.51.100.7',
  'Framed-Route = "203.0.113.8/29 198.51.100.7 1"',
  'Framed-Route = "203.0.113.16/29 198.51.100.7 1"',
  'Framed-IPv6-Prefix = 2001:db8:1::/64',
  'Delegated-IPv6-Prefix = 2001:db8:7::/56',
];

/** What a login gets beside speed and timers. */
const GIVEN: Readonly<Partial<Record<LoginName, readonly string[]>>> = {
  ana: ANA,
  ben: ['Framed-Pool = "pool-north"'],
  dora: ['Framed-IP-Address = 198.51.100.9'],
  six: ['Delegated-IPv6-Prefix = 2001:db8:8::/48'],
  'queue-read': ['Framed-IP-Address = 198.51.100.70', 'Delegated-IPv6-Prefix = 2001:db8:70::/56'],
  'queue-missing': ['Framed-IP-Address = 198.51.100.71'],
  'queue-compared': ['Framed-IP-Address = 198.51.100.72'],
  onlyroute: ['Framed-Route = "203.0.113.32/28 0.0.0.0 1"'],
};

function usual(router: RouterName, who: LoginName, method: Method = 'PAP', more: readonly string[] = []): RadiusCase {
  return {
    name: `${who} by ${method} on ${router}${more.length > 0 ? ` with ${more.join(', ')}` : ''}`,
    from: ROUTERS[router].from,
    request: [...login(who, LOGINS[who].password, method), ...more],
    ...accepted(router, who, GIVEN[who]),
  };
}

const SPEEDS = MAKES.flatMap((router) => OF_PLANS.map((who) => usual(router, who)));
const ADDRESSES = MAKES.flatMap((router) =>
  (['ana', 'ben', 'six', 'onlyroute'] as const).map((who) => usual(router, who, 'PAP')),
);
const METHODS = MAKES.flatMap((router) => [usual(router, 'ana', 'CHAP'), usual(router, 'ana', 'MS-CHAP')]);
const OPTIONS = (['garden', 'payHere', 'quiet', 'auto', 'block'] as const).flatMap((router) => [
  usual(router, 'ana'),
  usual(router, 'ben', 'CHAP'),
  usual(router, 'cleo', 'MS-CHAP'),
]);

/** radclient takes an umlaut for no letter in MS-CHAP, and a backslash for another in CHAP. */
function methodsOf(who: LoginName): readonly Method[] {
  const never = { umlaut: 'MS-CHAP', backslash: 'CHAP' }[String(who)];
  return (['PAP', 'CHAP', 'MS-CHAP'] as const).filter((method) => method !== never);
}

/** Passwords that a configuration, a database or a shell would read as something else. */
const PASSWORDS = (
  [
    'quoted',
    'jürgen',
    'backquote',
    'apostrophe',
    'single',
    'percent',
    'dollar',
    'backslash',
    'umlaut',
    'spaces',
    'long',
  ] as const
).flatMap((who) => methodsOf(who).map((method) => usual('mikrotik', who, method)));

/** The case of a name does not matter, unless a proof was computed over it. */
const NAMES: readonly RadiusCase[] = [
  ['ANA', 'ana'],
  ['Ana', 'ana'],
  ['user', 'User'],
  ['USER', 'User'],
  ['Nora@Example.NET', 'nora@example.net'],
  ['O.Neil-1_X', 'o.neil-1_x'],
].flatMap(([written = '', who]) =>
  (['PAP', 'CHAP'] as const).map((method) => ({
    name: `${written} is ${who} by ${method}`,
    from: ROUTERS.mikrotik.from,
    request: login(written, 'clientPass', method),
    ...accepted('mikrotik', who as LoginName, GIVEN[who as LoginName]),
  })),
);

/** RFC 2759 section 9.2 and RFC 3079 section 3.5.3, to the letter. */
const RFC_2759: RadiusCase = {
  name: 'the test vector of MS-CHAPv2, with proof and keys',
  from: ROUTERS.mikrotik.from,
  request: [
    'User-Name = "User"',
    'MS-CHAP-Challenge = 0x5b5d7c7d7b3f2f3e3c2c602132262628',
    'MS-CHAP2-Response = 0x010021402324255e262a28295f2b3a337c7e000000000000000082309ecd8d708b5ea08faa3981cd83544233114a3d85d6df',
  ],
  ...accepted('mikrotik', 'User'),
  proof: [
    'MS-CHAP2-Success = 0x01533d34303741353538393131354644304436323039463531304645394330343536363933324344413536',
    'MS-MPPE-Encryption-Policy = Encryption-Allowed',
    'MS-MPPE-Encryption-Types = RC4-40or128-bit-Allowed',
    'MS-MPPE-Recv-Key = 0xd5f0e9521e3ea9589645e86051c82226',
    'MS-MPPE-Send-Key = 0x8b7cdc149b993a1ba118cb153f56dccb',
  ],
};

const DEVICE = ['Calling-Station-Id = "02:00:0c:0a:0b:01"'];
/** The seven spellings of one address. */
const SPELLINGS = [
  '02:00:0c:0a:0b:01',
  '02:00:0C:0A:0B:01',
  '02-00-0c-0a-0b-01',
  '02-00-0C-0A-0B-01',
  '0200.0c0a.0b01',
  '02000c0a0b01',
  '02000C0A0B01',
  '1:2:0:c:a:b:1',
];
const MAC_1 = ['Framed-IP-Address = 198.51.100.40'];
const DEVICES: readonly RadiusCase[] = [
  ...SPELLINGS.filter((one) => one.length > 13 || !one.startsWith('1:')).map((written) => ({
    name: `a device that names itself ${written}`,
    from: ROUTERS.mikrotik.from,
    request: [`User-Name = "${written}"`, ...DEVICE],
    ...accepted('mikrotik', 'mac-1', MAC_1),
  })),
  ...SPELLINGS.map((written) => ({
    name: `a device that calls from ${written}`,
    from: ROUTERS.standard.from,
    request: ['User-Name = "02:00:0c:0a:0b:01"', `Calling-Station-Id = "${written}"`],
    ...accepted('standard', 'mac-1', MAC_1),
  })),
  ...SPELLINGS.map((written) => ({
    name: `a device with its address for a password, ${written}`,
    from: ROUTERS.huawei.from,
    request: [`User-Name = "${written}"`, `User-Password = "${written}"`, `Calling-Station-Id = "${written}"`],
    ...accepted('huawei', 'mac-1', MAC_1),
  })),
  ...['02:00:0c:0a:0b:07', '02-00-0C-0A-0B-08'].map((calling) => ({
    name: `a named line on its device ${calling}`,
    from: ROUTERS.mikrotik.from,
    request: ['User-Name = "ipoe-7"', `Calling-Station-Id = "${calling}"`],
    ...accepted('mikrotik', 'ipoe-7'),
  })),
];

/** Bound to devices, to a router, to a number of sessions. */
const BOUND: readonly RadiusCase[] = [
  ...['02:00:00:00:00:0a', '02-00-00-00-00-0A', '0200.0000.000b', '02000000000B', '1:2:0:0:0:0:a'].map((calling) => ({
    name: `jan on his device ${calling}`,
    from: ROUTERS.mikrotik.from,
    request: [...login('jan', 'clientPass'), `Calling-Station-Id = "${calling}"`],
    ...accepted('mikrotik', 'jan'),
  })),
  usual('mikrotik', 'kim'),
  usual('mikrotik', 'kim', 'CHAP'),
  usual('mikrotik', 'lea'),
  usual('standard', 'leo'),
];

/** The speed stands in one place: in the answer, or in the queue that was read on the router. */
const QUEUED: readonly RadiusCase[] = (['PAP', 'CHAP', 'MS-CHAP'] as const).flatMap((method) => [
  usual('queued', 'queue-read', method),
  usual('queued', 'queue-missing', method),
  usual('queued', 'queue-left', method),
  usual('compared', 'queue-compared', method),
]);

/** What else a router tells of a login changes nothing. */
const ORNAMENTS = [
  ['Service-Type = Framed-User', 'Framed-Protocol = PPP'],
  ['NAS-Identifier = "another"', 'NAS-IP-Address = 192.0.2.200'],
  ['NAS-Port-Id = "ether1/vlan 100"', 'NAS-Port = 7', 'NAS-Port-Type = Ethernet'],
  ['Called-Station-Id = "pppoe-service"', 'Acct-Session-Id = "8100000a"'],
  ['Framed-IP-Address = 203.0.113.99'],
  ['Calling-Station-Id = "02:00:00:00:00:ff"'],
  ['Calling-Station-Id = "not a device"'],
  ['Proxy-State = 0x6465'],
].map((more) => usual('mikrotik', 'ana', 'PAP', more));

export const ACCEPTED_CASES: readonly RadiusCase[] = [
  ...SPEEDS,
  ...ADDRESSES,
  ...METHODS,
  ...OPTIONS,
  ...PASSWORDS,
  ...NAMES,
  RFC_2759,
  ...DEVICES,
  ...BOUND,
  ...QUEUED,
  ...ORNAMENTS,
  {
    ...usual('quiet', 'ana'),
    name: 'an unsigned login where the router need not sign',
    isUnsigned: true,
  },
  {
    ...usual('neverSigns', 'ana'),
    name: 'an unsigned login of a router that has never signed',
    isUnsigned: true,
  },
];
