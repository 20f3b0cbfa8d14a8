import type { WatchedNode } from './root-causes.js';

export type PlaceState = 'down' | 'degraded' | 'up' | 'unknown';

/** The worst first: what a cluster on a map shows of its children. */
export const WORST_FIRST: readonly PlaceState[] = ['down', 'degraded', 'unknown', 'up'];

export interface PictureDevice extends WatchedNode {
  readonly name: string;
  readonly kind: string;
  readonly siteId: string | null;
  readonly routerId: string | null;
  readonly openAlerts: number;
  /** Of its busiest interface, where its speed is known. */
  readonly load: number | null;
}

export interface PictureRouter {
  readonly id: string;
  readonly name: string;
  readonly siteId: string | null;
  /** A check of it fails. */
  readonly isFailing: boolean;
}

export interface PictureSector {
  readonly id: string;
  readonly name: string;
  readonly siteId: string;
  readonly routerId: string | null;
  readonly load: number | null;
}

export interface PictureSite {
  readonly id: string;
  readonly name: string;
}

export interface Picture {
  readonly sites: readonly PictureSite[];
  readonly routers: readonly PictureRouter[];
  readonly sectors: readonly PictureSector[];
  readonly devices: readonly PictureDevice[];
}

/** A place is down when nothing that is watched at it answers, and degraded when something is wrong with part of it. */
export function stateOfSite(siteId: string, { devices, routers }: Picture): PlaceState {
  const own = devices.filter((device) => device.siteId === siteId);
  const known = own.filter(({ state }) => state !== 'unknown');
  const isFailing = routers.some((router) => router.siteId === siteId && router.isFailing);
  if (known.length > 0 && known.every(({ state }) => state === 'down')) return 'down';
  if (isFailing || own.some(({ state, openAlerts }) => state === 'down' || openAlerts > 0)) return 'degraded';
  return known.length > 0 ? 'up' : 'unknown';
}

export function stateOfDevice({ state, openAlerts }: PictureDevice): PlaceState {
  return state === 'up' && openAlerts > 0 ? 'degraded' : state;
}

export interface PictureLink {
  readonly fromSiteId: string;
  readonly toSiteId: string;
  readonly state: PlaceState;
  /** The share of the capacity in use; null where it is not known. */
  readonly load: number | null;
}

/** Between two sites: where a device hangs on one at another site, or a sector on a router that stands elsewhere. */
export function linksOf({ sites, devices, routers, sectors }: Picture): PictureLink[] {
  const known = new Set(sites.map(({ id }) => id));
  const deviceById = new Map(devices.map((device) => [device.id, device]));
  const siteOfRouter = new Map(routers.map(({ id, siteId }) => [id, siteId]));
  const stateOfRouter = new Map(devices.map((device) => [device.routerId, stateOfDevice(device)]));
  const links = new Map<string, PictureLink>();
  const add = (
    from: string | null | undefined,
    to: string | null | undefined,
    more: Pick<PictureLink, 'state' | 'load'>,
  ) => {
    if (!from || !to || from === to || !known.has(from) || !known.has(to)) return;
    const [one = '', other = ''] = [from, to].sort();
    const key = `${one} ${other}`;
    const before = links.get(key);
    links.set(key, {
      fromSiteId: one,
      toSiteId: other,
      state: before ? worst([before.state, more.state]) : more.state,
      load: heavier(before?.load ?? null, more.load),
    });
  };
  for (const device of devices)
    add(device.siteId, device.parentId === null ? null : deviceById.get(device.parentId)?.siteId, {
      state: stateOfDevice(device),
      load: device.load,
    });
  for (const { siteId, routerId, load } of sectors)
    if (routerId !== null)
      add(siteId, siteOfRouter.get(routerId), { state: stateOfRouter.get(routerId) ?? 'unknown', load });
  return [...links.values()];
}

function heavier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

export function worst(states: readonly PlaceState[]): PlaceState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'unknown';
}

export interface TopologyNode {
  readonly key: string;
  readonly parentKey: string | null;
  readonly kind: 'site' | 'router' | 'sector' | 'device';
  readonly id: string;
  readonly name: string;
  readonly state: PlaceState;
  /** For a router that is watched, the device that watches it. */
  readonly deviceId: string | null;
}

/** Sites, their routers, their sectors and devices as one tree, parents before children; a router and its device are one node. */
export function topologyOf(picture: Picture): TopologyNode[] {
  const { sites, routers, sectors, devices } = picture;
  const nodes: TopologyNode[] = sites.map(({ id, name }) => ({
    ...{ key: `site:${id}`, parentKey: null, kind: 'site', id, name, deviceId: null },
    state: stateOfSite(id, picture),
  }));
  const siteKey = (id: string | null): string | null =>
    id !== null && sites.some((site) => site.id === id) ? `site:${id}` : null;
  const deviceOf = new Map(devices.flatMap((device) => (device.routerId === null ? [] : [[device.routerId, device]])));
  const keyOf = new Map(
    devices.map((device) => [
      device.id,
      device.routerId !== null && routers.some(({ id }) => id === device.routerId)
        ? `router:${device.routerId}`
        : `device:${device.id}`,
    ]),
  );
  for (const { id, name, siteId, isFailing } of routers) {
    const device = deviceOf.get(id);
    const seen = device ? stateOfDevice(device) : 'unknown';
    const state = isFailing && seen !== 'down' ? 'degraded' : seen;
    const place = siteKey(siteId ?? device?.siteId ?? null);
    nodes.push({
      key: `router:${id}`,
      parentKey: place,
      kind: 'router',
      id,
      name,
      state,
      deviceId: device?.id ?? null,
    });
  }
  for (const { id, name, siteId, routerId } of sectors) {
    const device = routerId === null ? undefined : deviceOf.get(routerId);
    const isHere = routerId !== null && routers.some((router) => router.id === routerId && router.siteId === siteId);
    const parentKey = isHere ? `router:${routerId}` : siteKey(siteId);
    const state = device ? stateOfDevice(device) : 'unknown';
    nodes.push({ key: `sector:${id}`, parentKey, kind: 'sector', id, name, state, deviceId: null });
  }
  for (const device of devices) {
    const key = keyOf.get(device.id) ?? '';
    if (key.startsWith('router:')) continue;
    const parentKey = (device.parentId === null ? undefined : keyOf.get(device.parentId)) ?? siteKey(device.siteId);
    const { id, name } = device;
    nodes.push({ key, parentKey, kind: 'device', id, name, state: stateOfDevice(device), deviceId: id });
  }
  return inOrder(nodes);
}

/** Parents before children; what hangs on itself in a ring stands at the top. */
function inOrder(nodes: readonly TopologyNode[]): TopologyNode[] {
  const children = Map.groupBy(nodes, ({ parentKey }) => parentKey);
  const placed = new Set<string>();
  const out: TopologyNode[] = [];
  const put = (node: TopologyNode): void => {
    if (placed.has(node.key)) return;
    placed.add(node.key);
    out.push(node);
    for (const child of children.get(node.key) ?? []) put(child);
  };
  for (const node of children.get(null) ?? []) put(node);
  for (const node of nodes) if (!placed.has(node.key)) put({ ...node, parentKey: null });
  return out;
}
