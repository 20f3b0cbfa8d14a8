import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../start/workspace.ts';

const LIMIT_MS = 240_000;
const TRACE = /^trace [0-9a-f]{64}\n$/;
const run = promisify(execFile);

interface Report {
  readonly cases: readonly { id: string; result: string; reason: string | null }[];
  readonly violations: readonly unknown[];
  readonly secondRunDocuments: number;
}

/** As an operator starts it; the built product. */
function demarc(...args: readonly string[]): Promise<string> {
  return demarcIn('UTC', ...args);
}

/** On a server whose clock is set to a zone. */
async function demarcIn(zone: string, ...args: readonly string[]): Promise<string> {
  const program = [join(ROOT, 'tools/demarc/main.mjs'), ...args];
  const { stdout } = await run(process.execPath, program, {
    cwd: ROOT,
    env: { ...process.env, TZ: zone },
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
      ) as Report;
      expect(report.cases.filter((one) => one.result !== 'right')).toEqual([]);
      expect(report.cases.length).toBeGreaterThan(40);
      expect(report.violations).toEqual([]);
      expect(report.secondRunDocuments).toBe(0);
    },
  );

  it(
    'live further cases and random ones through, where the server has another day than most of the customers',
    { timeout: LIMIT_MS },
    async () => {
      const folder = join(ROOT, 'tools/vectors/cases');
      const report = JSON.parse(
        await demarcIn('Pacific/Auckland', 'vectors', '--dir', folder, '--random', '40', '--seed', '22', '--json'),
      ) as Report;
      expect(report.cases.filter((one) => one.result !== 'right')).toEqual([]);
      expect(report.cases.length).toBeGreaterThan(160);
      expect(report).toMatchObject({ violations: [], secondRunDocuments: 0 });
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
      demarc('simulate', '--months', '0.2', '--customers', '15', '--seed', seed);
    const first = await lived('alpha');
    expect(first).toMatch(TRACE);
    expect(await lived('alpha')).toBe(first);
    expect(await lived('beta')).not.toBe(first);
  });

  it(
    'issue two runs of one day whose workers are killed while they work: one document each, no gap, nothing twice',
    async () => {
      const said = await demarc('killed-run', '--kills', '4', '--workers', '2', '--customers', '500');
      expect(said).toMatch(/^[45] workers killed in \d+ months of 500 customers, two runs each: everything holds\n$/);
    },
    LIMIT_MS,
  );
});
