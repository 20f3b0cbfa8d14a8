import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { expectAccessible, settled } from './look.ts';
import { signedIn } from './signed-in.ts';

async function downloaded(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFile(await download.path());
}

test('the statement of a customer is on the screen as on the paper, at a desk and on a phone', async ({ browser }) => {
  const context = await signedIn(browser, 'super_administrator');
  const page = await context.newPage();
  const { list } = await ask<{ list: { nodes: { id: string }[] } }>(
    context.request,
    'admin',
    '{ list: customerList(first: 1, sort: BALANCE, descending: true) { nodes { id } } }',
  );
  await page.goto(address(`/admin/customers/${list.nodes[0]?.id ?? ''}?tab=billing`));
  await settled(page);
  await page.getByRole('button', { name: 'Statement of account' }).click();
  const panel = page.getByRole('dialog');
  await expect(panel.getByRole('table', { name: 'Movements' }).getByRole('row')).not.toHaveCount(1);
  await expectAccessible(page, 'the statement of a customer');
  const bytes = await downloaded(page, () => panel.getByRole('link', { name: 'Open as PDF' }).click());
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  await page.setViewportSize({ width: 360, height: 800 });
  await settled(page);
  await expectAccessible(page, 'the statement of a customer on a phone');
  await context.close();
});

test('invoices that are chosen in the grid come as one archive', async ({ browser }) => {
  const context = await signedIn(browser, 'super_administrator');
  const page = await context.newPage();
  await page.goto(address('/admin/invoices'));
  await settled(page);
  const boxes = page.getByRole('table', { name: 'Invoices' }).getByRole('checkbox');
  await boxes.nth(1).click();
  await boxes.nth(2).click();
  await page.getByRole('group', { name: 'Selection' }).getByRole('button', { name: 'PDFs' }).click();
  await page.getByRole('menuitem', { name: 'A ZIP archive, one PDF each' }).click();
  const dialog = page.getByRole('dialog');
  const link = dialog.getByRole('link', { name: /^Download 2-invoices/ });
  await expect(link).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page, 'a file that is ready');
  const bytes = await downloaded(page, () => link.click());
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  await context.close();
});

test('a customer reads the statement of the account, and takes it away as PDF', async ({ browser }) => {
  const context = await signedIn(browser, 'customer');
  const page = await context.newPage();
  await page.goto(address('/portal/bills'));
  await settled(page);
  await page.getByRole('link', { name: 'See your statement' }).click();
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Statement of account');
  await expect(page.getByRole('table', { name: 'Movements' }).getByRole('row')).not.toHaveCount(1);
  await expectAccessible(page, 'the statement in the portal');
  const bytes = await downloaded(page, () => page.getByRole('link', { name: 'PDF' }).click());
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  await context.close();
});
