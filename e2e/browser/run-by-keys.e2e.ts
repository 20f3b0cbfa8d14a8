import { expect, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { pressByKeys, tabTo, typedDay } from './by-keys.ts';
import { settled } from './look.ts';
import { signedIn } from './signed-in.ts';

/** The first of the month after the next one: no other test has billed it. */
function monthAfterNext(): string {
  const today = new Date();
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 2, 1)).toISOString().slice(0, 10);
}

test('by keys alone: a billing run is previewed, approved and issued', async ({ browser }) => {
  test.setTimeout(180_000);
  const context = await signedIn(browser, 'super_administrator');
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const isLost = (): Promise<boolean> => page.evaluate('document.activeElement === document.body');

  await page.goto(address('/admin/runs'));
  await settled(page);
  await pressByKeys(page, page.getByRole('button', { name: 'New preview' }).first());
  const panel = page.getByRole('dialog', { name: 'New billing run' });
  await expect(panel.getByLabel('Document date')).toBeFocused();
  await page.keyboard.type(typedDay(monthAfterNext()));
  await pressByKeys(page, panel.getByRole('button', { name: 'Work out the preview' }));
  await expect(page).toHaveURL(/\/admin\/runs\/.+/);
  await expect(page.getByText('The preview is being worked out')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText('Why it differs')).toBeVisible();

  await pressByKeys(page, page.getByRole('button', { name: 'Approve', exact: true }));
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused({ timeout: 20_000 });
  await pressByKeys(page, dialog.getByRole('button', { name: 'Approve', exact: true }));
  await expect(dialog).toBeHidden();

  const issue = page.getByRole('button', { name: /^Issue [\d,.]+/ });
  await pressByKeys(page, issue);
  const count = /\d+/.exec((await dialog.getByRole('button', { name: /^Issue / }).textContent()) ?? '')?.[0] ?? '';
  await tabTo(page, dialog.getByRole('textbox'));
  await page.keyboard.type(count);
  await pressByKeys(page, dialog.getByRole('button', { name: /^Issue / }));
  await expect(page.getByText('The run is issued')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(`${count} invoices were issued.`)).toBeVisible();
  await expect.poll(isLost, 'focus is kept').toBe(false);
  await context.close();
});
