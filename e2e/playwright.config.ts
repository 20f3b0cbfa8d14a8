import { defineConfig } from '@playwright/test';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The whole product is started once, with its demo provider, and every test goes through its front door. */
export default defineConfig({
  testDir: './browser',
  globalSetup: './product/start-product.ts',
  outputDir: './test-results',
  // What people do runs one after the other, for it changes what the demo provider has; who only looks does so beside it, and on
  // both cores when the others are done.
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: 'journeys', testMatch: '**/*.e2e.ts', testIgnore: '**/routes.e2e.ts', workers: 1 },
    { name: 'looks', testMatch: '**/routes.e2e.ts', fullyParallel: true },
  ],
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
