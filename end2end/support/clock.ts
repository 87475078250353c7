import type { Page } from '@playwright/test';

/**
 * Lets the page's time stand still, so that nothing there happens by itself. The page's clock must
 * have been installed.
 */
export async function stopClock(page: Page): Promise<void> {
  // The clock only goes forward, and while this is said it runs.
  const soon = (await page.evaluate(() => Date.now())) + 1_000;
  await page.clock.pauseAt(soon);
}
