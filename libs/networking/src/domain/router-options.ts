/** Whose words a router understands, and what is asked of the logins that it passes on. */
export type RouterVendor =
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
export type MessageAuthenticatorPolicy = 'require' | 'auto' | 'off';

/** How a router is to be treated, beside its address and secret. Kept as it is; a field that is absent has its default. */
export interface RouterOptions {
  /** `disconnect` (usual): the session ends and the next login is refused. `address_list`: it goes on, on the blocking list. */
  readonly blockBy?: 'disconnect' | 'address_list';
  readonly blockedAddressList?: string;
  readonly activeAddressList?: string;
  readonly sessionTimeoutSeconds?: number;
  readonly idleTimeoutSeconds?: number;
  /** Whether Access-Reject says why. */
  readonly explainRejects?: boolean;
  /** What its requests name a line by; absent: a login, else the line, else the device. */
  readonly lineBy?: 'login' | 'mac' | 'circuit' | 'remote' | 'circuit_and_remote';
  /** Where it puts the circuit id, when not where the standard does. */
  readonly circuitFrom?: 'user_name' | 'nas_port_id';
  readonly walledGarden?: {
    readonly lists: Readonly<
      Partial<Record<0 | 1 | 2 | 3 | 4, { readonly addressList: string; readonly pool?: string }>>
    >;
    readonly sessionTimeoutSeconds: number;
  };
  /** Absent: we do not speak to the router beside RADIUS. */
  readonly api?: RouterApiOptions;
}

/**
 * `passive`: compared, never written. `by_hand`: what differs becomes a plan that a person approves. `repair`: a plan within the
 * brake goes ahead by itself.
 */
export type RouterMode = 'passive' | 'by_hand' | 'repair';

/** `session`: the secret's profile, the lease or the hotspot profile bears the speed. */
export type RouterShaping = 'none' | 'session' | 'simple_queue' | 'simple_queue_tree' | 'pcq';

const WRITTEN_QUEUES: ReadonlySet<RouterShaping> = new Set(['simple_queue', 'simple_queue_tree', 'pcq']);

/** Whether customers are held by queues that we write on the router. */
export function writesQueues({ api }: Pick<RouterOptions, 'api'>): boolean {
  return api !== undefined && api.mode !== 'passive' && WRITTEN_QUEUES.has(api.shaping ?? 'none');
}

/** What is kept on the router over its API. */
export interface RouterApiOptions {
  readonly mode: RouterMode;
  readonly shaping?: RouterShaping;
  /** Lists of blocked and open customers beside RADIUS, for sessions that take no CoA (DHCP of RouterOS). */
  readonly keepLists?: boolean;
  readonly compareMinutes?: number;
  /** When plans may be written, by the operator's clock; always, when left out. Blocking and opening of one customer does not wait. */
  readonly window?: { readonly from: string; readonly to: string };
  /** Rows that Splynx left, by the name of a customer of ours, become ours. Off while both systems write. */
  readonly adoptImported?: boolean;
  readonly pppService?: 'any' | 'pppoe';
  /** The profile of secrets and hotspot users whose speed is kept elsewhere. */
  readonly profile?: string;
  readonly localAddress?: string;
  readonly dhcpServer?: string;
  readonly hotspotServer?: string;
}

export const USUAL_COMPARE_MINUTES = 5;

/** The list that a session is put on when it is blocked in place: the name that Splynx gave it, unless set. */
export const USUAL_BLOCKED_LIST = 'Reject_2';

export type RouterOptionFault = 'blocking_list_needs_active_list' | 'blocking_list_is_the_active_list';

/** A CoA cannot take a session off a list, only put it on another: so blocking by list needs both names, and two. */
export function routerOptionFault(options: RouterOptions): RouterOptionFault | undefined {
  if (options.blockBy !== 'address_list') return undefined;
  // A list that we write ourselves is left by removing the entry; a CoA cannot do that.
  if (!options.activeAddressList && options.api !== undefined) return undefined;
  if (!options.activeAddressList) return 'blocking_list_needs_active_list';
  const blocked = options.blockedAddressList ?? USUAL_BLOCKED_LIST;
  return blocked === options.activeAddressList ? 'blocking_list_is_the_active_list' : undefined;
}
