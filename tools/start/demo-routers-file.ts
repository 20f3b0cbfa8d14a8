import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@demarc/config';

/** What the routers of the demo provider are made of; undefined where there is no demo, or `DEMO=0` wants none. */
export function demoRoutersFile(settings: Pick<Settings, 'dataDir' | 'demo'>): string | undefined {
  const file = join(settings.dataDir, 'demo-routers.json');
  return settings.demo && existsSync(file) ? file : undefined;
}
