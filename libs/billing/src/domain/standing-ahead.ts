import { addDays, type LocalDate } from '@demarc/kernel';
import { feeKey, feesOfInvoice, type FeeHold, type FeeRule, isFeeHeld } from './fees.js';
import {
  standingDates,
  standingOn,
  type Standing,
  type StandingFacts,
  type StandingItem,
  type StandingPolicy,
} from './standing.js';

export interface ExpectedInvoice {
  readonly on: LocalDate;
  readonly amountMinor: bigint;
}

/** One line of "what happens next and when", if nothing is paid. */
export type NextEvent =
  | { readonly kind: 'invoice'; readonly on: LocalDate; readonly amountMinor: bigint; readonly dueOn?: LocalDate }
  | {
      readonly kind: 'overdue' | 'blocked' | 'inactive';
      readonly on: LocalDate;
      /** Null when it follows from an invoice that is not made yet. */
      readonly itemId: string | null;
      readonly toPayMinor: bigint;
    }
  | {
      readonly kind: 'fee';
      readonly on: LocalDate;
      readonly amountMinor: bigint;
      readonly title: string;
      readonly ruleId: string;
      readonly itemId: string | null;
      readonly occurrence: number;
    }
  | {
      readonly kind: 'promise_end' | 'contract_end' | 'prepaid_end';
      readonly on: LocalDate;
      /** What is promised; the service that it is about. */
      readonly amountMinor?: bigint | null;
      readonly serviceId?: string;
    };

export interface StandingAhead {
  readonly standing: Standing;
  readonly next: readonly NextEvent[];
}

export interface OpenFeeInvoice extends StandingItem {
  readonly dueOn: LocalDate;
}

/** What else is known to come, besides invoices and standing. */
export interface ComingUp {
  readonly feeRules: readonly FeeRule[];
  /** Fees that were charged or waived before (`feeKey`). */
  readonly feesDone: ReadonlySet<string>;
  /** Open invoices with their due dates; those that fees made are left out. */
  readonly feeInvoices: readonly OpenFeeInvoice[];
  /** A fee with its tax. */
  readonly feeGross: (rule: FeeRule, openMinor: bigint) => bigint;
  readonly promise: { readonly untilOn: LocalDate; readonly amountMinor: bigint | null } | null;
  /** When fees wait for promises, or were spared by them. */
  readonly feeHolds?: readonly FeeHold[];
  readonly contractEnds: readonly { readonly serviceId: string; readonly on: LocalDate }[];
  /** The first days that neither a charge nor the balance of a prepaid customer covers. */
  readonly prepaidEnds: readonly LocalDate[];
}

const NOTHING_ELSE: ComingUp = {
  feeRules: [],
  feesDone: new Set(),
  feeInvoices: [],
  feeGross: () => 0n,
  promise: null,
  contractEnds: [],
  prepaidEnds: [],
};

const EXPECTED = 'expected:';
const FEE = 'fee:';
const RANK: Readonly<Record<Standing, number>> = { good: 0, overdue: 1, blocked: 2, inactive: 3 };
const KINDS = ['overdue', 'blocked', 'inactive'] as const;

/** Long enough for an invoice to come, its block and its deactivation by the usual settings. */
export const DAYS_AHEAD = 120;

/** The same rules lived forward, a day at a time, as if nothing else happened: today's standing and what comes after. */
export function standingAhead(
  facts: StandingFacts,
  policy: StandingPolicy,
  today: LocalDate,
  expected: readonly ExpectedInvoice[] = [],
  more: ComingUp = NOTHING_ELSE,
): StandingAhead {
  const standing = standingOn(standingDates(facts, policy), today);
  const life = new Life(facts, policy, standing, expected, more);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) life.live(addDays(today, ahead), ahead === 0);
  return { standing, next: life.events };
}

/** One customer's coming days. */
class Life {
  readonly events: NextEvent[] = [];
  private readonly items: StandingItem[];
  private readonly fees: OpenFeeInvoice[];
  private readonly done: Set<string>;
  private owedMinor: bigint;
  private onNextInvoiceMinor = 0n;

  constructor(
    private readonly facts: StandingFacts,
    private readonly policy: StandingPolicy,
    private standing: Standing,
    private readonly expected: readonly ExpectedInvoice[],
    private readonly more: ComingUp,
  ) {
    this.items = [...facts.items];
    this.fees = [...more.feeInvoices];
    this.done = new Set(more.feesDone);
    this.owedMinor = facts.owedMinor;
  }

  live(day: LocalDate, isToday: boolean): void {
    if (!isToday) this.bill(day);
    this.charge(day);
    if (!isToday) this.turn(day);
    const { promise, contractEnds, prepaidEnds } = this.more;
    if (promise?.untilOn === day) this.events.push({ kind: 'promise_end', on: day, amountMinor: promise.amountMinor });
    for (const { serviceId, on } of contractEnds)
      if (on === day) this.events.push({ kind: 'contract_end', on, serviceId });
    if (prepaidEnds.includes(day)) this.events.push({ kind: 'prepaid_end', on: day });
  }

  /** Services that were ended for non-payment are on no invoice. */
  private bill(day: LocalDate): void {
    if (this.standing === 'inactive') return;
    this.expected.forEach((invoice, index) => {
      if (invoice.on !== day || invoice.amountMinor <= 0n) return;
      const amountMinor = invoice.amountMinor + this.onNextInvoiceMinor;
      this.onNextInvoiceMinor = 0n;
      const dueOn = addDays(day, this.policy.paymentDueDays);
      const item = {
        itemId: `${EXPECTED}${index}`,
        kind: 'recurring' as const,
        chargedOn: day,
        openMinor: amountMinor,
      };
      this.owe({ ...item, dueOn }, this.creditAgainst(amountMinor));
      this.events.push({ kind: 'invoice', on: day, amountMinor, dueOn });
    });
  }

  /** Credit settles a new invoice at once, so that fees see what is really open. */
  private creditAgainst(amountMinor: bigint): bigint {
    const openMinor = this.items.reduce((sum, item) => sum + item.openMinor, 0n);
    const creditMinor = openMinor > this.owedMinor ? openMinor - this.owedMinor : 0n;
    return creditMinor < amountMinor ? creditMinor : amountMinor;
  }

  private owe(item: OpenFeeInvoice, settledMinor = 0n): void {
    const { dueOn: _, ...plain } = item;
    this.items.push({ ...plain, openMinor: item.openMinor - settledMinor });
    this.owedMinor += item.openMinor;
    if (!item.itemId.startsWith(FEE)) this.fees.push({ ...item, openMinor: item.openMinor - settledMinor });
  }

  private charge(day: LocalDate): void {
    for (const rule of this.more.feeRules) {
      for (const invoice of [...this.fees]) {
        for (const fee of feesOfInvoice(rule, { ...invoice, issuedOn: invoice.chargedOn }, day)) {
          if (this.done.has(feeKey(fee)) || isFeeHeld(fee.on, this.more.feeHolds ?? [], day)) continue;
          this.done.add(feeKey(fee));
          const amountMinor = this.more.feeGross(rule, invoice.openMinor);
          if (amountMinor <= 0n) continue;
          const itemId = invoice.itemId.startsWith(EXPECTED) ? null : invoice.itemId;
          const { ruleId, occurrence } = fee;
          this.events.push({ kind: 'fee', on: day, amountMinor, title: rule.title, ruleId, itemId, occurrence });
          if (rule.as === 'future_item') this.onNextInvoiceMinor += amountMinor;
          else this.oweFee(feeKey(fee), day, amountMinor);
        }
      }
    }
  }

  private oweFee(key: string, day: LocalDate, amountMinor: bigint): void {
    const item = { itemId: `${FEE}${key}`, kind: 'one_time' as const, chargedOn: day, openMinor: amountMinor };
    this.owe({ ...item, dueOn: addDays(day, this.policy.paymentDueDays) }, this.creditAgainst(amountMinor));
  }

  private turn(day: LocalDate): void {
    const dates = standingDates({ ...this.facts, items: this.items, owedMinor: this.owedMinor }, this.policy);
    const now = standingOn(dates, day);
    for (const kind of KINDS) {
      if (RANK[kind] <= RANK[this.standing] || RANK[kind] > RANK[now]) continue;
      const turn = dates[kind];
      if (!turn || (kind === 'overdue' && RANK[now] > RANK.overdue)) continue;
      const isOurs = turn.itemId.startsWith(EXPECTED) || turn.itemId.startsWith(FEE);
      const itemId = isOurs ? null : turn.itemId;
      this.events.push({ kind, on: day, itemId, toPayMinor: turn.toPayMinor });
    }
    if (RANK[now] > RANK[this.standing]) this.standing = now;
  }
}
