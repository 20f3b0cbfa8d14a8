import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../start/workspace.ts';

const LIMIT_MS = 240_000;
const TRACE = /^trace [0-9a-f]{64}\n$/;
const run = promisify(execFile);

/** As an operator starts it; the built product. */
async function demarc(...args: readonly string[]): Promise<string> {
  const program = [join(ROOT, 'tools/demarc/main.mjs'), ...args];
  const { stdout } = await run(process.execPath, program, {
    cwd: ROOT,
    timeout: LIMIT_MS,
    maxBuffer: 32 * 1024 * 1024,
  });
  return stdout;
}

describe('rehearsals on a database of their own', () => {
  it(
    'live every case with a known answer through in the product, and find that answer',
    { timeout: LIMIT_MS },
    async () => {
      const report = JSON.parse(
        await demarc('vectors', '--dir', join(ROOT, 'libs/billing/test/vectors'), '--json'),
      ) as {
        cases: { id: string; result: string; reason: string | null }[];
        violations: unknown[];
        secondRunDocuments: number;
      };
      expect(report.cases.filter((one) => one.result !== 'right')).toEqual([]);
      expect(report.cases.length).toBeGreaterThan(40);
      expect(report.violations).toEqual([]);
      expect(report.secondRunDocuments).toBe(0);
    },
  );

  it(
    'live two hundred customers through a month of random acts, with every promise about money kept',
    { timeout: LIMIT_MS },
    async () => {
      expect(
        await demarc('simulate', '--months', '1', '--customers', '200', '--acts', '12', '--seed', 'suite'),
      ).toMatch(TRACE);
    },
  );

  it('live the same way for the same seed, and another way for another', { timeout: LIMIT_MS }, async () => {
    const lived = (seed: string): Promise<string> =>
      demarc('simulate', '--months', '0.5', '--customers', '15', '--seed', seed);
    const first = await lived('alpha');
    expect(first).toMatch(TRACE);
    expect(await lived('alpha')).toBe(first);
    expect(await lived('beta')).not.toBe(first);
  });

  it(
    'issue two runs of one day whose workers are killed while they work: one document each, no gap, nothing twice',
    async () => {
      const said = await demarc('killed-run', '--kills', '6', '--workers', '2', '--customers', '800');
      expect(said).toMatch(/^[67] workers killed in \d+ months of 800 customers, two runs each: everything holds\n$/);
    },
    LIMIT_MS,
  );
});
