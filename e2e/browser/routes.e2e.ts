import { expect, test } from '@playwright/test';
import { addressOf } from './demo-records.ts';
import { complaintsOf, expectAccessible, expectNoSidewaysScroll, settled } from './look.ts';
import { type AppName, routesOf } from './routes.ts';
import { signedIn } from './signed-in.ts';

const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 360, height: 740 },
] as const;
const SCHEMES = ['light', 'dark'] as const;
const WHO: Readonly<Record<AppName, string>> = { admin: 'super_administrator', portal: 'customer' };

for (const app of ['admin', 'portal'] as const) {
  for (const route of routesOf(app)) {
    for (const viewport of WIDTHS) {
      test(`${app} ${route.path} at ${viewport.width}: accessible in light and dark, fits, says no error`, async ({
        browser,
      }) => {
        const context = await signedIn(browser, WHO[app], { viewport });
        const target = await addressOf(route, context.request);
        if (route.isPublic) await context.clearCookies();
        const page = await context.newPage();
        const complaints = complaintsOf(page);
        await page.goto(target);
        await settled(page);
        expect(new URL(page.url()).pathname, 'no redirect away').toBe(new URL(target).pathname);
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
          await settled(page);
          await expectAccessible(page, `${route.path}, ${colorScheme}`);
        }
        await expectNoSidewaysScroll(page, route.path);
        expect(complaints).toEqual([]);
        await context.close();
      });
    }
  }
}

test('the lists of routes are not empty', () => {
  expect(routesOf('admin').length).toBeGreaterThan(10);
  expect(routesOf('portal').map(({ path }) => path)).toContain('/bills/$invoiceId');
});
