import { expect, type Locator, type Page } from '@playwright/test';

const MOST_STOPS = 120;

/** Goes to a control by the Tab key alone, as somebody without a pointer does; fails where it cannot be reached. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await control.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached by the Tab key: ${control}`);
}

/** Goes there and presses it. */
export async function pressByKeys(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

/** A day as the browser’s own field takes it from the keyboard: month, day, year. */
export function typedDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${month}${date}${year}`;
}
