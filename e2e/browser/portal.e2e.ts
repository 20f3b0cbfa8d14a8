import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { address, demo, signInCustomer } from '../product/demo.ts';
import { settled } from './look.ts';
import { signedIn } from './signed-in.ts';

test('a customer signs in and sees what is owed, what is next and the last bills', async ({ page }) => {
  await signInCustomer(page);
  await settled(page);
  await expect(page.getByText(/You owe|Nothing to pay|You have credit/).first()).toBeVisible();
  await expect(page.getByText('What happens next')).toBeVisible();
  await expect(page.getByText('Last bills')).toBeVisible();
});

test('a bill is a page with a reason for each line, and a PDF', async ({ browser }) => {
  const context = await signedIn(browser, 'customer');
  const page = await context.newPage();
  await page.goto(address('/portal/bills'));
  await settled(page);
  const bills = page.getByRole('table', { name: 'Your bills' });
  const first = bills.getByRole('link').first();
  const number = await first.textContent();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    bills.getByRole('link', { name: `Bill ${number} as PDF` }).click(),
  ]);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.length).toBeGreaterThan(5_000);
  await first.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Bill ${number}`);
  await expect(page.getByRole('table', { name: 'What it is for' }).getByRole('row')).not.toHaveCount(1);
  await context.close();
});

test('the account page shows who the customer is', async ({ browser }) => {
  const context = await signedIn(browser, 'customer');
  const page = await context.newPage();
  await page.goto(address('/portal/account'));
  await settled(page);
  await expect(page.getByText('Customer number')).toBeVisible();
  await expect(page.getByText(demo().customer.login, { exact: true }).first()).toBeVisible();
  await context.close();
});

test('a customer is nobody to the staff app and its API', async ({ browser }) => {
  const context = await signedIn(browser, 'customer');
  const page = await context.newPage();
  await page.goto(address('/admin/customers'));
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  const answer = await context.request.post(address('/graphql'), {
    headers: { 'X-Demarc-App': 'portal' },
    data: { query: '{ staffMembers { nodes { email } } }' },
  });
  expect(await answer.text()).not.toContain('@northlight.example');
  await context.close();
});
