import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './outcome.ts';

const file = (status: string, ...tests: [string, string][]) => ({
  name: '/repo/libs/a/src/a.spec.ts',
  status,
  assertionResults: tests.map(([fullName, outcome]) => ({ fullName, status: outcome })),
});

describe('counting vitest', () => {
  it('counts what passed and names what failed', () => {
    const report = { testResults: [file('failed', ['adds', 'passed'], ['subtracts', 'failed'])] };
    expect(countVitest(report, 1, '/repo')).toEqual({
      passed: 1,
      failed: 1,
      faults: ['libs/a/src/a.spec.ts: subtracts'],
    });
  });

  it('takes a skipped test for a failed one', () => {
    const report = { testResults: [file('passed', ['adds', 'passed'], ['later', 'skipped'], ['some day', 'todo'])] };
    expect(countVitest(report, 0, '/repo')).toMatchObject({ passed: 1, failed: 2 });
  });

  it('counts a file that could not be loaded', () => {
    expect(countVitest({ testResults: [file('failed')] }, 1, '/repo')).toMatchObject({ passed: 0, failed: 1 });
  });

  it('does not take a run for good that ended badly, or ran nothing', () => {
    expect(countVitest({ testResults: [file('passed', ['adds', 'passed'])] }, 1, '/repo')).toMatchObject({ failed: 1 });
    expect(countVitest({ testResults: [] }, 0, '/repo')).toMatchObject({ passed: 0, failed: 1 });
    expect(countVitest(undefined, 1, '/repo')).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('counting playwright', () => {
  const suite = (...statuses: string[]) => ({
    title: 'sign-in.e2e.ts',
    suites: [
      {
        title: 'admin',
        specs: statuses.map((status, at) => ({ title: `test ${at}`, tests: [{ status, projectName: 'wide' }] })),
      },
    ],
  });

  it('counts nested suites; flaky and skipped tests did not pass', () => {
    expect(countPlaywright({ suites: [suite('expected', 'flaky', 'skipped', 'unexpected')] }, 1)).toEqual({
      passed: 1,
      failed: 3,
      faults: [
        'sign-in.e2e.ts › admin › test 1 [wide] (flaky)',
        'sign-in.e2e.ts › admin › test 2 [wide] (skipped)',
        'sign-in.e2e.ts › admin › test 3 [wide] (unexpected)',
      ],
    });
  });

  it('counts errors outside of tests, and an empty run', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'no server\nat' }] }, 1).faults).toEqual(['no server']);
    expect(countPlaywright(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
  });
});
