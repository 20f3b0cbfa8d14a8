import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../start/workspace.ts';
import { atMost, type Benchmark, type Goal } from './benchmark.ts';

const LIMITS = { admin: 280, portal: 190 } as const;

/** What a browser loads before anything is seen: the scripts of the page and what they import at once. */
export const bundles: Benchmark = {
  name: 'bundles',
  sentence: 'JavaScript that the apps load first, compressed',
  run: async () => ({ figures: [], goals: [initialOf('admin'), initialOf('portal')] }),
};

function initialOf(app: keyof typeof LIMITS): Goal {
  const dist = join(ROOT, 'apps', app, 'dist');
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const bytes = [...importedAtOnce(join(dist, 'assets'), scriptsOf(page))].reduce(
    (sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length,
    0,
  );
  return atMost(`${app}, first load`, Math.round(bytes / 100) / 10, LIMITS[app], 'kB');
}

function scriptsOf(page: string): string[] {
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => /(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? []);
}

/** Preloads in the page are hints; the imports in the files are what counts. */
function importedAtOnce(assets: string, scripts: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = scripts.map((script) => join(assets, basename(script)));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+\.js)["'`]/g);
    for (const match of imports) waiting.push(join(assets, match[1] ?? ''));
  }
  return found;
}
