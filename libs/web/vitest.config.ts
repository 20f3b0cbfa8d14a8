import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['demarc-source', 'module', 'browser', 'development|production'] },
  test: {
    name: 'web',
    root: import.meta.dirname,
    environment: 'jsdom',
    include: ['**/src/**/*.spec.ts', '**/src/**/*.spec.tsx'],
    setupFiles: ['./vitest.setup.ts'],
    css: false,
    pool: 'forks',
    maxWorkers: 2,
  },
});
