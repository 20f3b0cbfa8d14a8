import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { settled } from './look.ts';
import { signedIn } from './signed-in.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly partner: { readonly name: string };
  readonly balance: { readonly amount: string };
  readonly online: boolean | null;
}

/** Somebody who owes nothing and whose line is up at one of the demo's routers. */
async function somebodyOnline(request: APIRequestContext): Promise<Row> {
  const query =
    '{ list: customerList(first: 100, filter: { statuses: [ACTIVE] }) { nodes { id name partner { name } balance { amount } online } } }';
  let found: Row | undefined;
  // A line that was cut dials again after half a minute. Later tests bill everybody.
  await expect
    .poll(
      async () => {
        const { list } = await ask<{ list: { nodes: Row[] } }>(request, 'admin', query);
        found = list.nodes.find(({ balance, online }) => online === true && !/[1-9]/.test(balance.amount));
        return found !== undefined;
      },
      { message: 'somebody of the demo is online and owes nothing', timeout: 90_000, intervals: [2_000] },
    )
    .toBe(true);
  if (!found) throw new Error('nobody of the demo is online and owes nothing');
  return found;
}

/** Whatever day it is today: the bill of last month is due, and blocks. */
const UNPAID_MONTHS = 2;

async function neverInactive(request: APIRequestContext, customerId: string): Promise<void> {
  const change =
    'mutation ($input: ChangeBillingSettingsInput!) { changeBillingSettings(input: $input) { __typename } }';
  await ask(request, 'admin', change, { input: { customerId, deactivationDays: 365 } });
}

async function openCustomer(page: Page, id: string): Promise<void> {
  await page.goto(address(`/admin/customers/${id}`));
  await settled(page);
}

test('a suspension that is approved reaches the router, whose answer is kept; a payment opens the line again', async ({
  browser,
}) => {
  test.setTimeout(260_000);
  const context = await signedIn(browser, 'super_administrator');
  const customer = await somebodyOnline(context.request);
  await neverInactive(context.request, customer.id);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);

  await page.goto(address(`/admin/customers/${customer.id}?tab=billing`));
  await settled(page);
  const payments = page.getByRole('table', { name: 'Payments' }).getByRole('row');
  const before = await payments.getByRole('button', { name: 'Reverse' }).count();
  for (let left = before; left > before - UNPAID_MONTHS; left -= 1) {
    await payments.getByRole('button', { name: 'Reverse' }).first().click();
    await page.getByRole('dialog').getByRole('textbox').fill('Bounced transfer');
    await page.getByRole('dialog').getByRole('button', { name: 'Reverse' }).click();
    await expect(payments.getByRole('button', { name: 'Reverse' })).toHaveCount(left - 1);
  }
  await expect(page.getByText(/^Owes €/)).toBeVisible();
  await openCustomer(page, customer.id);
  await expect(page.getByText('Blocked once approved')).toBeVisible();
  await expect(page.getByText('as soon as the day’s suspensions are approved')).toBeVisible();

  await page.goto(address('/admin/suspensions'));
  await settled(page);
  await page.getByRole('button', { name: 'Work out today’s list' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').selectOption({ label: customer.partner.name });
  await dialog.getByRole('button', { name: 'Work out today’s list' }).click();
  await expect(page.getByRole('link', { name: new RegExp(customer.name) })).toBeVisible();
  const approve = page.getByRole('button', { name: /^Approve \d/ });
  const count = /\d+/.exec((await approve.textContent()) ?? '')?.[0] ?? '';
  await approve.click();
  await dialog.getByRole('textbox').fill(count);
  await dialog.getByRole('button', { name: /^Approve \d/ }).click();
  await expect(page.getByText('Carried out', { exact: true }).first()).toBeVisible({ timeout: 30_000 });

  await openCustomer(page, customer.id);
  await expect(page.getByText(/Access is blocked: the router acknowledged/).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Blocked: an invoice is unpaid.')).toBeVisible();

  await page.getByRole('button', { name: /^Take payment/ }).click();
  await dialog.getByRole('button', { name: /^Record €/ }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Nothing owed')).toBeVisible();
  await expect
    .poll(
      async () => {
        await openCustomer(page, customer.id);
        return page.getByText('Online, as it should be.').count();
      },
      { timeout: 90_000, intervals: [2_000] },
    )
    .toBe(1);
  await context.close();
});
