import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { expectAccessible, settled } from './look.ts';
import { signedIn } from './signed-in.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly services: readonly { readonly id: string; readonly kind: string; readonly status: string }[];
}

/** Connected customers from the end of the list, after those that other tests take. */
async function connected(request: APIRequestContext, skip: number): Promise<Row> {
  const query = `{ list: customerList(first: 100, sort: NUMBER, descending: true, filter: { statuses: [ACTIVE] }) { nodes { id name services { id kind status } } } }`;
  const { list } = await ask<{ list: { nodes: Row[] } }>(request, 'admin', query);
  const found = list.nodes.filter(
    ({ services }) => services[0]?.kind === 'INTERNET' && services[0].status === 'ACTIVE',
  )[skip];
  if (!found) throw new Error('the demo has too few connected customers');
  return found;
}

async function openServices(page: Page, { id }: Row): Promise<void> {
  await page.goto(address(`/admin/customers/${id}?tab=services`));
  await settled(page);
}

/** Presses Tab until the element has the focus: no mouse is used. */
async function tabTo(page: Page, what: ReturnType<Page['locator']>): Promise<void> {
  for (let press = 0; press < 250; press += 1) {
    if ((await what.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not get there');
}

test('the plan of a service is changed with the keyboard alone, as the preview says, and the change is undone', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const customer = await connected(context.request, 12);
  const page = await context.newPage();
  await openServices(page, customer);
  await tabTo(page, page.getByRole('button', { name: 'Change plan' }).first());
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: `Change plan of ${customer.name}` });
  await expect(panel.getByLabel('New plan')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Net result of the change')).toBeVisible();
  await expectAccessible(page, 'the change of a plan');
  const apply = panel.getByRole('button', { name: /^Apply change [+−]?\D*\d/ });
  await expect(apply).toBeEnabled();
  await tabTo(page, apply);
  await page.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  const changes = page.getByRole('table', { name: 'Changes of plan' });
  await expect(changes).toContainText('Done');
  await expectAccessible(page, 'services with a change of plan');

  await tabTo(page, changes.getByRole('button', { name: 'Undo' }));
  await page.keyboard.press('Enter');
  const undo = page.getByRole('dialog', { name: /^Undo the change to/ });
  await expect(undo.getByLabel('Reason')).toBeFocused();
  await page.keyboard.type('Wrong plan');
  await expect(undo.getByText('Net result')).toBeVisible();
  await expectAccessible(page, 'the undoing of a change of plan');
  await tabTo(page, undo.getByRole('button', { name: /^Undo the change [+−]?\D*\d/ }));
  await page.keyboard.press('Enter');
  await expect(undo).toBeHidden();
  await expect(changes).toContainText('Undone');
  await expect(changes).toContainText('Wrong plan');
  await context.close();
});

test('a pause says what it gives back before it is made, and is taken back', async ({ browser }) => {
  const context = await signedIn(browser, 'administrator');
  const customer = await connected(context.request, 13);
  const page = await context.newPage();
  await openServices(page, customer);
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Pause' }).click();
  const panel = page.getByRole('dialog', { name: /^Pause / });
  const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  await panel.getByLabel('First day').fill(day(3));
  await panel.getByLabel('Last day').fill(day(5));
  await expect(panel.getByText('Access closes. Days of the pause are not charged.')).toBeVisible();
  await expectAccessible(page, 'a pause');
  await panel.getByRole('button', { name: /^Pause / }).click();
  await expect(panel).toBeHidden();
  await expect(page.getByRole('table', { name: 'Pauses' })).toContainText('free');
  await expectAccessible(page, 'services with a pause');
  await context.close();
});

test('a customer changes to a plan that is allowed, line by line, and pauses where the provider lets them', async ({
  browser,
}) => {
  const staff = await signedIn(browser, 'super_administrator');
  const customer = await signedIn(browser, 'customer');
  const mine = '{ me { services { id status kind planTitle } } }';
  const { me } = await ask<{ me: { services: { id: string; status: string; kind: string; planTitle: string }[] } }>(
    customer.request,
    'portal',
    mine,
  );
  const service = me.services.find(({ status, kind }) => status === 'ACTIVE' && kind === 'INTERNET');
  if (!service) throw new Error('the demo customer has no running internet service');
  const { plans } = await ask<{
    plans: (Record<string, unknown> & { id: string; title: string; kind: string; available: boolean })[];
  }>(
    staff.request,
    'admin',
    '{ plans { id title kind available serviceDescription unitPrice taxInclusive periodMonths contractMonths partnerIds taxRate { id } } }',
  );
  const present = plans.find(({ title }) => title === service.planTitle);
  const other = plans.find(
    ({ title, kind, available }) => kind === 'INTERNET' && available && title !== service.planTitle,
  );
  if (!present || !other) throw new Error('the demo has one internet plan only');
  const { id: planId, title, serviceDescription, unitPrice, taxInclusive, taxRate } = present;
  await ask(staff.request, 'admin', 'mutation ($input: EditPlanInput!) { editPlan(input: $input) { id } }', {
    input: {
      planId,
      title,
      serviceDescription,
      unitPrice,
      taxInclusive,
      ...(taxRate ? { taxRateId: (taxRate as { id: string }).id } : {}),
      selfChangePlanIds: [other.id],
    },
  });
  await ask(
    staff.request,
    'admin',
    'mutation ($input: ChangePolicyInput!) { changeBillingPolicy(input: $input) { own } }',
    {
      input: { pauseByCustomer: true },
    },
  );
  const owed = '{ me { id account { balanceDue { amount } } } }';
  const { me: debtor } = await ask<{ me: { id: string; account: { balanceDue: { amount: string } } } }>(
    customer.request,
    'portal',
    owed,
  );
  const { amount } = debtor.account.balanceDue;
  const { paymentMethods } = await ask<{ paymentMethods: { id: string }[] }>(
    staff.request,
    'admin',
    '{ paymentMethods { id } }',
  );
  if (/[1-9]/.test(amount))
    await ask(
      staff.request,
      'admin',
      'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }',
      {
        input: { customerId: debtor.id, methodId: paymentMethods[0]?.id, amount },
      },
    );
  const page = await customer.newPage();
  await page.goto(address('/portal/plan'));
  await settled(page);
  await page.getByRole('button', { name: /^Change plan of/ }).click();
  await page.getByRole('radio').first().check();
  await expect(page.getByText('Together')).toBeVisible();
  await expectAccessible(page, 'the own change of plan');
  await expect(page.getByRole('button', { name: 'Change my plan' })).toBeEnabled();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: /^Pause / }).click();
  const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('First day').fill(day(2));
  await page.getByLabel('Last day').fill(day(4));
  await expect(page.getByText('Together')).toBeVisible();
  await expectAccessible(page, 'the own pause');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(/is paused from/)).toBeVisible();
  await page.getByRole('button', { name: /^Take the pause of/ }).click();
  await expect(page.getByText(/is paused from/)).toBeHidden();
  await staff.close();
  await customer.close();
});
