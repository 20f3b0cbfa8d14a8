import { classText } from './class-token.js';
import { ipv4Bytes, ipv6PrefixBytes } from './codec/addresses.js';
import { Attr, MikrotikAttr, VendorId } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import { rateAttributes } from './rate-limit.js';
import type { AccessEntry, NasEntry, WalledGardenList } from './snapshot.js';

/** RFC 2869 §5.16: not below a minute. */
const SHORTEST_INTERIM_SECONDS = 60;

/** Reply items of an open access. */
export function openAttributes(entry: AccessEntry, nas: NasEntry, nowMs: number): Attribute[] {
  const attributes = [...lastingAttributes(entry, nas)];
  addTimers(attributes, nas, sessionSeconds(entry, nas, nowMs));
  addClass(attributes, entry, nowMs);
  return attributes;
}

interface Lasting {
  readonly nas: NasEntry;
  readonly attributes: readonly Attribute[];
}

/** Entries are never changed but replaced, so what follows from one and its NAS is worked out at its first login. */
const lasting = new WeakMap<AccessEntry, Lasting>();

function lastingAttributes(entry: AccessEntry, nas: NasEntry): readonly Attribute[] {
  const known = lasting.get(entry);
  if (known?.nas === nas) return known.attributes;
  const attributes: Attribute[] = [];
  addAddressing(attributes, entry, nas);
  attributes.push(...rateAttributes(nas.vendor, entry.policy));
  addAddressList(attributes, nas, nas.options.activeAddressList);
  lasting.set(entry, { nas, attributes });
  return attributes;
}

/** Reply items of reduced access: the address stays where it is fixed, the list or pool says what is let through. */
export function gardenAttributes(
  entry: AccessEntry | undefined,
  nas: NasEntry,
  list: WalledGardenList,
  seconds: number,
  nowMs: number,
): Attribute[] {
  const attributes: Attribute[] = [];
  const address = entry?.address === undefined ? undefined : ipv4Bytes(entry.address);
  if (address) attributes.push({ vendor: 0, type: Attr.FramedIpAddress, value: address });
  else if (list.pool !== undefined) attributes.push({ vendor: 0, type: Attr.FramedPool, value: list.pool });
  if (entry) attributes.push(...rateAttributes(nas.vendor, entry.policy));
  addAddressList(attributes, nas, list.addressList);
  addTimers(attributes, nas, seconds);
  if (entry) addClass(attributes, entry, nowMs);
  return attributes;
}

/**
 * What a CoA-Request carries to bring a running session to this entry: rate and list. Addresses are not in it, for
 * RouterOS changes them only with a new session. Undefined when only a Disconnect-Request brings the session there.
 */
export function changeAttributes(entry: AccessEntry, nas: NasEntry): Attribute[] | undefined {
  if (entry.state.kind !== 'open') return undefined;
  const attributes: Attribute[] = [...rateAttributes(nas.vendor, entry.policy)];
  addAddressList(attributes, nas, nas.options.activeAddressList);
  return attributes.length === 0 ? undefined : attributes;
}

function addAddressing(attributes: Attribute[], entry: AccessEntry, nas: NasEntry): void {
  const address = entry.address === undefined ? undefined : ipv4Bytes(entry.address);
  if (address) attributes.push({ vendor: 0, type: Attr.FramedIpAddress, value: address });
  else if (entry.pool !== undefined) attributes.push({ vendor: 0, type: Attr.FramedPool, value: entry.pool });
  if (entry.routes)
    for (const route of entry.routes)
      attributes.push({ vendor: 0, type: Attr.FramedRoute, value: `${route} ${entry.address ?? '0.0.0.0'} 1` });
  addPrefix(attributes, Attr.FramedIpv6Prefix, entry.framedIpv6Prefix);
  addPrefix(attributes, Attr.DelegatedIpv6Prefix, entry.delegatedIpv6Prefix);
  if (entry.delegatedIpv6Pool !== undefined && nas.vendor === 'mikrotik')
    attributes.push({
      vendor: VendorId.Mikrotik,
      type: MikrotikAttr.DelegatedIpv6Pool,
      value: entry.delegatedIpv6Pool,
    });
}

function addPrefix(attributes: Attribute[], type: number, text: string | undefined): void {
  if (text === undefined) return;
  const prefix = ipv6PrefixBytes(text);
  if (prefix.ok) attributes.push({ vendor: 0, type, value: prefix.value });
}

/** RouterOS has an attribute for lists; others take the name of a filter (RFC 2865 §5.11). */
function addAddressList(attributes: Attribute[], nas: NasEntry, list: string | undefined): void {
  if (list === undefined || list === '') return;
  if (nas.vendor === 'mikrotik')
    attributes.push({ vendor: VendorId.Mikrotik, type: MikrotikAttr.AddressList, value: list });
  else attributes.push({ vendor: 0, type: 11, value: list });
}

function addTimers(attributes: Attribute[], nas: NasEntry, seconds: number | undefined): void {
  const { interimSeconds, idleTimeoutSeconds } = nas.options;
  if (interimSeconds !== undefined)
    attributes.push({
      vendor: 0,
      type: Attr.AcctInterimInterval,
      value: Math.max(interimSeconds, SHORTEST_INTERIM_SECONDS),
    });
  if (seconds !== undefined) attributes.push({ vendor: 0, type: Attr.SessionTimeout, value: seconds });
  if (idleTimeoutSeconds !== undefined)
    attributes.push({ vendor: 0, type: Attr.IdleTimeout, value: idleTimeoutSeconds });
}

function addClass(attributes: Attribute[], entry: AccessEntry, nowMs: number): void {
  const { serviceId, policyVersion } = entry;
  attributes.push({ vendor: 0, type: Attr.Class, value: classText({ serviceId, policyVersion, loginAtMs: nowMs }) });
}

function sessionSeconds(entry: AccessEntry, nas: NasEntry, nowMs: number): number | undefined {
  const limit = nas.options.sessionTimeoutSeconds;
  if (entry.endsAtMs === undefined) return limit;
  const left = Math.max(1, Math.floor((entry.endsAtMs - nowMs) / 1000));
  return limit === undefined ? Math.min(left, 0xffffffff) : Math.min(left, limit);
}
