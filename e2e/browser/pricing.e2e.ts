import { expect, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { expectAccessible, settled } from './look.ts';
import { signedIn } from './signed-in.ts';

const CONNECTED = `{ list: customerList(first: 40, sort: NUMBER, descending: true, filter: { statuses: [ACTIVE] }) { nodes { id number name services { kind status } } } }`;

interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly services: readonly { readonly kind: string; readonly status: string }[];
}

test('a tax gets another rate from a day on, and two taxes make a group', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const page = await context.newPage();
  await page.goto(address('/admin/taxes-and-methods'));
  await settled(page);
  for (const [name, percent] of [
    ['State levy', '12'],
    ['City levy', '5'],
  ] as const) {
    await page.getByRole('button', { name: 'New tax' }).click();
    const panel = page.getByRole('dialog', { name: 'New tax' });
    await panel.getByLabel('Name').fill(name);
    await panel.getByLabel('Percent').fill(percent);
    await panel.getByRole('button', { name: 'Define tax' }).click();
    await expect(panel).toBeHidden();
  }
  await page.getByRole('button', { name: 'More for State levy' }).click();
  await page.getByRole('menuitem', { name: 'Rates by date' }).click();
  const rates = page.getByRole('dialog', { name: 'Rates of State levy' });
  await rates.getByLabel('From').fill('2040-01-01');
  await rates.getByLabel('Percent').fill('13');
  await expectAccessible(page, 'the rates of a tax');
  await rates.getByRole('button', { name: 'Set the rate' }).click();
  await expect(rates.getByRole('row', { name: /13 % Planned/ })).toBeVisible();
  await rates.getByRole('button', { name: 'Close', exact: true }).first().click();
  await expect(page.getByRole('row', { name: /State levy/ })).toContainText('13 % from');
  await page.getByRole('button', { name: 'New group' }).click();
  const group = page.getByRole('dialog', { name: 'New tax group' });
  await group.getByLabel('Name').fill('State and city');
  await group.getByLabel('Tax', { exact: true }).first().selectOption({ label: 'State levy · 12 %' });
  await group.getByLabel('Tax', { exact: true }).nth(1).selectOption({ label: 'City levy · 5 %' });
  await group.getByLabel('Charged on').selectOption({ label: 'The net amount and the tax above' });
  await expectAccessible(page, 'the panel of a tax group');
  await group.getByRole('button', { name: 'Define group' }).click();
  await expect(group).toBeHidden();
  await expect(page.getByRole('row', { name: /^State and city/ })).toContainText('17.6 %');
  await context.close();
});

test('a customer is exempt by a document, and a service has a discount for some days', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const { list } = await ask<{ list: { nodes: Row[] } }>(context.request, 'admin', CONNECTED);
  const customer = list.nodes.filter(({ services }) => services[0]?.status === 'ACTIVE')[6];
  if (!customer) throw new Error('the demo has no connected customer');
  const page = await context.newPage();
  await page.goto(address(`/admin/customers/${customer.id}?tab=billing`));
  await settled(page);
  await page.getByRole('button', { name: 'Note an exemption' }).click();
  const exemption = page.getByRole('dialog', { name: /^Tax exemption of/ });
  await exemption.getByLabel('Reason').fill('Charity');
  await exemption.getByLabel('Number of the certificate').fill('C-77');
  await expectAccessible(page, 'the panel of an exemption');
  await exemption.getByRole('button', { name: 'Note the exemption' }).click();
  await expect(exemption).toBeHidden();
  await expect(page.getByRole('row', { name: /Holds Exempt Charity C-77/ })).toBeVisible();
  await page.goto(address(`/admin/customers/${customer.id}?tab=services`));
  await settled(page);
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Prices & discounts' }).click();
  const panel = page.getByRole('dialog', { name: /^Prices & discounts of/ });
  await panel.getByLabel('How much').fill('25');
  await panel.getByLabel('What the customer reads').fill('Autumn offer');
  await expectAccessible(page, 'the discounts of a service');
  await panel.getByRole('button', { name: /^Give the discount/ }).click();
  await expect(panel.getByRole('row', { name: /Counts 25 % Additional .*Autumn offer/ })).toBeVisible();
  await context.close();
});

test('chosen customers get a discount as it was previewed, and stand on the list of custom prices', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const { list } = await ask<{ list: { nodes: Row[] } }>(context.request, 'admin', CONNECTED);
  const customer = list.nodes.filter(({ services }) => services[0]?.status === 'ACTIVE')[7];
  if (!customer) throw new Error('the demo has no connected customer');
  const page = await context.newPage();
  await page.goto(address('/admin/custom-prices'));
  await settled(page);
  await page.getByRole('button', { name: 'Discount for customers' }).click();
  const give = page.getByRole('dialog', { name: 'Discount for customers' });
  await give.getByRole('combobox', { name: 'Customer' }).fill(customer.name);
  await page
    .getByRole('listbox')
    .getByRole('option', { name: new RegExp(`#${customer.number} `) })
    .click();
  await give.getByLabel('How much').fill('5');
  await give.getByLabel('What the customer reads').fill('Spring offer');
  await give.getByRole('button', { name: /^Preview/ }).click();
  await expect(give.getByRole('table', { name: 'What it does to a whole period' })).toBeVisible();
  await expectAccessible(page, 'the preview of a discount for many');
  await give.getByRole('button', { name: /^Give it to/ }).click();
  await expect(give).toBeHidden();
  await expect(page.getByText('−5 % Spring offer').first()).toBeVisible();
  await context.close();
});
