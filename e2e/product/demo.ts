import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** The demo sign-ins, as `npm start` leaves them for its owner. */
export interface Demo {
  readonly staff: readonly { readonly role: string; readonly email: string; readonly password: string }[];
  readonly customer: { readonly login: string; readonly password: string };
  readonly apiKey: string;
  readonly radius: { readonly username: string; readonly password: string; readonly secret: string; readonly authPort: number; readonly acctPort: number };
}

export function demo(): Demo {
  return JSON.parse(readFileSync(process.env['DEMARC_DEMO'] ?? '', 'utf8')) as Demo;
}

export function address(path: string): string {
  return new URL(path, process.env['DEMARC_ADDRESS']).href;
}

/** Signs staff in through the page, as a person does. */
export async function signInStaff(page: Page, role: string): Promise<void> {
  const account = demo().staff.find((one) => one.role === role);
  if (!account) throw new Error(`the demo has no ${role}`);
  await page.goto(address('/admin/'));
  await page.getByLabel('E-mail').fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
}

export async function signInCustomer(page: Page): Promise<void> {
  const { customer } = demo();
  await page.goto(address('/portal/'));
  await page.getByLabel('Login').fill(customer.login);
  await page.getByLabel('Password', { exact: true }).fill(customer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor({ state: 'detached' });
}
