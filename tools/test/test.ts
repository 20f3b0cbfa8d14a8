import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { ROOT } from '../start/workspace.ts';
import { inRoom } from './in-room.ts';
import { howToGet, type NeededTool, provideTools } from './needed-tools.ts';
import type { Outcome } from './outcome.ts';
import { type Step, type StepContext, STEPS } from './steps.ts';
import { type Speaker, Turns } from './turns.ts';

/** Browsers, databases and test workers are busy on both; what keeps one busy runs beside another such step. */
const CORES = 2;
const NOTHING: Outcome = { passed: 0, failed: 0, faults: [] };

/** `npm test`: every step, whatever the ones before it came to; closes with the count. `--only unit,int` for some. */
export async function test(args: readonly string[]): Promise<number> {
  const steps = chosen(args);
  if (!steps) return 64;
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort());
  const reports = mkdtempSync(join(tmpdir(), 'demarc-reports-'));
  const context = { root: ROOT, reports, signal: interruption.signal };
  const missing = provideTools(
    steps.map((step) => step.name),
    tell,
  );
  const turns = new Turns((text) => process.stdout.write(text));
  const outcomes = await inRoom(
    steps.map((step) => ({ takes: step.cores, run: () => runStep(step, context, missing, turns.next()) })),
    CORES,
  );
  rmSync(reports, { recursive: true, force: true });
  if (interruption.signal.aborted) return 130;
  return summary(outcomes);
}

function chosen(args: readonly string[]): readonly Step[] | undefined {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' } }, strict: false });
  if (typeof values.only !== 'string') return STEPS;
  const names = values.only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length === 0) return STEPS.filter((step) => names.includes(step.name));
  process.stderr.write(
    `No such step: ${unknown.join(', ')}. There are: ${STEPS.map((step) => step.name).join(', ')}\n`,
  );
  return undefined;
}

async function runStep(
  step: Step,
  context: Omit<StepContext, 'say'>,
  missing: readonly NeededTool[],
  { say, end }: Speaker,
): Promise<readonly [Step, Outcome]> {
  const startedMs = performance.now();
  if (context.signal.aborted) return [step, NOTHING];
  say(`\n── ${step.sentence} (${step.name})\n`);
  const lacking = missing.filter((tool) => tool.steps.includes(step.name));
  const outcome =
    lacking.length > 0
      ? { passed: 0, failed: lacking.length, faults: lacking.map(howToGet) }
      : await step.run({ ...context, say }).catch((error: unknown) => {
          say(`${error instanceof Error ? error.message : String(error)}\n`);
          return { passed: 0, failed: 1, faults: [`${step.name}: see above`] };
        });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  say(`── ${step.name}: ${outcome.passed} passed, ${outcome.failed} failed, ${seconds} s\n`);
  end();
  return [step, outcome];
}

function summary(outcomes: readonly (readonly [Step, Outcome])[]): number {
  const total = (pick: (outcome: Outcome) => number) => outcomes.reduce((sum, [, outcome]) => sum + pick(outcome), 0);
  const passed = total((outcome) => outcome.passed);
  const failed = total((outcome) => outcome.failed);
  if (failed > 0) {
    tell('\nFailed:');
    for (const [step, { faults }] of outcomes) for (const fault of faults) tell(`  ${step.name}  ${fault}`);
  }
  tell(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
