import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtProjects, fingerprintSources } from './source-fingerprint.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'demarc-sources-'));
  for (const folder of ['apps/api/src', 'apps/api/dist', 'libs/platform/kernel/src', 'libs/web/ui']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'apps/api/package.json'), '{ "scripts": { "build": "tsc" } }');
  writeFileSync(join(root, 'libs/platform/kernel/package.json'), '{ "scripts": { "build": "tsc" } }');
  writeFileSync(join(root, 'libs/web/ui/package.json'), '{}');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

it('changes with a new, changed or removed source', () => {
  const seen = new Set([fingerprintSources(root)]);
  const file = join(root, 'libs/platform/kernel/src/money.ts');
  writeFileSync(file, 'export const a = 1;');
  seen.add(fingerprintSources(root));
  writeFileSync(file, 'export const a = 10;');
  seen.add(fingerprintSources(root));
  expect(seen.size).toBe(3);
  rmSync(file);
  expect(seen).toContain(fingerprintSources(root));
});

it('does not change with what is built, tested or installed', () => {
  const before = fingerprintSources(root);
  writeFileSync(join(root, 'apps/api/dist/main.js'), '');
  writeFileSync(join(root, 'libs/platform/kernel/src/money.spec.ts'), '');
  expect(fingerprintSources(root)).toBe(before);
});

it('knows which folders are built', () => {
  expect(builtProjects(root)).toEqual([join(root, 'apps/api'), join(root, 'libs/platform/kernel')]);
});
