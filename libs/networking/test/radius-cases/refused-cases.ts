import { type Expected, login, type Method, type RadiusCase, rejected, SILENCE } from './radius-case.js';
import { type RouterName, ROUTERS, STRANGER } from './radius-world.js';

const UNKNOWN = 'Unknown login';
const WRONG = 'Wrong password';
const BLOCKED = 'Service is blocked';
const CLOSED = 'Service is not active';
const DEVICE = 'Device not allowed (MAC address)';
const ELSEWHERE = 'Login not allowed on this router';
const NO_METHOD = 'Authentication method not supported';
const METHODS: readonly Method[] = ['PAP', 'CHAP', 'MS-CHAP'];

/** Speaks its reason, but for the quiet one. */
const PLACES = ['mikrotik', 'standard', 'quiet'] as const;

function refused(router: RouterName, request: readonly string[], message: string, name: string): RadiusCase {
  return {
    name: `${name} on ${router}`,
    from: ROUTERS[router].from,
    request,
    ...rejected(router === 'quiet' ? undefined : message),
  };
}

const REASONS: readonly (readonly [name: string, password: string, message: string])[] = [
  ['nobody', 'clientPass', UNKNOWN],
  ['nora@another.net', 'clientPass', UNKNOWN],
  ['nora', 'clientPass', UNKNOWN],
  ['ana', 'wrong', WRONG],
  ['ana', 'clientPass ', WRONG],
  ['ana', 'CLIENTPASS', WRONG],
  ['ana', 'clientPas', WRONG],
  ['fred', 'wrong', WRONG],
  ['ines', 'wrong', WRONG],
  ['fred', 'clientPass', BLOCKED],
  ['frida', 'clientPass', BLOCKED],
  ['gina', 'clientPass', BLOCKED],
  ['hugo', 'clientPass', BLOCKED],
  ['ines', 'clientPass', CLOSED],
  ['jan', 'clientPass', DEVICE],
];

const BY_REASON = PLACES.flatMap((router) =>
  REASONS.flatMap(([name, password, message]) =>
    METHODS.map((method) =>
      refused(router, login(name, password, method), message, `${name}/${password} by ${method}`),
    ),
  ),
);

/** Names that a query, a template or a shell would read as something else, and names that only look alike. */
const STRANGE_NAMES = [
  "x'; DROP TABLE radcheck;--",
  "' OR '1'='1",
  'ana%',
  '%{User-Name}',
  '${confdir}',
  '`id`',
  'a_a',
  'ana ',
  ' ana',
  'ana\\n',
  'änä',
  'аna',
  'ana@',
  '*',
  '!stranger x',
].map((name) => refused('mikrotik', login(name, 'clientPass'), UNKNOWN, `the name ${name}`));

const BOUND: readonly RadiusCase[] = [
  ...['02:00:00:00:00:0c', '02-00-00-00-00-1A', 'unreadable', '02:00:00:00:00'].map((calling) =>
    refused(
      'mikrotik',
      [...login('jan', 'clientPass'), `Calling-Station-Id = "${calling}"`],
      DEVICE,
      `jan on ${calling}`,
    ),
  ),
  ...(['standard', 'huawei', 'block'] as const).flatMap((router) =>
    METHODS.map((method) => refused(router, login('kim', 'clientPass', method), ELSEWHERE, `kim by ${method}`)),
  ),
  // Why somebody is shut comes before where they are.
  refused('standard', login('karl', 'clientPass'), BLOCKED, 'karl, blocked and elsewhere'),
];

const DEVICES: readonly RadiusCase[] = [
  refused(
    'mikrotik',
    ['User-Name = "ipoe-7"', 'Calling-Station-Id = "02:00:0c:0a:0b:01"'],
    DEVICE,
    'another device on a line',
  ),
  refused('mikrotik', ['User-Name = "ipoe-7"'], DEVICE, 'no device on a line'),
  refused('mikrotik', [...login('ipoe-7', 'anything')], DEVICE, 'a password in place of a device'),
  refused(
    'mikrotik',
    ['User-Name = "02:00:0c:0a:0b:01"', 'User-Password = "x"', 'Calling-Station-Id = "02:00:0c:0a:0b:09"'],
    DEVICE,
    'the address of another device',
  ),
  refused(
    'mikrotik',
    ['User-Name = "02-00-0C-0A-0B-01"', 'User-Password = "x"', 'Calling-Station-Id = "02:00:0c:0a:0b:09"'],
    UNKNOWN,
    'the address of another device, spelled otherwise',
  ),
  refused(
    'mikrotik',
    ['User-Name = "02:00:0c:0a:0b:0f"', 'User-Password = "x"', 'Calling-Station-Id = "02:00:0c:0a:0b:0f"'],
    UNKNOWN,
    'a device that nobody knows',
  ),
  refused(
    'mikrotik',
    ['User-Name = "02:00:0c:0a:0b:02"', 'Calling-Station-Id = "02000c0a0b02"'],
    BLOCKED,
    'a blocked device',
  ),
  refused(
    'mikrotik',
    ['User-Name = "02:00:0c:0a:0b:03"', 'Calling-Station-Id = "02000c0a0b03"'],
    CLOSED,
    'a device that is not active',
  ),
];

const WITHOUT_PROOF: readonly RadiusCase[] = [
  refused('mikrotik', ['User-Name = "ana"'], NO_METHOD, 'no proof at all'),
  refused('mikrotik', ['User-Name = "nobody"'], NO_METHOD, 'no proof and no login'),
];

/** Owes money: of all that refuses, only that is let in here. */
const AT_PAY_HERE: readonly RadiusCase[] = REASONS.filter(([, , message]) => message !== BLOCKED).flatMap(
  ([name, password, message]) => [refused('payHere', login(name, password), message, `${name}/${password} by PAP`)],
);
const HELD: RadiusCase = refused('payHere', login('gina', 'clientPass'), BLOCKED, 'gina, held,');

/** An Access-Accept in place of a reject, with what shuts most of it. */
function garden(list: number, more: readonly string[]): Expected {
  return {
    answer: 'accept',
    attributes: [
      `Mikrotik-Address-List = "Reject_${list}"`,
      'Acct-Interim-Interval = 300',
      'Session-Timeout = 300',
      ...more,
    ],
  };
}

const PLAIN = 'Mikrotik-Rate-Limit = "20M/100M"';
const pool = (list: number): string => `Framed-Pool = "reject-${list}"`;
const FIXED = 'Framed-IP-Address = 198.51.100.20';

function inGarden(name: string, request: readonly string[], expected: Expected): RadiusCase {
  return { name: `${name} in the garden`, from: ROUTERS.garden.from, request, ...expected };
}

/** In tables a login has one answer for when all is right; what depends on what is wrong, they cannot say. */
const NOT_IN_TABLES = 'which answer a wrong password or device gets, tables by login cannot say';

function onlyByDecision(one: RadiusCase, message: string): RadiusCase {
  return { ...one, bySql: { ...rejected(message), because: NOT_IN_TABLES } };
}

const IN_GARDEN: readonly RadiusCase[] = [
  ...(['PAP', 'CHAP'] as const).map((method) =>
    inGarden(`nobody by ${method}`, login('nobody', 'x', method), garden(0, [pool(0)])),
  ),
  ...METHODS.flatMap((method) => [
    inGarden(`fred by ${method}`, login('fred', 'clientPass', method), garden(2, [FIXED, PLAIN])),
    inGarden(`frida by ${method}`, login('frida', 'clientPass', method), garden(2, [pool(2), PLAIN])),
    inGarden(`gina by ${method}`, login('gina', 'clientPass', method), garden(1, [pool(1), PLAIN])),
    inGarden(
      `hugo by ${method}`,
      login('hugo', 'clientPass', method),
      garden(2, [pool(2), 'Mikrotik-Rate-Limit = "10M/50M 20M/80M 8M/40M 12/12 5"']),
    ),
    inGarden(
      `ines by ${method}`,
      login('ines', 'clientPass', method),
      garden(1, ['Framed-IP-Address = 198.51.100.23', PLAIN]),
    ),
  ]),
  ...(['PAP', 'CHAP'] as const).map((method) =>
    onlyByDecision(
      inGarden(`frida/wrong by ${method}`, login('frida', 'wrong', method), garden(4, [pool(4), PLAIN])),
      WRONG,
    ),
  ),
  onlyByDecision(inGarden('jan on any device', login('jan', 'clientPass'), garden(3, [pool(3), PLAIN])), DEVICE),
  onlyByDecision(inGarden('kim elsewhere', login('kim', 'clientPass'), garden(3, [pool(3), PLAIN])), ELSEWHERE),
  // Who cannot prove that it knows the password gets no Accept that the device would believe.
  inGarden('frida/wrong by MS-CHAP', login('frida', 'wrong', 'MS-CHAP'), rejected(WRONG)),
  inGarden('nobody by MS-CHAP', login('nobody', 'x', 'MS-CHAP'), rejected(UNKNOWN)),
  inGarden('no proof', ['User-Name = "ana"'], rejected(NO_METHOD)),
  inGarden(
    'a blocked device',
    ['User-Name = "02:00:0c:0a:0b:02"', 'Calling-Station-Id = "02000c0a0b02"'],
    garden(2, [pool(2), PLAIN]),
  ),
  {
    name: 'fred where one pays',
    from: ROUTERS.payHere.from,
    request: login('fred', 'clientPass'),
    answer: 'accept',
    attributes: [
      FIXED,
      'Filter-Id = "pay"',
      'Acct-Interim-Interval = 300',
      'Session-Timeout = 120',
      'Idle-Timeout = 900',
      'WISPr-Bandwidth-Max-Up = 20000000',
      'WISPr-Bandwidth-Max-Down = 100000000',
    ],
  },
];

const ANA = login('ana', 'clientPass');

/** Nobody hears anything: not whoever forged it, and not whoever has the wrong secret. */
export const SILENT_CASES: readonly RadiusCase[] = [
  { name: 'a router that nobody knows', from: STRANGER, request: ANA, ...SILENCE },
  ...(['mikrotik', 'huawei', 'garden', 'auto', 'quiet'] as const).map((router) => ({
    name: `the wrong secret of ${router}`,
    from: ROUTERS[router].from,
    request: ANA,
    secret: 'not-the-secret-of-tests',
    ...SILENCE,
  })),
  ...(['mikrotik', 'ciscoXe', 'garden', 'payHere', 'block'] as const).map((router) => ({
    name: `an unsigned login on ${router}`,
    from: ROUTERS[router].from,
    request: ANA,
    isUnsigned: true,
    ...SILENCE,
  })),
  {
    name: 'an unsigned login with Proxy-State, as the collision of Blast-RADIUS needs it',
    from: ROUTERS.neverSigns.from,
    request: [...ANA, 'Proxy-State = 0x0102030405060708'],
    isUnsigned: true,
    ...SILENCE,
  },
];

export const REFUSED_CASES: readonly RadiusCase[] = [
  ...BY_REASON,
  ...STRANGE_NAMES,
  ...BOUND,
  ...DEVICES,
  ...WITHOUT_PROOF,
  ...AT_PAY_HERE,
  HELD,
  ...IN_GARDEN,
];
