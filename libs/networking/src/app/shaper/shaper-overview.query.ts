import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { partnersOf } from '@demarc/crm';
import { type LeftOutReason, shapedDevices } from '../../domain/shaper/libreqos.js';
import { type NodeLoad, nodesBelow, shaperLoad } from '../../domain/shaper/shaper-load.js';
import type { Circuit } from '../../domain/shaper/shaper-item.js';
import { feedState, readPicture, requireWholePicture, SHAPER_RULE } from './read-shaper-feed.query.js';
import type { ConsumerWay } from './shaper-desk.js';

export interface FoundConsumer {
  readonly apiKeyId: string;
  readonly name: string;
  readonly way: ConsumerWay;
  readonly position: string;
  readonly isComplete: boolean;
  /** Changes that it has not read yet. */
  readonly behind: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

export interface ShaperOverview {
  readonly position: string;
  readonly refreshedAt: Date | null;
  readonly circuits: number;
  readonly shaped: number;
  readonly leftOut: readonly { readonly why: LeftOutReason; readonly circuits: number }[];
  readonly nodes: readonly NodeLoad[];
  readonly consumers: readonly FoundConsumer[];
}

const CONSUMERS = `
  SELECT api_key_id AS "apiKeyId", name, way, position::text, complete AS "isComplete", first_at AS "firstAt", last_at AS "lastAt",
    (SELECT count(*)::int FROM networking.shaper_circuit changed WHERE changed.position > consumer.position)
      + (SELECT count(*)::int FROM networking.shaper_node changed WHERE changed.position > consumer.position) AS behind
  FROM networking.shaper_consumer consumer
  WHERE $1::uuid[] IS NULL OR (NOT every_partner AND partner_ids <@ $1::uuid[]) ORDER BY last_at DESC, name LIMIT 200`;

/** Who reads the feed and how far, what is sold on each part of the network, and what shapers are not told. */
@Injectable()
export class FindShaperOverview extends Query<Record<string, never>, ShaperOverview> {
  readonly rule: Rule = { name: 'networking.shaperOverview', ...SHAPER_RULE };

  async answer(_: Record<string, never>, { sql, actor }: Asking): Promise<ShaperOverview> {
    requireWholePicture(actor);
    const { nodes, circuits } = await readPicture(sql);
    const { rows, leftOut } = shapedDevices(circuits, nodes);
    const consumers = await sql.query<FoundConsumer>(CONSUMERS, [partnersOf(actor)]);
    const state = await feedState(sql);
    const refreshed = await sql.first<{ refreshed_at: Date | null }>('SELECT refreshed_at FROM networking.shaper_feed');
    const reasons = Map.groupBy(leftOut, ({ why }) => why);
    return {
      position: state.position.toString(),
      refreshedAt: refreshed?.refreshed_at ?? null,
      circuits: circuits.length,
      shaped: rows.length,
      leftOut: [...reasons].map(([why, of]) => ({ why, circuits: of.length })),
      nodes: shaperLoad(nodes, circuits),
      consumers,
    };
  }
}

export interface CircuitAsking {
  readonly search?: string | undefined;
  readonly nodeId?: string | undefined;
  /** Only those that shapers are not told. */
  readonly onlyLeftOut: boolean;
}

export interface FoundCircuit {
  readonly circuit: Circuit;
  readonly leftOut: LeftOutReason | null;
}

export interface FoundCircuits {
  readonly rows: readonly FoundCircuit[];
  readonly found: number;
}

const MOST_SHOWN = 200;

/** Circuits by anything that people know them by. */
@Injectable()
export class FindCircuits extends Query<CircuitAsking, FoundCircuits> {
  readonly rule: Rule = { name: 'networking.findCircuits', ...SHAPER_RULE };

  async answer({ search, nodeId, onlyLeftOut }: CircuitAsking, { sql, actor }: Asking): Promise<FoundCircuits> {
    requireWholePicture(actor);
    const { nodes, circuits } = await readPicture(sql);
    const why = new Map(shapedDevices(circuits, nodes).leftOut.map((one) => [one.circuit.id, one.why]));
    const below = nodeId === undefined ? undefined : nodesBelow(nodes, nodeId);
    const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const found = circuits.filter(
      (circuit) =>
        (!onlyLeftOut || why.has(circuit.id)) &&
        (!below || below.has(circuit.parent?.id ?? '')) &&
        words.every((word) => textOf(circuit).includes(word)),
    );
    const rows = found.slice(0, MOST_SHOWN).map((circuit) => ({ circuit, leftOut: why.get(circuit.id) ?? null }));
    return { rows, found: found.length };
  }
}

function textOf({ number, customerName, customerNumber, planTitle, ipv4, ipv6, macs }: Circuit): string {
  return [number, customerName, customerNumber, planTitle, ...ipv4, ...ipv6, ...macs].join(' ').toLowerCase();
}
