/** When somebody is to be told. `clearAt` lies on the calm side of `threshold`, so that a value that trembles tells once. */
export type AlertCondition =
  | { readonly kind: 'down' }
  | { readonly kind: 'above' | 'below'; readonly threshold: number; readonly clearAt: number };

export interface Watched {
  readonly condition: AlertCondition;
  /** So many polls in a row raise it; so many in a row clear it. */
  readonly polls: number;
}

/** What one poll saw: whether the device answers, or a value; undefined when nothing was read this time. */
export type Observation = boolean | number | undefined;

export interface WatchState {
  /** How many polls in a row spoke for a change: for raising while it is calm, for clearing while it is raised. */
  readonly streak: number;
  readonly isRaised: boolean;
}

export interface WatchStep {
  readonly streak: number;
  readonly change: 'raise' | 'clear' | null;
}

/** One poll further. What was not read changes nothing: silence about a value is told by the device being down. */
export function nextWatch(
  { condition, polls }: Watched,
  { streak, isRaised }: WatchState,
  seen: Observation,
): WatchStep {
  if (seen === undefined) return { streak, change: null };
  const speaksForChange = isRaised ? isCalm(condition, seen) : isBad(condition, seen);
  if (!speaksForChange) return { streak: 0, change: null };
  const next = streak + 1;
  return next >= polls ? { streak: 0, change: isRaised ? 'clear' : 'raise' } : { streak: next, change: null };
}

function isBad(condition: AlertCondition, seen: boolean | number): boolean {
  switch (condition.kind) {
    case 'down':
      return seen === false;
    case 'above':
      return typeof seen === 'number' && seen > condition.threshold;
    case 'below':
      return typeof seen === 'number' && seen < condition.threshold;
  }
}

function isCalm(condition: AlertCondition, seen: boolean | number): boolean {
  switch (condition.kind) {
    case 'down':
      return seen === true;
    case 'above':
      return typeof seen === 'number' && seen <= condition.clearAt;
    case 'below':
      return typeof seen === 'number' && seen >= condition.clearAt;
  }
}

export type AlertRuleFault = 'clear_on_wrong_side';

export function alertRuleFault(condition: AlertCondition): AlertRuleFault | undefined {
  if (condition.kind === 'above' && condition.clearAt > condition.threshold) return 'clear_on_wrong_side';
  if (condition.kind === 'below' && condition.clearAt < condition.threshold) return 'clear_on_wrong_side';
  return undefined;
}
