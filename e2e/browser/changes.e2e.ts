import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { expectAccessible, settled } from './look.ts';
import { signedIn } from './signed-in.ts';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly balance: { readonly amount: string };
  readonly services: readonly { readonly id: string; readonly kind: string; readonly status: string }[];
}

const ROWS = 'nodes { id number name balance { amount } services { id kind status } }';

/** Customers with one running internet service, from the end of the list: other tests take theirs from its beginning. */
async function connected(request: APIRequestContext): Promise<readonly Row[]> {
  const query = `{ list: customerList(first: 100, sort: NUMBER, descending: true, filter: { statuses: [ACTIVE] }) { ${ROWS} } }`;
  const { list } = await ask<{ list: { nodes: Row[] } }>(request, 'admin', query);
  return list.nodes.filter(({ services }) => services[0]?.kind === 'INTERNET' && services[0].status === 'ACTIVE');
}

async function open(page: Page, { id }: Row, more = ''): Promise<void> {
  await page.goto(address(`/admin/customers/${id}${more}`));
  await settled(page);
}

test('price, text and discount of a service are changed beside what is billed already', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const customer = (await connected(context.request))[0];
  if (!customer) throw new Error('the demo has no connected customer');
  const page = await context.newPage();
  await open(page, customer, '?tab=services');
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Change price and text' }).click();
  const panel = page.getByRole('dialog', { name: /^Change / });
  await expect(panel.getByText(/those days keep what they were charged with|Nothing is billed yet/)).toBeVisible();
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect(panel.getByText('Nothing differs from before.')).toBeVisible();
  await panel.getByLabel('Price').fill('12.34');
  await panel.getByLabel('Taken off').selectOption('PERCENT');
  await panel.getByLabel('How much').fill('10');
  await expectAccessible(page, 'the panel that changes a service');
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect(panel).toBeHidden();
  const row = page.getByRole('table', { name: 'Running' }).getByRole('row').nth(1);
  await expect(row).toContainText('€12.34');
  await expect(row).toContainText('10 % off');
  await context.close();
});

test('an end that has not come is set for a day and taken back', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const customer = (await connected(context.request))[1];
  const service = customer?.services[0];
  if (!customer || !service) throw new Error('the demo has no connected customer');
  const page = await context.newPage();
  const address = `?tab=services&panel=end-service:${service.id}`;
  await open(page, customer, address);
  const panel = page.getByRole('dialog', { name: /^End / });
  await expect(panel.getByLabel('Last day')).not.toHaveValue('');
  await panel.getByLabel('Last day').fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await expect(panel.getByText('Net result of the end')).toBeVisible();
  await expectAccessible(page, 'the final bill of a service');
  await panel.getByRole('button', { name: /^End the service .*0\.00/ }).click();
  await expect(panel).toBeHidden();
  await open(page, customer, address);
  await panel.getByRole('button', { name: 'Take the end back' }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('table', { name: 'Running' }).getByRole('row').nth(1)).toContainText('–');
  await context.close();
});

test('the login of an access is changed, and the change is refused when a colleague was first', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const customer = (await connected(context.request))[2];
  const service = customer?.services[0];
  if (!customer || !service) throw new Error('the demo has no connected customer');
  const page = await context.newPage();
  await open(page, customer, `?tab=services&panel=access:${service.id}`);
  await page.getByRole('button', { name: 'Change access' }).click();
  const panel = page.getByRole('dialog', { name: /^Change access of/ });
  await panel.getByLabel('Login').fill(`moved-${customer.number}`);
  await expectAccessible(page, 'the panel that changes an access');
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('dialog').getByText(`moved-${customer.number}`)).toBeVisible();

  await page.getByRole('button', { name: 'Change access' }).click();
  const query = 'query ($id: RecordId!) { service(id: $id) { access { revision } } }';
  const { service: found } = await ask<{ service: { access: { revision: number } } }>(context.request, 'admin', query, {
    id: service.id,
  });
  const change = 'mutation ($input: ChangeAccessInput!) { changeAccess(input: $input) { revision } }';
  const { revision } = found.access;
  const input = { serviceId: service.id, revision, login: `first-${customer.number}` };
  await ask(context.request, 'admin', change, { input });
  await panel.getByLabel('Login').fill(`second-${customer.number}`);
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect(panel.getByRole('alert')).toContainText('changed by somebody else');
  await context.close();
});

test('how one customer is billed is changed, and a day that no month has is refused at its field', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const customer = (await connected(context.request))[3];
  if (!customer) throw new Error('the demo has no connected customer');
  const page = await context.newPage();
  await open(page, customer, '?tab=billing');
  await page.getByRole('button', { name: 'Change: How this account is billed' }).click();
  const panel = page.getByRole('dialog', { name: `How ${customer.name} is billed` });
  await panel.getByLabel('Billing day').fill('40');
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect(panel.getByRole('alert')).toContainText('Billing day: must not be greater than 31');
  await panel.getByLabel('Billing day').fill('15');
  await panel.getByLabel('Days from due to blocked').fill('');
  await expectAccessible(page, 'the billing settings of a customer');
  await panel.getByRole('button', { name: /^Save/ }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByText('Days from due to blocked').locator('..')).toContainText('never');
  await context.close();
});

test('a payment settles the invoice that a person chose', async ({ browser }) => {
  const context = await signedIn(browser, 'super_administrator');
  const issue = 'mutation ($input: IssueOneTimeInvoiceInput!) { issueOneTimeInvoice(input: $input) { id number } }';
  const customer = (await connected(context.request)).find(({ balance }) => /^0(\.0+)?$/.test(balance.amount));
  if (!customer) throw new Error('the demo has no customer who owes nothing');
  const numbers: string[] = [];
  for (const unitPrice of ['10.00', '20.00']) {
    const input = { customerId: customer.id, lines: [{ description: 'Cable', unitPrice }] };
    const { issueOneTimeInvoice } = await ask<{ issueOneTimeInvoice: { number: string } }>(
      context.request,
      'admin',
      issue,
      { input },
    );
    numbers.push(issueOneTimeInvoice.number);
  }
  const page = await context.newPage();
  await open(page, customer, '?panel=pay');
  const panel = page.getByRole('dialog', { name: `Take a payment of ${customer.name}` });
  await panel.getByLabel('Amount').first().fill('20.00');
  await panel.getByRole('button', { name: 'Choose the invoices' }).click();
  await panel.getByRole('button', { name: `All of it: ${numbers[1]}` }).click();
  const settles = panel.getByRole('table', { name: 'What this payment settles' });
  await expect(settles).toContainText(numbers[1] ?? '');
  await expect(settles).not.toContainText(numbers[0] ?? '');
  await expectAccessible(page, 'a payment with chosen invoices');
  await panel.getByRole('button', { name: 'Record €20.00' }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByText('Owes €10.00')).toBeVisible();
  await context.close();
});

test('the palette takes letters at once and leads the focus to the page that was chosen', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const page = await context.newPage();
  await page.goto(address('/admin/account'));
  await settled(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('radius log');
  const box = page.getByRole('combobox', { name: 'Search and commands' });
  await expect(box).toHaveValue('radius log');
  await expect(page.getByRole('option', { name: /RADIUS log/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'RADIUS log' })).toBeFocused();
  await context.close();
});
