import { Injectable } from '@nestjs/common';
import { Database, EVERYTHING } from '@demarc/persistence';
import { Clock } from '@demarc/kernel';
import { wantedObjects } from '../../routeros/objects/router-objects.js';
import type { ManagedAccess } from '../../routeros/objects/managed-access.js';
import { placesOf } from '../../routeros/objects/speed-places.js';
import { QueueOrder, SIMPLE_QUEUES } from '../../routeros/objects/queue-order.js';
import { type ActualRows, compareObjects, type DriftItem, inPlace } from '../../routeros/objects/router-drift.js';
import {
  isAddressList,
  keyOf,
  type ManagedMenu,
  nameOf,
  objectKey,
  type RouterObject,
  type RowValues,
} from '../../routeros/objects/router-object.js';
import { findStep, RowsOfMenu, type RouterStep, stepsFor } from '../../routeros/objects/router-steps.js';
import { anyOf, type Query, RouterError, type RouterClient, type RouterLine, where } from '../../routeros/index.js';
import { digestOf, DriftStore, rowDigest } from './drift-store.js';
import { type KeptRouter, ManagedRouters } from './managed-routers.js';
import { RouterLines } from './router-lines.js';
import { SpeedPlaceBook } from './speed-places.js';
import { menusOf, readMenu } from './router-rows.js';
import { RouterIsWrittenError, RouterWriter } from './router-writer.js';
import { sendStep, type Sent } from './send-step.js';

export interface RowsTold {
  readonly routerId: string;
  readonly state: 'acknowledged' | 'refused' | 'unanswered';
  readonly elapsedMs: number;
  /** What was written and what the router showed afterwards, in words. */
  readonly request: string;
}

interface Told {
  readonly steps: readonly RouterStep[];
  readonly sent: readonly Sent[];
  readonly proof: readonly string[];
  readonly isRight: boolean;
  /** What stands there as it should, also where something beside it does not. */
  readonly right: readonly RouterObject[];
}

/** Rows of one service, by the kinds that there may be of them. */
const OWN_KINDS = [
  'secret',
  'lease',
  'hotspot',
  'queue',
  'filter-up',
  'filter-down',
  ...['blocked', 'garden', 'active'].flatMap((kind) => [kind, `${kind}-link`, `${kind}-delegated`]),
  'member',
];

/**
 * Brings the rows of one service on its router to what is desired, at once: reads these rows alone, writes what differs, and reads
 * them again. What several services share is only added where it lacks; the rest is the comparison's.
 */
@Injectable()
export class AccessRows {
  constructor(
    private readonly database: Database,
    private readonly routers: ManagedRouters,
    private readonly lines: RouterLines,
    private readonly writer: RouterWriter,
    private readonly store: DriftStore,
    private readonly places: SpeedPlaceBook,
    private readonly clock: Clock,
  ) {}

  /** Undefined when no router has rows of this service from us. */
  async bring(serviceId: string): Promise<RowsTold | undefined> {
    const bound = await this.boundTo(serviceId);
    const router = bound && (await this.routers.find(bound.routerId));
    if (!bound || !router?.hasRows || (router.options.api?.mode ?? 'passive') === 'passive') return undefined;
    const began = this.clock.now().getTime();
    const told = (state: RowsTold['state'], request: string): RowsTold => ({
      routerId: router.id,
      state,
      elapsedMs: this.clock.now().getTime() - began,
      request,
    });
    if (!router.door) return told('unanswered', 'Nobody has said yet how to log in to the API of this router');
    try {
      const line = this.lines.to(router.door);
      const access = await this.routers.accessOf(serviceId);
      const wanted = wantedObjects(router, access ? [access] : []);
      const done = await this.writer.alone(router.id, () => this.write(router, line, wanted.objects, bound.numbers));
      await this.remember(router, serviceId, access, done);
      const unfit = wanted.unfit.map(({ why }) => `cannot be set up: ${why.replace('_', ' ')}`);
      return told(stateOf(done, unfit.length > 0), [inWords(done), ...unfit].join('; '));
    } catch (error) {
      if (!(error instanceof RouterError || error instanceof RouterIsWrittenError)) throw error;
      return told('unanswered', error.message);
    }
  }

  /** Its number, and before it those of the services that it took the place of: their rows are its own now. */
  private boundTo(serviceId: string): Promise<{ routerId: string; numbers: string[] } | undefined> {
    return this.database.read(EVERYTHING, (sql) =>
      sql.first(
        `SELECT access.router_id AS "routerId", array_remove(ARRAY[service.number::text,
             (SELECT previous.number::text FROM billing.service previous JOIN networking.access gone ON gone.service_id = previous.id
               WHERE previous.id = service.previous_service_id AND NOT gone.live)], NULL) AS numbers
           FROM networking.access access JOIN billing.service service ON service.id = access.service_id
          WHERE access.service_id = $1 AND access.router_id IS NOT NULL`,
        [serviceId],
      ),
    );
  }

  private async write(
    router: KeptRouter,
    line: RouterLine,
    objects: readonly RouterObject[],
    numbers: readonly string[],
  ): Promise<Told> {
    const menus = menusOf(router, []);
    const read = (): Promise<ActualRows> => line.read((client) => readOwn(client, menus, objects, numbers));
    const rows = await this.withoutOthers(await read(), numbers);
    const items = await placed(line, this.differences(router, objects, rows, numbers));
    const foreign = items.filter(({ remedy }) => remedy === 'ask');
    const strange = foreign.map(({ menu, name }) => `${menu} ${name} is there and not ours`);
    const without = (wrong: readonly { readonly key: string | null }[]): RouterObject[] =>
      objects.filter((object) => !wrong.some(({ key }) => key === object.key));
    const steps = stepsFor(items);
    if (steps.length === 0)
      return {
        steps,
        sent: [],
        proof: strange.length > 0 ? strange : objects.map(shortly),
        isRight: strange.length === 0,
        right: without(foreign),
      };
    const byMenu = finders(rows);
    const sent = await line.write(async (client) => {
      const all: Sent[] = [];
      // One after the other: they are few, and the later ones refer to the earlier.
      for (const step of steps) {
        const last = await sendStep(client, step, byMenu(step).row);
        all.push(last);
        if (last.isLineGone) break;
      }
      return all;
    });
    const after = finders(await read());
    const findings = steps.map((step) => ({ step, finding: after(step) }));
    const failed = findings.filter(({ finding }) => finding.is !== 'done').map(({ step }) => step);
    return {
      steps,
      sent,
      proof: [
        ...strange,
        ...findings.map(
          ({ step, finding }) =>
            `${step.menu} ${step.name}: ${finding.is === 'done' ? said(finding.row) : 'not as written'}`,
        ),
      ],
      isRight: strange.length === 0 && failed.length === 0,
      right: without([...foreign, ...failed]),
    };
  }

  private differences(
    router: KeptRouter,
    objects: readonly RouterObject[],
    actual: ActualRows,
    numbers: readonly string[],
  ): DriftItem[] {
    const { items } = compareObjects({
      wanted: { objects, unfit: [] },
      actual,
      known: new Map(),
      decisions: [],
      adoptImported: router.options.api?.adoptImported === true,
      digestOf,
      rowDigest,
    });
    return items.filter(({ key, remedy, wanted }) => {
      if (wanted !== null && wanted.serviceId === null) return remedy === 'add';
      return numbers.some((number) => key?.startsWith(objectKey(number, '')) === true);
    });
  }

  /** Rows of another service that is still there are not taken over, whatever name they bear. */
  private async withoutOthers(rows: ActualRows, numbers: readonly string[]): Promise<ActualRows> {
    const owners = new Map<RowValues, string>();
    for (const [menu, all] of rows)
      for (const row of all) {
        const owner = /^demarc:(\d+):/.exec(keyOf(menu, row) ?? '')?.[1];
        if (owner !== undefined && !numbers.includes(owner)) owners.set(row, owner);
      }
    if (owners.size === 0) return rows;
    const living = await this.database.read(EVERYTHING, (sql) =>
      sql.query<{ number: string }>(
        `SELECT service.number::text FROM billing.service service JOIN networking.access access ON access.service_id = service.id
          WHERE access.live AND service.number = ANY ($1::bigint[])`,
        [[...owners.values()]],
      ),
    );
    const kept = new Set(living.map((row) => row.number));
    return new Map([...rows].map(([menu, all]) => [menu, all.filter((row) => !kept.has(owners.get(row) ?? ''))]));
  }

  /** Rows that were read as they should be; the place of the speed only where all of them were. */
  private async remember(
    router: KeptRouter,
    serviceId: string,
    access: ManagedAccess | undefined,
    { right, isRight }: Told,
  ): Promise<void> {
    const own = right.filter((object) => object.serviceId !== null);
    const place = placesOf({ right: isRight ? right : [], items: [] }, access ? [access] : []).get(serviceId);
    const at = this.clock.now();
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await this.store.keepKnown(sql, router.id, own, new Map());
      await this.places.keepOne(sql, router.id, serviceId, place, at);
    });
  }
}

/** Where a new queue has to stand the others say: they are read where one is added, and never else. */
async function placed(line: RouterLine, items: readonly DriftItem[]): Promise<readonly DriftItem[]> {
  if (!items.some(({ menu, remedy }) => menu === SIMPLE_QUEUES && remedy === 'add')) return items;
  const order = new QueueOrder(await line.read((client) => readMenu(client, SIMPLE_QUEUES)));
  return items.map((item) => inPlace(item, order));
}

async function readOwn(
  client: RouterClient,
  menus: readonly ManagedMenu[],
  objects: readonly RouterObject[],
  numbers: readonly string[],
): Promise<ActualRows> {
  const read = menus.map(async (menu) => {
    const queries: Query[] = [
      ...numbers.flatMap((number) => OWN_KINDS.map((kind) => where({ comment: objectKey(number, kind) }))),
      ...objects.filter((object) => object.menu === menu).flatMap(({ values }) => byName(menu, values)),
    ];
    return [menu, await readMenu(client, menu, anyOf(...queries))] as const;
  });
  return new Map(await Promise.all(read));
}

function byName(menu: string, values: RowValues): Query[] {
  if (nameOf(menu, values) === undefined) return [];
  if (isAddressList(menu)) return [where({ list: values['list'] ?? '', address: values['address'] ?? '' })];
  if (menu === '/ip/dhcp-server/lease') return [where({ 'mac-address': values['mac-address'] ?? '' })];
  return [where({ name: values['name'] ?? '' })];
}

function finders(rows: ActualRows): (step: RouterStep) => ReturnType<typeof findStep> {
  const byMenu = new Map([...rows].map(([menu, all]) => [menu, new RowsOfMenu(menu, all)]));
  return (step) => findStep(step, byMenu.get(step.menu) ?? new RowsOfMenu(step.menu, []));
}

function stateOf({ isRight, sent }: Told, isUnfit: boolean): RowsTold['state'] {
  if (sent.some(({ isLineGone }) => isLineGone) && !isRight) return 'unanswered';
  return isRight && !isUnfit ? 'acknowledged' : 'refused';
}

function inWords({ steps, sent, proof, isRight }: Told): string {
  if (steps.length === 0)
    return proof.length === 0 ? 'Read: nothing of this service is there' : `Read, as it should be: ${proof.join('; ')}`;
  const refused = sent.filter(({ state }) => state !== 'done').map(({ answer }) => answer);
  const written = steps.map(({ verb, menu, name }) => `${verb} ${menu} ${name}`).join(', ');
  return [
    `Written: ${written}`,
    isRight ? `Read back: ${proof.join('; ')}` : `Read back otherwise: ${proof.join('; ')}`,
    ...refused,
  ].join('. ');
}

function shortly({ menu, values }: RouterObject): string {
  return `${menu} ${nameOf(menu, values) ?? ''}${values['disabled'] === 'yes' || values['block-access'] === 'yes' ? ' disabled' : ''}`;
}

function said(row: RowValues | null): string {
  if (!row) return 'gone';
  const shut = ['disabled', 'block-access'].find((field) => row[field] === 'true' || row[field] === 'yes');
  return shut ? `there, ${shut}=yes` : 'there';
}
