import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { address, demo, signInCustomer } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { expectAccessible, settled } from './look.ts';
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

test('where nothing can be paid online the portal says how else, and offers no button that refuses', async ({
  browser,
}) => {
  const staff = await signedIn(browser, 'super_administrator');
  const { me } = await (async () => {
    const customer = await signedIn(browser, 'customer');
    const answer = await ask<{ me: { id: string; number: string } }>(
      customer.request,
      'portal',
      '{ me { id number } }',
    );
    await customer.close();
    return answer;
  })();
  const issue = 'mutation ($input: IssueOneTimeInvoiceInput!) { issueOneTimeInvoice(input: $input) { id } }';
  const input = { customerId: me.id, lines: [{ description: 'Cable', unitPrice: '10.00' }] };
  await ask(staff.request, 'admin', issue, { input });
  const context = await signedIn(browser, 'customer');
  const page = await context.newPage();
  await page.goto(address('/portal/bills'));
  await settled(page);
  const how = page.locator('section', { has: page.getByRole('heading', { name: 'How to pay' }) }).last();
  await expect(how).toContainText(/bank transfer|ask us|at the office/);
  await expect(page.getByRole('button', { name: /^Pay/ })).toHaveCount(0);
  await expectAccessible(page, 'how to pay');
  await context.close();
  await staff.close();
});

test('a customer changes their own telephone', async ({ browser }) => {
  const context = await signedIn(browser, 'customer');
  const page = await context.newPage();
  await page.goto(address('/portal/account'));
  await settled(page);
  await page.getByRole('button', { name: 'Change e-mail and telephone' }).click();
  const panel = page.getByRole('dialog', { name: 'How we reach you' });
  await panel.getByLabel('Telephone').fill('nobody');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByRole('alert')).toContainText('Telephone');
  await panel.getByLabel('Telephone').fill('+351 555 000111');
  await expectAccessible(page, 'the contact of a customer');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByText('+351 555 000111')).toBeVisible();
  await context.close();
});
