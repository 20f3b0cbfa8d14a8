import type { LocalDate } from '@demarc/kernel';
import { standingDates, standingOn, type Standing, type StandingFacts, type StandingPolicy } from './standing.js';

export interface ExpectedInvoice {
  readonly on: LocalDate;
  readonly amountMinor: bigint;
}

/** One line of "what happens next and when", if nothing is paid. */
export type NextEvent =
  | { readonly kind: 'invoice'; readonly on: LocalDate; readonly amountMinor: bigint }
  | {
      readonly kind: 'overdue' | 'blocked' | 'inactive';
      readonly on: LocalDate;
      /** Null when it follows from an invoice that is not made yet. */
      readonly itemId: string | null;
      readonly toPayMinor: bigint;
    };

export interface StandingAhead {
  readonly standing: Standing;
  readonly next: readonly NextEvent[];
}

const EXPECTED = 'expected:';

/** The same rules run forward: today's standing and the events after today, in order of their days. */
export function standingAhead(
  facts: StandingFacts,
  policy: StandingPolicy,
  today: LocalDate,
  expected: readonly ExpectedInvoice[] = [],
): StandingAhead {
  const coming = expected.filter((invoice) => invoice.on > today && invoice.amountMinor > 0n);
  const dates = standingDates(withExpected(facts, coming), policy);
  const next: NextEvent[] = coming.map((invoice) => ({ kind: 'invoice', ...invoice }));
  for (const kind of ['overdue', 'blocked', 'inactive'] as const) {
    const turn = dates[kind];
    if (!turn || turn.on <= today) continue;
    const itemId = turn.itemId.startsWith(EXPECTED) ? null : turn.itemId;
    next.push({ kind, on: turn.on, itemId, toPayMinor: turn.toPayMinor });
  }
  const shown = next.filter((event) => event.kind !== 'overdue' || event.on !== dates.blocked?.on);
  return { standing: standingOn(standingDates(facts, policy), today), next: shown.sort(byDay) };
}

function withExpected(facts: StandingFacts, coming: readonly ExpectedInvoice[]): StandingFacts {
  const items = coming.map((invoice, index) => ({
    itemId: `${EXPECTED}${index}`,
    kind: 'recurring' as const,
    chargedOn: invoice.on,
    openMinor: invoice.amountMinor,
  }));
  const owedMinor = coming.reduce((sum, invoice) => sum + invoice.amountMinor, facts.owedMinor);
  return { ...facts, owedMinor, items: [...facts.items, ...items] };
}

function byDay(left: NextEvent, right: NextEvent): number {
  return left.on < right.on ? -1 : left.on > right.on ? 1 : 0;
}
