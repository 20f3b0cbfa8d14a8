import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test';
import { signInCustomer, signInStaff } from '../product/demo.ts';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
const kept = new Map<string, Promise<State>>();

/** A browser in which this role, or the demo customer, has signed in. The sign-in itself is done once. */
export async function signedIn(
  browser: Browser,
  who: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const state = kept.get(who) ?? signInOnce(browser, who);
  kept.set(who, state);
  return browser.newContext({ locale: 'en-GB', ...options, storageState: await state });
}

async function signInOnce(browser: Browser, who: string): Promise<State> {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await (who === 'customer' ? signInCustomer(page) : signInStaff(page, who));
  const state = await context.storageState();
  await context.close();
  return state;
}
