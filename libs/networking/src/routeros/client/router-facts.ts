import { parseDuration } from '../values/duration.js';
import { parseVersion, type RouterVersion } from '../values/version.js';
import type { RouterClient } from './router-client.js';

export interface RouterFacts {
  readonly identity: string;
  readonly version: RouterVersion | undefined;
  readonly versionText: string;
  readonly board: string;
  readonly uptimeMs: number | undefined;
  readonly cpuLoadPercent: number | undefined;
}

/** Who answers there, in two cheap reads. */
export async function readFacts(client: RouterClient): Promise<RouterFacts> {
  const [resource, identity] = await Promise.all([client.print('/system/resource'), client.print('/system/identity')]);
  const row = resource[0] ?? {};
  const load = Number(row['cpu-load'] ?? Number.NaN);
  return {
    identity: identity[0]?.['name'] ?? '',
    version: parseVersion(row['version'] ?? ''),
    versionText: row['version'] ?? '',
    board: row['board-name'] ?? '',
    uptimeMs: parseDuration(row['uptime'] ?? ''),
    cpuLoadPercent: Number.isNaN(load) ? undefined : load,
  };
}
