import { expect, type Page } from '@playwright/test';
import axe, { type Result, type RunOptions } from 'axe-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Answers the list to which the page's complaints are added as they come. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  return complaints;
}

/** Everything that was asked for is there, and nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.dm-skeleton, [aria-busy="true"]')).toHaveCount(0);
  await still(page);
}

/** Shows the page by day or by night, as the system asks for. */
export async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
  await still(page);
}

/** What is drawn anew begins to change colour a frame later, so a page is still when nothing has begun for two frames. */
const STILL = `(async () => {
  const frames = () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const moving = () => document.getAnimations().filter((one) => one.playState === 'running');
  do {
    await Promise.all(moving().map((one) => one.finished.catch(() => undefined)));
    await frames();
  } while (moving().length > 0);
})()`;

async function still(page: Page): Promise<void> {
  await page.evaluate(STILL);
}

/** Makes the window as high as the page: what only lies behind the bar at the lower edge until it is scrolled is no fault. */
export async function showWhole(page: Page): Promise<void> {
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const width = page.viewportSize()?.width ?? 360;
  await page.setViewportSize({ width, height: Math.min(height + 80, 8_000) });
  await still(page);
}

/** No violation of WCAG 2.2 A and AA that a program can find, in what is on the screen now. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await expectNothingFound(page, { type: 'tag', values: RULES }, what);
}

/** For a page that was looked at in other colours: the rules that look at colours, since nothing else differs. */
export async function expectReadable(page: Page, what: string): Promise<void> {
  await expectNothingFound(page, { type: 'rule', values: COLOUR_RULES }, what);
}

async function expectNothingFound(page: Page, runOnly: RunOptions['runOnly'], what: string): Promise<void> {
  expect(framesToLookInto(page), `${what}: frames that nobody looks into`).toEqual([]);
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  // Only violations are described: describing what passes in a grid of fifty rows takes almost half of the time.
  const options: RunOptions = { runOnly, resultTypes: ['violations'], iframes: false };
  const violations = await page.evaluate<readonly Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  const found = violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    where: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} :: ${failureSummary ?? ''}`),
  }));
  expect(found, what).toEqual([]);
}

/** A PDF (of a blob of ours) is shown by the browser itself. */
function framesToLookInto(page: Page): string[] {
  const inside = page.frames().filter((frame) => frame !== page.mainFrame());
  return inside.map((frame) => frame.url()).filter((url) => !/^(blob|chrome-extension):/.test(url));
}

/** The page itself never scrolls sideways; on a wide screen tables may, inside their own labelled region. */
export async function expectNoSidewaysScroll(page: Page, what: string): Promise<void> {
  const [wide, seen] = await page.evaluate<readonly [number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect(wide, `${what}: the width of the page`).toBeLessThanOrEqual(seen);
}

/** On a narrow screen rows are cards: nothing in a table lies beside what is seen. */
export async function expectTablesToFit(page: Page, what: string): Promise<void> {
  const beside = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('.dm-grid-scroll, .dm-table-scroll')].filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.getAttribute('aria-label'))`,
  );
  expect(beside, `${what}: tables that scroll sideways`).toEqual([]);
}
