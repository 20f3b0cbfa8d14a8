import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/test/longest-first.ts';

const conditions = ['demarc-source'];

export default defineConfig({
  // graphql names its ES build in `module` only, which Node itself never takes: with both, no type is an instance of its class.
  resolve: { alias: [{ find: /^graphql$/, replacement: join(import.meta.dirname, 'node_modules/graphql/index.js') }] },
  ssr: { resolve: { conditions } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      'libs/web/vitest.config.ts',
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles: ['tools/test/random-lives.ts'],
          environment: 'node',
          include: ['libs/**/src/**/*.spec.ts', 'apps/api/src/**/*.spec.ts', 'tools/**/*.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', 'libs/web/**', '**/*.int.spec.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          environment: 'node',
          // Files share the modules that they load: loading them anew for each file was half of the work of a small one.
          isolate: false,
          include: ['libs/**/*.int.spec.ts', 'apps/api/**/*.int.spec.ts', 'tools/**/*.int.spec.ts', 'e2e/scenarios/**/*.int.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['libs/platform/testing/src/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
