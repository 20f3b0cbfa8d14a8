import { expect, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { settled } from './look.ts';
import { signedIn } from './signed-in.ts';

test('a number pattern that cannot be read is refused in words; a good one is on the next document', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'super_administrator');
  const page = await context.newPage();
  await page.goto(address('/admin/billing-settings'));
  await settled(page);
  const numbers = page.locator('section', { has: page.getByRole('heading', { name: 'Numbers of documents' }) }).last();
  await numbers.getByRole('button', { name: 'Change' }).click();
  const panel = page.getByRole('dialog', { name: 'Change: Numbers of documents' });
  await panel.getByLabel('Invoices', { exact: true }).fill('F-{yeer}/{next|5}');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByRole('alert')).toContainText('Invoices: There is no {yeer} in number patterns.');
  await expect(panel.getByRole('alert').getByText('There is no {yeer}')).toHaveCount(1);
  await panel.getByLabel('Invoices', { exact: true }).fill('F-{year}/{next|5}');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toBeHidden();
  await expect(numbers).toContainText('F-{year}/{next|5}');

  await page.goto(address('/admin/invoices'));
  await settled(page);
  await page.getByRole('button', { name: 'One-time invoice' }).click();
  const invoice = page.getByRole('dialog', { name: 'One-time invoice' });
  await invoice.getByLabel('Customer').fill('Willow');
  await page
    .getByRole('option', { name: /Willow/ })
    .first()
    .click();
  await invoice.getByLabel('Description').fill('Router replacement');
  await invoice.getByLabel('Unit price').fill('45.00');
  await invoice.getByRole('button', { name: /^Issue the invoice/ }).click();
  await expect(page.getByText(/^F-\d{4}\/\d{5}$/).first()).toBeVisible();

  await page.goto(address('/admin/billing-settings'));
  await settled(page);
  await numbers.getByRole('button', { name: /^Reset/ }).click();
  await expect(numbers).not.toContainText('F-{year}/');
  await context.close();
});
