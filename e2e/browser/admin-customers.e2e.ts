import { expect, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { signedIn } from './signed-in.ts';

test('support finds a customer by number from the palette and opens the record', async ({ browser }) => {
  const context = await signedIn(browser, 'support');
  const page = await context.newPage();
  await page.goto(address('/admin/'));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('#1');
  await page.getByRole('option', { name: /#1 / }).first().click();
  await expect(page).toHaveURL(/\/admin\/customers\/[0-9a-f-]{36}/);
  await expect(page.getByRole('heading', { level: 2, name: 'What happens next' })).toBeVisible();
  await context.close();
});

test('a customer is created, activated, given a service and pays, with the allocation shown before', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const page = await context.newPage();
  await page.goto(address('/admin/customers?panel=new'));
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Name', { exact: true }).fill('Quill Smoketest');
  const partner = panel.getByLabel('Partner');
  if (await partner.isVisible()) await partner.selectOption({ index: 1 });
  await panel.getByRole('button', { name: /Create customer/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Quill Smoketest' })).toBeVisible();

  await page
    .getByRole('button', { name: /Add service/ })
    .first()
    .click();
  await page.getByRole('dialog').getByLabel('Plan', { exact: true }).click();
  await page.getByRole('option').first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Add service/ })
    .click();
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('p');
  const payment = page.getByRole('dialog');
  await payment.getByLabel('Amount').fill('12.50');
  await expect(payment.getByText('Credit afterwards').or(payment.getByText('Owed afterwards'))).toBeVisible();
  await payment.getByRole('button', { name: /Record/ }).click();
  await expect(payment).toBeHidden();
  await page.goto(`${page.url().split('?')[0]}?tab=billing`);
  await expect(page.getByRole('table', { name: 'Payments' }).getByText('12.50').first()).toBeVisible();
  await context.close();
});

test('a filter of the list is in its address, and a copied address shows the same', async ({ browser }) => {
  const context = await signedIn(browser, 'support');
  const page = await context.newPage();
  await page.goto(address('/admin/customers?f.status=BLOCKED'));
  const rows = page.getByRole('row').filter({ hasText: 'Blocked' });
  await expect(rows.first()).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Active' })).toHaveCount(0);
  await context.close();
});
