import type { CircuitFrom, LineBy, LineMarks } from './line-marks.js';
import type { NasType } from './templates/reply-template.js';
import type { ReplyTemplates } from './templates/reply-templates.js';

/** What the radius role knows: plain data that a loader fills in, so that a login never waits for the database. */

export type BlockReason = 'balance' | 'quota' | 'hold';

export type AccessState =
  | { readonly kind: 'open' }
  | { readonly kind: 'blocked'; readonly reason: BlockReason }
  | { readonly kind: 'not_active' };

/** Bit/s, as the customer sees them; 0 is no limit. */
export interface Rates {
  readonly download: number;
  readonly upload: number;
}

/**
 * What holds for an access now: hours, fair use and quota are in the rates already, and burst and guarantee follow from
 * them. One object is shared by every access on the same policy.
 */
export interface AccessPolicy {
  /** The plan. */
  readonly id: string;
  readonly rates: Rates;
  readonly burst?: BurstPolicy;
  /** RouterOS queue priority, 1 (first) to 8. */
  readonly priority?: number;
  readonly guaranteed?: Rates;
  /** How many share the speed (1:n); absent when nobody does. */
  readonly contention?: number;
  /** Names that Cisco, Juniper or Huawei devices know the policy by. */
  readonly downloadProfile?: string;
  readonly uploadProfile?: string;
  /** Why the rates are not the plan's own; absent when they are. */
  readonly adjusted?: PolicyAdjustment;
}

export interface PolicyAdjustment {
  readonly by: 'hours' | 'fair_use' | 'quota';
  /** As the operator calls the rule. */
  readonly name: string;
}

/** More speed while the average of the last `seconds` is below the threshold. */
export interface BurstPolicy {
  readonly rate: Rates;
  readonly threshold: Rates;
  readonly seconds: number;
}

/**
 * `mac`: IPoE and DHCP, where the name is the MAC address and there is no password to check. `line`: the same, known by what the
 * access node says of the line (DHCP option 82), whatever the name.
 */
export type Credential =
  | { readonly kind: 'password'; readonly password: string }
  | { readonly kind: 'mac' }
  | ({ readonly kind: 'line' } & LineMarks);

export interface AccessEntry {
  readonly serviceId: string;
  /** Whose it is, for the log. */
  readonly customerId?: string;
  readonly partnerId?: string;
  readonly login: string;
  readonly credential: Credential;
  readonly state: AccessState;
  readonly policy: AccessPolicy;
  /** Counts up with every change of policy or state; travels in Class, so accounting shows what a session runs on. */
  readonly policyVersion: number;
  readonly address?: string;
  readonly pool?: string;
  readonly routes?: readonly string[];
  readonly framedIpv6Prefix?: string;
  readonly delegatedIpv6Prefix?: string;
  readonly delegatedIpv6Pool?: string;
  /** Normal form; empty means any device. */
  readonly macs?: readonly string[];
  /** Its devices log in by their address alone, and others by the password. */
  readonly macLogin?: boolean;
  /** The device that was last let in on the line; absent until there was one. */
  readonly lineDevice?: string;
  /** Sessions at once; absent means no limit. */
  readonly simultaneousUse?: number;
  /** The only NAS this access may come from. */
  readonly nasId?: string;
  /** A queue that is written for it was read on that NAS, as it should be. */
  readonly hasQueue?: boolean;
  /** When the access ends by itself: vouchers, prepaid days. */
  readonly endsAtMs?: number;
  /** What the templates in force name of the customer, service and plan, by its path: `customer.fields.vlan`. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
}

export type MessageAuthenticatorPolicy = 'require' | 'auto' | 'off';
export type NasVendor = NasType;

/** The lists of reduced access: unknown, not active, balance or quota, MAC, password. */
export type RejectList = 0 | 1 | 2 | 3 | 4;

/** Accept with reduced access instead of a reject. Off unless the operator has set it for the NAS, list by list. */
export interface WalledGarden {
  readonly lists: Readonly<Partial<Record<RejectList, WalledGardenList>>>;
  /** Short, so that a customer who paid is let in by the next login without anyone's help. */
  readonly sessionTimeoutSeconds: number;
}

export interface WalledGardenList {
  readonly addressList: string;
  /** Where an access without a fixed address gets one. */
  readonly pool?: string;
}

export interface NasOptions {
  readonly interimSeconds?: number;
  readonly sessionTimeoutSeconds?: number;
  readonly idleTimeoutSeconds?: number;
  readonly walledGarden?: WalledGarden;
  /** Address list of an open session. A CoA that restores must name one, or the blocking list stays. */
  readonly activeAddressList?: string;
  /** Address list of a session that is blocked in place. */
  readonly blockedAddressList?: string;
  /** Say the reason in Reply-Message. On unless switched off. */
  readonly explainRejects?: boolean;
  /** What its requests name a line by; absent: login, line or device, in this order. */
  readonly lineBy?: LineBy;
  /** Where it puts the circuit id; absent: where the standard and its maker put it. */
  readonly circuitFrom?: CircuitFrom;
  /** Customers with an address of their own are held by queues that we write on it. */
  readonly writesQueues?: boolean;
}

export interface NasEntry {
  readonly id: string;
  readonly name: string;
  /** Addresses and CIDR blocks that its packets come from. */
  readonly addresses: readonly string[];
  readonly secret: Buffer;
  readonly messageAuthenticator: MessageAuthenticatorPolicy;
  readonly vendor: NasVendor;
  /** Whose router it is; absent: everybody's. */
  readonly partnerId?: string;
  readonly coaAddress?: string;
  readonly coaPort?: number;
  readonly options: NasOptions;
  /** How it is known where it speaks RADIUS over TLS; absent: it may not. */
  readonly tls?: NasTls;
  /** It has signed requests: under the `auto` policy it must go on doing so. */
  readonly hasSigned?: boolean;
  /** This request came over TLS, which protects it. */
  readonly isOverTls?: boolean;
}

export interface NasTls {
  /** SHA-256 of certificates, in hexadecimal. */
  readonly fingerprints: readonly string[];
  /** Names in certificates that the authority has signed. */
  readonly names: readonly string[];
  /** Which way changes of sessions go: to its port for CoA, or back on its connection (RFC 8559). */
  readonly changes: 'udp' | 'tls';
  /** By UDP it gets no answer any more. */
  readonly only: boolean;
}

/** What staff may do on a device: look, change, everything. */
export type StaffLevel = 'read' | 'write' | 'full';

/** A member of staff who logs in to devices; only who works here is in the snapshot. */
export interface StaffLogin {
  readonly staffId: string;
  readonly name: string;
  readonly login: string;
  readonly password: string;
  /** Whose routers they reach; routers of nobody in particular are everybody's. */
  readonly partners: 'all' | readonly string[];
  /** On every device that nothing else is said of; absent: on none of these. */
  readonly level?: StaffLevel;
  /** Device by device. */
  readonly levels: Readonly<Record<string, StaffLevel>>;
}

export interface AccessSnapshot {
  entryByLogin(login: string): AccessEntry | undefined;
  entryByMac(mac: string): AccessEntry | undefined;
  /** The access on a line, as this router's requests tell of it. */
  entryByLine(nasId: string, line: LineMarks): AccessEntry | undefined;
  staffByLogin(login: string): StaffLogin | undefined;
  nasByAddress(address: string): NasEntry | undefined;
  /** How each make of device is answered. */
  readonly templates: ReplyTemplates;
}

/** How many sessions of a service are up, those of the device that is asking left out: it has lost its old one. */
export interface OnlineSessions {
  countOthers(serviceId: string, callingMac: string | undefined): number;
}
