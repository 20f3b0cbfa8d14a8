import { canonicalValue, differingFields } from '../values/fields.js';
import type { Unfit, UnfitReason, Wanted } from './managed-access.js';
import { QueueOrder, type Shadow, SIMPLE_QUEUES } from './queue-order.js';
import {
  commentWith,
  isAddressList,
  isMarkedByName,
  isOfSplynx,
  isSecretField,
  keyOf,
  MANAGED_MENUS,
  type ManagedMenu,
  nameOf,
  type ObjectKind,
  type RouterObject,
  type RowValues,
} from './router-object.js';

/** Rows by menu as the router says them, `.id` included where it was asked over the API. */
export type ActualRows = ReadonlyMap<string, readonly RowValues[]>;

/** A row that was on the router, as it was when we last knew it to be right. */
export interface KnownObject {
  readonly version: number;
  /** Empty where it was seen there, but never as it should be. */
  readonly digest: string;
  /** Rolling back a plan took it away again, or changed it back. */
  readonly isUndone?: boolean;
}

/** What a person said about a row that is not ours; it holds for the row as it was seen, by its name. */
export interface ObjectDecision {
  readonly menu: string;
  readonly name: string;
  readonly verdict: 'adopt' | 'ignore' | 'remove';
  /** Of the row that was to be removed: another row under this name is another row. */
  readonly digest: string | null;
}

export type DriftCause =
  | 'never_told'
  | 'removed_by_hand'
  | 'rolled_back'
  | 'not_told_yet'
  | 'disabled_by_hand'
  | 'enabled_by_hand'
  | 'renamed_by_hand'
  | 'changed_by_hand'
  | 'differs'
  | 'doubled'
  | 'left_over'
  | 'out_of_order'
  | 'adopted'
  | 'to_remove'
  | 'imported'
  | 'in_the_way'
  | 'made_by_hand'
  | `unfit_${UnfitReason}`;

export interface FieldDrift {
  readonly field: string;
  /** Null: the row should not be, or is not, there. */
  readonly wanted: string | null;
  readonly actual: string | null;
}

export interface DriftItem {
  readonly menu: ManagedMenu | null;
  readonly kind: ObjectKind | null;
  readonly key: string | null;
  /** By what people know it: login, address, name of the queue. */
  readonly name: string;
  readonly cause: DriftCause;
  /** `add`, `set`, `move` and `remove` are ours to do; `ask` needs a person's word; `none` needs something put right elsewhere. */
  readonly remedy: 'add' | 'set' | 'move' | 'remove' | 'ask' | 'none';
  readonly serviceId: string | null;
  readonly customerId: string | null;
  readonly fields: readonly FieldDrift[];
  readonly wanted: RouterObject | null;
  readonly actual: RowValues | null;
  /** Where it has to go: what is right but stands where it does nothing, and what is added and would. */
  readonly place?: Shadow;
}

export interface Comparison {
  readonly items: readonly DriftItem[];
  readonly intended: number;
  readonly same: number;
  readonly ignored: number;
  /** Keys that are on the router as they should be. */
  readonly right: readonly RouterObject[];
}

export interface Compared {
  readonly wanted: Wanted;
  readonly actual: ActualRows;
  readonly known: ReadonlyMap<string, KnownObject>;
  readonly decisions: readonly ObjectDecision[];
  readonly adoptImported: boolean;
  /** Menus in which rows of other people are looked at: those that let customers in. */
  readonly digestOf: (object: RouterObject) => string;
  readonly rowDigest: (row: RowValues) => string;
}

/** Compares what a router should have with what it has, and says of each difference what it comes from. */
export function compareObjects(given: Compared): Comparison {
  const byMenu = new Map<string, RouterObject[]>(MANAGED_MENUS.map((menu) => [menu, []]));
  for (const object of given.wanted.objects) byMenu.get(object.menu)?.push(object);
  const items: DriftItem[] = given.wanted.unfit.map(unfitItem);
  const right: RouterObject[] = [];
  let ignored = 0;
  for (const menu of MANAGED_MENUS) {
    const compared = new MenuComparison(menu, byMenu.get(menu) ?? [], given).run();
    items.push(...compared.items);
    right.push(...compared.right);
    ignored += compared.ignored;
  }
  return { items, intended: given.wanted.objects.length, same: right.length, ignored, right };
}

/** Rows that people make beside ours and that concern customers; rules, types and trees of the operator are none of our business. */
const WATCHED: ReadonlySet<string> = new Set([
  '/ppp/secret',
  '/ip/dhcp-server/lease',
  '/ip/hotspot/user',
  '/queue/simple',
]);

class MenuComparison {
  private readonly items: DriftItem[] = [];
  private readonly right: RouterObject[] = [];
  private readonly used = new Set<RowValues>();
  private readonly byKey = new Map<string, RowValues[]>();
  private readonly byName = new Map<string, RowValues>();
  private readonly rows: readonly RowValues[];
  private readonly verdicts: ReadonlyMap<string, ObjectDecision>;
  private readonly order: QueueOrder;
  private ignored = 0;

  constructor(
    private readonly menu: ManagedMenu,
    private readonly wanted: readonly RouterObject[],
    private readonly given: Compared,
  ) {
    this.rows = (given.actual.get(menu) ?? []).filter((row) => !isMadeByRouter(row));
    this.order = new QueueOrder(menu === SIMPLE_QUEUES ? this.rows : []);
    this.verdicts = new Map(given.decisions.filter((one) => one.menu === menu).map((one) => [one.name, one]));
    for (const row of this.rows) {
      const key = keyOf(menu, row);
      if (key !== undefined) this.byKey.set(key, [...(this.byKey.get(key) ?? []), row]);
      const name = nameOf(menu, row);
      if (name !== undefined && !this.byName.has(name)) this.byName.set(name, row);
    }
  }

  run(): { items: readonly DriftItem[]; right: readonly RouterObject[]; ignored: number } {
    const keys = new Set(this.wanted.map(({ key }) => key));
    for (const object of this.wanted) this.look(object, keys);
    for (const row of this.rows) if (!this.used.has(row)) this.lookAtRest(row);
    return { items: this.items, right: this.right, ignored: this.ignored };
  }

  private look(object: RouterObject, keys: ReadonlySet<string>): void {
    const name = nameOf(this.menu, object.values);
    const rows = this.byKey.get(object.key) ?? [];
    const own = rows.find((row) => nameOf(this.menu, row) === name) ?? rows[0];
    for (const row of rows) {
      this.used.add(row);
      if (row !== own) this.push(object, 'doubled', 'remove', null, row);
    }
    if (own) return this.lookAtOwn(object, own);
    const namesake = name === undefined ? undefined : this.byName.get(name);
    if (!namesake || this.used.has(namesake)) return this.missing(object);
    this.lookAtNamesake(object, namesake, keys);
  }

  private missing(object: RouterObject): void {
    const known = this.given.known.get(object.key);
    this.push(object, !known ? 'never_told' : known.isUndone ? 'rolled_back' : 'removed_by_hand', 'add', object, null);
  }

  private lookAtOwn(object: RouterObject, row: RowValues): void {
    const fields = differences(object, row);
    const place = this.order.shadowOf(row);
    if (fields.length === 0 && place) this.pushOutOfOrder(object, row, place);
    else if (fields.length === 0) this.right.push(object);
    else this.push(object, this.causeOf(object, fields, row), 'set', object, row, fields);
  }

  private pushOutOfOrder(object: RouterObject, row: RowValues, place: Shadow): void {
    const fields = [{ field: 'place', wanted: `before ${place.by}`, actual: `behind ${place.by}` }];
    this.push(object, 'out_of_order', 'move', object, row, fields, place);
  }

  /** A row under the right name that does not bear the right key: of a service before this one, of Splynx, or of a person. */
  private lookAtNamesake(object: RouterObject, row: RowValues, keys: ReadonlySet<string>): void {
    const key = keyOf(this.menu, row);
    if (key !== undefined && keys.has(key)) return this.missing(object);
    this.used.add(row);
    const verdict = this.verdicts.get(nameOf(this.menu, row) ?? '')?.verdict;
    const imported = isOfSplynx(row);
    const fields = [...differences(object, row), ...keyDifference(object, row)];
    if (key !== undefined) this.push(object, 'not_told_yet', 'set', object, row, fields);
    else if (verdict === 'adopt' || (imported && this.given.adoptImported))
      this.push(object, 'adopted', 'set', object, row, fields);
    else this.push(object, imported ? 'imported' : 'in_the_way', 'ask', object, row, fields);
  }

  private lookAtRest(row: RowValues): void {
    if (keyOf(this.menu, row) !== undefined) return this.push(null, 'left_over', 'remove', null, row);
    const name = nameOf(this.menu, row);
    const decision = name === undefined ? undefined : this.verdicts.get(name);
    if (decision?.verdict === 'ignore') this.ignored += 1;
    else if (decision?.verdict === 'remove' && decision.digest === this.given.rowDigest(row))
      this.push(null, 'to_remove', 'remove', null, row);
    else if (this.isWatched(row)) this.push(null, isOfSplynx(row) ? 'imported' : 'made_by_hand', 'ask', null, row);
  }

  /** Of address lists only those that we write. */
  private isWatched(row: RowValues): boolean {
    if (row['default'] === 'true') return false;
    if (WATCHED.has(this.menu)) return true;
    return isAddressList(this.menu) && this.ourLists.has(row['list'] ?? '');
  }

  private get ourLists(): ReadonlySet<string> {
    return new Set(this.wanted.map(({ values }) => values['list'] ?? ''));
  }

  private causeOf(object: RouterObject, fields: readonly FieldDrift[], row: RowValues): DriftCause {
    const known = this.given.known.get(object.key);
    if (!known?.digest) return 'differs';
    if (known.version < object.version || known.digest !== this.given.digestOf(object)) return 'not_told_yet';
    if (known.isUndone) return 'rolled_back';
    const [only] = fields;
    if (fields.length === 1 && (only?.field === 'disabled' || only?.field === 'block-access'))
      return canonicalValue(this.menu, only.field, row[only.field] ?? 'no') === 'yes'
        ? 'disabled_by_hand'
        : 'enabled_by_hand';
    return fields.some(({ field }) => field === 'name') ? 'renamed_by_hand' : 'changed_by_hand';
  }

  private push(
    about: RouterObject | null,
    cause: DriftCause,
    remedy: DriftItem['remedy'],
    wanted: RouterObject | null,
    actual: RowValues | null,
    fields: readonly FieldDrift[] = onlyOneSide(wanted, actual),
    place?: Shadow,
  ): void {
    const name = nameOf(this.menu, (about?.values ?? actual) as RowValues) ?? about?.key ?? actual?.['comment'] ?? '';
    const item: DriftItem = {
      menu: this.menu,
      kind: about?.kind ?? null,
      key: about?.key ?? (actual && keyOf(this.menu, actual)) ?? null,
      name,
      cause,
      remedy,
      serviceId: about?.serviceId ?? null,
      customerId: about?.customerId ?? null,
      fields,
      wanted,
      actual,
      ...(place ? { place } : {}),
    };
    this.items.push(inPlace(item, this.order));
  }
}

/** A queue that is to be added, before the one that would have its packets; everything else as it is. */
export function inPlace(item: DriftItem, order: QueueOrder): DriftItem {
  if (item.remedy !== 'add' || item.menu !== SIMPLE_QUEUES || !item.wanted) return item;
  const by = order.placeFor(item.wanted.values);
  if (by === undefined) return item;
  const field = { field: 'place', wanted: `before ${by}`, actual: null };
  return { ...item, fields: [...item.fields, field], place: { by, follows: '' } };
}

/** Sessions, leases given by pool, entries that end by the clock: they come and go by themselves. */
function isMadeByRouter(row: RowValues): boolean {
  return row['dynamic'] === 'true' || row['default'] === 'true';
}

/** Exports of RouterOS 7 and users without the right to see secrets leave passwords out: what is not said cannot differ. */
function differences({ menu, values }: RouterObject, row: RowValues): FieldDrift[] {
  return differingFields(menu, values, row)
    .filter((field) => !(isSecretField(field) && row[field] === undefined))
    .map((field) => ({
      field,
      wanted: shown(field, values[field] ?? ''),
      actual: shown(field, canonicalValue(menu, field, row[field] ?? '')),
    }));
}

function keyDifference({ menu, key }: RouterObject, row: RowValues): FieldDrift[] {
  if (isMarkedByName(menu)) return [];
  return [{ field: 'comment', wanted: commentWith(key, row['comment']), actual: row['comment'] ?? '' }];
}

function onlyOneSide(wanted: RouterObject | null, actual: RowValues | null): FieldDrift[] {
  if (wanted)
    return Object.entries(wanted.values)
      .filter(([, value]) => value !== '')
      .map(([field, value]) => ({ field, wanted: shown(field, value), actual: null }));
  return Object.entries(actual ?? {})
    .filter(([field, value]) => value !== '' && !field.startsWith('.'))
    .map(([field, value]) => ({ field, wanted: null, actual: shown(field, value) }));
}

function shown(field: string, value: string): string {
  return isSecretField(field) && value !== '' ? '••••••' : value;
}

function unfitItem({ serviceId, customerId, name, why }: Unfit): DriftItem {
  return {
    menu: null,
    kind: null,
    key: null,
    name,
    cause: `unfit_${why}`,
    remedy: 'none',
    serviceId,
    customerId,
    fields: [],
    wanted: null,
    actual: null,
  };
}
