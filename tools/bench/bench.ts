import { availableParallelism } from 'node:os';
import { ensureBuilt } from '../start/ensure-built.ts';
import { Progress, Stop } from '../start/progress.ts';
import { ROOT } from '../start/workspace.ts';
import type { Benchmark } from './benchmark.ts';
import { isReached } from './benchmark.ts';
import { type Measured, printed, record } from './report.ts';

/** `npm run bench [-- names] [--quick | --long] [--json]`. Exit code 1 when a figure is below its goal, 2 when one could not be measured. */
export async function bench(args: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const progress = new Progress(process.stderr);
  try {
    await ensureBuilt(ROOT, progress, interruption.signal);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    progress.line(error.message);
    return 2;
  }
  const { BENCHMARKS } = await import('./benchmarks.ts');
  const options = new Set(args.filter((arg) => arg.startsWith('--')));
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = [
    ...[...options].filter((option) => !['--quick', '--long', '--json'].includes(option)),
    ...names.filter((name) => !BENCHMARKS.some((one) => one.name === name)),
  ];
  if (unknown.length > 0) {
    process.stderr.write(`Not known: ${unknown.join(', ')}\n\n${usage(BENCHMARKS)}\n`);
    return 64;
  }
  const wanted = names.length === 0 ? BENCHMARKS : BENCHMARKS.filter((one) => names.includes(one.name));
  const measured: Measured[] = [];
  for (const benchmark of wanted) {
    if (interruption.signal.aborted) break;
    progress.step(`${benchmark.name} …`);
    const one = await measure(benchmark, options, progress, interruption.signal);
    measured.push(one);
    if (!options.has('--json')) process.stdout.write(`${printed(one)}\n`);
  }
  if (options.has('--json')) process.stdout.write(`${JSON.stringify(summary(measured), null, 2)}\n`);
  return exitCode(measured);
}

async function measure(
  benchmark: Benchmark,
  options: ReadonlySet<string>,
  progress: Progress,
  signal: AbortSignal,
): Promise<Measured> {
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  try {
    const finding = await benchmark.run({
      quick: options.has('--quick'),
      long: options.has('--long'),
      signal,
      tell: (line) => progress.line(`         ${line}`),
    });
    return { benchmark, seconds: seconds(), finding, fault: undefined };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) progress.line(error.stack ?? '');
    return { benchmark, seconds: seconds(), finding: undefined, fault };
  }
}

function summary(measured: readonly Measured[]): object {
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cores: availableParallelism(),
    benchmarks: measured.map(record),
  };
}

function exitCode(measured: readonly Measured[]): number {
  if (measured.some((one) => one.fault !== undefined)) return 2;
  return measured.every((one) => one.finding?.goals.every(isReached)) ? 0 : 1;
}

function usage(benchmarks: readonly Benchmark[]): string {
  const lines = benchmarks.map((one) => `  ${one.name.padEnd(18)} ${one.sentence}`);
  return `npm run bench -- [names] [--quick | --long] [--json]\n${lines.join('\n')}`;
}
