import { type Benchmark, type Figure, type Finding, type Goal, isReached } from './benchmark.ts';

export interface Measured {
  readonly benchmark: Pick<Benchmark, 'name' | 'sentence'>;
  readonly seconds: number;
  readonly finding: Finding | undefined;
  readonly fault: string | undefined;
}

/** A benchmark as people read it. */
export function printed({ benchmark, seconds, finding, fault }: Measured): string {
  const lines = [`\n${benchmark.name}: ${benchmark.sentence} (${seconds.toFixed(0)} s)`];
  if (fault !== undefined) lines.push(`  could not be measured: ${fault}`);
  for (const one of finding?.figures ?? []) lines.push(`  ${one.what.padEnd(58)} ${shown(one)}`);
  for (const one of finding?.goals ?? []) lines.push(`  ${one.what.padEnd(58)} ${shown(one)}   ${verdict(one)}`);
  for (const one of finding?.missing ?? []) lines.push(`  not measured: ${one}`);
  return lines.join('\n');
}

function shown({ value, unit }: Figure): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits).padStart(9)} ${unit}`;
}

function verdict(goal: Goal): string {
  const bar = `${goal.better === 'more' ? '≥' : '≤'} ${goal.bar} ${goal.unit}`.trim();
  return isReached(goal) ? `pass (${bar})` : `BELOW (${bar})`;
}

/** The same for programs. */
export function record({ benchmark, seconds, finding, fault }: Measured): object {
  return {
    name: benchmark.name,
    seconds: Math.round(seconds),
    ...(fault === undefined ? {} : { fault }),
    figures: finding?.figures ?? [],
    goals: (finding?.goals ?? []).map((goal) => ({ ...goal, reached: isReached(goal) })),
    missing: finding?.missing ?? [],
  };
}
