import { type Expected, login, type Method, type RadiusCase, rejected } from './radius-case.js';
import { ROUTERS, type RouterName, STAFF, type StaffName } from './radius-world.js';

const UNKNOWN = rejected('Unknown login');
const WRONG = rejected('Wrong password');
const ELSEWHERE = rejected('Login not allowed on this router');

function on(router: RouterName, name: string, request: readonly string[], expected: Expected): RadiusCase {
  return { name: `${name} on ${router}`, from: ROUTERS[router].from, request, ...expected };
}

const enter = (attributes: readonly string[]): Expected => ({ answer: 'accept', attributes });
const CALLER = 'Calling-Station-Id = "192.0.2.77"';

/** How each make asks when somebody wants to log in to it, and what it takes for each level. */
const ASKS: Readonly<Partial<Record<RouterName, readonly string[]>>> = {
  mikrotik: ['Service-Type = Login-User', CALLER],
  ciscoIos: ['NAS-Port = 2', 'NAS-Port-Type = Virtual', 'NAS-Port-Id = "tty2"', CALLER],
  ciscoXe: ['Service-Type = Login-User', 'NAS-Port-Type = Virtual', 'NAS-Port-Id = "tty2"', CALLER],
  juniper: ['Service-Type = Login-User', 'NAS-Port-Type = Virtual', CALLER],
  huawei: ['Service-Type = Administrative-User', 'NAS-Port-Type = Virtual', 'Framed-IP-Address = 192.0.2.77'],
  ubiquiti: ['Service-Type = NAS-Prompt-User'],
  cambium: ['Service-Type = Administrative-User'],
  accel: ['Service-Type = NAS-Prompt-User'],
  wispr: ['Service-Type = NAS-Prompt-User'],
  standard: ['Service-Type = NAS-Prompt-User', 'NAS-Port-Type = Async'],
};
const asks = (router: RouterName): readonly string[] => ASKS[router] ?? ['Service-Type = NAS-Prompt-User'];

const PROMPT = (level: number): string[] => [
  'Service-Type = NAS-Prompt-User',
  `Cisco-AVPair = "shell:priv-lvl=${level}"`,
];
const RFC_5607 = ['Service-Type = Administrative-User', 'Management-Privilege-Level = 15'];
const FULL: Readonly<Partial<Record<RouterName, readonly string[]>>> = {
  mikrotik: ['Mikrotik-Group = "full"'],
  ciscoIos: PROMPT(15),
  ciscoXe: PROMPT(15),
  juniper: ['Juniper-Local-User-Name = "super-user"'],
  huawei: ['Service-Type = Login-User', 'Huawei-Exec-Privilege = 15'],
  ubiquiti: RFC_5607,
  // Canopy's level stands in Debian's dictionary under the name that WiMAX has for this number.
  cambium: ['Cambium-ePMP-UserLevel = Admin', 'Motorola-WiMAX-Home-BTS = 0x00000003'],
  accel: RFC_5607,
  wispr: RFC_5607,
  standard: RFC_5607,
};
const MAKES = Object.keys(FULL) as RouterName[];

const as = (who: StaffName, method: Method = 'PAP'): string[] => login(who, STAFF[who].password, method);

const LEVELS: readonly RadiusCase[] = [
  ...MAKES.map((router) =>
    on(router, 'staff who may do everything', [...as('vera'), ...asks(router)], enter(FULL[router] ?? [])),
  ),
  on('mikrotik', 'staff who may look', [...as('wim'), ...asks('mikrotik')], enter(['Mikrotik-Group = "read"'])),
  on('ciscoIos', 'staff who may look', [...as('wim'), ...asks('ciscoIos')], enter(PROMPT(1))),
  on(
    'huawei',
    'staff who may look',
    [...as('wim'), ...asks('huawei')],
    enter(['Service-Type = Login-User', 'Huawei-Exec-Privilege = 1']),
  ),
  on(
    'juniper',
    'staff who may change this one',
    [...as('wim'), ...asks('juniper')],
    enter(['Juniper-Local-User-Name = "operator"']),
  ),
  on(
    'mikrotik',
    'staff who may log in to this one alone',
    [...as('xenia'), ...asks('mikrotik')],
    enter(['Mikrotik-Group = "full"']),
  ),
  on('standard', 'staff who may log in to another one alone', [...as('xenia'), ...asks('standard')], ELSEWHERE),
  on('garden', 'staff who may log in to another one alone', [...as('xenia'), ...asks('garden')], ELSEWHERE),
];

const METHODS: readonly RadiusCase[] = (['CHAP', 'MS-CHAP'] as const).flatMap((method) => [
  on('mikrotik', `staff by ${method}`, [...as('vera', method), ...asks('mikrotik')], enter(FULL.mikrotik ?? [])),
  on(
    'mikrotik',
    `staff with a wrong password by ${method}`,
    [...login('vera', 'wrong', method), ...asks('mikrotik')],
    WRONG,
  ),
]);

/** Neither gets what is the other's. */
const APART: readonly RadiusCase[] = [
  on('mikrotik', 'a customer at the prompt', [...login('ana', 'clientPass'), ...asks('mikrotik')], UNKNOWN),
  on('ciscoIos', 'a customer at the prompt', [...login('ana', 'clientPass'), ...asks('ciscoIos')], UNKNOWN),
  on('garden', 'a customer at the prompt', [...login('ana', 'clientPass'), ...asks('garden')], UNKNOWN),
  on('mikrotik', 'staff in PPPoE', [...as('vera'), 'Service-Type = Framed-User', 'Framed-Protocol = PPP'], UNKNOWN),
  on('mikrotik', 'staff in a tunnel', [...as('vera'), 'NAS-Port-Type = Virtual', 'Framed-Protocol = PPP'], UNKNOWN),
  on(
    'mikrotik',
    'staff in a hotspot',
    [
      ...as('vera'),
      'Service-Type = Login-User',
      'NAS-Port-Type = Wireless-802.11',
      'Calling-Station-Id = "02:00:0C:0A:0C:09"',
      'Called-Station-Id = "hotspot1"',
    ],
    UNKNOWN,
  ),
  on('mikrotik', 'staff who say nothing of what they want', as('vera'), UNKNOWN),
  on('mikrotik', 'the password of a customer', [...login('vera', 'clientPass'), ...asks('mikrotik')], WRONG),
  on(
    'mikrotik',
    'a device at the prompt',
    ['User-Name = "02:00:0c:0a:0b:01"', 'Calling-Station-Id = "02:00:0c:0a:0b:01"', 'Service-Type = NAS-Prompt-User'],
    rejected('Authentication method not supported'),
  ),
];

const OTHERS: readonly RadiusCase[] = [
  on('mikrotik', 'staff who do not work here any more', [...as('yves'), ...asks('mikrotik')], UNKNOWN),
  on(
    'mikrotik',
    'staff in capitals',
    [...login('VERA', 'devicePass'), ...asks('mikrotik')],
    enter(FULL.mikrotik ?? []),
  ),
  on('mikrotik', 'nobody at the prompt', [...login('nobody', 'x'), ...asks('mikrotik')], UNKNOWN),
  on('garden', 'nobody at the prompt', [...login('nobody', 'x'), ...asks('garden')], UNKNOWN),
  on(
    'mikrotik',
    'staff without a password',
    ['User-Name = "vera"', ...asks('mikrotik')],
    rejected('Authentication method not supported'),
  ),
  on('mikrotik', 'a prefix that tables know', [...login('staff vera', 'devicePass'), ...asks('mikrotik')], UNKNOWN),
  on('quiet', 'a wrong password', [...login('vera', 'wrong'), ...asks('quiet')], rejected(undefined)),
];

export const STAFF_CASES: readonly RadiusCase[] = [...LEVELS, ...METHODS, ...APART, ...OTHERS];
