import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { settled } from './look.ts';
import { signedIn } from './signed-in.ts';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly balance: { readonly amount: string };
}

/** Customers who owe, those who owe most first. */
async function debtors(request: APIRequestContext, first = 12): Promise<readonly Row[]> {
  const query = `query ($first: Int!) { list: customerList(first: $first, sort: BALANCE) { nodes { id number name balance { amount } } } }`;
  const { list } = await ask<{ list: { nodes: Row[] } }>(request, 'admin', query, { first });
  const owing = list.nodes.filter(({ balance }) => balance.amount.startsWith('-'));
  expect(owing.length).toBeGreaterThan(5);
  return owing;
}

async function openCustomer(page: Page, { id, name }: Row): Promise<void> {
  await page.goto(address(`/admin/customers/${id}`));
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
}

test('the record of a customer says what is owed and what happens next', async ({ browser }) => {
  const context = await signedIn(browser, 'support');
  const [customer] = await debtors(context.request);
  if (!customer) return;
  const page = await context.newPage();
  await openCustomer(page, customer);
  await expect(page.getByText(`Owes €${owed(customer)}`)).toBeVisible();
  const next = page.locator('section', { has: page.getByRole('heading', { name: 'What happens next' }) }).last();
  await expect(next.getByRole('listitem').first()).toContainText(/\d{4}/);
  await expect(
    next
      .getByRole('listitem')
      .filter({ hasText: /\d{4}.*€\d/ })
      .first(),
  ).toBeVisible();
  await context.close();
});

test('a payment shows what it settles before it is saved, and stands in the audit log afterwards', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'super_administrator');
  const customer = (await debtors(context.request))[1];
  if (!customer) return;
  const page = await context.newPage();
  await openCustomer(page, customer);
  await page.getByRole('button', { name: /^Take payment/ }).click();
  const panel = page.getByRole('dialog', { name: `Take a payment of ${customer.name}` });
  await expect(panel.getByLabel('Amount')).toHaveValue(owed(customer));
  const settles = panel.getByRole('table', { name: 'What this payment settles' });
  await expect(settles.getByRole('row')).not.toHaveCount(0);
  await expect(settles).toContainText('paid');
  await panel.getByRole('button', { name: `Record €${owed(customer)}` }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByText('Nothing owed')).toBeVisible();
  await page.goto(address('/admin/setup/audit'));
  await expect(page.getByText('billing.recordPayment').first()).toBeVisible();
  await context.close();
});

test('a payment is recorded without touching the pointer', async ({ browser }) => {
  const context = await signedIn(browser, 'super_administrator');
  const customer = (await debtors(context.request))[2];
  if (!customer) return;
  const page = await context.newPage();
  await page.goto(address('/admin/account'));
  await settled(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeFocused();
  await page.keyboard.type(`#${customer.number}`);
  const row = page.getByRole('option', { name: new RegExp(customer.name) }).first();
  await expect(row).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(customer.name);
  await settled(page);
  const owing = await page.getByText(/^Owes €/).textContent();
  await page.keyboard.press('p');
  const panel = page.getByRole('dialog', { name: `Take a payment of ${customer.name}` });
  await expect(panel.getByLabel('Amount')).toBeFocused();
  await expect(panel.getByRole('button', { name: /^Record €/ })).toContainText(owing?.replace('Owes ', '') ?? '€');
  await expect(panel.getByText('Standing afterwards')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(panel).toBeHidden();
  await expect(page.getByText('Nothing owed')).toBeVisible();
  await expect.poll(() => page.evaluate('document.activeElement !== document.body'), 'focus is kept').toBe(true);
  await context.close();
});

test('a change of plan is shown line by line, with one net result, before it is applied', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const query =
    '{ list: customerList(first: 40, filter: { statuses: [ACTIVE] }) { nodes { id number name balance { amount } services { kind } } } }';
  const { list } = await ask<{ list: { nodes: (Row & { services: { kind: string }[] })[] } }>(
    context.request,
    'admin',
    query,
  );
  const customer = list.nodes.find(({ services }) => services.length === 1 && services[0]?.kind === 'INTERNET');
  if (!customer) throw new Error('the demo has no customer with one internet service');
  const page = await context.newPage();
  await openCustomer(page, customer);
  await page.getByRole('button', { name: 'Change plan' }).first().click();
  const panel = page.getByRole('dialog', { name: `Change plan of ${customer.name}` });
  await panel.getByLabel('New plan').click();
  await page.getByRole('listbox').getByRole('option').first().click();
  const preview = panel.getByRole('region', { name: 'What this does' });
  await expect(preview).toContainText('Net result of the change');
  await expect(preview).toContainText(/The old plan ends on|The new plan starts on/);
  await expect(preview.getByRole('button', { name: /^Apply change [+−]?€/ })).toBeVisible();
  await context.close();
});

test('a billing run is previewed, approved and issued; a second one has nothing to make', async ({ browser }) => {
  test.setTimeout(120_000);
  const context = await signedIn(browser, 'super_administrator');
  const page = await context.newPage();
  const today = new Date();
  const next = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  await preview(page, next);
  await expect(page.getByText('Why it differs')).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  const issue = page.getByRole('button', { name: /^Issue [\d,.]+/ });
  await issue.click();
  const dialog = page.getByRole('dialog', { name: /^Issue / });
  const count = /\d+/.exec((await dialog.getByRole('button', { name: /^Issue / }).textContent()) ?? '')?.[0] ?? '';
  await dialog.getByRole('textbox').fill(count);
  await dialog.getByRole('button', { name: /^Issue / }).click();
  await expect(page.getByText('The run is issued')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(`${count} invoices were issued.`)).toBeVisible();
  await preview(page, next);
  await expect(page.getByText('Nothing is left to invoice for this date').first()).toBeVisible();
  await context.close();
});

async function preview(page: Page, date: string): Promise<void> {
  await page.goto(address('/admin/runs'));
  await settled(page);
  await page.getByRole('button', { name: 'New preview' }).first().click();
  const panel = page.getByRole('dialog', { name: 'New billing run' });
  await panel.getByLabel('Document date').fill(date);
  await page.keyboard.press('Tab');
  await panel.getByRole('button', { name: 'Work out the preview' }).click();
  await expect(page).toHaveURL(/\/admin\/runs\/.+/);
  await expect(page.getByText('The preview is being worked out')).toHaveCount(0, { timeout: 60_000 });
}

function owed({ balance }: Row): string {
  return balance.amount.replace('-', '');
}
