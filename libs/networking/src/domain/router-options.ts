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
  readonly walledGarden?: {
    readonly lists: Readonly<
      Partial<Record<0 | 1 | 2 | 3 | 4, { readonly addressList: string; readonly pool?: string }>>
    >;
    readonly sessionTimeoutSeconds: number;
  };
}

/** The list that a session is put on when it is blocked in place: the name that Splynx gave it, unless set. */
export const USUAL_BLOCKED_LIST = 'Reject_2';

export type RouterOptionFault = 'blocking_list_needs_active_list' | 'blocking_list_is_the_active_list';

/** A CoA cannot take a session off a list, only put it on another: so blocking by list needs both names, and two. */
export function routerOptionFault(options: RouterOptions): RouterOptionFault | undefined {
  if (options.blockBy !== 'address_list') return undefined;
  if (!options.activeAddressList) return 'blocking_list_needs_active_list';
  const blocked = options.blockedAddressList ?? USUAL_BLOCKED_LIST;
  return blocked === options.activeAddressList ? 'blocking_list_is_the_active_list' : undefined;
}
