import { type APIRequestContext, expect, type Locator, type Page, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { settled } from './look.ts';
import { signedIn } from './signed-in.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly partner: { readonly name: string };
  readonly balance: { readonly amount: string };
}

/** Whatever day it is today: the bill of last month is due, and blocks. */
const UNPAID_MONTHS = 2;

/** Somebody who paid everything, and whose last payments then bounce. */
async function somebodyLate(request: APIRequestContext): Promise<Row> {
  const query =
    '{ list: customerList(first: 100, filter: { statuses: [ACTIVE] }) { nodes { id name partner { name } balance { amount } } } }';
  const { list } = await ask<{ list: { nodes: Row[] } }>(request, 'admin', query);
  const paid = list.nodes.filter(({ balance }) => !/[1-9]/.test(balance.amount));
  for (const customer of paid.reverse()) {
    const { payments } = await ask<{ payments: { nodes: { id: string; provider: string | null; status: string }[] } }>(
      request,
      'admin',
      'query ($id: RecordId!) { payments(customerId: $id, first: 20) { nodes { id provider status } } }',
      { id: customer.id },
    );
    const byHand = payments.nodes.filter(({ provider, status }) => provider === null && status === 'RECORDED');
    if (byHand.length < UNPAID_MONTHS) continue;
    for (const { id: paymentId } of byHand.slice(0, UNPAID_MONTHS)) {
      const reverse = 'mutation ($input: ReversePaymentInput!) { reversePayment(input: $input) { id } }';
      await ask(request, 'admin', reverse, { input: { paymentId, reason: 'Bounced transfer' } });
    }
    return customer;
  }
  throw new Error('nobody of the demo has paid twice by hand');
}

async function press(page: Page, control: Locator, key = 'Enter'): Promise<void> {
  await control.focus();
  await page.keyboard.press(key);
}

/** As the browser's field for a day takes it from the keyboard: month, day, year. */
function inDays(days: number): string {
  const [year, month, day] = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10).split('-');
  return `${month}${day}${year}`;
}

test('by keys alone: a list of suspensions is approved and rolled back, and a payment is recorded', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const context = await signedIn(browser, 'super_administrator');
  const customer = await somebodyLate(context.request);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);

  await page.goto(address('/admin/suspensions'));
  await settled(page);
  await press(page, page.getByRole('button', { name: 'Work out today’s list' }));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').focus();
  await page.keyboard.type(customer.partner.name);
  await press(page, dialog.getByRole('button', { name: 'Work out today’s list' }));
  await expect(page.getByRole('link', { name: new RegExp(customer.name) })).toBeVisible();
  const approve = page.getByRole('button', { name: /^Approve \d/ });
  const count = /\d+/.exec((await approve.textContent()) ?? '')?.[0] ?? '';
  await press(page, approve);
  await dialog.getByRole('textbox').focus();
  await page.keyboard.type(count);
  await press(page, dialog.getByRole('button', { name: /^Approve \d/ }));
  await expect(page.getByText('Carried out', { exact: true }).first()).toBeVisible({ timeout: 30_000 });

  await press(page, page.getByRole('button', { name: 'Roll back' }));
  await dialog.getByLabel('Not suspended again before the end of').focus();
  await page.keyboard.type(inDays(3));
  await page.keyboard.press('Tab');
  await dialog.getByLabel('Why').focus();
  await page.keyboard.type('The bank file came late');
  await expect(dialog.getByRole('table', { name: 'What changes' })).toContainText(customer.name);
  await press(page, dialog.getByRole('button', { name: /^Roll back \d/ }));
  await expect(page.getByText('Rolled back', { exact: true }).first()).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('list', { name: 'History' })).toContainText('The bank file came late');

  await page.goto(address(`/admin/customers/${customer.id}`));
  await settled(page);
  await expect(page.getByText('Last day of the promise to pay')).toBeVisible();
  await press(page, page.getByRole('button', { name: /^Take payment/ }));
  await expect(dialog.getByRole('button', { name: /^Record €/ })).toBeVisible();
  await press(page, dialog.getByRole('textbox', { name: /^Amount/ }), 'Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Nothing owed')).toBeVisible();
  await context.close();
});
