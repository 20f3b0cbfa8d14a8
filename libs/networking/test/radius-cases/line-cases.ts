import { accepted, type Expected, login, type RadiusCase, rejected } from './radius-case.js';
import { type LoginName, ROUTERS, type RouterName } from './radius-world.js';

const UNKNOWN = rejected('Unknown login');
const NO_METHOD = rejected('Authentication method not supported');
const DEVICE = rejected('Device not allowed (MAC address)');

const hex = (text: string): string => `0x${Buffer.from(text).toString('hex')}`;
const circuit = (id: string): string => `ADSL-Agent-Circuit-Id = ${id.startsWith('0x') ? id : hex(id)}`;
const remote = (id: string): string => `ADSL-Agent-Remote-Id = ${id.startsWith('0x') ? id : hex(id)}`;

function on(router: RouterName, name: string, request: readonly string[], expected: Expected): RadiusCase {
  return { name: `${name} on ${router}`, from: ROUTERS[router].from, request, ...expected };
}

/** A device that asks for an address, as each make of router tells of it. */
const asks = (router: RouterName, mac: string): readonly string[] => ASKS[router]?.(mac) ?? [`User-Name = "${mac}"`];
const ASKS: Readonly<Partial<Record<RouterName, (mac: string) => string[]>>> = {
  // DHCP of RouterOS: the name is the address, the caller its client id, and no password at all.
  mikrotik: (mac) => [
    `User-Name = "${mac.toUpperCase()}"`,
    `Calling-Station-Id = "1:${mac.replaceAll(/0([0-9a-f])/g, '$1')}"`,
    'Called-Station-Id = "dhcp1"',
    'NAS-Port-Type = Ethernet',
    'NAS-Port-Id = "bridge-access"',
  ],
  both: (mac) => [`User-Name = "${mac.toUpperCase()}"`, `Calling-Station-Id = "${mac}"`, 'NAS-Port-Type = Ethernet'],
  // ISG: the address in dotted groups and a fixed password.
  ciscoXe: (mac) => [
    `User-Name = "${dotted(mac)}"`,
    'User-Password = "cisco"',
    `Calling-Station-Id = "${dotted(mac)}"`,
    'NAS-Port-Type = Virtual',
    'Service-Type = Outbound-User',
  ],
  juniper: (mac) => [
    `User-Name = "${dotted(mac)}"`,
    'User-Password = "fixed"',
    `Calling-Station-Id = "${mac}"`,
    'NAS-Port-Type = Ethernet',
    `ERX-Dhcp-Mac-Addr = "${dotted(mac)}"`,
  ],
  huawei: (mac) => [
    `User-Name = "${mac.replaceAll(':', '')}@ipoe"`,
    'User-Password = "fixed"',
    `Calling-Station-Id = "${mac}"`,
    'Service-Type = Framed-User',
    'NAS-Port-Type = Ethernet',
  ],
  accel: (mac) => [
    'User-Name = "ipoe0"',
    'User-Password = "ipoe0"',
    `Calling-Station-Id = "${mac}"`,
    'NAS-Port-Type = Ethernet',
  ],
};

function dotted(mac: string): string {
  return mac.replaceAll(':', '').replaceAll(/(.{4})(?=.)/g, '$1.');
}

const MAC = '02:00:0c:0a:0f:01';
const GIVEN: Readonly<Partial<Record<LoginName, readonly string[]>>> = {
  'line-text': ['Framed-IP-Address = 198.51.100.60'],
};
const lets = (router: RouterName, who: LoginName): Expected => accepted(router, who, GIVEN[who]);

/** By RFC 4679, from every make that sends it, whatever name and password come with it. */
const BY_ATTRIBUTE = (['mikrotik', 'ciscoXe', 'juniper', 'huawei', 'accel', 'standard'] as const).flatMap((router) => [
  on(router, 'a line by its circuit', [...asks(router, MAC), circuit('Gi0/1:100.7')], lets(router, 'line-text')),
  on(
    router,
    'a line whose circuit is no text',
    [...asks(router, MAC), circuit('0x000400640102')],
    lets(router, 'line-hex'),
  ),
  on(
    router,
    'a line by circuit and remote id',
    [...asks(router, MAC), circuit('eth 1/1/1'), remote('olt-3')],
    lets(router, 'line-both'),
  ),
  on(router, 'a line by its remote id', [...asks(router, MAC), remote('ONT-48575443A1')], lets(router, 'line-remote')),
]);

/** As access nodes fill ids up, and as some write bytes as text. */
const SPELLINGS = [
  ['with blanks before it', circuit(hex('  Gi0/1:100.7')), 'line-text'],
  ['with blanks and a zero byte behind it', circuit(`${hex('Gi0/1:100.7 ')}00`), 'line-text'],
  ['as the hexadecimal digits of its bytes', circuit(hex('0x000400640102')), 'line-hex'],
  ['as such digits in capitals', circuit(hex('0x4769302F313A3130302E37')), 'line-text'],
] as const;
const SPELLED = SPELLINGS.map(([how, id, who]) =>
  on('mikrotik', `a circuit ${how}`, [...asks('mikrotik', MAC), id], lets('mikrotik', who)),
);

/** Ids that are not those of anybody. */
const STRANGERS = [
  ['in other letters', circuit('gi0/1:100.7')],
  ['that begins like another', circuit('Gi0/1:100')],
  ['that another begins like', circuit('Gi0/1:100.70')],
  ['without a byte of it', circuit('0x0004006401')],
  ['that is a remote id', circuit('ONT-48575443A1')],
  ['without the remote id that belongs to it', circuit('eth 1/1/1')],
  ['of nothing but blanks', circuit(hex('   '))],
  ['with a line break in it', circuit(hex('Gi0/1:100.7\n'))],
  ['with marks of SQL in it', circuit("'; SELECT 1;--")],
] as const;
const UNKNOWN_LINES = STRANGERS.map(([how, id]) =>
  on('mikrotik', `a circuit ${how}`, [...asks('mikrotik', MAC), id], how.includes('blanks') ? NO_METHOD : UNKNOWN),
);

/** What is said of one router goes before what is said of all. */
const PLACES = [
  on(
    'juniper',
    'a line that is bound to it',
    [...asks('juniper', MAC), circuit('ge-0/0/0.5')],
    lets('juniper', 'line-here'),
  ),
  on(
    'standard',
    'the line of that name elsewhere',
    [...asks('standard', MAC), circuit('ge-0/0/0.5')],
    lets('standard', 'line-anywhere'),
  ),
];

/** What stands in attributes of the makers' own. */
const MAKERS = [
  on(
    'ciscoXe',
    'tags of ISG',
    [
      ...asks('ciscoXe', MAC),
      'Cisco-AVPair = "circuit-id-tag=Gi0/1:100.7"',
      'Cisco-AVPair += "client-mac-address=0200.0c0a.0f01"',
    ],
    lets('ciscoXe', 'line-text'),
  ),
  on(
    'ciscoXe',
    'both tags of ISG',
    [...asks('ciscoXe', MAC), 'Cisco-AVPair = "circuit-id-tag=eth 1/1/1"', 'Cisco-AVPair += "remote-id-tag=olt-3"'],
    lets('ciscoXe', 'line-both'),
  ),
  on(
    'mikrotik',
    'tags of ISG from another make',
    [...asks('mikrotik', MAC), 'Cisco-AVPair = "circuit-id-tag=Gi0/1:100.7"'],
    NO_METHOD,
  ),
  on(
    'juniper',
    'the relay option as it came',
    [...asks('juniper', MAC), `ERX-Dhcp-Option-82 = 0x010b${Buffer.from('Gi0/1:100.7').toString('hex')}`],
    lets('juniper', 'line-text'),
  ),
  on(
    'juniper',
    'all DHCP options as they came',
    [...asks('juniper', MAC), 'ERX-Dhcp-Options = 0x3501015212010965746820312f312f3102056f6c742d33ff'],
    lets('juniper', 'line-both'),
  ),
  on('juniper', 'options that end too early', [...asks('juniper', MAC), 'ERX-Dhcp-Options = 0x35010152ff'], UNKNOWN),
];

/** Routers that were told what to go by. */
const TOLD = [
  on('both', 'both ids', [...asks('both', MAC), circuit('eth 1/1/1'), remote('olt-3')], lets('both', 'line-both')),
  on('both', 'one id', [...asks('both', MAC), circuit('Gi0/1:100.7')], NO_METHOD),
  on('both', 'a login', login('ana', 'clientPass'), UNKNOWN),
  on(
    'named',
    'a circuit for a name',
    ['User-Name = "Gi0/1:100.7"', 'User-Password = "cisco"'],
    lets('named', 'line-text'),
  ),
  on('named', 'a name that is no circuit', login('ana', 'clientPass'), UNKNOWN),
  on(
    'named',
    'a circuit that somebody types into PPP',
    ['User-Name = "Gi0/1:100.7"', 'User-Password = "x"', 'Service-Type = Framed-User', 'Framed-Protocol = PPP'],
    UNKNOWN,
  ),
  on(
    'port',
    'a circuit in the port',
    ['User-Name = "x"', 'User-Password = "x"', 'NAS-Port-Id = "Gi0/1:100.7"'],
    lets('port', 'line-text'),
  ),
  on(
    'port',
    'a circuit in its own attribute',
    ['User-Name = "x"', 'User-Password = "x"', circuit('Gi0/1:100.7')],
    lets('port', 'line-text'),
  ),
  on(
    'byDevice',
    'a device, whatever its name',
    ['User-Name = "ipoe0"', 'User-Password = "ipoe0"', 'Calling-Station-Id = "02:00:0c:0a:0b:01"'],
    accepted('byDevice', 'mac-1', ['Framed-IP-Address = 198.51.100.40']),
  ),
  on(
    'byDevice',
    'a device that nobody knows',
    ['User-Name = "02:00:0c:0a:0b:01"', 'User-Password = "x"', 'Calling-Station-Id = "02:00:0c:0a:0b:0f"'],
    UNKNOWN,
  ),
  on(
    'byDevice',
    'a device in PPP',
    ['User-Name = "x"', 'User-Password = "x"', 'Framed-Protocol = PPP', 'Calling-Station-Id = "02:00:0c:0a:0b:01"'],
    UNKNOWN,
  ),
  on(
    'byLogin',
    'a login',
    login('onlyroute', 'clientPass'),
    accepted('byLogin', 'onlyroute', ['Framed-Route = "203.0.113.32/28 0.0.0.0 1"']),
  ),
  on('byLogin', 'a line', ['User-Name = "x"', 'User-Password = "x"', circuit('Gi0/1:100.7')], UNKNOWN),
  on(
    'byLogin',
    'a device',
    ['User-Name = "02:00:0c:0a:0b:01"', 'User-Password = "x"', 'Calling-Station-Id = "02-00-0C-0A-0B-01"'],
    UNKNOWN,
  ),
];

/** Who proves themselves is who they are, on whatever line; who is known by the line needs no proof, and gets none by typing. */
const LOGINS_AND_LINES = [
  on(
    'mikrotik',
    'a login on the line of another',
    [...login('cleo', 'clientPass'), circuit('Gi0/1:100.7')],
    accepted('mikrotik', 'cleo'),
  ),
  on(
    'mikrotik',
    'a wrong password on the line of another',
    [...login('cleo', 'wrong'), circuit('Gi0/1:100.7')],
    rejected('Wrong password'),
  ),
  on(
    'mikrotik',
    'PPP on a line that is known',
    [...login('nobody', 'x'), 'Framed-Protocol = PPP', circuit('Gi0/1:100.7')],
    UNKNOWN,
  ),
  on('mikrotik', 'the name of a line for a login', login('line-text', 'clientPass'), UNKNOWN),
  on('mikrotik', 'the id of a line for a login', login('Gi0/1:100.7', 'clientPass'), UNKNOWN),
  on('mikrotik', 'what tables call a line for a login', login('line 0', 'x'), UNKNOWN),
  on('mikrotik', 'what tables call a device for a login', login('device 02:00:0c:0a:0b:01', 'x'), UNKNOWN),
  on('mikrotik', 'what tables call staff for a login', login('staff vera', 'devicePass'), UNKNOWN),
  on(
    'mikrotik',
    'a known device on a known line',
    ['User-Name = "02:00:0C:0A:0B:01"', 'Calling-Station-Id = "02:00:0c:0a:0b:01"', circuit('0x000400640102')],
    lets('mikrotik', 'line-hex'),
  ),
  on(
    'mikrotik',
    'a known device on a line that nobody knows',
    ['User-Name = "02:00:0C:0A:0B:01"', 'Calling-Station-Id = "02:00:0c:0a:0b:01"', circuit('new')],
    accepted('mikrotik', 'mac-1', ['Framed-IP-Address = 198.51.100.40']),
  ),
];

const PLAIN = 'Mikrotik-Rate-Limit = "20M/100M"';
const STATES = [
  on('mikrotik', 'a line that owes', [...asks('mikrotik', MAC), circuit('owes/1')], rejected('Service is blocked')),
  on('garden', 'a line that owes', [`User-Name = "${MAC}"`, circuit('owes/1')], {
    answer: 'accept',
    attributes: [
      'Mikrotik-Address-List = "Reject_2"',
      'Framed-Pool = "reject-2"',
      'Acct-Interim-Interval = 300',
      'Session-Timeout = 300',
      PLAIN,
    ],
  }),
  on('garden', 'a line that nobody knows', [`User-Name = "${MAC}"`, circuit('who/1')], {
    answer: 'accept',
    attributes: [
      'Mikrotik-Address-List = "Reject_0"',
      'Framed-Pool = "reject-0"',
      'Acct-Interim-Interval = 300',
      'Session-Timeout = 300',
    ],
  }),
  on(
    'mikrotik',
    'its device on a bound line',
    [...asks('mikrotik', '02:00:0c:0a:0d:01'), circuit('bound/1')],
    lets('mikrotik', 'line-bound'),
  ),
  on(
    'mikrotik',
    'another device on a bound line',
    [...asks('mikrotik', '02:00:0c:0a:0d:02'), circuit('bound/1')],
    DEVICE,
  ),
];

/** The seven formats of a hotspot of RouterOS, with all three ways of a password. */
const FORMATS = [
  '02:00:0C:0A:0C:01',
  '0200:0C0A:0C01',
  '02000C:0A0C01',
  '02-00-0C-0A-0C-01',
  '02000C-0A0C01',
  '02000C0A0C01',
  '02 00 0C 0A 0C 01',
];
const HOTSPOT = [
  'Service-Type = Login-User',
  'NAS-Port-Type = Wireless-802.11',
  'Called-Station-Id = "hotspot1"',
  'Framed-IP-Address = 10.5.50.7',
  'Mikrotik-Host-IP = 10.5.50.7',
  'NAS-Port-Id = "bridge-hotspot"',
  'WISPr-Logoff-URL = "http://10.5.50.1/logout"',
];
const caller = (mac: string): string => `Calling-Station-Id = "${mac}"`;
const HOTSPOTS: readonly RadiusCase[] = [
  ...FORMATS.flatMap((written) => [
    on(
      'mikrotik',
      `a device of a hotspot that is written ${written}`,
      [`User-Name = "${written}"`, caller('02:00:0C:0A:0C:01'), ...HOTSPOT],
      accepted('mikrotik', 'cafe'),
    ),
    on(
      'mikrotik',
      `${written} for name and password`,
      [...login(written, written), caller('02:00:0C:0A:0C:01'), ...HOTSPOT],
      accepted('mikrotik', 'cafe'),
    ),
  ]),
  on(
    'wispr',
    'a device with the password of all devices',
    [...login('02:00:0C:0A:0C:01', 'hotspot-mac', 'CHAP'), caller('02-00-0C-0A-0C-01'), ...HOTSPOT.slice(0, 4)],
    accepted('wispr', 'cafe'),
  ),
  on(
    'mikrotik',
    'the address of another device typed into the page',
    [...login('02:00:0C:0A:0C:01', 'x'), caller('02:00:0C:0A:0C:02'), ...HOTSPOT],
    UNKNOWN,
  ),
  ...(['PAP', 'CHAP'] as const).flatMap((method) => [
    on(
      'mikrotik',
      `a guest by ${method}`,
      [...login('guest', 'clientPass', method), caller('02:00:0C:0A:0C:09'), ...HOTSPOT],
      accepted('mikrotik', 'guest'),
    ),
    on(
      'wispr',
      `a guest by ${method}`,
      [...login('guest', 'clientPass', method), caller('02:00:0C:0A:0C:09'), ...HOTSPOT.slice(0, 4)],
      accepted('wispr', 'guest'),
    ),
    on(
      'mikrotik',
      `the login of a device from another one by ${method}`,
      [...login('cafe', 'clientPass', method), caller('02:00:0C:0A:0C:09'), ...HOTSPOT],
      accepted('mikrotik', 'cafe'),
    ),
    on(
      'mikrotik',
      `a guest with a wrong password by ${method}`,
      [...login('guest', 'wrong', method), caller('02:00:0C:0A:0C:09'), ...HOTSPOT],
      rejected('Wrong password'),
    ),
  ]),
];

export const LINE_CASES: readonly RadiusCase[] = [
  ...BY_ATTRIBUTE,
  ...SPELLED,
  ...UNKNOWN_LINES,
  ...PLACES,
  ...MAKERS,
  ...TOLD,
  ...LOGINS_AND_LINES,
  ...STATES,
  ...HOTSPOTS,
];
