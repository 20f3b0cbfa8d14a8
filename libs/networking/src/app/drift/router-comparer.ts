import { Injectable } from '@nestjs/common';
import { systemActor } from '@demarc/access';
import { type Act, Acts } from '@demarc/commands';
import { Clock } from '@demarc/kernel';
import type { ManagedAccess } from '../../routeros/objects/managed-access.js';
import { wantedObjects } from '../../routeros/objects/router-objects.js';
import { type ActualRows, type Comparison, compareObjects } from '../../routeros/objects/router-drift.js';
import { placeNews, placesOf, queuedServices } from '../../routeros/objects/speed-places.js';
import { USUAL_COMPARE_MINUTES } from '../../domain/router-options.js';
import { RouterError, type RouterClient } from '../../routeros/index.js';
import { digestOf, type DriftMemory, DriftStore, rowDigest } from './drift-store.js';
import { type KeptRouter, ManagedRouters } from './managed-routers.js';
import { PlanMaker, type Proposer } from './plan-maker.js';
import { RouterLines } from './router-lines.js';
import { menusOf, readRows } from './router-rows.js';
import { SpeedPlaceBook } from './speed-places.js';
import { tellTheSpeed } from './tell-the-speed.js';

export interface CompareOrder {
  readonly routerId: string;
  /** A person who wants a plan made of what differs; without one the router's mode says what happens. */
  readonly proposer?: Proposer;
  /** Of these differences only, by menu and name. */
  readonly only?: readonly { readonly menu: string; readonly name: string }[];
}

/** Reads a router, compares it with what it should have, keeps what differs, and makes a plan where the router's mode asks for one. */
@Injectable()
export class RouterComparer {
  constructor(
    private readonly routers: ManagedRouters,
    private readonly lines: RouterLines,
    private readonly store: DriftStore,
    private readonly plans: PlanMaker,
    private readonly places: SpeedPlaceBook,
    private readonly acts: Acts,
    private readonly clock: Clock,
  ) {}

  async compare(order: CompareOrder): Promise<Comparison | undefined> {
    const router = await this.routers.find(order.routerId);
    if (!router?.hasRows) return undefined;
    const began = this.clock.now();
    const next = new Date(began.getTime() + (router.options.api?.compareMinutes ?? USUAL_COMPARE_MINUTES) * 60_000);
    if (!router.door) {
      await this.store.keepFault(router, began, next, 'NOT_CONNECTED', 'Nobody has said yet how to log in to its API.');
      return undefined;
    }
    try {
      const memory = await this.store.recall(router.id);
      const menus = menusOf(router, memory.known.keys());
      const read = await this.lines.to(router.door).read((client) => readAll(client, menus));
      const accesses = await this.routers.accessesOf(router.id);
      const comparison = this.compared(router, accesses, read.rows, memory);
      await this.keep(order, router, { comparison, accesses, memory }, { at: began, version: read.version, next });
      return comparison;
    } catch (error) {
      if (!(error instanceof RouterError)) throw error;
      await this.store.keepFault(router, began, next, error.code, error.message);
      return undefined;
    }
  }

  /** The same of rows from elsewhere, as an export file; nothing is kept. */
  async look(router: KeptRouter, rows: ActualRows, memory: DriftMemory): Promise<Comparison> {
    return this.compared(router, await this.routers.accessesOf(router.id), rows, memory);
  }

  private compared(
    router: KeptRouter,
    accesses: readonly ManagedAccess[],
    rows: ActualRows,
    memory: DriftMemory,
  ): Comparison {
    return compareObjects({
      wanted: wantedObjects(router, accesses),
      actual: rows,
      known: memory.known,
      decisions: memory.decisions,
      adoptImported: router.options.api?.adoptImported === true,
      digestOf,
      rowDigest,
    });
  }

  private keep(
    order: CompareOrder,
    router: KeptRouter,
    { comparison, accesses, memory }: Looked,
    about: { readonly at: Date; readonly version: string; readonly next: Date },
  ): Promise<void> {
    const call = { actor: systemActor('networking.compare-router'), requestId: router.id };
    return this.acts.perform(call, 'networking.compareRouter', async (act) => {
      const tookMs = Math.max(0, this.clock.now().getTime() - about.at.getTime());
      await this.store.keep(act.sql, router, comparison, memory, { ...about, tookMs });
      await this.keepPlaces(act, router, comparison, accesses);
      const mode = router.options.api?.mode ?? 'passive';
      if (mode === 'passive') return;
      const chosen = order.only
        ? comparison.items.filter((item) =>
            order.only?.some(({ menu, name }) => menu === item.menu && name === item.name),
          )
        : comparison.items;
      const steps = this.plans.stepsOf(chosen);
      if (steps.length === 0) return;
      const by = order.proposer ?? { id: null, name: 'comparison' };
      const mayGoAhead = mode === 'repair' && !order.proposer && !memory.rests;
      await this.plans.propose(act, router, { kind: 'repair', ofPlanId: null, steps, by, mayGoAhead });
    });
  }

  /** Where each speed stands as it was read; who lost their queue for good is told it another way before that is forgotten. */
  private async keepPlaces(
    act: Act,
    router: KeptRouter,
    comparison: Comparison,
    accesses: readonly ManagedAccess[],
  ): Promise<void> {
    const before = await this.places.at(act.sql, router.id);
    const now = placesOf(comparison, accesses);
    const queued = queuedServices(comparison.items.flatMap(({ wanted }) => wanted ?? []));
    const news = placeNews(before, now, queued);
    await tellTheSpeed(act, news.unheld);
    await this.places.keep(act.sql, router.id, news, act.at);
  }
}

interface Looked {
  readonly comparison: Comparison;
  readonly accesses: readonly ManagedAccess[];
  readonly memory: DriftMemory;
}

async function readAll(client: RouterClient, menus: readonly string[]): Promise<{ rows: ActualRows; version: string }> {
  const [rows, resource] = await Promise.all([
    readRows(client, menus),
    client.print('/system/resource', { fields: ['version'] }),
  ]);
  return { rows, version: resource[0]?.['version'] ?? '' };
}
