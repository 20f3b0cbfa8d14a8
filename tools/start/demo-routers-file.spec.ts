import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoRoutersFile } from './demo-routers-file.ts';
import { demoLines } from './farewell.ts';

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'demarc-routers-'));
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

it('routers run where the demo left some, unless DEMO=0 wants none', () => {
  expect(demoRoutersFile({ dataDir, demo: true })).toBeUndefined();
  const file = join(dataDir, 'demo-routers.json');
  writeFileSync(file, '{ "routers": [] }');
  expect(demoRoutersFile({ dataDir, demo: true })).toBe(file);
  expect(demoRoutersFile({ dataDir, demo: false })).toBeUndefined();
});

it('the start says that they run, and only then', () => {
  const radius = { username: 'net1', password: 'p', secret: 's', authPort: 1812, acctPort: 1813 };
  const signIns = { staff: [], customer: { login: '1', password: 'p' }, apiKey: 'k', radius };
  expect(demoLines(signIns, dataDir, true).join('\n')).toContain('logs/routers.log');
  expect(demoLines(signIns, dataDir, false).join('\n')).not.toContain('routers.log');
});
