import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const browser = ['libs/web', 'apps/admin', 'apps/portal'];

export default defineConfig({
  resolve: { conditions: ['demarc-source', 'module', 'browser', 'development|production'] },
  test: {
    name: 'web',
    root: join(import.meta.dirname, '../..'),
    environment: 'jsdom',
    include: browser.flatMap((folder) => [`${folder}/**/src/**/*.spec.ts`, `${folder}/**/src/**/*.spec.tsx`, `${folder}/src/**/*.spec.ts`]),
    exclude: ['**/node_modules/**', '**/dist/**'],
    setupFiles: [join(import.meta.dirname, 'vitest.setup.ts')],
    css: false,
    pool: 'forks',
    maxWorkers: 2,
  },
});
