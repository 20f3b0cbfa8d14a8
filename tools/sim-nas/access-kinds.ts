import {
  AdslAttr,
  Attr,
  type Attribute,
  lineIdBytes,
  MikrotikAttr,
  NasPortType,
  ServiceType,
  VendorId,
} from '@demarc/networking/radius';
import { number, text } from './request-attributes.ts';

/** How a device gets onto the network through the router. */
export type AccessKind = 'pppoe' | 'dhcp' | 'hotspot';

export interface Caller {
  readonly user: string;
  readonly mac?: string | undefined;
  readonly kind?: AccessKind | undefined;
  /** What the access node says of the line (DHCP option 82). */
  readonly circuitId?: string | undefined;
  readonly remoteId?: string | undefined;
}

const USUAL_MAC = '02:00:00:00:00:01';
const HOTSPOT_ADDRESS = Buffer.from([10, 5, 50, 7]);

/** What RouterOS says of who calls: /ppp, /ip dhcp-server with use-radius, /ip hotspot. */
export function describeCaller({ user, mac = USUAL_MAC, kind = 'pppoe', circuitId, remoteId }: Caller): Attribute[] {
  const device = mac.toUpperCase();
  switch (kind) {
    case 'pppoe':
      return [
        text(Attr.UserName, user),
        number(Attr.ServiceType, ServiceType.Framed),
        number(Attr.FramedProtocol, 1),
        number(Attr.NasPortType, NasPortType.Ethernet),
        text(Attr.CallingStationId, device),
        text(Attr.CalledStationId, 'pppoe'),
        text(Attr.NasPortId, 'ether1'),
        ...line(circuitId, remoteId),
      ];
    case 'dhcp':
      return [
        text(Attr.UserName, device),
        number(Attr.NasPortType, NasPortType.Ethernet),
        text(Attr.CallingStationId, clientId(mac)),
        text(Attr.CalledStationId, 'dhcp1'),
        text(Attr.NasPortId, 'bridge-access'),
        ...line(circuitId, remoteId),
      ];
    case 'hotspot':
      return [
        text(Attr.UserName, user),
        number(Attr.ServiceType, ServiceType.Login),
        number(Attr.NasPortType, NasPortType.Wireless),
        text(Attr.CallingStationId, device),
        text(Attr.CalledStationId, 'hotspot1'),
        text(Attr.NasPortId, 'bridge-hotspot'),
        { vendor: 0, type: Attr.FramedIpAddress, value: HOTSPOT_ADDRESS },
        { vendor: VendorId.Mikrotik, type: MikrotikAttr.HostIp, value: HOTSPOT_ADDRESS },
      ];
  }
}

/** What it says of somebody who logs in to the router itself. */
export function describeVisitor(user: string, from: string): Attribute[] {
  return [text(Attr.UserName, user), number(Attr.ServiceType, ServiceType.Login), text(Attr.CallingStationId, from)];
}

function line(circuitId: string | undefined, remoteId: string | undefined): Attribute[] {
  const one = (type: number, id: string | undefined): Attribute[] =>
    id === undefined ? [] : [{ vendor: VendorId.Adsl, type, value: lineIdBytes(id) }];
  return [...one(AdslAttr.AgentCircuitId, circuitId), ...one(AdslAttr.AgentRemoteId, remoteId)];
}

/** The hardware type in front, and no leading zeros: `1:2:0:0:0:0:1`. */
function clientId(mac: string): string {
  return `1:${mac.toLowerCase().replaceAll(/(^|:)0([0-9a-f])/g, '$1$2')}`;
}
