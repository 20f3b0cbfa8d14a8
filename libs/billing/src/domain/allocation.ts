import { fail, ok, type LocalDate, type Result } from '@demarc/kernel';

/** Something a customer owes: an invoice, or a debit that is on none. */
export interface OpenItem {
  readonly itemId: string;
  readonly kind: 'debit' | 'invoice';
  readonly issuedOn: LocalDate;
  /** Order of creation; breaks ties within a day. */
  readonly sequence: number | bigint;
  /** What is still to be settled; never negative. */
  readonly openMinor: bigint;
}

export interface Allocation {
  readonly itemId: string;
  readonly amountMinor: bigint;
}

export interface AllocationPlan {
  readonly allocations: readonly Allocation[];
  /** Stays on the account as credit; an invoice is never overpaid. */
  readonly leftMinor: bigint;
}

export type AllocationRefusal =
  | { readonly code: 'ALLOCATION_ITEM_UNKNOWN'; readonly itemId: string }
  | { readonly code: 'ALLOCATION_NOT_POSITIVE'; readonly itemId: string }
  | { readonly code: 'ALLOCATION_OVER_ITEM'; readonly itemId: string; readonly openMinor: bigint }
  | { readonly code: 'ALLOCATION_OVER_PAYMENT'; readonly availableMinor: bigint };

/** Where debits that are on no invoice stand among the things to settle. */
export type LooseDebits = 'before_invoices' | 'after_invoices';

/** Debits that are on no invoice first (or last, by setting), then invoices, each oldest first, until the money is used up. */
export function allocateOldestFirst(
  availableMinor: bigint,
  items: readonly OpenItem[],
  looseDebits: LooseDebits = 'before_invoices',
): AllocationPlan {
  let leftMinor = availableMinor > 0n ? availableMinor : 0n;
  const allocations: Allocation[] = [];
  for (const item of [...items].sort(orderOfSettlement(looseDebits))) {
    if (leftMinor === 0n) break;
    if (item.openMinor <= 0n) continue;
    const amountMinor = item.openMinor < leftMinor ? item.openMinor : leftMinor;
    allocations.push({ itemId: item.itemId, amountMinor });
    leftMinor -= amountMinor;
  }
  return { allocations, leftMinor };
}

/** What a person chose. Refused, never trimmed, when it is more than the item or the money. */
export function allocateChosen(
  availableMinor: bigint,
  items: readonly OpenItem[],
  chosen: readonly Allocation[],
): Result<AllocationPlan, AllocationRefusal> {
  const open = new Map(items.map((item) => [item.itemId, item.openMinor]));
  let leftMinor = availableMinor;
  for (const { itemId, amountMinor } of chosen) {
    const openMinor = open.get(itemId);
    if (openMinor === undefined) return fail({ code: 'ALLOCATION_ITEM_UNKNOWN', itemId });
    if (amountMinor <= 0n) return fail({ code: 'ALLOCATION_NOT_POSITIVE', itemId });
    if (amountMinor > openMinor) return fail({ code: 'ALLOCATION_OVER_ITEM', itemId, openMinor });
    leftMinor -= amountMinor;
    if (leftMinor < 0n) return fail({ code: 'ALLOCATION_OVER_PAYMENT', availableMinor });
    open.set(itemId, openMinor - amountMinor);
  }
  return ok({ allocations: chosen, leftMinor });
}

/** Takes allocations back: the items open again by the same amounts, the money is free again. */
export function undoAllocations(
  items: readonly OpenItem[],
  allocations: readonly Allocation[],
): { items: OpenItem[]; freedMinor: bigint } {
  const back = new Map<string, bigint>();
  let freedMinor = 0n;
  for (const { itemId, amountMinor } of allocations) {
    back.set(itemId, (back.get(itemId) ?? 0n) + amountMinor);
    freedMinor += amountMinor;
  }
  return {
    items: items.map((item) => ({ ...item, openMinor: item.openMinor + (back.get(item.itemId) ?? 0n) })),
    freedMinor,
  };
}

/** The items after an allocation. */
export function applyAllocations(items: readonly OpenItem[], allocations: readonly Allocation[]): OpenItem[] {
  return undoAllocations(
    items,
    allocations.map((one) => ({ ...one, amountMinor: -one.amountMinor })),
  ).items;
}

export type SettlementStatus = 'unpaid' | 'partly_paid' | 'paid';

/** How far an invoice is settled. A document over nothing is paid. Whether it is late is another question. */
export function settlementOf(totalMinor: bigint, allocatedMinor: bigint): SettlementStatus {
  if (allocatedMinor >= totalMinor) return 'paid';
  return allocatedMinor > 0n ? 'partly_paid' : 'unpaid';
}

/** Late from the beginning of the due date on, though never on the day of issue; nothing that is paid is late. */
export function isOverdue(
  invoice: { readonly issuedOn: LocalDate; readonly dueOn: LocalDate; readonly openMinor: bigint },
  today: LocalDate,
): boolean {
  return invoice.openMinor > 0n && today >= invoice.dueOn && today > invoice.issuedOn;
}

/** An allocation as it stands, with the day of the invoice that it settles. */
export interface MadeAllocation extends Allocation {
  readonly allocationId: string;
  readonly issuedOn: LocalDate;
}

/** What an allocation loses. `keptMinor` above zero: the rest of it is made again. */
export interface AllocationCut {
  readonly allocationId: string;
  readonly itemId: string;
  readonly cutMinor: bigint;
  readonly keptMinor: bigint;
}

/** Frees an amount: the youngest invoices are open again first. Answers less when there is less. */
export function cutYoungestFirst(made: readonly MadeAllocation[], amountMinor: bigint): AllocationCut[] {
  const ordered = [...made].sort(
    (left, right) =>
      compare(right.issuedOn, left.issuedOn) ||
      compare(right.itemId, left.itemId) ||
      compare(right.allocationId, left.allocationId),
  );
  let wantedMinor = amountMinor;
  const cuts: AllocationCut[] = [];
  for (const { allocationId, itemId, amountMinor: standsMinor } of ordered) {
    if (wantedMinor <= 0n) break;
    const cutMinor = standsMinor < wantedMinor ? standsMinor : wantedMinor;
    cuts.push({ allocationId, itemId, cutMinor, keptMinor: standsMinor - cutMinor });
    wantedMinor -= cutMinor;
  }
  return cuts;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function orderOfSettlement(looseDebits: LooseDebits): (left: OpenItem, right: OpenItem) => number {
  const debitFirst = looseDebits === 'before_invoices' ? -1 : 1;
  return (left, right) =>
    left.kind === right.kind ? byAge(left, right) : left.kind === 'debit' ? debitFirst : -debitFirst;
}

function byAge(left: OpenItem, right: OpenItem): number {
  if (left.issuedOn !== right.issuedOn) return left.issuedOn < right.issuedOn ? -1 : 1;
  if (left.sequence !== right.sequence) return left.sequence < right.sequence ? -1 : 1;
  return left.itemId < right.itemId ? -1 : left.itemId > right.itemId ? 1 : 0;
}
