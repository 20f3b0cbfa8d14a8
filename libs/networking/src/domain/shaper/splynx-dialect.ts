import { nodeNames } from './node-names.js';
import type { Circuit, ShaperNode } from './shaper-item.js';

/**
 * The few answers that shapers read from a Splynx, in its spelling: speeds in kbit/s, text where it has text, an empty text where
 * there is nothing. Speeds hang on the tariff there: each speed that holds for somebody is a tariff of its own.
 */
export interface SplynxTariff {
  readonly id: string;
  readonly title: string;
  readonly speed_download: number;
  readonly speed_upload: number;
}

function tariffId({ planId, rates }: Circuit): string {
  return `${planId}-${kbps(rates?.download)}-${kbps(rates?.upload)}`;
}

function kbps(bps = 0): number {
  return Math.round(bps / 1_000);
}

/** What is told of: a Splynx has a tariff for every service, so who has none here is not in it. */
function told(circuits: readonly Circuit[]): readonly Circuit[] {
  return circuits.filter(({ state, rates }) => state === 'open' && rates !== null);
}

export function splynxTariffs(circuits: readonly Circuit[]): SplynxTariff[] {
  const tariffs = new Map<string, SplynxTariff>();
  for (const circuit of told(circuits)) {
    const id = tariffId(circuit);
    const speeds = { speed_download: kbps(circuit.rates?.download), speed_upload: kbps(circuit.rates?.upload) };
    tariffs.set(id, { id, title: circuit.planTitle, ...speeds });
  }
  return [...tariffs.values()];
}

export function splynxCustomers(circuits: readonly Circuit[]): readonly object[] {
  const names = new Map(told(circuits).map((one) => [Number(one.customerNumber), one.customerName]));
  const place = { street_1: '', city: '', zip_code: '' };
  return [...names].map(([id, name]) => ({ id, name, status: 'active', ...place }));
}

export function splynxServices(circuits: readonly Circuit[]): readonly object[] {
  return told(circuits).map((circuit) => {
    const [ipv4 = '', ...routes] = singleFirst(circuit.ipv4, 32);
    const [ipv6 = '', ...delegated] = singleFirst(circuit.ipv6, 128);
    return {
      id: Number(circuit.number),
      customer_id: Number(circuit.customerNumber),
      tariff_id: tariffId(circuit),
      status: 'active',
      description: circuit.planTitle,
      taking_ipv4: ipv4 === '' ? '2' : '1',
      ipv4,
      ipv4_route: routes.join(', '),
      taking_ipv6: ipv6 === '' ? '2' : '1',
      ipv6,
      ipv6_delegated: delegated.join(', '),
      mac: circuit.macs[0] ?? '',
      router_id: circuit.routerId ?? 0,
      sector_id: circuit.parent?.kind === 'sector' ? circuit.parent.id : 0,
      access_device: circuit.parent?.id ?? 0,
    };
  });
}

/** A single address before networks; all of them are told, so that none is left without its queue. */
function singleFirst(addresses: readonly string[], bits: number): readonly string[] {
  const isNet = (address: string): boolean => address.includes('/') && !address.endsWith(`/${bits}`);
  return [...addresses.filter((one) => !isNet(one)), ...addresses.filter(isNet)];
}

export function splynxOnline(circuits: readonly Circuit[], nodes: readonly ShaperNode[]): readonly object[] {
  const names = nodeNames(nodes);
  return told(circuits)
    .filter(({ isOnline }) => isOnline)
    .map((circuit) => ({
      id: Number(circuit.number),
      customer_id: Number(circuit.customerNumber),
      service_id: Number(circuit.number),
      nas_id: circuit.routerId ?? '',
      call_to: '',
      port: circuit.parent === null ? '' : (names.get(circuit.parent.id) ?? ''),
      ipv4: singleFirst(circuit.ipv4, 32)[0] ?? '',
      ipv6: singleFirst(circuit.ipv6, 128)[0] ?? '',
      mac: circuit.macs[0] ?? '',
    }));
}

export function splynxRouters(nodes: readonly ShaperNode[]): readonly object[] {
  return ofKind(nodes, 'router').map(({ id, name }) => ({ id, title: name, ip: '' }));
}

export function splynxSectors(nodes: readonly ShaperNode[], circuits: readonly Circuit[]): readonly object[] {
  const routers = new Map(
    circuits.flatMap(({ parent, routerId }) => (parent?.kind === 'sector' ? [[parent.id, routerId] as const] : [])),
  );
  return ofKind(nodes, 'sector').map((node) => ({
    id: node.id,
    title: node.name,
    router_id: routers.get(node.id) ?? 0,
    speed_down: node.downloadKbps ?? 0,
    speed_up: node.uploadKbps ?? 0,
  }));
}

const ACCESS_POINT = 5;
const OTHER_DEVICE = 1;

/** Sites, routers and sectors as the devices that a Splynx watches: its importers make their tree of these. */
export function splynxMonitoring(nodes: readonly ShaperNode[]): readonly object[] {
  const names = nodeNames(nodes);
  return nodes.map((node) => ({
    id: node.id,
    title: node.kind === 'sector' ? node.name : (names.get(node.id) ?? node.name),
    type: node.kind === 'sector' ? ACCESS_POINT : OTHER_DEVICE,
    parent_id: node.parent?.id ?? 0,
    access_device: node.kind === 'sector' ? '1' : '0',
    network_site_id: node.parent?.kind === 'site' ? node.parent.id : 0,
    gps: '',
  }));
}

export function splynxSites(nodes: readonly ShaperNode[]): readonly object[] {
  return ofKind(nodes, 'site').map(({ id, name }) => ({ id, title: name, address: '', gps: '' }));
}

function ofKind(nodes: readonly ShaperNode[], kind: ShaperNode['kind']): readonly ShaperNode[] {
  return nodes.filter((node) => node.kind === kind);
}
