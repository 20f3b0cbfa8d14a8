import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../start/workspace.ts';

const FOLDER = join(import.meta.dirname, 'patches');

it('each fault can still be put into the code', () => {
  const applies = (name: string): boolean =>
    spawnSync('git', ['apply', '--check', join(FOLDER, name)], { cwd: ROOT }).status === 0;
  const patches = readdirSync(FOLDER).filter((name) => name.endsWith('.patch'));
  expect(patches.length).toBeGreaterThanOrEqual(40);
  expect(patches.filter((name) => !applies(name))).toEqual([]);
});
