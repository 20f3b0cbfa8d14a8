import { expect, type Page, test } from '@playwright/test';
import { address } from '../product/demo.ts';
import { pressByKeys, tabTo } from './by-keys.ts';
import { ask } from './demo-records.ts';
import { expectAccessible, settled } from './look.ts';
import { signedIn } from './signed-in.ts';

const focused = (page: Page): Promise<string | null> => page.locator(':focus').getAttribute('aria-label');

test('a /24 is a grid by keyboard: jump by typing, mark a range, reserve it, see it and let it go', async ({
  browser,
}) => {
  const context = await signedIn(browser, 'administrator');
  const { pool } = await ask<{ pool: { id: string } }>(
    context.request,
    'admin',
    'mutation ($input: AddPoolInput!) { pool: addAddressPool(input: $input) { id } }',
    { input: { name: 'Harbour', prefix: '198.18.7.0/24', kind: 'STATIC', gateway: '198.18.7.1' } },
  );
  const page = await context.newPage();
  await page.goto(address(`/admin/network/pools/${pool.id}`));
  await settled(page);
  await expectAccessible(page, 'the grid of a network');
  await tabTo(page, page.getByRole('gridcell').first());
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe('198.18.7.1 · A device of ours · Gateway');
  await page.keyboard.type('40', { delay: 20 });
  expect(await focused(page)).toBe('198.18.7.40 · Free');
  await page.keyboard.press('Shift+ArrowDown');
  const reserve = page.getByRole('button', { name: 'Reserve 17 addresses' });
  await expect(reserve).toBeVisible();
  await reserve.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Reserve' });
  await panel.getByLabel('Reason, or name of the device').fill('New street');
  await pressByKeys(page, panel.getByRole('button', { name: 'Reserve' }));
  await expect(panel).toBeHidden();
  const cell = page.getByRole('gridcell', { name: '198.18.7.56 · Reserved · New street' });
  await expect(cell).toBeVisible();
  await expect(page.getByRole('gridcell', { name: '198.18.7.57 · Free' })).toBeVisible();
  await cell.focus();
  await page.keyboard.press('Enter');
  const one = page.getByRole('dialog', { name: '198.18.7.56' });
  await expect(one.getByText('New street').first()).toBeVisible();
  await expectAccessible(page, 'one address with its history');
  await pressByKeys(page, one.getByRole('button', { name: 'End the reservation' }));
  await expect(one).toBeHidden();
  await expect(page.getByRole('gridcell', { name: '198.18.7.56 · Free' })).toBeVisible();
  await context.close();
});
