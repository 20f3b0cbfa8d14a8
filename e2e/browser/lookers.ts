import { type Browser, type BrowserContext, type Page, test as base } from '@playwright/test';
import { signedIn } from './signed-in.ts';

/**
 * Those who look from one page to the next in a browser that stays theirs: signed in once, and with the files of the apps at
 * hand. Each page is opened anew.
 */
class Lookers {
  private readonly contexts = new Map<string, Promise<BrowserContext>>();
  private readonly browser: Browser;

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** Of a role, of the demo customer, or of nobody. */
  contextOf(who: string): Promise<BrowserContext> {
    const context = this.contexts.get(who) ?? this.open(who);
    this.contexts.set(who, context);
    return context;
  }

  async pageOf(who: string): Promise<Page> {
    return (await this.contextOf(who)).newPage();
  }

  async closePages(): Promise<void> {
    for (const context of this.contexts.values()) for (const page of (await context).pages()) await page.close();
  }

  async close(): Promise<void> {
    for (const context of this.contexts.values()) await (await context).close();
  }

  private open(who: string): Promise<BrowserContext> {
    return who === 'nobody' ? this.browser.newContext({ locale: 'en-GB' }) : signedIn(this.browser, who);
  }
}

export const test = base.extend<{ lookers: Lookers }, { keptLookers: Lookers }>({
  keptLookers: [
    async ({ browser }, use) => {
      const lookers = new Lookers(browser);
      await use(lookers);
      await lookers.close();
    },
    { scope: 'worker' },
  ],
  lookers: async ({ keptLookers }, use) => {
    await use(keptLookers);
    await keptLookers.closePages();
  },
});
