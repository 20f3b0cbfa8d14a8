import { type CaseLogin, LOGINS, type LoginName, PLANS, ROUTERS, type RouterName } from './radius-world.js';
import { expectedSpeed } from './expected-speed.js';

export type Method = 'PAP' | 'CHAP' | 'MS-CHAP';

export interface Expected {
  readonly answer: 'accept' | 'reject' | 'silence';
  /** All of it as radclient prints it, save signature, Class and what MS-CHAP adds. */
  readonly attributes: readonly string[];
}

export interface RadiusCase extends Expected {
  readonly name: string;
  readonly from: string;
  readonly request: readonly string[];
  readonly isUnsigned?: boolean;
  readonly secret?: string;
  /** Attributes that must be there too, whatever is in them. */
  readonly present?: readonly string[];
  /** Exactly this of what MS-CHAP adds. */
  readonly proof?: readonly string[];
  /** What FreeRADIUS by SQL answers otherwise, and why it cannot answer the same. */
  readonly bySql?: Expected & { readonly because: string };
}

/** radclient reads C escapes in double quotes, and reads them twice. */
export const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\\\\\').replaceAll('"', '\\"')}"`;

export function login(name: string, password: string, method: Method = 'PAP'): string[] {
  const attribute = { PAP: 'User-Password', CHAP: 'CHAP-Password', 'MS-CHAP': 'MS-CHAP-Password' }[method];
  return [`User-Name = ${quoted(name)}`, `${attribute} = ${quoted(password)}`];
}

const speedOf = (router: RouterName, who: LoginName): readonly string[] => {
  const { plan, isQueued }: CaseLogin = LOGINS[who];
  if (isQueued === true) return [];
  return expectedSpeed(ROUTERS[router].make, plan, PLANS[plan]);
};

/** An Access-Accept: the speed in the router's words, what is given beside it, and the router's own timers. */
export function accepted(router: RouterName, who: LoginName, more: readonly string[] = []): Expected {
  return { answer: 'accept', attributes: [...speedOf(router, who), ...more, ...TIMERS[router]] };
}

export function rejected(message: string | undefined): Expected {
  return { answer: 'reject', attributes: message === undefined ? [] : [`Reply-Message = "${message}"`] };
}

export const SILENCE: Expected = { answer: 'silence', attributes: [] };

const USUAL = ['Acct-Interim-Interval = 300'];

/** By hand, from the options of each router. */
const TIMERS: Readonly<Record<RouterName, readonly string[]>> = {
  mikrotik: USUAL,
  ciscoIos: USUAL,
  ciscoXe: USUAL,
  juniper: USUAL,
  huawei: USUAL,
  ubiquiti: USUAL,
  cambium: USUAL,
  accel: USUAL,
  wispr: USUAL,
  standard: USUAL,
  garden: [...USUAL, 'Mikrotik-Address-List = "Active"'],
  payHere: [...USUAL, 'Session-Timeout = 7200', 'Idle-Timeout = 900', 'Filter-Id = "open"'],
  quiet: USUAL,
  auto: USUAL,
  neverSigns: USUAL,
  block: ['Acct-Interim-Interval = 600', 'Session-Timeout = 86400', 'Idle-Timeout = 1800'],
  both: USUAL,
  named: USUAL,
  port: USUAL,
  byDevice: USUAL,
  byLogin: USUAL,
  queued: USUAL,
  compared: USUAL,
};
