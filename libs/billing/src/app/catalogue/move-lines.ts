import { addDays, type DateRange, type LocalDate } from '@demarc/kernel';
import type { DecidedPlanChange } from '../plan-changes/decide-plan-change.js';

/** A line of money of one change, as the preview keeps it. */
export interface MoveLine {
  readonly kind: 'credit' | 'fee' | 'charge';
  readonly description: string;
  readonly from: LocalDate | null;
  readonly through: LocalDate | null;
  readonly grossMinor: string;
}

interface Priced {
  readonly grossMinor: bigint;
  readonly covers?: DateRange;
}

export function moveLines({ plan, newPlan }: Pick<DecidedPlanChange, 'plan' | 'newPlan'>): MoveLine[] {
  return [
    ...plan.credits.map((line) => moveLine('credit', line.description, line)),
    ...(plan.fee ? [moveLine('fee', `Change to ${newPlan.title}`, plan.fee)] : []),
    ...plan.charges.map((line) => moveLine('charge', line.description, line)),
  ];
}

function moveLine(kind: MoveLine['kind'], description: string, { grossMinor, covers }: Priced): MoveLine {
  return {
    kind,
    description,
    from: covers?.from ?? null,
    through: covers ? addDays(covers.to, -1) : null,
    grossMinor: grossMinor.toString(),
  };
}
