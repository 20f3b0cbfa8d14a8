import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../start/workspace.ts';
import { demarc, LIMIT_MS } from './as-operator.ts';

interface Report {
  readonly cases: readonly { id: string; result: string; reason: string | null }[];
  readonly violations: readonly unknown[];
  readonly secondRunDocuments: number;
}

describe('rehearsals of cases with known answers', { timeout: LIMIT_MS }, () => {
  it('live every case through in the product, and find its answer', async () => {
    const folder = join(ROOT, 'libs/billing/test/vectors');
    const report = JSON.parse(await demarc(['vectors', '--dir', folder, '--json'])) as Report;
    expect(report.cases.filter((one) => one.result !== 'right')).toEqual([]);
    expect(report.cases.length).toBeGreaterThan(40);
    expect(report.violations).toEqual([]);
    expect(report.secondRunDocuments).toBe(0);
  });

  it('live further cases and random ones through, where the server has another day than most of the customers', async () => {
    const folder = join(ROOT, 'tools/vectors/cases');
    const args = ['vectors', '--dir', folder, '--random', '40', '--seed', '22', '--json'];
    const report = JSON.parse(await demarc(args, 'Pacific/Auckland')) as Report;
    expect(report.cases.filter((one) => one.result !== 'right')).toEqual([]);
    expect(report.cases.length).toBeGreaterThan(160);
    expect(report).toMatchObject({ violations: [], secondRunDocuments: 0 });
  });
});
