import { Attr, FRAMED_PPP, MikrotikAttr, NasPortType, ServiceType, VendorId } from './codec/codes.js';
import { normalMac } from './codec/mac.js';
import type { Packet } from './codec/packet.js';
import type { NasEntry, StaffLevel, StaffLogin } from './snapshot.js';

const HOTSPOT_HAS = [Attr.FramedIpAddress, Attr.CalledStationId] as const;

/**
 * Whether somebody wants to log in to the device itself. Who asks for a prompt says so by Service-Type (RFC 2865 §5.6). RouterOS
 * asks for `Login-User` with the address of whoever sits there, but its hotspot asks for the same with the MAC address of a
 * customer; IOS and Junos come over a virtual terminal, but so do tunnels, with PPP in them.
 */
export function isDeviceLogin(request: Packet): boolean {
  const service = request.integer(Attr.ServiceType);
  if (service === ServiceType.Administrative || service === ServiceType.NasPrompt) return true;
  if (service !== undefined && service !== ServiceType.Login) return false;
  const port = request.integer(Attr.NasPortType);
  const isTerminal = port === NasPortType.Virtual || port === NasPortType.Async;
  if (service === undefined && !isTerminal) return false;
  if (port !== undefined && !isTerminal) return false;
  return request.integer(Attr.FramedProtocol) !== FRAMED_PPP && !isOfHotspot(request);
}

function isOfHotspot(request: Packet): boolean {
  if (request.vendorFirst(VendorId.Mikrotik, MikrotikAttr.HostIp)) return true;
  const caller = request.text(Attr.CallingStationId);
  return caller !== undefined && normalMac(caller) !== undefined && HOTSPOT_HAS.some((type) => request.has(type));
}

/** What a member of staff may do on this device; undefined: nothing. What is said of the device itself goes before the rest. */
export function staffLevelOn(staff: StaffLogin, nas: Pick<NasEntry, 'id' | 'partnerId'>): StaffLevel | undefined {
  const isTheirs = staff.partners === 'all' || nas.partnerId === undefined || staff.partners.includes(nas.partnerId);
  return isTheirs ? (staff.levels[nas.id] ?? staff.level) : undefined;
}
