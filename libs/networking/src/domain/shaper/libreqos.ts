import { nodeNames } from './node-names.js';
import type { Circuit, ShaperNode } from './shaper-item.js';

/**
 * Files of LibreQoS, held against what its own reader takes: 13 columns, a circuit's id in each row, whole megabits of at least 1
 * and 2 (or tenths of them since 1.5), no minimum above its maximum, no address twice, each parent a name of network.json.
 */
export type LeftOutReason = 'closed' | 'no_address' | 'no_rate' | 'address_taken';

export interface LeftOut {
  readonly circuit: Circuit;
  readonly why: LeftOutReason;
}

export interface ShapedDevices {
  readonly rows: readonly (readonly string[])[];
  readonly leftOut: readonly LeftOut[];
}

/** Whole numbers are read by every version; tenths since 1.5. */
export type MbpsStyle = 'whole' | 'decimal';

export const COLUMNS = [
  'Circuit ID',
  'Circuit Name',
  'Device ID',
  'Device Name',
  'Parent Node',
  'MAC',
  'IPv4',
  'IPv6',
  'Download Min Mbps',
  'Upload Min Mbps',
  'Download Max Mbps',
  'Upload Max Mbps',
  'Comment',
] as const;

const LEAST = { whole: { min: 1, max: 2 }, decimal: { min: 0.1, max: 0.2 } } as const;
/** What stands for a capacity that nobody said: a node without a number is none. */
export const UNKNOWN_MBPS = 10_000;

export function shapedDevices(
  circuits: readonly Circuit[],
  nodes: readonly ShaperNode[],
  style: MbpsStyle = 'whole',
): ShapedDevices {
  const names = nodeNames(nodes);
  const taken = new Set<string>();
  const rows: (readonly string[])[] = [];
  const leftOut: LeftOut[] = [];
  for (const circuit of circuits) {
    const { rates, state } = circuit;
    const ipv4 = circuit.ipv4.filter((address) => !taken.has(address));
    const ipv6 = circuit.ipv6.filter((address) => !taken.has(address));
    const why = whyNot(circuit, ipv4.length + ipv6.length);
    if (why !== undefined || rates === null) {
      leftOut.push({ circuit, why: why ?? 'no_rate' });
      continue;
    }
    for (const address of [...ipv4, ...ipv6]) taken.add(address);
    const held = state === 'blocked' ? { download: 0, upload: 0 } : rates;
    const guaranteed = state === 'blocked' ? null : circuit.guaranteed;
    const [minDown, maxDown] = speeds(held.download, guaranteed?.download, style);
    const [minUp, maxUp] = speeds(held.upload, guaranteed?.upload, style);
    const parent = circuit.parent === null ? '' : (names.get(circuit.parent.id) ?? '');
    rows.push([
      circuit.number,
      oneLine(`${circuit.customerName} (${circuit.customerNumber})`),
      `${circuit.number}-1`,
      oneLine(circuit.customerName),
      parent,
      circuit.macs[0] ?? '',
      ipv4.join(', '),
      ipv6.join(', '),
      minDown,
      minUp,
      maxDown,
      maxUp,
      oneLine(comment(circuit)),
    ]);
  }
  return { rows, leftOut };
}

function whyNot({ state, rates, ipv4, ipv6 }: Circuit, free: number): LeftOutReason | undefined {
  if (state === 'closed') return 'closed';
  if (ipv4.length + ipv6.length === 0) return 'no_address';
  if (rates === null) return 'no_rate';
  return free === 0 ? 'address_taken' : undefined;
}

/** Who is blocked keeps a queue, at the least that there is: pages of the walled garden come through it. */
function speeds(bps: number, guaranteed: number | undefined, style: MbpsStyle): [string, string] {
  const least = LEAST[style];
  const max = Math.max(least.max, mbps(bps, style));
  const min = Math.min(max, Math.max(least.min, mbps(guaranteed ?? 0, style)));
  return [String(min), String(max)];
}

function mbps(bps: number, style: MbpsStyle): number {
  return style === 'whole' ? Math.round(bps / 1_000_000) : Math.round(bps / 10_000) / 100;
}

function comment({ planTitle, state, adjusted }: Circuit): string {
  if (state === 'blocked') return `${planTitle}; blocked`;
  return adjusted === null ? planTitle : `${planTitle}; ${adjusted.name}`;
}

/** A line break within a field is taken by some readers of the file and not by others. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  const line = (fields: readonly string[]): string =>
    fields.map((field) => (/[",#]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
  return `${[COLUMNS, ...rows].map(line).join('\n')}\n`;
}

export interface NetworkJsonNode {
  readonly downloadBandwidthMbps: number;
  readonly uploadBandwidthMbps: number;
  readonly type: 'Site' | 'AP';
  readonly children?: Readonly<Record<string, NetworkJsonNode>>;
}

/** Whether a shaper that needs a number is given one that nobody has said. */
export function isAssumed({ downloadKbps, uploadKbps }: ShaperNode): boolean {
  return downloadKbps === null || uploadKbps === null;
}

/** The tree, by names that are there once. A capacity that nobody said is as good as none. */
export function networkJson(nodes: readonly ShaperNode[]): Readonly<Record<string, NetworkJsonNode>> {
  const names = nodeNames(nodes);
  const known = new Set(nodes.map(({ id }) => id));
  const below = Map.groupBy(nodes, ({ parent }) => (parent && known.has(parent.id) ? parent.id : null));
  const branch = (id: string | null): Record<string, NetworkJsonNode> =>
    Object.fromEntries((below.get(id) ?? []).map((node) => [names.get(node.id) ?? node.id, made(node)]));
  const made = (node: ShaperNode): NetworkJsonNode => {
    const children = branch(node.id);
    return {
      downloadBandwidthMbps: capacity(node.downloadKbps),
      uploadBandwidthMbps: capacity(node.uploadKbps),
      type: node.kind === 'sector' ? 'AP' : 'Site',
      ...(Object.keys(children).length > 0 ? { children } : {}),
    };
  };
  return branch(null);
}

function capacity(kbps: number | null): number {
  return kbps === null ? UNKNOWN_MBPS : Math.max(1, Math.round(kbps / 1_000));
}
