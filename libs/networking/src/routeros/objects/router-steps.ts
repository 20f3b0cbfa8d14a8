import { defaultValue, differingFields } from '../values/fields.js';
import type { DriftItem } from './router-drift.js';
import {
  commentWith,
  isMarkedByName,
  isSecretField,
  keyOf,
  MANAGED_MENUS,
  nameOf,
  type RowValues,
} from './router-object.js';

/** One write on a router and what undoes it. All that is needed to know later whether it was carried out. */
export interface RouterStep {
  /**
   * A `move` says in `values` before which row it has to stand, or, to be undone, behind which and before which; an `add` says it
   * in `place-before`, by the name of that row.
   */
  readonly verb: 'add' | 'set' | 'move' | 'remove';
  readonly menu: string;
  readonly key: string | null;
  readonly name: string;
  readonly serviceId: string | null;
  readonly customerId: string | null;
  /** Fields that the row has afterwards; none after a removal. */
  readonly values: RowValues;
  /** The same fields before, all fields of a row that goes; none where there was no row. */
  readonly before: RowValues;
  /** The session that has to begin anew for it to take hold. */
  readonly endsSession: SessionOnRouter | null;
  /** Rows with the same mark that stay beside it: of three rules with one mark two are removed, and come back when that is undone. */
  readonly leaves: number;
}

export interface SessionOnRouter {
  readonly menu: '/ppp/active' | '/ip/hotspot/active';
  readonly field: 'name' | 'user';
  readonly value: string;
}

/** Fields of the router's own telling, which cannot be written back. */
const TOLD: ReadonlySet<string> = new Set([
  '.id',
  'dynamic',
  'default',
  'invalid',
  'bytes',
  'packets',
  'rate',
  'status',
  'radius',
  'blocked',
  'creation-time',
  'last-logged-out',
  'last-seen',
  'uptime',
  'bytes-in',
  'bytes-out',
  'host-name',
  'expires-after',
  'active-address',
  'active-mac-address',
  'agent-circuit-id',
  'agent-remote-id',
  'timeout',
  'log',
  'log-prefix',
]);

/** Where a row is added; it is no field of the row. */
export const PLACE = 'place-before';

const RANK: ReadonlyMap<string, number> = new Map(MANAGED_MENUS.map((menu, rank) => [menu, rank]));

/**
 * The writes that bring the router to what it should have, in an order in which each can be carried out: doubles go first, since
 * they hold names that are needed; then what others refer to; what is left over goes last, in the opposite order.
 */
export function stepsFor(items: readonly DriftItem[]): RouterStep[] {
  const ours = items.filter(({ remedy }) => remedy !== 'ask' && remedy !== 'none');
  const doubles = ours.filter(({ cause }) => cause === 'doubled');
  const writes = ours.filter(({ remedy }) => remedy !== 'remove').sort(byDependence);
  const rest = ours
    .filter(({ remedy, cause }) => remedy === 'remove' && cause !== 'doubled')
    .sort((a, b) => byDependence(b, a));
  return [...doubles, ...writes, ...rest].map((item, index) => stepOf(item, leftOfDoubles(doubles, item, index)));
}

/** The one that is meant stays, and with it those that are removed after this one. */
function leftOfDoubles(doubles: readonly DriftItem[], item: DriftItem, index: number): number {
  if (item.cause !== 'doubled') return 0;
  return 1 + doubles.filter((other, at) => at > index && other.menu === item.menu && other.key === item.key).length;
}

/** A queue's parent is made before it; within a menu, sets come before additions, since they may free a name, and moves last. */
function byDependence(a: DriftItem, b: DriftItem): number {
  return (
    (RANK.get(a.menu ?? '') ?? 0) - (RANK.get(b.menu ?? '') ?? 0) ||
    Number(a.remedy === 'move') - Number(b.remedy === 'move') ||
    Number(!isParent(a)) - Number(!isParent(b)) ||
    Number(a.remedy === 'add') - Number(b.remedy === 'add')
  );
}

function isParent({ kind, key }: DriftItem): boolean {
  return kind === 'parent' || (kind === null && key !== null && isParentKey(key));
}

/** `demarc:sector-…:parent`, and of trees the two with their direction. */
export function isParentKey(key: string): boolean {
  return /:parent(?:-up|-down)?$/.test(key);
}

function stepOf(item: DriftItem, leaves: number): RouterStep {
  const { wanted, actual } = item;
  const menu = item.menu ?? '';
  const about = {
    menu,
    key: item.key,
    name: item.name,
    serviceId: item.serviceId,
    customerId: item.customerId,
    leaves,
  };
  if (item.remedy === 'remove' || !wanted) {
    const before = writable(actual ?? {});
    return { ...about, verb: 'remove', values: {}, before, endsSession: sessionOf(menu, before) };
  }
  if (item.remedy === 'move' && item.place) {
    const { by, follows } = item.place;
    return {
      ...about,
      verb: 'move',
      values: { before: by },
      before: { behind: by, before: follows },
      endsSession: null,
    };
  }
  const marked = isMarkedByName(menu)
    ? wanted.values
    : { ...wanted.values, comment: commentWith(wanted.key, actual?.['comment']) };
  if (!actual) {
    const values = Object.fromEntries(Object.entries(marked).filter(([, value]) => value !== ''));
    const placed = item.place ? { ...values, [PLACE]: item.place.by } : values;
    return { ...about, verb: 'add', values: placed, before: {}, endsSession: null };
  }
  const changed = differingFields(menu, marked, actual).filter(
    (field) => !(isSecretField(field) && actual[field] === undefined),
  );
  const values = Object.fromEntries(changed.map((field) => [field, marked[field] ?? '']));
  const before = Object.fromEntries(changed.map((field) => [field, actual[field] ?? defaultValue(menu, field)]));
  const restarts = changed.some((field) => NEEDS_NEW_SESSION.has(field)) && !isOnlyEnabled(values);
  return { ...about, verb: 'set', values, before, endsSession: restarts ? sessionOf(menu, { ...actual }) : null };
}

/** What a running session does not take over. */
const NEEDS_NEW_SESSION: ReadonlySet<string> = new Set([
  'disabled',
  'name',
  'profile',
  'remote-address',
  'routes',
  'address',
]);

/** Who could not be online before has no session to end. */
function isOnlyEnabled(values: RowValues): boolean {
  return values['disabled'] === 'no' || values['disabled'] === 'false';
}

export function sessionOf(menu: string, row: RowValues): SessionOnRouter | null {
  const value = row['name'];
  if (value === undefined) return null;
  if (menu === '/ppp/secret') return { menu: '/ppp/active', field: 'name', value };
  return menu === '/ip/hotspot/user' ? { menu: '/ip/hotspot/active', field: 'user', value } : null;
}

function writable(row: RowValues): RowValues {
  return Object.fromEntries(Object.entries(row).filter(([field, value]) => !TOLD.has(field) && value !== ''));
}

/** What undoes a step: what it added goes, what it changed is as before, what it removed is there again. */
export function inverseOf(step: RouterStep): RouterStep {
  const { verb, values, before } = step;
  switch (verb) {
    case 'add':
      return {
        ...step,
        verb: 'remove',
        values: {},
        before: fieldsOf(values),
        endsSession: sessionOf(step.menu, values),
        leaves: 0,
      };
    case 'remove':
      return { ...step, verb: 'add', values: before, before: {}, endsSession: null };
    case 'set':
    case 'move':
      return { ...step, values: before, before: values };
  }
}

/** Undone from the last to the first, so that what others refer to is there as long as they are. */
export function rollBackOf(done: readonly RouterStep[]): RouterStep[] {
  return [...done].reverse().map(inverseOf);
}

export type StepFinding =
  | { readonly is: 'done'; readonly row: RowValues | null }
  | { readonly is: 'open'; readonly row: RowValues | null }
  | { readonly is: 'overtaken'; readonly row: RowValues | null };

/**
 * Was it carried out? Read from the router itself: `done`, `open` (the row is as it was before), or `overtaken`, when the row is
 * neither as it was nor as it should become, so that somebody else has been at it and it is decided on anew.
 */
export function findStep(step: RouterStep, rows: RowsOfMenu, taken: ReadonlySet<RowValues> = new Set()): StepFinding {
  const row = rows.rowOf(step, taken) ?? null;
  switch (step.verb) {
    case 'move':
      if (!row) return { is: 'overtaken', row };
      return { is: rows.standsAs(step.values, row) ? 'done' : 'open', row };
    case 'remove':
      if (!row) return { is: 'done', row };
      return says(step.menu, step.before, row) ? { is: 'open', row } : { is: 'overtaken', row };
    case 'add':
      if (!row) return { is: 'open', row };
      return says(step.menu, step.values, row) ? { is: 'done', row } : { is: 'overtaken', row };
    case 'set':
      if (!row) return { is: 'overtaken', row };
      if (says(step.menu, step.values, row)) return { is: 'done', row };
      return says(step.menu, step.before, row) ? { is: 'open', row } : { is: 'overtaken', row };
  }
}

function fieldsOf({ [PLACE]: _place, ...fields }: RowValues): RowValues {
  return fields;
}

function says(menu: string, values: RowValues, row: RowValues): boolean {
  return differingFields(menu, fieldsOf(values), row).every(
    (field) => isSecretField(field) && row[field] === undefined,
  );
}

/** Finds the row that a step is about among those of its menu: by our key, and where it bears none yet by its name. */
export class RowsOfMenu {
  private readonly byKey = new Map<string, RowValues[]>();
  private readonly byName = new Map<string, RowValues[]>();
  private readonly places = new Map<RowValues, number>();

  constructor(menu: string, rows: readonly RowValues[]) {
    for (const [place, row] of rows.entries()) {
      if (row['dynamic'] === 'true') continue;
      this.places.set(row, place);
      const key = keyOf(menu, row);
      if (key !== undefined) gather(this.byKey, key, row);
      const name = nameOf(menu, row);
      if (name !== undefined) gather(this.byName, name, row);
    }
  }

  /** `taken`: rows that other steps of the same plan are about. */
  rowOf(step: RouterStep, taken: ReadonlySet<RowValues>): RowValues | undefined {
    const { verb, menu, key, values, before } = step;
    const own = (key === null ? undefined : this.byKey.get(key)) ?? [];
    const named = this.named(nameOf(menu, verb === 'remove' ? before : { ...before, ...values }));
    if (verb === 'move') return own[0] ?? this.named(step.name)[0];
    if (verb === 'remove') return this.rowToGo(step, own.length > 0 ? own : named, taken);
    if (verb === 'add' && step.leaves > 0) return this.rowBeside(step, own);
    // A row that does not bear our key yet is known by the name that it has, which need not be among what changes.
    return own[0] ?? named[0] ?? this.named(nameOf(menu, before))[0] ?? this.named(step.name)[0];
  }

  /** A row that is gone stands in nobody's way. */
  standsAs({ before, behind }: RowValues, row: RowValues): boolean {
    const place = this.places.get(row) ?? 0;
    const other = this.places.get(this.named(behind ?? before)[0] ?? {});
    if (other === undefined) return true;
    return behind === undefined ? place < other : place > other;
  }

  private named(name: string | undefined): readonly RowValues[] {
    return (name === undefined ? undefined : this.byName.get(name)) ?? [];
  }

  /** A double that was put back: the row that is meant to be there is not it. */
  private rowBeside({ menu, values, leaves }: RouterStep, own: readonly RowValues[]): RowValues | undefined {
    const name = nameOf(menu, values);
    if (name !== undefined) return own.find((row) => nameOf(menu, row) === name);
    const alike = own.filter((row) => says(menu, values, row));
    return alike.length > leaves ? alike.at(-1) : undefined;
  }

  /** The one that is as it was seen; a row under its name that was changed since is told from one that is gone. */
  private rowToGo(
    { menu, before, leaves }: RouterStep,
    rows: readonly RowValues[],
    taken: ReadonlySet<RowValues>,
  ): RowValues | undefined {
    const alike = rows.filter((row) => says(menu, before, row));
    if (alike.length > 0) {
      const isLast = rows.every((row) => says(menu, before, row)) && alike.length <= leaves;
      return isLast ? undefined : alike.find((row) => !taken.has(row));
    }
    const name = nameOf(menu, before);
    return name === undefined ? undefined : rows.find((row) => nameOf(menu, row) === name);
  }
}

function gather(into: Map<string, RowValues[]>, key: string, row: RowValues): void {
  const rows = into.get(key);
  if (rows) rows.push(row);
  else into.set(key, [row]);
}
