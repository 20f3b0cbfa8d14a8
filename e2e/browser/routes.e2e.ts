import { expect } from '@playwright/test';
import { addressOf } from './demo-records.ts';
import {
  complaintsOf,
  expectAccessible,
  expectNoSidewaysScroll,
  expectReadable,
  expectTablesToFit,
  inScheme,
  settled,
  showWhole,
} from './look.ts';
import { type AppName, routesOf } from './routes.ts';
import { test } from './lookers.ts';

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 360, height: 740 };
/** Four looks of axe at a grid of fifty rows take a busy machine of two cores more than a minute. */
const MOST_MS = 150_000;
const WHO: Readonly<Record<AppName, string>> = { admin: 'super_administrator', portal: 'customer' };
const NOBODY = 'nobody';

for (const app of ['admin', 'portal'] as const) {
  for (const route of routesOf(app)) {
    test(`${app} ${route.path} is accessible, light and dark, wide and narrow, fits and says no error`, async ({
      lookers,
    }) => {
      test.setTimeout(MOST_MS);
      const { request } = await lookers.contextOf(WHO[app]);
      const target = await addressOf(route, request);
      const page = await lookers.pageOf(route.isPublic ? NOBODY : WHO[app]);
      const complaints = complaintsOf(page);
      await page.setViewportSize(WIDE);
      await page.goto(target);
      await settled(page);
      expect(new URL(page.url()).pathname, 'no redirect away').toBe(new URL(target).pathname);
      for (const viewport of [WIDE, NARROW]) {
        await page.setViewportSize(viewport);
        const what = `${route.path} at ${viewport.width}`;
        await inScheme(page, 'light');
        await settled(page);
        await expectNoSidewaysScroll(page, what);
        if (viewport === NARROW) await expectTablesToFit(page, what);
        if (viewport === NARROW) await showWhole(page);
        await expectAccessible(page, `${what}, light`);
        await inScheme(page, 'dark');
        await expectReadable(page, `${what}, dark`);
      }
      expect(complaints).toEqual([]);
    });
  }
}

test('the lists of routes are not empty', () => {
  expect(routesOf('admin').length).toBeGreaterThan(10);
  expect(routesOf('portal').map(({ path }) => path)).toContain('/bills/$invoiceId');
});
