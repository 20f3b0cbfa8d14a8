/** One thing that is measured: by its own scale, or against a peer in the same interleaved run. */
export interface Benchmark {
  readonly name: string;
  readonly sentence: string;
  run(trial: Trial): Promise<Finding>;
}

/** How a benchmark is asked to run. */
export interface Trial {
  /** Smaller data and fewer repetitions: shows that it works, and roughly how fast. */
  readonly quick: boolean;
  /** The largest form of those that have one. */
  readonly long: boolean;
  /** What happens, for the person who waits. */
  tell(line: string): void;
  /** Aborted when the person does not want to wait any longer. */
  readonly signal: AbortSignal;
}

export interface Finding {
  readonly figures: readonly Figure[];
  readonly goals: readonly Goal[];
  /** What could not be measured here, and how it could. */
  readonly missing?: readonly string[];
}

/** A measured value, for reading. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** A value with the bar that it should reach. */
export interface Goal extends Figure {
  readonly bar: number;
  readonly better: 'more' | 'less';
}

export function isReached(goal: Goal): boolean {
  return goal.better === 'more' ? goal.value >= goal.bar : goal.value <= goal.bar;
}

export function figure(what: string, value: number, unit: string): Figure {
  return { what, value, unit };
}

export function atLeast(what: string, value: number, bar: number, unit: string): Goal {
  return { what, value, unit, bar, better: 'more' };
}

export function atMost(what: string, value: number, bar: number, unit: string): Goal {
  return { what, value, unit, bar, better: 'less' };
}
