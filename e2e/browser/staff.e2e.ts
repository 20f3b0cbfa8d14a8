import { expect, type Page, test } from '@playwright/test';
import { address, demo } from '../product/demo.ts';
import { ask } from './demo-records.ts';
import { settled } from './look.ts';
import { signedIn } from './signed-in.ts';

/** Pages of the rail, by the right that each needs. */
const PLACES: Readonly<Record<string, string>> = {
  '/customers': 'crm.customer.view',
  '/invoices': 'billing.invoice.view',
  '/runs': 'billing.run.view',
  '/suspensions': 'billing.suspension.view',
  '/plans': 'billing.plan.view',
  '/setup/staff': 'identity.staff.view',
  '/setup/roles': 'identity.role.view',
  '/setup/api': 'identity.apiKey.view',
  '/setup/audit': 'audit.view',
};
const ROLES = [
  'super_administrator',
  'administrator',
  'manager',
  'financial_manager',
  'customer_creator',
  'support',
  'engineer',
];

async function placesSeen(page: Page): Promise<readonly string[]> {
  const rail = page.getByRole('navigation', { name: 'Main navigation' });
  const closed = rail.locator('button[aria-expanded="false"]');
  while ((await closed.count()) > 0) await closed.first().click();
  const links = await rail.getByRole('link').all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('href'))?.replace(/^\/admin/, '') ?? ''));
}

for (const role of ROLES) {
  test(`${role} signs in, and the rail shows only what the role may see`, async ({ browser }) => {
    const context = await signedIn(browser, role);
    const page = await context.newPage();
    await page.goto(address('/admin/account'));
    await settled(page);
    const session = (await (await context.request.get(address('/auth/session'))).json()) as {
      readonly staff: { readonly permissions: readonly string[] };
    };
    const may = new Set(session.staff.permissions);
    const seen = await placesSeen(page);
    for (const [path, permission] of Object.entries(PLACES)) {
      expect(seen.includes(path), `${path} needs ${permission}`).toBe(may.has(permission));
    }
    await context.close();
  });
}

test('the demo has a sign-in for each role', () => {
  expect(
    demo()
      .staff.map(({ role }) => role)
      .sort(),
  ).toEqual([...ROLES].sort());
});

test('a page that the role may not see says which right it needs', async ({ browser }) => {
  const context = await signedIn(browser, 'customer_creator');
  const page = await context.newPage();
  await page.goto(address('/admin/setup/audit'));
  await expect(page.getByText('audit.view')).toBeVisible();
  await context.close();
});

test('Ctrl-K finds a customer by number, by a part of the name and by login, and opens it', async ({ browser }) => {
  const context = await signedIn(browser, 'support');
  const { list } = await ask<{ list: { nodes: { number: string; name: string; login: string; id: string }[] } }>(
    context.request,
    'admin',
    '{ list: customerList(first: 30) { nodes { id number name login } } }',
  );
  const wanted = list.nodes[17];
  if (!wanted) throw new Error('the demo has fewer than 18 customers');
  const page = await context.newPage();
  await page.goto(address('/admin/account'));
  await settled(page);
  for (const text of [`#${wanted.number}`, wanted.name.slice(2, -1), `@customers: ${wanted.login}`]) {
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: 'Search and commands' });
    await box.fill(text);
    const found = page.getByRole('option', { name: new RegExp(wanted.name) });
    await expect(found.filter({ hasText: wanted.number }).first()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(box).toBeHidden();
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill(`#${wanted.number}`);
  await expect(page.getByRole('option').first()).toContainText(wanted.name);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/admin/customers/${wanted.id}`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(wanted.name);
  await context.close();
});

test('the roles editor shows each right with its sentence, ticked as the role has it', async ({ browser }) => {
  const context = await signedIn(browser, 'super_administrator');
  const { roles } = await ask<{ roles: { id: string; key: string | null; name: string }[] }>(
    context.request,
    'admin',
    '{ roles { id key name } }',
  );
  const support = roles.find(({ key }) => key === 'support');
  const page = await context.newPage();
  await page.goto(address(`/admin/setup/roles/${support?.id ?? ''}`));
  await settled(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(support?.name ?? '');
  expect(await page.getByRole('checkbox').count()).toBeGreaterThan(20);
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBeGreaterThan(3);
  await expect(page.getByText('billing.run.issue').first()).toBeVisible();
  await context.close();
});
