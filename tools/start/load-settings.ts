import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '@demarc/config';
import { Stop } from './progress.ts';

type ReadSettings = typeof import('@demarc/config').readSettings;

/** Reads and checks the environment by the product's own schema; undefined as long as that is not built. */
export async function loadSettings(root: string, env: NodeJS.ProcessEnv): Promise<Settings | undefined> {
  // The file itself and not the package: the rest of it would load Nest, which costs more than the whole check.
  const file = join(root, 'libs/platform/config/dist/settings.js');
  if (!existsSync(file)) return undefined;
  const { readSettings } = (await import(pathToFileURL(file).href)) as { readSettings: ReadSettings };
  const result = readSettings(env);
  if (result.ok) return { ...result.value, dataDir: resolve(root, result.value.dataDir) };
  const faults = result.faults.map((fault) => `  ${fault.name}: ${fault.message}`);
  throw new Stop(
    `${faults.length === 1 ? 'One setting is' : `${faults.length} settings are`} wrong:\n${faults.join('\n')}`,
  );
}
