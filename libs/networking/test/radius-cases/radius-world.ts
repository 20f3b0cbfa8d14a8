/** The provider that the cases ask about: its routers, plans and logins, as plain data. */

export type MakeOfRouter =
  | 'mikrotik'
  | 'cisco_ios'
  | 'cisco_iosxe'
  | 'juniper'
  | 'huawei'
  | 'ubiquiti'
  | 'cambium'
  | 'accel_ppp'
  | 'wispr'
  | 'standard';

export interface CaseRouter {
  readonly name: string;
  readonly make: MakeOfRouter;
  /** What its packets come from; the cases send from `from`. */
  readonly source: string;
  readonly from: string;
  readonly signing?: 'require' | 'auto' | 'off';
  readonly interimSeconds?: number;
  readonly options?: Record<string, unknown>;
  /** Queues are written on it over its API. */
  readonly queues?: 'by_hand' | 'passive';
}

const makeRouter = (name: string, make: MakeOfRouter, last: number): CaseRouter => ({
  name,
  make,
  source: `127.0.0.${last}`,
  from: `127.0.0.${last}`,
});

const EVERY_LIST = [0, 1, 2, 3, 4].map((list) => ({ list, addressList: `Reject_${list}`, pool: `reject-${list}` }));

export const ROUTERS = {
  mikrotik: makeRouter('tower', 'mikrotik', 11),
  ciscoIos: makeRouter('lac-1', 'cisco_ios', 12),
  ciscoXe: makeRouter('bng-xe', 'cisco_iosxe', 13),
  juniper: makeRouter('mx-1', 'juniper', 14),
  huawei: makeRouter('me60', 'huawei', 15),
  ubiquiti: makeRouter('edge-1', 'ubiquiti', 16),
  cambium: makeRouter('epmp-1', 'cambium', 17),
  accel: makeRouter('accel-1', 'accel_ppp', 18),
  wispr: makeRouter('hotspot-1', 'wispr', 19),
  standard: makeRouter('plain-1', 'standard', 20),
  /** Lets everybody who is refused into a garden. */
  garden: {
    ...makeRouter('garden', 'mikrotik', 21),
    options: { activeAddressList: 'Active', walledGarden: { lists: EVERY_LIST, sessionTimeoutSeconds: 300 } },
  },
  /** Only those who owe money. */
  payHere: {
    ...makeRouter('pay-here', 'standard', 22),
    options: {
      activeAddressList: 'open',
      sessionTimeoutSeconds: 7200,
      idleTimeoutSeconds: 900,
      walledGarden: { lists: [{ list: 2, addressList: 'pay' }], sessionTimeoutSeconds: 120 },
    },
  },
  /** Says no reason, and takes unsigned requests. */
  quiet: { ...makeRouter('quiet', 'mikrotik', 23), signing: 'off', options: { explainRejects: false } },
  /** Takes unsigned requests until it has signed one. */
  auto: { ...makeRouter('auto', 'mikrotik', 24), signing: 'auto' },
  /** A second one that never signs: old firmware. */
  neverSigns: { ...makeRouter('old', 'mikrotik', 25), signing: 'auto' },
  /** Known by a network, and every ten minutes told of. */
  block: {
    name: 'block',
    make: 'mikrotik',
    source: '127.0.1.0/28',
    from: '127.0.1.5',
    interimSeconds: 600,
    options: { sessionTimeoutSeconds: 86_400, idleTimeoutSeconds: 1800 },
  },
  /** Names lines by both ids together. */
  both: { ...makeRouter('relay-both', 'mikrotik', 26), options: { lineBy: 'circuit_and_remote' } },
  /** ISG as it names a line by itself: the circuit id is the name. */
  named: { ...makeRouter('isg-named', 'cisco_iosxe', 27), options: { lineBy: 'circuit', circuitFrom: 'user_name' } },
  /** Puts the circuit id into the port. */
  port: { ...makeRouter('ne40-port', 'huawei', 28), options: { lineBy: 'circuit', circuitFrom: 'nas_port_id' } },
  /** Knows devices, whatever they are called. */
  byDevice: { ...makeRouter('accel-ipoe', 'accel_ppp', 29), options: { lineBy: 'mac' } },
  /** Takes logins and nothing else. */
  byLogin: { ...makeRouter('strict', 'standard', 30), options: { lineBy: 'login' } },
  /** Those with an address of their own are held by queues that are written. */
  queued: { ...makeRouter('edge-queued', 'mikrotik', 31), queues: 'by_hand' },
  /** Its queues are only compared. */
  compared: { ...makeRouter('edge-compared', 'mikrotik', 32), queues: 'passive' },
} as const satisfies Record<string, CaseRouter>;
export type RouterName = keyof typeof ROUTERS;

/** The address of nobody. */
export const STRANGER = '127.0.0.99';

export interface CasePlan {
  readonly title: string;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly priority?: number;
  readonly guaranteedPercent?: number;
  readonly downloadProfile?: string;
  readonly uploadProfile?: string;
  readonly burst?: {
    readonly downloadKbps: number;
    readonly uploadKbps: number;
    readonly thresholdDownloadKbps: number;
    readonly thresholdUploadKbps: number;
    readonly seconds: number;
  };
}

export const PLANS = {
  plain: { title: 'Fiber 100', downloadKbps: 100_000, uploadKbps: 20_000 },
  burst: {
    title: 'Air 50',
    downloadKbps: 50_000,
    uploadKbps: 10_000,
    burst: {
      downloadKbps: 80_000,
      uploadKbps: 20_000,
      thresholdDownloadKbps: 40_000,
      thresholdUploadKbps: 8_000,
      seconds: 12,
    },
  },
  business: { title: 'Business 30', downloadKbps: 30_000, uploadKbps: 6_000, priority: 3, guaranteedPercent: 50 },
  profiles: {
    title: 'Gold 200',
    downloadKbps: 200_000,
    uploadKbps: 200_000,
    downloadProfile: 'gold-down',
    uploadProfile: 'gold-up',
  },
  odd: { title: 'Odd', downloadKbps: 1_536, uploadKbps: 384 },
  late: { title: 'Night', downloadKbps: 10_000, uploadKbps: 1_000, priority: 8 },
  huge: { title: 'Huge', downloadKbps: 5_000_000, uploadKbps: 5_000_000 },
} as const satisfies Record<string, CasePlan>;
export type PlanName = keyof typeof PLANS;

export interface CaseLogin {
  readonly plan: PlanName;
  readonly password: string;
  readonly method?: 'pppoe' | 'mac' | 'ipoe' | 'hotspot';
  /** None: the device is the login. */
  readonly login?: string | null;
  readonly access?: Record<string, unknown>;
  readonly pool?: string;
  readonly router?: RouterName;
  /** Its queue was read on its router: the answer is to say no speed. */
  readonly isQueued?: boolean;
  /** A queue is known of there, and does not count. */
  readonly queueSeen?: boolean;
  readonly state?: readonly ['blocked', 'balance' | 'hold' | 'quota'] | readonly ['closed', 'customer_inactive'];
}

const plain = (more: Partial<CaseLogin> = {}): CaseLogin => ({ plan: 'plain', password: 'clientPass', ...more });

/** Known by what the access node says, and by nothing else. */
const line = (
  ids: { circuitId?: string; remoteId?: string },
  { access, ...more }: Partial<CaseLogin> = {},
): CaseLogin => plain({ method: 'ipoe', login: null, ...more, access: { ...ids, ...access } });

export const LOGINS = {
  ana: plain({
    access: {
      ipv4: '198.51.100.7',
      routes: ['203.0.113.8/29', '203.0.113.16/29'],
      ipv6Prefix: '2001:db8:1::/64',
      delegatedPrefix: '2001:db8:7::/56',
    },
  }),
  ben: plain({ pool: 'pool-north' }),
  cleo: plain({ plan: 'burst' }),
  dora: plain({ plan: 'business', access: { ipv4: '198.51.100.9' } }),
  emil: plain({ plan: 'profiles' }),
  odd: plain({ plan: 'odd' }),
  late: plain({ plan: 'late' }),
  huge: plain({ plan: 'huge' }),
  six: plain({ access: { delegatedPrefix: '2001:db8:8::/48' } }),
  onlyroute: plain({ access: { routes: ['203.0.113.32/28'] } }),
  fred: plain({ state: ['blocked', 'balance'], access: { ipv4: '198.51.100.20' } }),
  frida: plain({ state: ['blocked', 'balance'] }),
  gina: plain({ state: ['blocked', 'hold'] }),
  hugo: plain({ state: ['blocked', 'quota'], plan: 'burst' }),
  ines: plain({ state: ['closed', 'customer_inactive'], access: { ipv4: '198.51.100.23' } }),
  jan: plain({ access: { macs: ['02:00:00:00:00:0a', '02:00:00:00:00:0b'] } }),
  kim: plain({ router: 'mikrotik' }),
  karl: plain({ router: 'mikrotik', state: ['blocked', 'balance'] }),
  lea: plain({ access: { simultaneousUse: 1 } }),
  leo: plain({ access: { simultaneousUse: 2 } }),
  'nora@example.net': plain(),
  User: plain(),
  'o.neil-1_x': plain(),
  quoted: plain({ password: '"quoted"' }),
  jürgen: plain(),
  backquote: plain({ password: '`id`' }),
  apostrophe: plain({ password: "it's" }),
  single: plain({ password: "'single'" }),
  percent: plain({ password: '%{User-Name}' }),
  dollar: plain({ password: '${confdir}' }),
  backslash: plain({ password: 'a\\nb\\\\c' }),
  umlaut: plain({ password: 'pässwörd' }),
  spaces: plain({ password: 'with spaces in it' }),
  long: plain({ password: 'p'.repeat(100) }),
  'mac-1': plain({ method: 'mac', login: null, access: { macs: ['02:00:0c:0a:0b:01'], ipv4: '198.51.100.40' } }),
  'mac-2': plain({
    method: 'mac',
    login: null,
    access: { macs: ['02:00:0c:0a:0b:02'] },
    state: ['blocked', 'balance'],
  }),
  'mac-3': plain({
    method: 'mac',
    login: null,
    access: { macs: ['02:00:0c:0a:0b:03'] },
    state: ['closed', 'customer_inactive'],
  }),
  'ipoe-7': plain({ method: 'ipoe', access: { macs: ['02:00:0c:0a:0b:07', '02:00:0c:0a:0b:08'] } }),
  guest: plain({ method: 'hotspot', plan: 'odd' }),
  cafe: plain({ method: 'hotspot', plan: 'odd', access: { macs: ['02:00:0c:0a:0c:01'], macLogin: true } }),
  'line-text': line({ circuitId: 'Gi0/1:100.7' }, { access: { ipv4: '198.51.100.60' } }),
  'line-hex': line({ circuitId: '0x000400640102' }),
  'line-both': line({ circuitId: 'eth 1/1/1', remoteId: 'olt-3' }),
  'line-remote': line({ remoteId: 'ONT-48575443A1' }),
  'line-here': line({ circuitId: 'ge-0/0/0.5' }, { router: 'juniper', plan: 'odd' }),
  'line-anywhere': line({ circuitId: 'ge-0/0/0.5' }),
  'line-blocked': line({ circuitId: 'owes/1' }, { state: ['blocked', 'balance'] }),
  'line-closed': line({ circuitId: 'left/1' }, { state: ['closed', 'customer_inactive'] }),
  'line-bound': line({ circuitId: 'bound/1' }, { access: { macs: ['02:00:0c:0a:0d:01'] } }),
  'queue-read': plain({
    router: 'queued',
    isQueued: true,
    plan: 'burst',
    access: { ipv4: '198.51.100.70', delegatedPrefix: '2001:db8:70::/56' },
  }),
  'queue-missing': plain({ router: 'queued', access: { ipv4: '198.51.100.71' } }),
  'queue-left': plain({ router: 'queued', queueSeen: true }),
  'queue-compared': plain({ router: 'compared', queueSeen: true, access: { ipv4: '198.51.100.72' } }),
} as const satisfies Record<string, CaseLogin>;
export type LoginName = keyof typeof LOGINS;

export interface CaseStaff {
  readonly name: string;
  readonly password: string;
  readonly level: 'read' | 'write' | 'full' | null;
  readonly places?: readonly { readonly router: RouterName; readonly level: 'read' | 'write' | 'full' }[];
  readonly isDisabled?: boolean;
}

/** Who logs in to routers themselves. One has the password of a customer, and another a name that only differs from theirs. */
export const STAFF = {
  vera: { name: 'Vera Sample', password: 'devicePass', level: 'full' },
  wim: { name: 'Wim Sample', password: 'clientPass', level: 'read', places: [{ router: 'juniper', level: 'write' }] },
  xenia: { name: 'Xenia Sample', password: 'devicePass', level: null, places: [{ router: 'mikrotik', level: 'full' }] },
  yves: { name: 'Yves Sample', password: 'devicePass', level: 'full', isDisabled: true },
} as const satisfies Record<string, CaseStaff>;
export type StaffName = keyof typeof STAFF;
