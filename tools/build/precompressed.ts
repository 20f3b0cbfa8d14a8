import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const LEAST_BYTES = 1_024;

/** Leaves a `.gz` beside every asset worth it, so that the server compresses nothing while people wait. */
export function precompressed(): Plugin {
  let folder = '';
  return {
    name: 'demarc-precompressed',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir, config.build.assetsDir);
    },
    closeBundle: () => {
      // Called after a failed build too; its own error is the one to show.
      if (!existsSync(folder)) return;
      for (const name of readdirSync(folder)) {
        const file = join(folder, name);
        if (/\.(js|css|svg|json)$/.test(name) && statSync(file).size >= LEAST_BYTES) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}
