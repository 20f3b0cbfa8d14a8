import { PromiseToPay } from '@demarc/billing';
import { addDays, type LocalDate, startOfMonth } from '@demarc/kernel';
import type { Person } from './people.js';
import type { Stage } from './stage.js';

/** A bill that old would have closed access by now, on whatever day of the month the demo is made. */
const LATE_AFTER = 16;
/** Days after the bill on which they ask for time: before access closes. */
const ASKS_AFTER = 12;

/** The first bill that those who promised leave unpaid. */
export function firstUnpaid(today: LocalDate): LocalDate {
  return startOfMonth(addDays(today, -LATE_AFTER));
}

export function asksOn(today: LocalDate): LocalDate {
  return addDays(firstUnpaid(today), ASKS_AFTER);
}

/** They promise to pay by yesterday, and do not: so today there is somebody to suspend. */
export async function promise(
  stage: Stage,
  people: readonly Person[],
  day: LocalDate,
  today: LocalDate,
): Promise<void> {
  if (day !== asksOn(today)) return;
  for (const { id: customerId } of people.filter(({ payer }) => payer === 'promised'))
    await stage.run(PromiseToPay, { customerId, until: addDays(today, -1), note: 'Asked for time on the telephone' });
}
