import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const LEAST_BYTES = 1_024;

/** Leaves a `.gz` beside every asset worth it, so that the server compresses nothing while people wait. */
export function precompressed(): Plugin {
  return {
    name: 'demarc-precompressed',
    apply: 'build',
    writeBundle: ({ dir = '' }, bundle) => {
      for (const name of Object.keys(bundle)) {
        if (!/\.(js|css|svg|json)$/.test(name)) continue;
        const file = join(dir, name);
        const plain = readFileSync(file);
        if (plain.length >= LEAST_BYTES) writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
      }
    },
  };
}
