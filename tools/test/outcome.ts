/** What a step came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Shown again at the end, since the output between may be long. */
  readonly faults: readonly string[];
}

export function single(isPassed: boolean, fault: string): Outcome {
  return isPassed ? { passed: 1, failed: 0, faults: [] } : { passed: 0, failed: 1, faults: [fault] };
}

interface VitestReport {
  readonly numPassedTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/**
 * Counts vitest's JSON report. A test that did not run (skipped, todo) is a failure: the suite promises to skip nothing.
 * So is a file that could not be loaded, and a run that ended badly without saying where.
 */
export function countVitest(report: VitestReport | undefined, exitCode: number, root: string): Outcome {
  const faults: string[] = [];
  let passed = 0;
  for (const file of report?.testResults ?? []) {
    const name = file.name.replace(`${root}/`, '');
    const bad = file.assertionResults.filter((one) => one.status !== 'passed');
    passed += file.assertionResults.length - bad.length;
    faults.push(...bad.map((one) => `${name}: ${one.fullName}${one.status === 'failed' ? '' : ` (${one.status})`}`));
    if (bad.length === 0 && file.status === 'failed') faults.push(`${name}: the file could not be run`);
  }
  if (passed + faults.length === 0) faults.push('no test ran');
  else if (exitCode !== 0 && faults.length === 0) faults.push(`vitest ended with exit code ${exitCode}`);
  return { passed, failed: faults.length, faults };
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string; readonly projectName: string }[];
  }[];
}

interface PlaywrightReport {
  readonly suites?: readonly PlaywrightSuite[];
  readonly errors?: readonly { readonly message?: string }[];
}

/** Counts Playwright's JSON report by the same rules; a test that passed at the second try did not pass. */
export function countPlaywright(report: PlaywrightReport | undefined, exitCode: number): Outcome {
  const faults: string[] = [];
  let passed = 0;
  const visit = (suite: PlaywrightSuite, path: readonly string[]): void => {
    const here = suite.title ? [...path, suite.title] : path;
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected') passed += 1;
        else faults.push(`${[...here, spec.title].join(' › ')} [${test.projectName}] (${test.status})`);
      }
    }
    for (const child of suite.suites ?? []) visit(child, here);
  };
  for (const suite of report?.suites ?? []) visit(suite, []);
  for (const error of report?.errors ?? [])
    faults.push((error.message ?? 'an error outside of tests').split('\n')[0] ?? '');
  if (passed + faults.length === 0) faults.push('no test ran');
  else if (exitCode !== 0 && faults.length === 0) faults.push(`playwright ended with exit code ${exitCode}`);
  return { passed, failed: faults.length, faults };
}
