import { CiscoAttr, AdslAttr, Attr, ErxAttr, FRAMED_PPP, VendorId } from './codec/codes.js';
import { lineIdOf } from './codec/line-id.js';
import type { Packet } from './codec/packet.js';
import type { NasEntry, NasOptions } from './snapshot.js';

/** What an access node says of the line that a request comes from, in the spelling that is kept. */
export interface LineMarks {
  readonly circuitId?: string;
  readonly remoteId?: string;
}

/** What a router's requests name a line by. Absent: a login, else the line, else the device. */
export type LineBy = 'login' | 'mac' | 'circuit' | 'remote' | 'circuit_and_remote';
/** Where a router puts the circuit id. Absent: where RFC 4679, Cisco and Juniper put it. */
export type CircuitFrom = 'user_name' | 'nas_port_id';

const DHCP_OPTION_82 = 82;
const PAD = 0;

/**
 * The line by the marks that count on this router; undefined where there are none. A PPP login is never one of these: its name is
 * what the customer typed, and what it gets hangs on the password.
 */
export function lineOf(request: Packet, nas: Pick<NasEntry, 'vendor' | 'options'>): LineMarks | undefined {
  const { lineBy } = nas.options;
  if (lineBy === 'login' || lineBy === 'mac' || request.integer(Attr.FramedProtocol) === FRAMED_PPP) return undefined;
  const { circuitId, remoteId } = toldLine(request, nas);
  const circuit = lineBy === 'remote' || circuitId === undefined ? {} : { circuitId };
  const remote = lineBy === 'circuit' || remoteId === undefined ? {} : { remoteId };
  const isEnough =
    lineBy === 'circuit_and_remote'
      ? circuitId !== undefined && remoteId !== undefined
      : 'circuitId' in circuit || 'remoteId' in remote;
  return isEnough ? { ...circuit, ...remote } : undefined;
}

/** All that the request says of its line, whether it counts or not. */
export function toldLine(request: Packet, { vendor, options }: Pick<NasEntry, 'vendor' | 'options'>): LineMarks {
  const relayed = relayedIds(request);
  const circuit = circuitOf(request, options) ?? vsa(request, AdslAttr.AgentCircuitId) ?? relayed.get(1);
  const remote = vsa(request, AdslAttr.AgentRemoteId) ?? relayed.get(2);
  const isCisco = vendor === 'cisco_ios' || vendor === 'cisco_iosxe';
  const circuitId = (circuit && lineIdOf(circuit)) ?? (isCisco ? avPair(request, 'circuit-id-tag=') : undefined);
  const remoteId = (remote && lineIdOf(remote)) ?? (isCisco ? avPair(request, 'remote-id-tag=') : undefined);
  return { ...(circuitId === undefined ? {} : { circuitId }), ...(remoteId === undefined ? {} : { remoteId }) };
}

/** How both are written in a log: `Gi0/1:100`, `Gi0/1:100 @ olt-3`, `@ olt-3`. */
export function lineText({ circuitId, remoteId }: LineMarks): string | undefined {
  if (remoteId === undefined) return circuitId;
  return circuitId === undefined ? `@ ${remoteId}` : `${circuitId} @ ${remoteId}`;
}

function circuitOf(request: Packet, { circuitFrom }: NasOptions): Buffer | undefined {
  switch (circuitFrom) {
    case 'user_name':
      return request.first(Attr.UserName);
    case 'nas_port_id':
      return request.first(Attr.NasPortId);
    case undefined:
      return undefined;
  }
}

function vsa(request: Packet, type: number): Buffer | undefined {
  return request.vendorFirst(VendorId.Adsl, type);
}

/** ISG of Cisco says it in attribute-value pairs. */
function avPair(request: Packet, name: string): string | undefined {
  for (const { vendor, type, value } of request.attributes()) {
    if (vendor !== VendorId.Cisco || type !== CiscoAttr.AvPair) continue;
    const at = value.indexOf(name);
    if (at === 0 || (at > 0 && value[at - 1] === 0x3a)) return lineIdOf(value.subarray(at + name.length));
  }
  return undefined;
}

/** Juniper hands on what stood in the DHCP packet: the relay option alone, or all options (RFC 3046 §2.0). */
function relayedIds(request: Packet): ReadonlyMap<number, Buffer> {
  const relay =
    request.vendorFirst(VendorId.Erx, ErxAttr.DhcpOption82) ??
    parts(request.vendorFirst(VendorId.Erx, ErxAttr.DhcpOptions)).get(DHCP_OPTION_82);
  return parts(relay);
}

/** Number, length, value; what does not fit ends it. */
function parts(bytes: Buffer | undefined): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  if (!bytes) return found;
  for (let at = 0; at + 2 <= bytes.length;) {
    const number = bytes[at] ?? PAD;
    if (number === PAD) {
      at += 1;
      continue;
    }
    const end = at + 2 + (bytes[at + 1] ?? 0);
    if (end > bytes.length) break;
    if (!found.has(number)) found.set(number, bytes.subarray(at + 2, end));
    at = end;
  }
  return found;
}
