import { type APIRequestContext, expect, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { expectAccessible, settled } from './look.ts';
import { signedIn } from './signed-in.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly services: readonly { readonly id: string; readonly kind: string; readonly status: string }[];
}

const CONNECTED = `{ list: customerList(first: 100, sort: NUMBER, descending: true, filter: { statuses: [ACTIVE] }) { nodes { id name services { id kind status } } } }`;

/** Connected customers from the end of the list, after those that other tests take. */
async function connected(request: APIRequestContext, skip: number): Promise<Row> {
  const { list } = await ask<{ list: { nodes: Row[] } }>(request, 'admin', CONNECTED);
  const found = list.nodes.filter(
    ({ services }) => services[0]?.kind === 'INTERNET' && services[0].status === 'ACTIVE',
  )[skip];
  if (!found) throw new Error('the demo has too few connected customers');
  return found;
}

const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

test('a service is added with an item that is sold once, and the first bill stands beside the form', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const customer = await connected(context.request, 20);
  const page = await context.newPage();
  await page.goto(address(`/admin/customers/${customer.id}?tab=services&panel=add-service`));
  await settled(page);
  const panel = page.getByRole('dialog', { name: `Add a service to ${customer.name}` });
  await panel.getByLabel('Plan', { exact: true }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  const bills = panel.getByRole('region', { name: 'First bills' });
  await expect(bills.getByText(/^On the invoice of /)).toBeVisible();
  await panel.getByRole('button', { name: 'Add an item' }).click();
  await panel.getByLabel('Text on the invoice').fill('Installation');
  await panel.getByLabel('Price of one').last().fill('45');
  await expect(bills.getByText('Installation')).toBeVisible();
  await expect(bills.getByText('€45.00')).toBeVisible();
  await expectAccessible(page, 'a new service with its first bill');
  const add = bills.getByRole('button', { name: 'Add service' });
  await expect(add).toBeEnabled();
  await add.click();
  await expect(panel).toBeHidden();
  const { customer: now } = await ask<{ customer: { futureItems: { nodes: { description: string }[] } } }>(
    context.request,
    'admin',
    `{ customer(id: "${customer.id}") { futureItems { nodes { description } } } }`,
  );
  expect(now.futureItems.nodes.map(({ description }) => description)).toContain('Installation');
  await context.close();
});

test('a change of plan for a coming day stands among the outstanding changes and is undone there', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const customer = await connected(context.request, 22);
  const page = await context.newPage();
  await page.goto(address(`/admin/customers/${customer.id}?tab=services`));
  await settled(page);
  await page.getByRole('button', { name: 'Change plan' }).first().click();
  const panel = page.getByRole('dialog', { name: `Change plan of ${customer.name}` });
  await panel.getByLabel('New plan').click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await panel.getByLabel('Starts on').fill(day(9));
  await expect(panel.getByRole('heading', { name: 'On the network' })).toBeVisible();
  const apply = panel.getByRole('button', { name: /^Apply change [+−]?\D*\d/ });
  await expect(apply).toBeEnabled();
  await expectAccessible(page, 'a change of plan for a coming day');
  await apply.click();
  await expect(panel).toBeHidden();

  await page.goto(address(`/admin/outstanding?q=${encodeURIComponent(customer.name)}`));
  await settled(page);
  const undo = page.getByRole('button', { name: `Undo: Change of plan of ${customer.name}` });
  await expect(undo).toBeVisible();
  await expectAccessible(page, 'outstanding changes');
  await undo.click();
  const back = page.getByRole('dialog', { name: /^Undo the change to/ });
  await back.getByLabel('Reason').fill('Called back');
  await back.getByRole('button', { name: /^Undo the change [+−]?\D*\d/ }).click();
  await expect(back).toBeHidden();
  await expect(undo).toBeHidden();
  await context.close();
});

test('a list price is changed from a day on as its preview says, and taken back from the same list', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const { plans } = await ask<{ plans: { id: string; title: string; kind: string; services: number }[] }>(
    context.request,
    'admin',
    '{ plans { id title kind services } }',
  );
  const plan = plans.find(({ kind, services }) => kind === 'INTERNET' && services > 0);
  if (!plan) throw new Error('the demo has no internet plan in use');
  const page = await context.newPage();
  await page.goto(address(`/admin/plans/${plan.id}?panel=price`));
  await settled(page);
  const panel = page.getByRole('dialog');
  await panel.getByLabel('New list price').fill('77');
  await panel.getByLabel('First day at this price').fill(day(40));
  await expectAccessible(page, 'the change of a price');
  const apply = panel.getByRole('button', { name: /^Change/ }).last();
  await expect(apply).toBeEnabled();
  await apply.click();
  await page.goto(address(`/admin/outstanding?q=${encodeURIComponent(plan.title)}&f.kind=LIST_PRICE`));
  await settled(page);
  const back = page.getByRole('button', { name: `Take back: List price of ${plan.title}` });
  await expect(back).toBeVisible();
  await back.click();
  const ask_ = page.getByRole('alertdialog').or(page.getByRole('dialog', { name: /^Take the list price/ }));
  await expectAccessible(page, 'taking a list price back');
  await ask_.getByRole('button', { name: 'Take back' }).click();
  await expect(back).toBeHidden();
  await context.close();
});
